"""A tree of places from a file of divisions."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from communities.tenancy.context import enter
from communities.tenancy.divisions import Division, DivisionMistake, plant, read_divisions
from communities.tenancy.models import Jurisdiction, Tenant

pytestmark = pytest.mark.django_db

LEVELS = {
    "city": ["municipality"],
    "district": ["district"],
    "community": ["community"],
    "neighbourhood": [],
}
"""A rulebook that names no street level."""

DISTRICT = Division("500156", "武隆区", "district", "500")
ABOVE = Division("500", "重庆市", "municipality", "")
STREET = Division("500156001", "凤山街道", "street", "500156")
FIRST = Division("500156001001", "复兴社区", "community", "500156001")
SECOND = Division("500156001002", "油坊社区", "community", "500156001")


@pytest.fixture
def tenant(db: None) -> Tenant:
    return Tenant.objects.create(code="one", name="甲", unit="district")


def test_tree_keeps_unnamed_places_and_leaves_out_what_lies_above(tenant: Tenant) -> None:
    with enter(tenant.pk):
        top = plant([SECOND, FIRST, STREET, ABOVE, DISTRICT], LEVELS, "district")[0]
        found = list(
            Jurisdiction.objects.values_list("code", "level", "division", "path", "depth", "parent__code")
        )
    assert top.code == "500156"
    assert found == [
        ("500156", "district", "district", "0001", 1, None),
        ("500156001", "", "street", "00010001", 2, "500156"),
        ("500156001001", "community", "community", "000100010001", 3, "500156001"),
        ("500156001002", "community", "community", "000100010002", 3, "500156001"),
    ]


def test_level_may_lie_under_itself(tenant: Tenant) -> None:
    levels = {"province": ["province"], "city": ["city", "district"]}
    rows = [
        Division("22", "吉林省", "province", ""),
        Division("2201", "长春市", "city", "22"),
        Division("220102", "南关区", "district", "2201"),
    ]
    with enter(tenant.pk):
        plant(rows, levels, "province")
        assert list(Jurisdiction.objects.values_list("level", "depth")) == [
            ("province", 1),
            ("city", 2),
            ("city", 3),
        ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([Division("5", "某省", "province", ""), DISTRICT], "有2个"),
        ([STREET, FIRST], "不是规则包所说的本级 district"),
        ([DISTRICT, Division("500157", "别的区", "district", "500")], "有2个"),
        (
            [DISTRICT, Division("a", "甲", "street", "b"), Division("b", "乙", "street", "a")],
            "有2行的上级互相指向",
        ),
        ([], "有0个"),
    ],
)
def test_what_is_no_tree_of_the_unit_is_refused(rows: list[Division], sentence: str, tenant: Tenant) -> None:
    with enter(tenant.pk), pytest.raises(DivisionMistake, match=sentence):
        plant(rows, LEVELS, "district")


@pytest.mark.parametrize("packed", [False, True])
def test_file_is_read_plain_and_packed(packed: bool, tmp_path: Path) -> None:
    text = (
        "\ufeffcode,name,level,parent\n500156,武隆区,district,\n500156001, 凤山街道 ,street,500156\n".encode()
    )
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(text) if packed else text)
    assert read_divisions(path) == [Division("500156", "武隆区", "district", ""), STREET]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "第1行须是"),
        (b"code,name\n", "第1行须是"),
        (b"code,name,level,parent\n", "没有数据行"),
        (b"code,name,level,parent\n1,a,city\n", "第2行须有4列"),
        (b"code,name,level,parent\n1,,city,\n", "第2行缺少"),
        (b"code,name,level,parent\n1,a,city,\n1,b,city,\n", "第3行的代码 1 重复"),
        ("code,name,level,parent\n1,青岛,city,\n".encode("gb18030"), "无法读取"),
        (gzip.compress(b"code,name,level,parent\n")[:-6], "无法读取"),
    ],
)
def test_file_with_a_mistake_is_refused_with_its_line(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(DivisionMistake, match=sentence):
        read_divisions(path)
