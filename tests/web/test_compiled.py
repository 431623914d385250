"""Templates are compiled once for all processes, and anew as soon as they or the code have changed."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment

from surveyapp.web.compiled import CompiledTemplates
from surveyapp.web.warming import warm
from tests.conftest import ROOT

PAGE = {"page.html": "{{ 'a word'|loud }}"}


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "filters.py").write_text("loud = str.upper")
    return tmp_path


def read(code: Path, pages: Mapping[str, str], folder: str = "kept") -> tuple[str, bool]:
    """Return how the page reads in a new process, and whether it was compiled there."""
    compiled = []

    class Watched(Environment):
        def _compile(self, source: str, filename: str) -> object:
            compiled.append(filename)
            return super()._compile(source, filename)

    environment = Watched(loader=DictLoader(pages), bytecode_cache=CompiledTemplates(code / folder, code))
    environment.filters["loud"] = eval((code / "filters.py").read_text().removeprefix("loud = "))  # noqa: S307
    return environment.get_template("page.html").render(), bool(compiled)


def test_a_template_is_compiled_once(code: Path) -> None:
    assert read(code, PAGE) == ("A WORD", True)
    assert read(code, PAGE) == ("A WORD", False)
    [kept] = (code / "kept").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o644, "whoever serves the app reads what whoever put it up has made"


def test_a_changed_template_or_changed_code_is_compiled_anew(code: Path) -> None:
    read(code, PAGE)
    assert read(code, {"page.html": "{{ 'another'|loud }}"}) == ("ANOTHER", True)
    (code / "filters.py").write_text("loud = str.capitalize")
    assert read(code, {"page.html": "{{ 'another'|loud }}"}) == ("Another", True)


def test_without_what_was_kept_the_page_is_the_same(code: Path) -> None:
    read(code, PAGE)
    [kept] = (code / "kept").iterdir()
    kept.write_bytes(b"nothing of the kind")
    assert read(code, PAGE) == ("A WORD", True)
    for _ in range(2):
        assert read(code, PAGE, "where/nothing/may/be/made") == ("A WORD", True)


def test_workers_share_the_templates_of_the_form(own_app: Flask) -> None:
    warm(own_app)
    cache = own_app.jinja_env.cache
    assert cache is not None
    loaded = {name for _loader, name in cache.keys()}  # noqa: SIM118 - a cache of Jinja is no mapping
    form = {f"respond/{path.name}" for path in (ROOT / "surveyapp/web/templates/respond").iterdir()}
    assert {"base.html", "macros.html", *form} <= loaded
    assert "warm(wsgi.app)" in (ROOT / "gunicorn.conf.py").read_text()
