"""Which compressions whoever asks takes: what is refused by ``q=0`` is taken out before anything reads the header.

Flask-Compress and WhiteNoise look for a coding's name alone.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HEADER = "HTTP_ACCEPT_ENCODING"
_OURS = ("gzip", "br")
_ANY = "*"


class WithoutRefused:
    """The app, to which only those compressions are named that may be used."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer as the app does."""
        asked = environ.get(_HEADER, "")
        if "q=0" in asked.lower():
            environ[_HEADER] = without_refused(asked)
        return self.app(environ, start_response)


def without_refused(asked: str) -> str:
    """Return what ``asked`` takes, without what it refuses; where it takes any other, by the names of those we have."""
    qualities = {name.lower(): quality for name, quality in parse_accept_header(asked)}
    if qualities.get(_ANY, 0) > 0:
        qualities = dict.fromkeys(_OURS, qualities[_ANY]) | qualities
    return ", ".join(f"{name};q={quality}" for name, quality in qualities.items() if quality > 0 and name != _ANY)
