"""Places as people write them, resolved in the real divisions of Qingdao and a small made-up tree."""

import pytest

from communities.neighbourhoods.register import Division, Found, NotFound, Places
from tests.communities.register.sheets import places

TREE = Places(
    [
        Division("37", "某省", "province", ""),
        Division("3701", "甲市", "city", "37"),
        Division("3702", "乙市", "city", "37"),
        Division("370101", "中山区", "district", "3701"),
        Division("370201", "中山区", "district", "3702"),
        Division("370101001", "城关街道", "street", "370101"),
        Division("370101100", "城关镇", "street", "370101"),
        Division("370201001", "和平街道", "street", "370201"),
        Division("370201001001", "新村社区", "community", "370201001"),
        Division("370201001200", "新村村民委员会", "community", "370201001"),
        Division("370201001002", "幸福社区", "community", "370201001"),
        Division("370201001201", "幸福村村民委员会", "community", "370201001"),
    ]
)


@pytest.mark.parametrize(
    ("district", "street", "community", "code"),
    [
        ("市南区", "八大关街道", "八大关社区", "370202009001"),
        ("市南", "八大关", "八大关", "370202009001"),
        ("市南区", "八大关街道办事处", "八大关社区居委会", "370202009001"),
        ("市南区", "八大关街办", "八大关居民委员会", "370202009001"),
        ("市南區", "八大關街道", "八大關社區", "370202009001"),
        (" 市南区 ", "八大关 街道", "八大关社区", "370202009001"),
        ("黄岛区", "泊里镇人民政府", "泊里社区", "370211103001"),
        ("莱西市", "店埠镇", "店埠社区", "370285108266"),
        ("", "八大关街道", "", "370202009"),
    ],
)
def test_place_is_found_as_written(district: str, street: str, community: str, code: str) -> None:
    found = places().resolve(district=district, street=street, community=community)
    assert isinstance(found, Found)
    assert found.code == code


def test_found_place_says_what_was_understood() -> None:
    found = places().resolve(district="市南", street="八大关", community="八大关社区")
    assert isinstance(found, Found)
    assert found.understood == (("district", "市南区"), ("street", "八大关街道"))


def test_inferred_place_says_what_was_inferred() -> None:
    found = places().resolve(street="", community="八大关社区", district="市南区")
    assert isinstance(found, Found)
    assert found.understood == (("street", "八大关街道"),)


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"district": "中山区", "street": "和平街道"}, "district", "place_ambiguous"),
        ({"city": "甲市", "district": "中山区", "street": "城关"}, "street", "place_ambiguous"),
        ({"city": "甲市", "district": "中山区", "street": "和平街道"}, "street", "street_unknown"),
        ({"street": "和平街道", "community": "幸福"}, "community", "place_ambiguous"),
        ({"street": "和平街道", "community": "新都社区"}, "community", "community_unknown"),
        ({"city": "丙市", "street": "和平街道"}, "city", "city_unknown"),
    ],
)
def test_ambiguous_or_unknown_place_is_refused(cells: dict[str, str], field: str, code: str) -> None:
    found = TREE.resolve(**cells)
    assert isinstance(found, NotFound)
    assert (found.field, found.code) == (field, code)


@pytest.mark.parametrize(
    ("community", "code"),
    [
        ("新村社区", "370201001001"),
        ("新村居委会", "370201001001"),
        ("新村村委会", "370201001200"),
        ("幸福社区居民委员会", "370201001002"),
        ("幸福村", "370201001201"),
        ("幸福村委会", "370201001201"),
    ],
)
def test_residents_and_villagers_committees_are_not_mixed_up(community: str, code: str) -> None:
    found = TREE.resolve(street="和平街道", community=community)
    assert isinstance(found, Found)
    assert found.code == code


def test_village_committee_is_not_taken_for_a_community_but_suggested() -> None:
    found = places().resolve(district="黄岛区", street="泊里镇", community="泊里村委")
    assert isinstance(found, NotFound)
    assert (found.message, found.expected, found.remedy) == (
        "区划代码表中泊里镇没有“泊里村委”",
        "区划代码表中泊里镇所辖的社区或村",
        "是否为：泊里社区",
    )


def test_own_place_settles_an_ambiguous_name() -> None:
    found = TREE.resolve(district="中山区", street="和平街道", within="370201")
    assert isinstance(found, Found)
    assert found.code == "370201001"


def test_street_row_is_too_wide_for_a_community_officer() -> None:
    found = TREE.resolve(district="中山区", street="和平街道", within="370201001001")
    assert isinstance(found, NotFound)
    assert (found.field, found.code) == ("community", "place_too_wide")


def test_unknown_own_place_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(LookupError, match="999999"):
        TREE.resolve(street="和平街道", within="999999")
