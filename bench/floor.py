"""Two floors under the app: what the same server, disk and Python cost where there is no product.

``bare`` is WSGI and nothing else, ``flask_app`` is Flask, Jinja and gzip. Both ask everything on one page, keep what is
posted as one durable row, and lead to a receipt. How a row is made durable is told by the environment: the module of
SQLite and its settings, as the app has them.
"""

import gzip
import importlib
import json
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask, Response, redirect, render_template, request
from jinja2 import DictLoader
from werkzeug.wrappers import Response as BareResponse

DATABASE, SQLITE, SETTINGS = "FLOOR_DATABASE", "FLOOR_SQLITE", "FLOOR_SETTINGS"
STATEMENTS = [f"العبارة {number}: نتفق معاً على ما نعمل، ونراجعه كل سنة." for number in range(1, 37)]
OPTIONS = ["لا أوافق أبداً", "لا أوافق", "بين بين", "أوافق", "أوافق تماماً", "لا أعرف", "لا ينطبق"]
PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main><h1>{{ title }}</h1><form method="post" action="{{ request.path }}">
{% for statement in statements %}{% set name = "q%d" % loop.index %}<fieldset class="question" id="{{ name }}">
<legend>{{ statement }}</legend>{% for option in options %}<label class="option"><input type="radio"
 name="{{ name }}" value="{{ loop.index }}"{% if kept.get(name) == loop.index|string %} checked{% endif %}>
 {{ option }}</label>
{% endfor %}</fieldset>{% endfor %}<button class="primary">{{ send }}</button></form></main></body></html>"""
RECEIPT = "<!doctype html><title>{{ title }}</title><p>{{ title }}</p>"
WORDS = {"title": "مراجعة الشراكة", "send": "أرسل", "statements": STATEMENTS, "options": OPTIONS}

_here = threading.local()

flask_app = Flask(__name__)
flask_app.jinja_loader = DictLoader({"form.html": PAGE, "receipt.html": RECEIPT})


@flask_app.get("/form/<link>")
def _form(link: str) -> str:
    return render_template("form.html", **WORDS, kept=kept(link))


@flask_app.post("/form/<link>")
def _keep(link: str) -> BareResponse:
    keep(link, request.form.to_dict())
    return redirect("/receipt", 303)


@flask_app.get("/receipt")
def _receipt() -> str:
    return render_template("receipt.html", **WORDS)


@flask_app.after_request
def _compress(answer: Response) -> Response:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.set_data(gzip.compress(answer.get_data(), 6))
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def bare(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answer without a framework; the form is a file that somebody compressed before."""
    body, status, more = _PACKED, "200 OK", [("Content-Encoding", "gzip")]
    if environ["REQUEST_METHOD"] == "POST":
        posted = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        keep(environ["PATH_INFO"], dict(parse_qsl(posted.decode())))
        body, status, more = b"", "303 SEE OTHER", [("Location", "/receipt")]
    start_response(status, [("Content-Type", "text/html"), ("Content-Length", str(len(body))), *more])
    return [body]


def keep(link: str, answers: dict[str, str]) -> None:
    """Return once ``answers`` are on the disk."""
    _connection().execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (link, json.dumps(answers)))


def kept(link: str) -> dict[str, str]:
    """Return what was kept of whoever has ``link``."""
    found = _connection().execute("SELECT answers FROM answer WHERE link = ?", (link,)).fetchone()
    return dict(json.loads(found[0])) if found else {}


def _connection() -> Any:
    """Return this thread's connection, which commits each statement by itself."""
    if not hasattr(_here, "connection"):
        module = importlib.import_module(os.environ[SQLITE])
        _here.connection = module.connect(os.environ[DATABASE], timeout=10, isolation_level=None)
        for pragma in os.environ[SETTINGS].split(","):
            _here.connection.execute(f"PRAGMA {pragma}")
        _here.connection.execute("CREATE TABLE IF NOT EXISTS answer (link TEXT PRIMARY KEY, answers TEXT)")
    return _here.connection


def _packed() -> bytes:
    with flask_app.test_request_context("/form/x"):
        return gzip.compress(render_template("form.html", **WORDS, kept={}).encode(), 6)


_PACKED = _packed()
