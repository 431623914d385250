"""Every code has its sentences, for pages, programs and the terminal, in every language that has a catalogue."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from surveyapp.core.conduct.checklist import Finding, Item
from surveyapp.core.conduct.review import State, Step
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.sides import Side
from surveyapp.words.catalogue import SOURCE, available, catalogue_of
from surveyapp.words.checklist import finding_line, finding_sentence
from surveyapp.words.refusals.refusal import Refusal
from surveyapp.words.refusals.rows import ROWS
from surveyapp.words.refusals.table import (
    REFUSALS,
    refusal_advice,
    refusal_line,
    refusal_sentence,
    row_line,
    row_sentence,
)
from surveyapp.words.states import state_word
from tests.conftest import ROOT
from tests.languages import AR, EN

PLACES = re.compile(r"%\((\w+)\)")
ERRORS = {"ReviewError", "NotFoundError", "StateError", "InputError", "GoneError"}
SPOKEN = [one for one in available() if one != SOURCE]


def raised() -> Iterator[tuple[Code, set[str]]]:
    """Yield each code that is raised by its own name, with the names of what is given to its sentence."""
    for path in (ROOT / "surveyapp").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ERRORS and call.args:
                given = {keyword.arg for keyword in call.keywords}
                if None not in given:
                    yield from ((code, given) for code in named(call.args[0]))


def named(node: ast.AST) -> list[Code]:
    return [
        Code[part.attr]
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and getattr(part.value, "id", "") == "Code"
    ]


def test_every_code_has_its_sentences_and_no_sentence_is_left_over() -> None:
    assert set(REFUSALS) == set(Code)
    assert all(refusal.said for refusal in (*REFUSALS.values(), *ROWS.values()))


def test_every_code_is_raised_somewhere() -> None:
    """One that nothing raises, and no row of a list has, is left over."""
    written = "".join(path.read_text() for path in (ROOT / "surveyapp").rglob("*.py") if "refusals" not in path.parts)
    assert [code for code in Code if f"Code.{code.name}" not in written] == []


NOTING = {"RowFault", "refuse", "_one_of", "InputError"}
"""What notes that something is wrong with a row."""


def test_every_code_of_a_row_is_said_of_a_row() -> None:
    built = {
        code
        for path in (ROOT / "surveyapp" / "catalogue").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in NOTING
        for argument in call.args
        for code in named(argument)
    }
    assert len(built) > 10
    assert built <= set(ROWS)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_sentence_is_in_every_catalogue_with_the_same_places(language) -> None:
    told = [*REFUSALS.values(), *ROWS.values()]
    for message in {text for refusal in told for text in refusal.texts}:
        said = catalogue_of(language).gettext(message)
        assert said != message
        assert sorted(set(PLACES.findall(said))) == sorted(set(PLACES.findall(message))), message


def test_whoever_raises_gives_what_the_sentences_name() -> None:
    sites = list(raised())
    assert len(sites) > 100
    for code, given in sites:
        refusal: Refusal = REFUSALS[code]
        named_in = {place for text in refusal.texts for place in PLACES.findall(text)}
        assert named_in <= given, code


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("code", Code)
def test_a_refusal_is_said_even_when_nothing_was_given_to_it(code: Code, language) -> None:
    error = InputError(code)
    for said in (refusal_sentence(error, language), refusal_line(error, language), row_sentence(code, language)):
        assert said
        assert "%(" not in said
    assert "%(" not in refusal_advice(error, language) + row_line(code, language, cell="")


def test_values_are_written_in_the_language_of_the_sentence() -> None:
    error = StateError(Code.MAY_NOT_CLOSE, review=7, state=State.DRAFT)
    assert refusal_line(error, EN) == "review 7 is draft; only an open review can be closed"
    assert state_word(State.DRAFT, AR) in refusal_line(error, AR)
    later = StateError(Code.REMINDED_LATELY, review=7, side="prcs", earliest=datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    assert "2026-03-01 09:30 UTC" in refusal_line(later, AR)


def test_a_name_of_what_was_given_may_be_one_that_the_catalogue_has_too() -> None:
    assert refusal_line(InputError(Code.BAD_LANGUAGE, language="xx", message="y"), EN).startswith("'xx' is not a lang")


def test_a_row_without_a_cell_ends_with_its_sentence() -> None:
    assert row_line(Code.NO_NAME, EN, cell="") == "a name or role is missing"
    assert row_line(Code.NO_NAME, EN, cell="name_ar") == "a name or role is missing: name_ar"


@pytest.mark.parametrize("language", available())
def test_every_finding_of_the_checklist_is_said(language) -> None:
    for item in Item:
        finding = Finding(item, Side.PRCS, 5, 3)
        assert finding_sentence(finding, language)
        assert finding_line(finding, language)


def test_people_are_counted_in_words() -> None:
    invited = [finding_sentence(Finding(Item.PEOPLE_INVITED, Side.PRCS, n), EN) for n in (1, 2)]
    assert invited == ["1 person is invited.", "2 people are invited."]
    assert "شخصان" in finding_line(Finding(Item.ENOUGH_PEOPLE, Side.PRCS, 2), AR)


def test_every_step_has_its_own_refusal() -> None:
    assert {f"may_not_{step.value}" for step in Step} <= set(Code)
    assert all(state_word(state, AR) != state_word(state, EN) for state in State)
