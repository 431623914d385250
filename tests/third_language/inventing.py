"""A made-up language: every letter of English as an accented one, every vowel twice; so a plain word is a leak.

It has a row in the table, a catalogue and texts as any other language, and is gone again after the tests.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from ruamel.yaml import YAML

from surveyapp.catalogue.files import read_questionnaire
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text import languages
from surveyapp.core.text.languages import LTR, RTL, Row, Text
from surveyapp.words import catalogue
from surveyapp.words import languages as called
from tests.questionnaires import FROZEN_FILE
from tools.catalogue import read_catalogue

CODE, MIRRORED = "xx", "xr"
ROWS = {
    CODE: Row("is_IS", LTR, "Þŕýðä", falls_back_to="en"),
    MIRRORED: Row("ur_PK", RTL, "Þŕýðŕ", falls_back_to="en"),
}
"""Two locales that CLDR has and nothing here is written in: one from the left, and one from the right."""

_LETTERS = dict(zip(map(ord, "abcdefghijklmnopqrstuvwxyz"), "äðçďéțğĥíĵķľŋñöþøŕšŧüœŵæýž", strict=True))
_LETTERS |= {plain - 32: said.upper() for plain, said in _LETTERS.items()}
_KEPT = re.compile(r"%\(\w+\)(?:\.\d+)?[sr]|%%|\{\w*\}|<[^<>]+>|https?://\S+|[\w.+-]+@[\w.-]+\w|&\w+;")
"""What is filled in, or leads somewhere, or marks words up."""


def said(english: str) -> str:
    """Return an English sentence in the made-up language, about a third longer."""
    kept = _KEPT.findall(english)
    spoken = [re.sub("[aeiouAEIOU]", r"\g<0>\g<0>", words).translate(_LETTERS) for words in _KEPT.split(english)]
    return "".join(one for pair in zip(spoken, [*kept, ""], strict=True) for one in pair)


def named(english: str, *codes: str) -> Text:
    """Return a name that is written in made-up languages alone."""
    return Text({code: said(english) for code in codes or (CODE,)})


@contextmanager
def spoken_here(folder: Path) -> Iterator[None]:
    """Let the languages be in the table, with catalogues in ``folder`` beside copies of the real ones."""
    shutil.copytree(catalogue.TRANSLATIONS, folder, dirs_exist_ok=True)
    for code, row in ROWS.items():
        target = folder / code / "LC_MESSAGES" / "messages.mo"
        target.parent.mkdir(parents=True)
        with target.open("wb") as file:
            write_mo(file, _catalogue(row.locale))
    with pytest.MonkeyPatch.context() as patch:
        for code, row in ROWS.items():
            patch.setitem(languages.TABLE, code, row)
        patch.setattr(catalogue, "TRANSLATIONS", folder)
        _forget()
        yield
    _forget()


def _forget() -> None:
    """Let nothing be remembered of which languages there are."""
    catalogue.catalogue_of.cache_clear()
    called._known.cache_clear()


def _catalogue(locale: str) -> Catalog:
    """Return every sentence of the app in the made-up language, in the plural forms of ``locale``."""
    template = read_catalogue(next(catalogue.TRANSLATIONS.glob("ar/*/messages.po")))
    made = Catalog(locale=locale)
    for message in template:
        if isinstance(message.id, tuple):
            one, many = message.id
            made.add(message.id, tuple(said(many if form else one) for form in range(made.num_plurals)))
        elif message.id:
            made.add(message.id, said(message.id))
    return made


@cache
def _tree() -> Any:
    return YAML(typ="safe").load(FROZEN_FILE.read_text(encoding="utf-8"))


@cache
def questionnaire_in(*codes: str) -> Questionnaire:
    """Return the frozen questionnaire in English and Arabic, and in made-up languages beside them."""
    data = json.dumps(_with_texts(_tree(), codes), ensure_ascii=False, indent=0)
    return read_questionnaire(data.encode(), name="made-up")


def _with_texts(node: Any, codes: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_with_texts(one, codes) for one in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("en"), str):
        return node | {code: said(node["en"]) for code in codes}
    return {key: _with_texts(one, codes) for key, one in node.items()}
