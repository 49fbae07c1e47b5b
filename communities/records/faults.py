"""Failures of the machine that have a name: a missing key, a changed ciphertext, a storage that does not answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from communities.privacy.fields import Unreadable
from communities.privacy.keys import UnknownKey
from communities.records.storage import StorageDown

logger = logging.getLogger(__name__)

API = "/api/v1/"
SENTENCES: dict[type[Exception], tuple[str, str]] = {
    UnknownKey: (
        "这里的个人信息现在读不出来",
        "解开它所用的密钥没有装在服务器上。资料没有丢失，请系统管理员把密钥放回 FIELD_KEYS。",
    ),
    Unreadable: (
        "这里的个人信息读不出来",
        "密文与登记时不同，系统拒绝显示。请把编号告诉系统管理员，不要重新填写。",
    ),
    StorageDown: ("文件现在取不到", "文件服务器没有应答。文件没有丢失，请过几分钟再试。"),
}
"""What happened, and what to do."""


class FaultsMiddleware:
    """Answers 503 in plain words, and leaves one line in the log that carries no data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        said = SENTENCES.get(type(exception))
        if said is None:
            return None
        request_id = getattr(request, "request_id", "")
        logger.error("%s: %s (request %s)", type(exception).__name__, exception, request_id)
        title, sentence = said
        if request.path_info.startswith(API):
            return JsonResponse({"error": "unavailable", "message": f"{title}：{sentence}"}, status=503)
        context = {"title": title, "sentence": sentence, "request_id": request_id}
        return render(request, "503.html", context, status=503)
