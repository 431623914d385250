"""What is made before workers are forked, so that they share it, and templates that are compiled when code is put up.

Run: python -m surveyapp.web.warming, which compiles all templates.
"""

import tempfile
from datetime import date
from pathlib import Path

from flask import Flask

from surveyapp.store.engine import prepare_rows
from surveyapp.words.dates import day_text

OF_THE_FORM = ("base.html", "macros.html", "respond/")


def warm(app: Flask) -> None:
    """Make what the first page of a form would make in each worker; asks no database."""
    prepare_rows()
    for language in app.config["LANGUAGES"]:
        day_text(date.today(), language)  # noqa: DTZ011 - Babel's tables, whichever day
    load_templates(app, OF_THE_FORM)


def load_templates(app: Flask, beginnings: tuple[str, ...] = ("",)) -> None:
    """Load every template whose name begins so."""
    for name in app.jinja_env.list_templates():
        if name.startswith(beginnings):
            app.jinja_env.get_template(name)


def main() -> None:
    """Compile all templates of this folder."""
    from surveyapp.settings import load_settings  # noqa: PLC0415 - only when it is run
    from surveyapp.web.factory import create_app  # noqa: PLC0415 - loads all pages

    with tempfile.TemporaryDirectory() as folder:
        load_templates(create_app(load_settings({}, Path(folder))))


if __name__ == "__main__":
    main()
