"""Throw the answers away, keep what is released, work the document out again: it is the same, byte for byte."""

import json
from dataclasses import replace

import pytest

from surveyapp.core import wire
from surveyapp.core.conduct.review import Policy
from surveyapp.core.method.cells import release_in
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.method.judging import comparisons_in
from surveyapp.core.results import Reading, ReviewResult
from surveyapp.core.sides import Side
from tests.core.building import computed, even_sheets, organisation, questionnaire, review
from tests.core.release.reviews import answered_anyhow
from tests.randomly import IS_DESK

REVIEWS = 75 if IS_DESK else 600
"""Of each kind; a hundred take a second or so."""


def read_again(result: ReviewResult) -> ReviewResult:
    """Return the document as somebody has it who got it as a file."""
    return wire.from_plain(ReviewResult, json.loads(wire.canonical_json(result)))


WORDS = set(Reading)
KINDS = {
    "standard": (Policy.STANDARD, None, WORDS),
    "protected": (Policy.PROTECTED, None, WORDS - {Reading.CLEAR_GAP, Reading.ALIKE, Reading.DIVIDED}),
    "three or four people of PRCS": (Policy.STANDARD, (3, 4), WORDS - {Reading.DIVIDED}),
    "five people of PRCS or more": (Policy.STANDARD, (5, 20), WORDS),
}


@pytest.mark.slow
@pytest.mark.parametrize(("policy", "people", "words"), KINDS.values(), ids=KINDS.keys())
@pytest.mark.alike(2)
def test_a_document_follows_from_what_it_releases(
    policy: Policy, people: tuple[int, int] | None, words: set[Reading]
) -> None:
    seen: set[Reading | None] = set()
    for seed in range(REVIEWS):
        answered = answered_anyhow(seed, policy=policy, people=people)
        result = answered.computed()
        again = evaluate(answered.asked, release_in(read_again(result)))
        assert wire.canonical_json(again) == wire.canonical_json(result), seed
        seen |= {one.reading for section in result.sections for _, one in comparisons_in(section)}
    assert seen - {None} == words  # the reviews are of every kind


def test_a_gap_that_does_not_follow_is_put_right() -> None:
    """A document that says something else than its cells is put right by them."""
    asked = questionnaire()
    result = computed(asked, even_sheets(asked, Side.PRCS, "55544") + even_sheets(asked, Side.PARTNER, "33344"))
    first, *others = result.sections
    facets = {name: replace(facet, gap=replace(facet.gap, value=0.1)) for name, facet in first.facets.items()}
    wrong = replace(result, sections=(replace(first, facets=facets), *others))
    assert wire.canonical_json(evaluate(asked, release_in(wrong))) == wire.canonical_json(result)
    assert evaluate(asked, release_in(wrong)) != wrong


def test_one_agreed_answer_follows_from_itself() -> None:
    asked = questionnaire()
    sheets = even_sheets(asked, Side.PRCS, "55443") + even_sheets(asked, Side.PARTNER, "3")
    for policy in Policy:
        result = computed(asked, sheets, of=review(policy=policy, answering=organisation(Side.PARTNER)))
        assert evaluate(asked, release_in(read_again(result))) == result
