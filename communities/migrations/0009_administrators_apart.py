"""The three administrators apart in the database too; organisations close; a person's own affiliations."""

import communities.tenancy.migrating
import communities.tenancy.constraints
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):
    dependencies = [
        ("communities", "0008_three_administrators"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="organisation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organisation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organisation",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="affiliation",
            name="communities_affiliation_rls",
        ),
        migrations.AddField(
            model_name="organisation",
            name="closed_on",
            field=models.DateField(
                blank=True, help_text="last day; nobody joins afterwards", null=True, verbose_name="撤销日期"
            ),
        ),
        migrations.AddField(
            model_name="organisationevent",
            name="closed_on",
            field=models.DateField(
                blank=True, help_text="last day; nobody joins afterwards", null=True, verbose_name="撤销日期"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="administrators_apart",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE given integer;",
                    func="\n    SELECT CASE WHEN capabilities && ARRAY['people', 'configure']::varchar[] THEN 1 WHEN capabilities && ARRAY['authorise']::varchar[] THEN 2 WHEN capabilities && ARRAY['audit']::varchar[] THEN 3 END INTO given FROM communities_role\n        WHERE tenant_id = NEW.tenant_id AND id = NEW.role_id FOR SHARE;\n    IF given IS NOT NULL THEN\n        PERFORM pg_advisory_xact_lock(hashtextextended('administrators_apart', NEW.person_id));\n        IF EXISTS (\n            SELECT FROM communities_membership held\n            JOIN communities_role role ON role.tenant_id = held.tenant_id AND role.id = held.role_id\n            WHERE held.tenant_id = NEW.tenant_id AND held.person_id = NEW.person_id AND held.id <> NEW.id\n                AND daterange(held.starts_on, held.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')\n                AND CASE WHEN role.capabilities && ARRAY['people', 'configure']::varchar[] THEN 1 WHEN role.capabilities && ARRAY['authorise']::varchar[] THEN 2 WHEN role.capabilities && ARRAY['audit']::varchar[] THEN 3 END <> given\n        ) THEN\n            RAISE EXCEPTION 'administrators_apart' USING ERRCODE = 'check_violation';\n        END IF;\n    END IF;\n    RETURN NEW;\n",
                    hash="51f2ec93d011b730adb9cf05558239f888705974",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_administrators_apart_cd695",
                    table="communities_membership",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "communities_organisationevent" ("actor", "closed_on", "id", "jurisdiction_id", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."actor", NEW."closed_on", NEW."id", NEW."jurisdiction_id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="1c0f5301c7923f87813d82a7d4bbbf051b38d1cb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a3788",
                    table="communities_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "communities_organisationevent" ("actor", "closed_on", "id", "jurisdiction_id", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."actor", NEW."closed_on", NEW."id", NEW."jurisdiction_id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="0fec6270b342d1738c8931b4918bb7648aa5fbc6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_32b8a",
                    table="communities_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "communities_organisationevent" ("actor", "closed_on", "id", "jurisdiction_id", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (OLD."actor", OLD."closed_on", OLD."id", OLD."jurisdiction_id", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id"); RETURN NULL;',
                    hash="a7b47376f9053960367fe0c5088cf16511d16fb8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2b6d6",
                    table="communities_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="administrators_apart",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT FROM communities_membership one\n        JOIN communities_membership two ON two.tenant_id = one.tenant_id AND two.person_id = one.person_id\n            AND two.id <> one.id AND daterange(one.starts_on, one.ends_on, '[]') && daterange(two.starts_on, two.ends_on, '[]')\n        JOIN communities_role role ON role.tenant_id = two.tenant_id AND role.id = two.role_id\n        WHERE one.tenant_id = NEW.tenant_id AND one.role_id = NEW.id AND two.role_id <> NEW.id\n            AND CASE WHEN role.capabilities && ARRAY['people', 'configure']::varchar[] THEN 1 WHEN role.capabilities && ARRAY['authorise']::varchar[] THEN 2 WHEN role.capabilities && ARRAY['audit']::varchar[] THEN 3 END <> CASE WHEN NEW.capabilities && ARRAY['people', 'configure']::varchar[] THEN 1 WHEN NEW.capabilities && ARRAY['authorise']::varchar[] THEN 2 WHEN NEW.capabilities && ARRAY['audit']::varchar[] THEN 3 END\n    ) THEN\n        RAISE EXCEPTION 'administrators_apart' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                    hash="776d678fcee54e3a0a499edebba253333dcf56f3",
                    operation='UPDATE OF "capabilities"',
                    pgid="pgtrigger_administrators_apart_a2b0d",
                    table="communities_role",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=communities.tenancy.constraints.RowSecurity(
                name="communities_affiliation_rls", own_rows_of="person_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capabilities__contains", ["authorise"]), _negated=True),
                    ("capabilities__contained_by", ["authorise"]),
                    _connector="OR",
                ),
                name="role_authorise_alone",
                violation_error_message="“授予和收回角色、定义角色、处理登录安全”不能与其他权限放在同一个角色里。",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capabilities__contains", ["audit"]), _negated=True),
                    ("capabilities__contained_by", ["audit"]),
                    _connector="OR",
                ),
                name="role_audit_alone",
                violation_error_message="“查看和导出审计记录”不能与其他权限放在同一个角色里。",
            ),
        ),
    ]
