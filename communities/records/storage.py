"""Where files lie: a local folder, or a private bucket that speaks S3. Either may fail, and says so in words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, NoReturn

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from storages.backends.s3 import S3Storage

logger = logging.getLogger(__name__)

FAILURES = (OSError, BotoCoreError, ClientError)
"""What a full disk, a dead network and a bucket that refuses raise."""


class StorageDown(RuntimeError):
    """A file can't be read now. It is not lost."""


class PrivateBucket(S3Storage):  # type: ignore[misc]  # the library has no types
    """Objects of nobody but us: no public address, no public reading, never overwritten.

    A dead endpoint fails within seconds: a clerk waits at the form.
    """

    def get_default_settings(self) -> dict[str, Any]:
        given: dict[str, Any] = super().get_default_settings()
        return {
            **given,
            "default_acl": None,
            "file_overwrite": False,
            "addressing_style": "path",
            "signature_version": "s3v4",
            "client_config": Config(
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 2},
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> NoReturn:
        """There is none: files leave through the permission check only."""
        raise ValueError("A file on record has no address of its own.")


def keep(name: str, file: File[bytes]) -> str:
    """Put the file where files lie; the name it got.

    Raises `ValidationError` with a sentence when the place is full or does not answer; nothing half written is left.
    """
    try:
        return default_storage.save(name, file)
    except FAILURES as failure:
        logger.exception("a file could not be stored")
        with suppress(*FAILURES):
            default_storage.delete(name)
        raise ValidationError(
            "文件没有存下：文件服务器存储空间不足或没有应答。您填写的内容都在，请过几分钟重新选择文件再试；"
            "仍然如此，请告诉系统管理员。",
            code="storage",
        ) from failure


@contextmanager
def reading() -> Iterator[None]:
    """What fails inside while a file is opened is `StorageDown`; a missing file stays `FileNotFoundError`."""
    try:
        yield
    except FileNotFoundError:
        raise
    except FAILURES as failure:
        raise StorageDown("The storage does not answer.") from failure


def opened(name: str) -> IO[bytes]:
    """The stored file, to be read. Raises `FileNotFoundError`, `StorageDown`."""
    with reading():
        return default_storage.open(name, "rb")
