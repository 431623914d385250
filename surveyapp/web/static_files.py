"""Styles, scripts and fonts: served precompressed, under addresses that change with their content."""

import hashlib
from http import HTTPStatus
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, Response
from whitenoise import WhiteNoise

from surveyapp.settings import Settings
from surveyapp.web.encodings import WithoutRefused
from surveyapp.web.security import headers_for

ROOT = Path(__file__).parent / "static"
FOR_EVER = 365 * 24 * 3600
SERVED = frozenset({".css", ".js", ".svg", ".woff2", ".txt"})


def init_static_files(app: Flask, settings: Settings) -> None:
    """Serve ``static/`` below ``/static/<hash of its content>/``, and fonts, which carry their own hash, beside it."""
    version = _version()
    app.jinja_env.globals["static_url"] = lambda name: f"/static/{version}/{name}"
    always = headers_for(settings)

    def _secure(headers: Headers, _path: str, _url: str) -> None:
        for name, value in always.items():
            headers[name] = value

    @app.after_request
    def _name_styles(response: Response) -> Response:
        """Name the stylesheet before a page's first byte: on a slow line the page can be read a moment sooner."""
        if response.mimetype == "text/html" and response.status_code == HTTPStatus.OK:
            response.headers["Link"] = f"</static/{version}/app.css>; rel=preload; as=style"
        return response

    server = WhiteNoise(
        app.wsgi_app,
        max_age=FOR_EVER,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_secure,
        allow_all_origins=False,
    )
    server.add_files(str(ROOT), prefix=f"static/{version}/")
    server.add_files(str(ROOT / "fonts"), prefix="static/fonts/")
    app.wsgi_app = WithoutRefused(server)  # type: ignore[method-assign]


def _version() -> str:
    """Return eight hex digits that change when any served file but the fonts does."""
    digest = hashlib.sha256()
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in SERVED and path.parent.name != "fonts":
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:8]
