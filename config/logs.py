"""Log lines that machines can read: one JSON object each, with the request id that the person was shown."""

from __future__ import annotations

import structlog

from communities.privacy.scrubbing import scrub_event


class JsonFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats records of the standard library as JSON lines."""

    def __init__(self) -> None:
        super().__init__(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                scrub_event,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
