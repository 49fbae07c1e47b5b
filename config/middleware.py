"""The outermost doors: what a browser may keep of an answer and ask of its machine; how much a request may bring."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from config import errors

FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
"""What no page of ours asks a machine for."""

API = "/api/"


class HeadersMiddleware:
    """Headers that the libraries leave out, on every answer; a view that set its own keeps it.

    Pages belong to the person who asked: no cache between us and him keeps one, and his own browser asks again before
    it shows one (`no-cache`, not `no-store`: the way back after a refused form loses nothing typed). What shows
    personal data says `no-store` itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", ", ".join(f"{name}=()" for name in FEATURES))
        return response


class SizeMiddleware:
    """Refuses a body by what it says of its size, before anything reads it: files aside, the framework's own limit.

    Django measures its forms itself but not files, and the interface's parsers measure nothing. A body that does not
    say its size is read as empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not (size.isascii() and size.isdecimal()) or int(size) > self._limit(request):
            return self._refused(request)
        return self.get_response(request)

    def _limit(self, request: HttpRequest) -> int:
        """Bytes."""
        has_files = request.content_type == "multipart/form-data"
        return int(settings.REQUEST_MAX_BYTES if has_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

    def _refused(self, request: HttpRequest) -> HttpResponse:
        megabytes = self._limit(request) // 1024 // 1024
        if request.path_info.startswith(API):
            sentence = f"一次提交的内容超过 {megabytes} MB 的上限，没有接收。请分几次提交。"
            return JsonResponse({"error": "too_large", "message": sentence}, status=413)
        return errors.too_large(request, megabytes=megabytes)
