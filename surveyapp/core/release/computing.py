"""The results of a closed review, computed once: count each side, release its cells, and let the method do the rest."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from surveyapp.core.conduct.review import Policy, Review
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import ClosingChoice, ClosingRating, ClosingText, Questionnaire
from surveyapp.core.method.cells import CellKey, Release, Votes
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.method.standing import standing_of
from surveyapp.core.release.counting import count_sides
from surveyapp.core.release.disclosure import Rules, View, limits_in_force
from surveyapp.core.release.pooling import broad_scores_of, pooled_numbers
from surveyapp.core.release.protected import Protected
from surveyapp.core.release.standard import Standard
from surveyapp.core.release.withholding import withheld_figures
from surveyapp.core.results import METHOD, ClosingCell, Comments, ReviewFacts, ReviewResult, SideFacts, StatementCell
from surveyapp.core.sides import Facet, Side, about_for

_POLICIES: Mapping[Policy, Callable[..., Rules]] = {Policy.STANDARD: Standard, Policy.PROTECTED: Protected}


def compute_result(
    questionnaire: Questionnaire,
    review: Review,
    *,
    sheets: Iterable[AnswerSheet],
    invited: Mapping[Side, int],
    comment_order: Callable[[str], Any],
    withdrawn: Mapping[Side, int] = MappingProxyType({}),
) -> ReviewResult:
    """Return everything about a review that may leave: the one way from answers to figures.

    The result does not depend on the order of ``sheets``.

    Args:
        questionnaire: the version that was answered.
        review: its policy, thresholds and ways of answering decide what is shown.
        sheets: one per person of either side, visited once and let go.
        invited: how many were invited, by side.
        comment_order: sort key of comments, such as a keyed hash, so that their order says nothing.
        withdrawn: how many links were withdrawn after opening, by side; they stay among those invited.

    Returns:
        Scores and gaps in tenths of scale points, gaps PRCS minus partner; None where withheld or nonexistent.
    Source:
        docs/method.md, all sections.
    """
    limits, counts = limits_in_force(review.thresholds, review.policy), count_sides(questionnaire, sheets)
    sides = {
        side: SideFacts(review.answering.of(side), invited[side], count.people, withdrawn.get(side, 0))
        for side, count in counts.items()
    }
    views = {side: View(count, standing_of(sides[side], limits)) for side, count in counts.items()}
    rules = _POLICIES[review.policy](questionnaire, limits, views)
    return evaluate(questionnaire, _release(rules, review, sides=sides, comment_order=comment_order))


def _release(
    rules: Rules, review: Review, *, sides: Mapping[Side, SideFacts], comment_order: Callable[[str], Any]
) -> Release:
    cells = {side: _cells(rules, side) for side in Side}
    few, cuts = broad_scores_of(rules), {side: rules.cuts(side) for side in Side}
    topics = {side: scores.topics() for side, scores in few.items()}
    indices = {side: scores.indices() for side, scores in few.items()}
    return Release(
        method=METHOD,
        review=_facts(review),
        thresholds=rules.limits,
        sides=sides,
        cells=cells,
        topics=topics,
        indices=indices,
        pooled=pooled_numbers(rules, review.policy, cells=cells, few=few),
        votes=_votes(rules),
        closing=_closing(rules),
        cuts=tuple(cut for side in Side for cut in cuts[side] if cut.groups),
        comments=tuple(_comments(rules, comment_order)),
        withheld=tuple(withheld_figures(rules, cells=cells, topics=topics, indices=indices, cuts=cuts)),
    )


def _facts(review: Review) -> ReviewFacts:
    return ReviewFacts(
        id=review.id,
        round=review.round.slug,
        partner=review.partner.slug,
        questionnaire=review.questionnaire,
        state=review.state,
        policy=review.policy,
        demonstration=review.is_demonstration,
    )


def _cells(rules: Rules, side: Side) -> Mapping[CellKey, StatementCell]:
    return {
        CellKey(key.statement, facet): rules.cell(side, section, key=key)
        for section in rules.questionnaire.sections
        for facet in Facet
        for key in section.keys(about_for(side, facet))
    }


def _votes(rules: Rules) -> Mapping[str, Votes] | None:
    """Return how many chose each topic; None where it was not asked for, or too few people answered on a side."""
    asked = any(isinstance(question, ClosingChoice) for question in rules.questionnaire.closing)
    if not asked or not rules.shows_priorities():
        return None
    chosen = [rules.views[side].count.priorities for side in Side]
    return {section.id: Votes(*(own[section.id] for own in chosen)) for section in rules.questionnaire.sections}


def _closing(rules: Rules) -> Mapping[str, Mapping[Side, ClosingCell]]:
    ratings = [question for question in rules.questionnaire.closing if isinstance(question, ClosingRating)]
    return {question.id: {side: rules.closing(side, question) for side in Side} for question in ratings}


def _comments(rules: Rules, order: Callable[[str], Any]) -> Iterator[Comments]:
    asked = [section.id for section in rules.questionnaire.sections]
    asked += [question.id for question in rules.questionnaire.closing if isinstance(question, ClosingText)]
    for topic in asked:
        for side in filter(rules.shows_comments, Side):
            texts = rules.views[side].count.comments.get(topic)
            if texts:
                yield Comments(topic, side, tuple(sorted(texts, key=order)))
