"""An error with somebody's numbers in the form, in the query and in the exception: none of them reaches a log."""

from __future__ import annotations

import io
import logging
import logging.config
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.views.debug import ExceptionReporter, get_exception_reporter_filter

import config.urls
from config.logs import JsonFormatter
from tests.communities.privacy.test_fields import IDENTITY, PHONE


@pytest.fixture(params=["plain", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the console is given, by the handler of the settings, in both of its forms."""
    logging.config.dictConfig(settings.LOGGING)
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    if request.param == "json":
        handler.setFormatter(JsonFormatter())
    yield written
    handler.setStream(before)
    logging.config.dictConfig(settings.LOGGING)


def broken(request: HttpRequest) -> HttpResponse:
    """A program's mistake that carries what was typed."""
    raise ValueError(f"phone {request.POST['number']}, identity {request.GET['q']}")


urlpatterns = [path("livez", broken), *config.urls.urlpatterns]
handler500 = config.urls.handler500


@pytest.mark.urls(__name__)
def test_error_of_the_server_leaves_no_number_in_the_log(log: io.StringIO) -> None:
    browser = Client(raise_request_exception=False)
    answer = browser.post(f"/livez?q={IDENTITY}", {"number": PHONE})
    said = log.getvalue()
    assert answer.status_code == 500
    assert "Traceback" in said
    assert "138****5678" in said
    for number in (PHONE, IDENTITY):
        assert number not in said
        assert number not in answer.content.decode()


def test_report_of_an_error_shows_neither_form_nor_query_nor_variables() -> None:
    request = RequestFactory().post("/x/", {"number": PHONE, "note": IDENTITY})
    number = PHONE
    try:
        raise ValueError("broken")
    except ValueError as error:
        reporter = ExceptionReporter(request, type(error), error, error.__traceback__)
        assert number == PHONE
        text = reporter.get_traceback_html() + reporter.get_traceback_text()
    parameters = get_exception_reporter_filter(request).get_post_parameters(request)
    assert set(parameters.values()) == {get_exception_reporter_filter(request).cleansed_substitute}
    assert PHONE not in re.sub(r"wsgi\.input.*", "", text)
    assert IDENTITY not in text
