"""One partnership among the others of its round: means and ranges, from five partnerships on."""

from dataclasses import replace

import pytest

from surveyapp.core.comparison.among import Among, MeanAndRange, among_partners
from surveyapp.core.comparison.comparability import Answered, Subject
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Facet, Side
from tests.core.building import SECTIONS
from tests.core.test_comparing import ASKED, partner
from tests.languages import text

SUBJECT = Subject(SECTIONS[0].id, Facet.PRCS)
FIVE = [
    partner(f"p{number}", prcs, "33333") for number, prcs in enumerate(("44444", "55555", "33333", "22222", "44444"))
]


def test_from_five_partnerships_on_there_are_means_and_ranges() -> None:
    gap, prcs = MeanAndRange(pytest.approx(0.6), -1.0, 2.0), MeanAndRange(pytest.approx(3.6), 2.0, 5.0)
    sides = {Side.PRCS: prcs, Side.PARTNER: MeanAndRange(3.0, 3.0, 3.0)}
    assert among_partners(FIVE, SUBJECT, reference=ASKED) == Among(5, gap, sides)
    assert among_partners(FIVE[:4], SUBJECT, reference=ASKED) is None


@pytest.mark.parametrize("instead", ["withheld", "in other words"])
def test_who_releases_no_gap_or_was_asked_otherwise_does_not_count(instead: str) -> None:
    sixth = partner("p6", "11", "33333") if instead == "withheld" else Answered(FIVE[0].result, _reworded(ASKED))
    assert among_partners([*FIVE[:4], sixth], SUBJECT, reference=ASKED) is None
    found = among_partners([*FIVE, sixth], SUBJECT, reference=ASKED)
    assert found is not None
    assert (found.k, found.gap.low) == (5, -1.0)


def _reworded(asked: Questionnaire) -> Questionnaire:
    scale = asked.scale_of(asked.sections[0])
    other = replace(scale, question=text(ar="سؤال آخر", en="Another question"))
    return replace(asked, scales={key: other if one == scale else one for key, one in asked.scales.items()})
