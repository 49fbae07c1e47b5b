"""Values as JSON keeps them."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def plain(value: Any) -> Any:
    """The value as JSON keeps it: dates and decimals as strings."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
