"""What is withheld is named in the same words everywhere, and never without its reason."""

from dataclasses import replace

import pytest

from surveyapp.core.comparison.comparability import Basis
from surveyapp.core.instrument.questionnaire import Questionnaire, Thresholds
from surveyapp.core.release.disclosure import What, sentence
from surveyapp.core.results import Why, Withheld
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.words.naming import Names
from surveyapp.words.rounds import why_not_compared
from surveyapp.words.withheld import what_name, why_withheld, withheld_because, withheld_sentence, withheld_sentences
from tests.languages import AR, EN, text

LIMITS = Thresholds(3, 5, 6)


def of(why: Why) -> Withheld:
    return Withheld("facets", "", why)


@pytest.mark.parametrize("why", list(Why))
def test_a_reason_in_english_is_the_one_that_the_document_bears(why: Why) -> None:
    assert why_withheld(of(why), LIMITS, EN) == sentence(why, LIMITS)


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_is_told_in_arabic(why: Why) -> None:
    assert why_withheld(of(why), LIMITS, AR) != why_withheld(of(why), LIMITS, EN)


def test_every_kind_of_figure_and_every_basis_has_its_own_name() -> None:
    for language in (AR, EN):
        assert len({what_name(what, language) for what in What}) == len(What)
        assert len({why_not_compared(basis, language) for basis in Basis}) == len(Basis)


def test_a_reason_that_is_not_known_is_left_out() -> None:
    assert [withheld_because(why, EN) for why in ("too few", "")] == ["Withheld: too few", "Withheld"]


def test_the_sentence_is_as_precise_as_what_is_withheld(questionnaire: Questionnaire) -> None:
    names = Names(questionnaire, text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross"), EN)
    entry = Withheld("facets", "", Why.FEW_FOR_DETAIL, section="integrity", facet=Facet.PRCS, side=Side.PARTNER)
    told = [withheld_sentence(one, LIMITS, names) for one in (entry, replace(entry, statement="reports"))]
    assert [without_controls(words) for words in told] == [
        "Scores of each side’s conduct and of the joint work · Ensure integrity · What PRCS does · Norwegian Red Cross"
        " – fewer than 5 people answered",
        "One statement · Ensure integrity · What PRCS does · Norwegian Red Cross – fewer than 5 people answered",
    ]
    cut = Withheld("cuts", "", Why.SMALL_GROUP, by=questionnaire.profile[0].id)
    asked = questionnaire.profile[0].question.in_(EN)
    assert withheld_sentence(cut, LIMITS, names).startswith(f"Results by group · {asked} – a group")


@pytest.mark.parametrize(
    ("topics", "place"), [(1, "{title} · "), (2, "2 topics · "), (99, "all {n} topics · "), (0, "")]
)
def test_the_same_in_several_topics_is_said_once(questionnaire: Questionnaire, topics: int, place: str) -> None:
    names = Names(questionnaire, text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross"), EN)
    sections, whole = tuple(questionnaire.sections), Withheld("overall", "", Why.FEW_RATINGS, side=Side.PRCS)
    entries = [replace(whole, section=one.id) for one in sections[:topics]] + [whole] * (not topics)
    said = withheld_sentences(entries * 2, LIMITS, names)
    place = place.format(title=sections[0].title.in_(EN), n=len(sections))
    assert [without_controls(words).split(" – ")[0] for words in said] == [f"Scores of whole topics · {place}PRCS"]
