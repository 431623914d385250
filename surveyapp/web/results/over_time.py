"""One partnership's rounds beside each other, of those that the reader may see."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from surveyapp.charts.comparison.rounds_view import RoundsView, Strand
from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language
from surveyapp.store import questionnaires, results
from surveyapp.store.releases import Release, list_releases_before
from surveyapp.web.paging import paging_of
from surveyapp.web.results import drawing
from surveyapp.words.asked_before import asked_differently
from surveyapp.words.certainty import gap_text
from surveyapp.words.joining import named
from surveyapp.words.naming import Names
from surveyapp.words.rounds import course_name
from surveyapp.words.summary import since_last_round

ROUNDS_SHOWN = 5
"""Rounds that stand beside each other on one page; those before them stand on the page of the oldest of these."""
FEW_ROUNDS, TOPICS_SHOWN = 3, 5
"""Up to how many rounds all topics stand on one page; and of more rounds, how many topics do."""


def load_rounds(
    session: Session, review: Review, *, language: Language, count: int = ROUNDS_SHOWN
) -> RoundsView | None:
    """Return a closed review with the closed ones before it that staff may see, ``count`` in all, the newest of them.

    None where there is none before it.
    """
    earlier = [one.review for one in list_seen_before(session, review.id)[1 - count :]]
    return _beside(session, review, earlier=earlier, language=language)


def load_pair(session: Session, review: Review, *, language: Language) -> RoundsView | None:
    """Return a closed review with the one before it that staff may see; None where there is none."""
    return load_rounds(session, review, language=language, count=2)


def find_oldest(session: Session, over: RoundsView) -> int | None:
    """Return the oldest review of ``over``, whose own page shows the rounds before it; None where there are none."""
    oldest = over.rounds[0].result.review.id
    return oldest if list_seen_before(session, oldest) else None


def list_seen_before(session: Session, review_id: int) -> list[Release]:
    """Return the closed reviews before one that staff may see, the oldest first."""
    earlier = list_releases_before(session, review_id)
    return [one for one in earlier if g.staff.may(Right.SEE_RESULTS, one.review.id)]


def load_shared_rounds(session: Session, review: Review, *, language: Language) -> RoundsView | None:
    """Return a shared review with the shared one before it, for both sides; None where there is none before it."""
    held = [one.review for one in list_releases_before(session, review.id) if one.review.is_shared]
    return _beside(session, review, earlier=held[-1:], language=language)


def rounds_frame(over: RoundsView, words: Names) -> dict[str, Any]:
    """Return what the template of several rounds takes: of more than a few rounds, some topics at a time."""
    topics = [None, *over.sections]
    paging = paging_of(len(topics), size=TOPICS_SHOWN if len(over.rounds) > FEW_ROUNDS else len(topics))
    charts, shown = drawing.rounds_charts(over), paging.of(topics)
    names = [drawing.rounds_name(one.id if one else None) for one in topics]
    return {
        "over": over,
        "paging": paging,
        "topics": shown,
        "address_of": lambda name: paging.url(names.index(name) // paging.size + 1, anchor=name),
        "charts": {name: drawing.inline(charts[name]) for name in paging.of(names)},
        "rounds_name": drawing.rounds_name,
        "gap_text": gap_text,
        "since": since_last_round(over.moves[-1], words),
        "asked_differently": asked_differently(over.moves[-1], words),
        "course": partial(_course, words.language),
        "in_short": partial(_in_short, over),
    }


def _course(language: Language, strand: Strand) -> str:
    return course_name(strand.course, language)


def _in_short(over: RoundsView, section_id: str | None) -> list[str]:
    """Return what became of each gap of a topic in two or three words; once where it is the same of all."""
    strands = over.strands(section_id)
    told = [_course(over.language, strand) or over.said(strand) for strand in strands]
    if len(set(told)) == 1:
        return told[:1]
    return [named(strand.name, words, over.language) for strand, words in zip(strands, told, strict=True)]


def _beside(session: Session, review: Review, *, earlier: Iterable[Review], language: Language) -> RoundsView | None:
    held = [*earlier, review]
    if len(held) == 1:
        return None
    released = results.list_results(session, [one.id for one in held])
    rounds = tuple(
        Answered(
            _of_one_partner(released[one.id], review),
            questionnaires.get_questionnaire(session, one.questionnaire),
        )
        for one in held
    )
    return RoundsView(rounds, tuple(one.round.title for one in held), language, review.partner.name)


def _of_one_partner(result: ReviewResult, review: Review) -> ReviewResult:
    """Return results under the partner's name of today: an earlier review may have come from a record merged since."""
    return replace(result, review=replace(result.review, partner=review.partner.slug))
