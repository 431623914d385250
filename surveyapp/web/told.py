"""One line of what a step came to: the browser's signed session keeps it until the next page of staff says it."""

from flask import Flask, session
from markupsafe import Markup

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
    app.add_template_filter(_under_title, "under_title")


def _under_title(page: Markup, line: Markup) -> Markup:
    """Return what stands on a page with ``line`` under its title, which stays where it is; before all where none is."""
    title, end, rest = page.partition("</h1>")
    return title + end + line + rest if end else line + page
