"""Names of neighbourhoods and places made comparable: one folding for keys and search, pinyin for search."""

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, marks of no width, halves of characters: nothing shows them, some stores refuse
them."""


def cleaned(text: str) -> str:
    """The text as shown: no invisible characters, white space of any kind as one blank, none at the ends."""
    return re.sub(r"\s+", " ", INVISIBLE.sub("", text)).strip()


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: half width, 简 for 繁, small letters, without blanks and punctuation.

    A mark between two digits stays as a hyphen: 3-5号院 is not 35号院.
    """
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", name)).casefold()
    simplified = _simplifier().convert(plain)
    spaced = "".join(char if _is_word(char) else " " for char in simplified).strip()
    joined = re.sub(r"\s+", "", re.sub(r"(?<=\d)\s+(?=\d)", "-", spaced))
    return unicodedata.normalize("NFKC", joined)


def pinyin(name: str) -> str:
    """The full pinyin of a name without tones and blanks, for search: 青岛路 -> qingdaolu."""
    return "".join(_syllables(name))


def pinyin_initials(name: str) -> str:
    """The first letters of each syllable, for search: 青岛路 -> qdl. Digits stay whole."""
    return "".join(part if part[0].isdigit() else part[0] for part in _syllables(name) if part)


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN"


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=4096)
def _syllables(name: str) -> tuple[str, ...]:
    # Imported on first use: the dictionary takes half a second and 57 MB, and a reading does without it.
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(fold(name)))


def search_text(*texts: str) -> str:
    """What a search looks through: each text folded, in full pinyin and by its initials, parted by blanks.

    A needle is folded too, so it holds no blank and never matches across two parts.
    """
    parts: list[str] = []
    for text in texts:
        if text:
            parts += [fold(text), pinyin(text), pinyin_initials(text)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def sort_key(name: str) -> str:
    """Names in the order of a Chinese dictionary: by pinyin, then by the characters."""
    return f"{pinyin(name)} {fold(name)}"[:200]
