"""People and rights in JSON. No telephone numbers: they are nobody's but the page's, masked."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from communities.people.models import Affiliation, Membership, Organisation, Person, Role
from communities.tenancy.models import Jurisdiction


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """An actor of the rulebook at a place."""

    place = serializers.CharField(source="jurisdiction.code")
    place_name = serializers.CharField(source="jurisdiction.name")

    class Meta:
        model = Organisation
        fields = ("id", "actor", "kind", "name", "place", "place_name", "closed_on")


class RoleSerializer(serializers.ModelSerializer[Role]):
    """A named set of capabilities."""

    class Meta:
        model = Role
        fields = ("id", "code", "name", "description", "capabilities", "needs_second_factor", "retired_on")


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """A person in a role at a place, perhaps for an organisation, for a period; both days included."""

    username = serializers.CharField(source="person.username")
    name = serializers.CharField(source="person.name")
    role_name = serializers.CharField(source="role.name")
    place = serializers.CharField(source="jurisdiction.code")
    place_name = serializers.CharField(source="jurisdiction.name")

    class Meta:
        model = Membership
        fields = (
            "id",
            "person",
            "username",
            "name",
            "role",
            "role_name",
            "organisation",
            "place",
            "place_name",
            "starts_on",
            "ends_on",
        )


class AffiliationSerializer(serializers.ModelSerializer[Affiliation]):
    """A person belongs to an organisation for a period. It gives no right."""

    place = serializers.CharField(source="jurisdiction.code")

    class Meta:
        model = Affiliation
        fields = ("id", "organisation", "place", "proposed_role", "starts_on", "ends_on", "reason")


class PersonSerializer(serializers.ModelSerializer[Person]):
    """Somebody at the caller's places, with what he holds and belongs to there."""

    memberships = MembershipSerializer(source="seats", many=True)
    affiliations = AffiliationSerializer(source="posts", many=True)

    class Meta:
        model = Person
        fields = ("id", "username", "name", "is_active", "memberships", "affiliations")
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "is_active": {"read_only": True, "help_text": "false: the account is disabled"}
        }


class AccountSerializer(serializers.Serializer[Any]):
    """Why an account is disabled or enabled; kept on record, told to the person and the administrators."""

    reason = serializers.CharField(max_length=200)


class AppointmentSerializer(serializers.Serializer[Any]):
    """A membership to be given. `person` is a user name, `role` a code, `place` the code of a place (default: the
    organisation's own); `ends_on` left out: until ended.
    """

    person = serializers.CharField(max_length=60)
    role = serializers.SlugRelatedField(slug_field="code", queryset=Role._base_manager.none())
    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation._base_manager.none(), required=False, allow_null=True, default=None
    )
    place = serializers.SlugRelatedField(
        slug_field="code", queryset=Jurisdiction._base_manager.none(), required=False
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)


class MembershipEndSerializer(serializers.Serializer[Any]):
    """The last day of a membership."""

    on = serializers.DateField()
