"""Names made comparable: one key for one name, whatever the keyboard did; pinyin for search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.neighbourhoods.register import fold, pinyin, pinyin_initials


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("四建西家属楼", " 四建 西\u3000家属楼\u200b"),
        ("阳光小区（北区）", "陽光小區(北區)"),
        ("阳光小区北区", "阳光小区·北区"),
        ("Ａ座公寓", "a座公寓"),
        ("3-5号院", "3—5号院"),
        ("第１小区", "第1小区"),
    ],
)
def test_same_name_has_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("3-5号院", "35号院"), ("第一小区", "第二小区"), ("1、2号楼", "12号楼"), ("东家属院", "西家属院")],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_pinyin_for_search() -> None:
    assert (pinyin("重庆路小区"), pinyin_initials("重庆路小区")) == ("chongqingluxiaoqu", "cqlxq")
    assert (pinyin("第3小区A座"), pinyin_initials("第3小区A座")) == ("di3xiaoquazuo", "d3xqaz")
    assert pinyin_initials("青島路") == "qdl"
    assert pinyin("") == pinyin_initials("") == ""
