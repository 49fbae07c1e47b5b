"""Refusals of the JSON interface say what, why and what next."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from communities.tenancy.context import tenant_id_or_none


def explain(exc: Exception, context: dict[str, Any]) -> Response | None:
    """One shape for every error: `{"error": code, "message": sentence, "fields"?: {...}}`.

    The request's writes are undone.
    """
    fields: Any = None
    if isinstance(exc, ValidationError):
        fields = exc.message_dict if hasattr(exc, "error_dict") else {"detail": exc.messages}
        exc = exceptions.ValidationError(fields)
    response = exception_handler(exc, context)
    if response is None:
        return None
    if tenant_id_or_none() is not None:  # inside the middleware's transaction
        transaction.set_rollback(True)
    if isinstance(exc, Http404 | exceptions.NotFound):
        code, message = "not_found", "没有找到。"
    elif isinstance(exc, PermissionDenied | exceptions.PermissionDenied):
        code, message = "refused", getattr(exc, "sentence", "") or "您没有这项权限。"
        response.refusal = message  # type: ignore[attr-defined]  # read by RefusalMiddleware
    elif isinstance(exc, exceptions.ValidationError):
        code, message, fields = "invalid", "提交的内容有误。", exc.detail
    else:
        detail = getattr(exc, "detail", "")
        code, message = getattr(exc, "default_code", "error"), str(detail)
    response.data = {"error": code, "message": message}
    if fields is not None:
        response.data["fields"] = fields
    return response
