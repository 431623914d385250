"""One thing has one name: no message and no text of a questionnaire calls it otherwise, and numbers agree."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
TERMS = tomllib.loads((ROOT / "translations/terms.toml").read_text(encoding="utf-8"))
COUNTED = TERMS["counted"]
PLACE = r"(?:%\((?P<percent>\w+)\)[sd]|\{(?P<brace>\w+)\})"
_ISOLATES = re.compile("[\u2066-\u2069\u200e\u200f]")
_NAME_OF_A_PLACE = re.compile(r"%\(\w+\)")
"""What the code calls a value; nobody reads it."""


class Said(NamedTuple):
    """A text that somebody reads: where it stands, its language, and the English message that it belongs to."""

    where: str
    language: str
    text: str
    message: str
    is_counted: bool = False


def catalogue_texts() -> Iterator[Said]:
    """Yield every message and every translation, each plural form by itself; the English once."""
    seen = set()
    for path in sorted(ROOT.glob("translations/*/LC_MESSAGES/messages.po")):
        language = path.parts[-3]
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        for message in catalogue:
            if not message.id:
                continue
            ids, said = _several(message.id), _several(message.string)
            if ids[0] not in seen:
                seen.add(ids[0])
                yield from (Said("msgid", "en", one, ids[0], len(ids) > 1) for one in ids)
            yield from (Said(f"{language} msgstr of", language, one, ids[0], len(ids) > 1) for one in said if one)


def questionnaire_texts() -> Iterator[Said]:
    """Yield every text of every questionnaire, with the names that lead to it."""
    for path in sorted(ROOT.glob("questionnaires/*.yaml")):
        found = YAML(typ="safe").load(path)
        yield from _texts(found, path.name, "")


def _texts(found: object, where: str, english: str) -> Iterator[Said]:
    if isinstance(found, dict):
        here = str(found.get("en", english))
        for name, value in found.items():
            if name in {"ar", "en"} and isinstance(value, str):
                yield Said(where, name, value, here)
            else:
                yield from _texts(value, f"{where}:{name}", english)
    elif isinstance(found, list):
        for number, value in enumerate(found):
            name = value.get("id") or value.get("key") if isinstance(value, dict) else None
            yield from _texts(value, f"{where}:{name or number}", english)


def _several(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


MESSAGES = list(catalogue_texts())
QUESTIONS = list(questionnaire_texts())


def _rules(language: str) -> Iterator[tuple[str, str, list[str], dict[str, object]]]:
    for term in TERMS["term"]:
        yield term["id"], term[language]["use"], term[language]["never"], term
    for style in TERMS["style"]:
        if style["language"] == language:
            yield style["id"], style["better"], style["never"], style


def _broken(texts: Iterable[Said], language: str, *, of_messages: bool) -> list[str]:
    """Return each place at which a forbidden word stands, with the word and what to say instead."""
    flags = re.IGNORECASE if language == "en" else re.NOFLAG
    found = []
    mine = [(one, _NAME_OF_A_PLACE.sub("%", _ISOLATES.sub("", one.text))) for one in texts if one.language == language]
    for name, use, never, rule in _rules(language):
        if rule.get("messages_only") and not of_messages:
            continue
        unless = set(rule.get("unless", ()))  # type: ignore[call-overload]
        for pattern in never:
            for one, text in mine:
                hit = re.search(pattern, text, flags)
                if hit and one.message not in unless:
                    found.append(f"{name}: {one.where} {one.message!r}: {hit.group()!r}, not {use!r}")
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_messages_call_each_thing_by_its_name(language: str) -> None:
    assert _broken(MESSAGES, language, of_messages=True) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_questionnaires_call_each_thing_by_its_name(language: str) -> None:
    assert _broken(QUESTIONS, language, of_messages=False) == []


def _beside(language: str) -> re.Pattern[str]:
    words = "|".join(COUNTED[language])
    after = rf"{PLACE}[ \u00a0]+(?:or more |more )?(?:{words})\b"
    return re.compile(after, re.IGNORECASE)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_number_beside_what_it_counts_has_plural_forms(language: str) -> None:
    found = []
    for one in MESSAGES:
        if one.language != language or one.is_counted or one.message in COUNTED["allowed"]:
            continue
        for hit in _beside(language).finditer(_ISOLATES.sub("", one.text)):
            name = hit["percent"] or hit["brace"]
            if language == "en" and name in COUNTED["never_one"]:
                continue
            found.append(f"{one.where} {one.message!r}: {hit.group()!r}")
    assert found == []


def test_what_is_excepted_exists() -> None:
    messages = {one.message for one in (*MESSAGES, *QUESTIONS)}
    named = {message for rule in (*TERMS["term"], *TERMS["style"]) for message in rule.get("unless", ())}
    assert (named | set(COUNTED["allowed"])) - messages == set()


def test_no_term_forbids_its_own_name() -> None:
    for language, flags in (("ar", re.NOFLAG), ("en", re.IGNORECASE)):
        for name, use, never, _ in _rules(language):
            assert not [one for one in never if re.search(one, use, flags)], name


@pytest.mark.parametrize(
    ("language", "text", "is_beside"),
    [
        ("ar", "أقل من %(needed)s أشخاص", True),
        ("ar", "أقل من {needed} أشخاص", True),
        ("ar", "إذا قل عدد المجيبين عن %(needed)s.", False),
        ("en", "from %(n)s people on", True),
        ("en", "%(n)s or more people", True),
        ("en", "%(n)s of %(total)s answered", False),
    ],
)
def test_the_pattern_finds_a_number_beside_what_it_counts(language: str, text: str, is_beside: bool) -> None:
    assert (_beside(language).search(text) is not None) is is_beside
