"""Invented answers, and what each edition of the method released of them."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from surveyapp.core.conduct.review import Policy
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import read_answer
from surveyapp.core.method.cells import CellKey
from surveyapp.core.release.first_edition import read_sealed
from surveyapp.core.sides import PromptKey, Side, read_prompt_key
from surveyapp.core.wire import to_plain
from tools.attackers.claims import Attempt, Person
from tools.attackers.document import MISSING, Document
from tools.invented import result_of, review, shipped

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "attackers" / "first_edition.json.gz"
"""Made by ``tests/attackers/make_first_edition.py``, with the program of that time."""

WITHOUT_CUTS = 12
"""Reviews of few enough people that neither side is cut; they come first."""


@dataclass(frozen=True)
class Answered:
    """One review: what its people answered, and the document that the first edition sealed of it."""

    sheets: tuple[AnswerSheet, ...]
    sealed: Mapping[str, Any]

    def of(self, side: Side) -> list[AnswerSheet]:
        """Return the side's sheets."""
        return [sheet for sheet in self.sheets if sheet.side is side]


@dataclass(frozen=True)
class Case:
    """A document, and the answers that it was made of: for colleagues' own, and to tell whether claims are right."""

    document: Document
    people: Mapping[Side, Sequence[Person]]


Attack = Callable[[Case], Iterable[Attempt]]
"""Yields what is certain of each target."""


@lru_cache(maxsize=1)
def answered() -> tuple[Answered, ...]:
    """Return all reviews."""
    held = json.loads(gzip.decompress(FILE.read_bytes()))
    keys = [read_prompt_key(name) for name in held["keys"]]
    return tuple(Answered(tuple(_sheets(one, keys)), one["document"]) for one in held["reviews"])


def first_edition(one: Answered) -> Case:
    """Return a review with the document that the first edition sealed."""
    return Case(Document(one.sealed), people_of(one.sheets))


def first_edition_as_shown(one: Answered) -> Case:
    """Return a review with what is shown today of the document that the first edition sealed."""
    return Case(Document(to_plain(read_sealed(one.sealed, questionnaire()))), people_of(one.sheets))


def second_edition(one: Answered, policy: Policy = Policy.STANDARD) -> Case:
    """Return a review with what the program releases of it now."""
    asked = questionnaire()
    result = result_of(asked, one.sheets, of=review(asked, policy=policy))
    return Case(Document(to_plain(result)), people_of(one.sheets))


def people_of(sheets: Sequence[AnswerSheet]) -> Mapping[Side, Sequence[Person]]:
    """Return what everybody ticked, side by side."""
    return {side: [ticks_of(sheet) for sheet in sheets if sheet.side is side] for side in Side}


def ticks_of(sheet: AnswerSheet) -> Person:
    """Return what one person ticked, by cell."""
    return {
        CellKey(key.statement, key.about.facet_for(sheet.side)): answer if isinstance(answer, int) else MISSING
        for key, answer in sheet.ratings.items()
    }


@lru_cache(maxsize=1)
def questionnaire() -> Questionnaire:
    """Return the questionnaire that was answered."""
    return shipped()


def _sheets(one: Mapping[str, Any], keys: Sequence[PromptKey]) -> Iterator[AnswerSheet]:
    scale = questionnaire().scales[questionnaire().sections[0].scale]
    for side in Side:
        for row, profile in zip(one["answers"][side.value], one["profiles"][side.value], strict=True):
            marks = ({".": "", "-": "dk", "x": "na"}.get(mark, mark) for mark in row)
            given = {key: answer for key, mark in zip(keys, marks, strict=True) if (answer := read_answer(mark, scale))}
            yield replace(AnswerSheet(side, given), profile=profile)
