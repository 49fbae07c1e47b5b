"""Keyset pages."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class KeysetPagination(CursorPagination):
    """Pages by key, never by number: the thousandth page costs what the first does."""

    ordering = "-id"
    page_size_query_param = "page_size"
    max_page_size = 500
