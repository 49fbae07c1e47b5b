"""Ciphertext at rest, masks, numbers: nothing of them needs a table."""

from __future__ import annotations

import base64
import logging
from datetime import date

import pytest
from pytest_django import Settings

from communities.privacy import masks, numbers
from communities.privacy.fields import Unreadable, decrypt, encrypt, keyed_hash
from communities.privacy.keys import UnknownKey
from communities.privacy.scrubbing import NumbersFilter, scrub

OLD = f"old:{base64.b64encode(b'o' * 32).decode()}"
NEW = f"new:{base64.b64encode(b'n' * 32).decode()}"
FORGED = f"new:{base64.b64encode(b'f' * 32).decode()}"
PHONE, IDENTITY = "13812345678", "11010519491231002X"


def test_text_comes_back_and_is_never_encrypted_twice_alike(settings: Settings) -> None:
    settings.FIELD_KEYS = NEW
    one, two = encrypt(PHONE, purpose="a"), encrypt(PHONE, purpose="a")
    assert one != two
    assert decrypt(one, purpose="a") == decrypt(two, purpose="a") == PHONE
    assert PHONE not in one
    assert one.startswith("new:")


def test_changed_moved_and_foreign_ciphertext_is_refused(settings: Settings) -> None:
    settings.FIELD_KEYS = NEW
    stored = encrypt(PHONE, purpose="a")
    packed = bytearray(base64.b64decode(stored[4:]))
    packed[-1] ^= 1
    changed = "new:" + base64.b64encode(packed).decode()
    for text, purpose in ((changed, "a"), (stored, "b"), (stored[:12], "a"), ("", "a")):
        with pytest.raises(Unreadable):
            decrypt(text, purpose=purpose)
    settings.FIELD_KEYS = FORGED  # the same id, another key
    with pytest.raises(Unreadable):
        decrypt(stored, purpose="a")


def test_plain_text_in_the_column_is_not_repeated_by_the_error(settings: Settings) -> None:
    settings.FIELD_KEYS = NEW
    for plain in (PHONE, f"{PHONE}:", "张三", "张三:李四"):
        with pytest.raises(Unreadable) as refused:
            decrypt(plain, purpose="a")
        assert plain not in str(refused.value)


def test_old_key_is_readable_while_it_is_there_and_the_hash_finds_across_keys(settings: Settings) -> None:
    settings.FIELD_KEYS = OLD
    stored, found_by = encrypt(PHONE, purpose="a"), keyed_hash(PHONE, purpose="a")
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    assert decrypt(stored, purpose="a") == PHONE
    assert encrypt(PHONE, purpose="a").startswith("new:")
    assert keyed_hash(" 138 1234 5678", purpose="a") == found_by
    assert keyed_hash(PHONE, purpose="b") != found_by
    settings.FIELD_KEYS = NEW
    with pytest.raises(UnknownKey, match="'old'"):
        decrypt(stored, purpose="a")


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (masks.name, "张三", "张*"),
        (masks.name, "欧阳正华", "欧**"),
        (masks.name, "张", "*"),
        (masks.name, "", ""),
        (masks.phone, "13812345678", "138****5678"),
        (masks.phone, "0532-88881234", "053******1234"),
        (masks.phone, "88881234", "******34"),
        (masks.phone, "110", "***"),
        (masks.identity, "370202199001011234", "3702**********1234"),
        (masks.identity, "H1234567", "******67"),
        (masks.identity, "12345", "*****"),
    ],
)
def test_mask_shows_the_ends_only(mask: object, text: str, shown: str) -> None:
    assert callable(mask)
    assert mask(text) == shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("11010519491231002X", ""),  # the example of GB 11643
        (" 11010519491231002x ", ""),
        ("", ""),
        ("110105194912310021", "校验位"),
        ("11010519490231002X", "出生日期"),
        ("11010520991231002X", "出生日期"),
        ("110105491231002", "15 位"),
    ],
)
def test_identity_number_that_looks_wrong_is_named(text: str, said: str) -> None:
    doubt = numbers.doubt_of_identity(text, date(2026, 11, 21))
    assert (said in doubt) if said else doubt == ""
    assert not text.strip() or text.strip() not in doubt


@pytest.mark.parametrize(
    ("text", "is_fine"),
    [
        (PHONE, True),
        ("0532-88881234", True),
        ("88881234", True),
        ("12812345678", False),
        ("1381234567", False),
    ],
)
def test_phone_that_looks_wrong_is_named(text: str, is_fine: bool) -> None:
    assert (numbers.doubt_of_phone(text) == "") is is_fine


def test_phone_is_kept_in_one_form() -> None:
    assert {numbers.phone(text) for text in ("+86 138-1234-5678", "１３８１２３４５６７８", PHONE)} == {PHONE}
    assert numbers.phone("0532-88881234") == "0532-88881234"


def test_line_of_the_log_carries_no_number() -> None:
    digest = "a13812345678b" * 4
    assert scrub(f"{PHONE} {IDENTITY} {digest} 2026112113812345678") == (
        f"138****5678 1101**********002X {digest} 2026112113812345678"
    )
    logger = logging.getLogger("tests.numbers")
    try:
        raise ValueError(f"电话 {PHONE}")
    except ValueError as error:
        record = logger.makeRecord(
            "x",
            logging.ERROR,
            "f",
            1,
            "%s of %s",
            (error, {"id": IDENTITY}),
            (type(error), error, error.__traceback__),
        )
    assert NumbersFilter().filter(record)
    shown = logging.Formatter().format(record)
    assert "138****5678" in shown
    assert PHONE not in shown
    assert IDENTITY not in shown
