"""What gunicorn itself logs, as lines of JSON; where it tells of a request, without address, path or header."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from gunicorn.glogging import Logger

from surveyapp.web.logs import frames_of

OF_REQUESTS = ("Invalid request", "Error handling", "Socket error", "HTTP/2", "Exception in post_request")
"""How the messages begin in which gunicorn quotes what a visitor sent."""


class ServerLogger(Logger):
    """Writes lines like those of ``web.logs``."""

    def setup(self, cfg: Any) -> None:
        """Take up the configuration, and replace how lines are written."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(_Lines())


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = str(record.msg)
        beginning = next((known for known in OF_REQUESTS if said.startswith(known)), None)
        line: dict[str, object] = {"event": beginning or record.getMessage(), "level": record.levelname.lower()}
        line["timestamp"] = datetime.fromtimestamp(record.created, UTC).isoformat()
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line |= {"error": type(error).__name__, "frames": frames_of(error)}
        if error is not None and beginning is None:
            line["said"] = str(error)
        return json.dumps(line, ensure_ascii=False)
