"""What a Chinese identity number and a phone number look like. A number that looks otherwise is asked about."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(0\d{2,3}-?)?[2-9]\d{6,7}")


def identity(text: str) -> str:
    """An identity number as it is kept and searched for: half width, capitals, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def phone(text: str) -> str:
    """A phone number as it is kept and searched for: +86 138-1234-5678 as 13812345678; a landline keeps its dash."""
    number = "".join(unicodedata.normalize("NFKC", text).split())
    bare = re.sub(r"^(\+?86)?-?|-", "", number)
    return bare if MOBILE.fullmatch(bare) else number


def doubt_of_identity(text: str, on: date) -> str:
    """What is wrong with an identity number, or an empty text (GB 11643-1999: 17 digits and a check character).

    `on`: nobody is born later.
    """
    number = "".join(text.split()).upper()
    if not number:
        return ""
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return f"身份证号应为 18 位，这里有 {len(number)} 位或含有其他字符"
    if not _is_day(number[6:14], on):
        return "身份证号中的出生日期不存在"
    if check_of(number[:17]) != number[17]:
        return "身份证号的校验位不符，多半是抄错了一位"
    return ""


def check_of(digits: str) -> str:
    """The check character of the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11]


def doubt_of_phone(text: str) -> str:
    """What is wrong with a phone number, or an empty text: 11 digits of a mobile, or a landline."""
    number = "".join(text.split())
    if not number or MOBILE.fullmatch(number) or LANDLINE.fullmatch(number):
        return ""
    return "手机号码应为 11 位、以 1 开头；固定电话写成 0532-88881234"


def _is_day(text: str, on: date) -> bool:
    try:
        return date(1850, 1, 1) <= date(int(text[:4]), int(text[4:6]), int(text[6:])) <= on
    except ValueError:
        return False
