"""One line of what a step came to: the browser's signed session keeps it until the next page of staff says it."""

from flask import Flask, session

_KEPT = "told"


def tell(*said: str) -> None:
    """Have the next page say these sentences; names in them are isolated, and an earlier line gives way."""
    session[_KEPT] = " ".join(one for one in said if one)


def take_told() -> str:
    """Return what the last step came to, once."""
    return str(session.pop(_KEPT, "")) if _KEPT in session else ""


def init_told(app: Flask) -> None:
    """Let templates say it."""
    app.context_processor(lambda: {"take_told": take_told})
