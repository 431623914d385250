"""Whether figures of two reviews may be compared: only where the same was asked, and the same policy showed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.instrument.shared_languages import in_shared_languages
from surveyapp.core.instrument.statement import Statement
from surveyapp.core.results import BroadScore, FacetResult, Gap, Index, Overall, ReviewResult
from surveyapp.core.sides import Facet, Side, about_for


class Basis(StrEnum):
    """On what two figures could be compared; only ``SAME`` allows it. Each has one sentence, the same everywhere."""

    SAME = "same"
    WORDING = "wording_changed"
    """Other words, another scale, or other statements in the topic."""

    ADDED = "added"
    REMOVED = "removed"
    POLICY = "policy_changed"
    """One round blurs its means (``protected``), the other does not."""


class Subject(NamedTuple):
    """What a score is made from: a section, a facet, or one facet of a section; at least one is given."""

    section: str | None = None
    facet: Facet | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A review's released results, and the questionnaire that was answered."""

    result: ReviewResult
    questionnaire: Questionnaire


Scores = Overall | FacetResult | Index
"""Both sides' released scores of one subject, and their gap."""

NO_SCORES = Overall(dict.fromkeys(Side, BroadScore()), Gap(), None)
"""What stands where a review did not ask, or has no such score."""


def released_scores(result: ReviewResult, subject: Subject) -> Scores:
    """Return what a review releases of ``subject``; ``NO_SCORES`` when it has no such section."""
    if subject.section is None:
        return NO_SCORES if subject.facet is None else result.indices[subject.facet]
    for section in result.sections:
        if section.id == subject.section:
            return section.facets[subject.facet] if subject.facet else section.overall or NO_SCORES
    return NO_SCORES


def basis_of(old: Questionnaire, new: Questionnaire, subject: Subject) -> Basis:
    """Return on what scores of ``subject`` from the two questionnaires can be compared.

    Source:
        docs/method.md, section 6.
    """
    if old is new:
        return Basis.SAME
    before, after = in_shared_languages(old, new)
    return _basis(_asked_in(before, subject), _asked_in(after, subject))


def statement_bases(old: Questionnaire, new: Questionnaire) -> Mapping[str, Basis]:
    """Return on what each statement of either questionnaire can be compared, wherever it stands.

    Source:
        docs/method.md, section 6.
    """
    before, after = (_asked_in(one, Subject()) for one in in_shared_languages(old, new))
    return {name: _basis(before.get(name), after.get(name)) for name in {**before, **after}}


def _basis(old: object, new: object) -> Basis:
    if old == new:
        return Basis.SAME
    if not old:
        return Basis.ADDED
    return Basis.WORDING if new else Basis.REMOVED


def _asked_in(questionnaire: Questionnaire, subject: Subject) -> Mapping[str, object]:
    """Return what is asked in ``subject`` under each statement's id; not by what heading, nor in what order."""
    return {
        statement.id: _asked(questionnaire, section, statement=statement)
        for section in questionnaire.sections
        if subject.section in {None, section.id}
        for statement in section.statements
        if subject.facet is None or about_for(Side.PRCS, subject.facet) in statement.abouts
    }


def _asked(questionnaire: Questionnaire, section: Section, *, statement: Statement) -> object:
    """Return everything that gives a tick its meaning: the words of each voice, direction, scale, period.

    By what name the words call an organisation is not part of it: it is the same organisation.
    """
    scale = questionnaire.scale_of(section)
    words = tuple(statement.text_about(about) for about in statement.abouts)
    answers = (scale.question, scale.points, scale.non_answers)
    return statement.kind, words, statement.reverse, answers, questionnaire.reference_period_months
