"""Where files lie: a bucket behind the permission check, a disk that is full, a storage that is dead."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings

from communities.people.rights import Actor
from communities.records.models import Document
from communities.records.services import store
from tests.cast import People, Town
from tests.communities.records.bucket import Bucket, bucket
from tests.communities.records.declaring import NOTE, declared

Browser = Callable[[Actor], Client]
PDF = b"%PDF-1.7 " + b"x" * 40_000


def use(settings: Settings, **default: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture
def held(settings: Settings) -> Iterator[Bucket]:
    """Files lie in a bucket."""
    with bucket() as server:
        options = {
            "bucket_name": "huanju",
            "endpoint_url": server.endpoint,
            "region_name": "cn-north-1",
            "access_key": "AK",
            "secret_key": "SK",
        }
        use(settings, BACKEND="communities.records.storage.PrivateBucket", OPTIONS=options)
        yield server


@contextmanager
def small_disk(most: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes: the system call fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def kept(town: Town, by: Actor) -> Document:
    place = town.places["370202001"]
    return store(file=ContentFile(PDF), filename="证明.pdf", kind="证明", jurisdiction=place, by=by)


def test_file_goes_into_a_private_bucket_and_comes_out_by_the_permission_check_only(
    held: Bucket, qingdao: Town, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        document = kept(qingdao, people.qd_street)
    (key,) = held.objects
    assert key == f"/huanju/{document.file.name}"
    assert held.objects[key] == PDF
    put = next(headers for method, _, headers in held.asked if method == "PUT")
    assert "x-amz-acl" not in {name.lower() for name in put}
    with pytest.raises(ValueError, match="no address"):
        document.file.url  # noqa: B018 - asking is the test
    address = f"/qingdao/documents/{document.pk}/"
    answer = client_of(people.qd_district).get(address)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    asked = len(held.asked)
    assert client_of(people.wl_street).get(address).status_code == 404
    assert len(held.asked) == asked
    assert default_storage.exists(document.file.name)
    default_storage.delete(document.file.name)
    assert not held.objects
    assert client_of(people.qd_district).get(address).status_code == 404


def test_storage_that_is_dead_is_named_and_nothing_typed_is_lost(
    qingdao: Town, people: People, client_of: Browser, settings: Settings
) -> None:
    with bucket() as server:
        options = {
            "bucket_name": "huanju",
            "endpoint_url": server.endpoint,
            "access_key": "A",
            "secret_key": "S",
        }
        use(settings, BACKEND="communities.records.storage.PrivateBucket", OPTIONS=options)
        with qingdao.entered():
            document = kept(qingdao, people.qd_street)
    browser = client_of(people.qd_street)
    gone = browser.get(f"/qingdao/documents/{document.pk}/")
    assert gone.status_code == 503
    assert "文件没有丢失" in gone.content.decode()
    said = declared(qingdao, people, browser, PDF)
    assert said.status_code == 200
    assert "文件没有存下" in said.content.decode()
    assert NOTE in said.content.decode()


def test_full_disk_is_named_and_leaves_nothing_half_written(
    qingdao: Town, people: People, client_of: Browser, settings: Settings, tmp_path: Path
) -> None:
    use(settings, BACKEND="django.core.files.storage.FileSystemStorage", OPTIONS={"location": str(tmp_path)})
    browser = client_of(people.qd_street)
    with small_disk(20_000):
        said = declared(qingdao, people, browser, PDF).content.decode()
    assert "文件没有存下" in said
    assert NOTE in said
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    with qingdao.entered():
        assert not Document.objects.exists()
        assert kept(qingdao, people.qd_street).size == len(PDF)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] != []
