"""The page for when not even the page that says so can be built: made at the start, without a template."""

from html import escape

from flask import Flask, Response, current_app

from surveyapp.words.catalogue import say

_NAME = "surveyapp.last_page"


def init_last_resort(app: Flask, *, headline: str, advice: str) -> None:
    """Make the page, in every language that ``app`` is offered in; what fails later cannot keep it from being shown."""
    default = app.config["DEFAULT_LANGUAGE"]
    languages = [default, *(one for one in app.config["LANGUAGES"] if one != default)]
    said = [(one, escape(say(headline, one)), escape(say(advice, one))) for one in languages]
    parts = [
        f'<section lang="{one.code}" dir="{one.direction}"><{level}>{head}</{level}><p>{words}</p></section>'
        for level, (one, head, words) in zip(["h1", *["h2"] * len(said)], said, strict=False)
    ]
    app.extensions[_NAME] = (
        f'<!doctype html><html lang="{default.code}" dir="{default.direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{said[0][1]}</title></head>'
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def last_page() -> Response:
    """Return the page."""
    return Response(current_app.extensions[_NAME], 500, content_type="text/html; charset=utf-8")
