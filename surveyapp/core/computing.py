"""The results of a closed review, computed once: count each side, ask the policy for every figure, name what is not."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from surveyapp.core.answers import AnswerSheet
from surveyapp.core.counting import Scope, count_sides
from surveyapp.core.disclosure import Rules, View, limits_in_force, standing_of
from surveyapp.core.priorities import rank_topics, topic_of
from surveyapp.core.protected import Protected
from surveyapp.core.questionnaire import ClosingChoice, ClosingRating, ClosingText, Questionnaire, Section
from surveyapp.core.readings import split_sides
from surveyapp.core.results import (
    ClosingCell,
    Comments,
    FacetResult,
    Index,
    Overall,
    OverallScore,
    Priority,
    ReviewFacts,
    ReviewResult,
    SectionResult,
    SideFacts,
    StatementFacet,
    StatementResult,
)
from surveyapp.core.review import Policy, Review
from surveyapp.core.sides import Facet, PromptKey, Side, about_for
from surveyapp.core.standard import Standard
from surveyapp.core.statement import Statement
from surveyapp.core.withholding import withheld_figures

_POLICIES: Mapping[Policy, Callable[..., Rules]] = {Policy.STANDARD: Standard, Policy.PROTECTED: Protected}


def compute_result(
    questionnaire: Questionnaire,
    review: Review,
    *,
    sheets: Iterable[AnswerSheet],
    invited: Mapping[Side, int],
    comment_order: Callable[[str], Any],
) -> ReviewResult:
    """Return everything about a review that may leave: the one way from answers to figures.

    The result does not depend on the order of ``sheets``.

    Args:
        questionnaire: the version that was answered.
        review: its policy, thresholds and ways of answering decide what is shown.
        sheets: one per person of either side, visited once and let go.
        invited: how many were invited, by side.
        comment_order: sort key of comments, such as a keyed hash, so that their order says nothing.

    Returns:
        Scores in scale points (1–K), gaps PRCS minus partner, shares 0–1; None where withheld or nonexistent.
    Source:
        docs/method.md, all sections.
    """
    rules = _rules(questionnaire, review, sheets=sheets)
    sections = tuple(_section_result(rules, section) for section in questionnaire.sections)
    return ReviewResult(
        review=_facts(review),
        thresholds=rules.limits,
        sides={s: SideFacts(review.answering.of(s), invited[s], v.count.people) for s, v in rules.views.items()},
        indices={facet: _index(rules, facet) for facet in Facet},
        sections=sections,
        priorities=_priorities(rules, sections),
        closing=_closing(rules),
        cuts=tuple(cut for side in Side for cut in rules.cuts(side) if cut.groups),
        comments=tuple(_comments(rules, comment_order)),
        withheld=tuple(withheld_figures(rules)),
    )


def _rules(questionnaire: Questionnaire, review: Review, *, sheets: Iterable[AnswerSheet]) -> Rules:
    """Return the review's policy over what was answered."""
    limits = limits_in_force(review.thresholds, review.policy)
    views = {
        side: View(count, standing_of(count.people, answering=review.answering.of(side), limits=limits))
        for side, count in count_sides(questionnaire, sheets).items()
    }
    return _POLICIES[review.policy](questionnaire, limits, views)


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


def _index(rules: Rules, facet: Facet) -> Index:
    scope = Scope(facet=facet)
    return Index({side: rules.score(side, scope) for side in Side}, rules.judged(scope).gap)


def _section_result(rules: Rules, section: Section) -> SectionResult:
    return SectionResult(
        id=section.id,
        part=section.part,
        title=section.title,
        overall=_overall(rules, Scope(section.id)),
        facets={facet: _facet_result(rules, Scope(section.id, facet)) for facet in Facet},
        statements=tuple(_statement_result(rules, section, statement=s) for s in section.statements),
    )


def _overall(rules: Rules, scope: Scope) -> Overall:
    scores = {side: rules.score(side, scope) for side in Side}
    gap, reading = rules.judged(scope)
    return Overall({side: OverallScore(score.n, score.mean) for side, score in scores.items()}, gap, reading)


def _facet_result(rules: Rules, scope: Scope) -> FacetResult:
    gap, reading = rules.judged(scope)
    return FacetResult({side: rules.score(side, scope) for side in Side}, gap, reading)


def _statement_result(rules: Rules, section: Section, *, statement: Statement) -> StatementResult:
    facets = {}
    for facet in Facet:
        keys = {side: PromptKey(statement.id, about_for(side, facet)) for side in Side}
        if keys[Side.PRCS].about in statement.abouts:
            cells = {side: rules.cell(side, section, key=key) for side, key in keys.items()}
            split = split_sides(cells, rules.questionnaire.scoring)
            facets[facet] = StatementFacet(cells[Side.PRCS], cells[Side.PARTNER], split)
    return StatementResult(statement.id, statement.kind, facets)


def _priorities(rules: Rules, sections: Sequence[SectionResult]) -> tuple[Priority, ...]:
    """Return every topic by rank; none where they were not asked for, or too few people answered on a side."""
    asked = any(isinstance(question, ClosingChoice) for question in rules.questionnaire.closing)
    if not asked or not rules.shows_priorities():
        return ()
    counts = {side: view.count for side, view in rules.views.items()}
    topics = [topic_of(s, {side: count.priorities[s.id] for side, count in counts.items()}) for s in sections]
    return rank_topics(topics, people={side: count.people for side, count in counts.items()})


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
