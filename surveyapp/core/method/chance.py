"""What chance alone would do, counted over all comparisons that are shown."""

from collections.abc import Sequence

from surveyapp.core.instrument.questionnaire import Scoring
from surveyapp.core.method.judging import comparisons_in, gaps_with_certainty
from surveyapp.core.method.readings import is_apart
from surveyapp.core.method.stats import t_upper_tail
from surveyapp.core.method.uncertainty import APART_MARGIN
from surveyapp.core.results import Chance, Reading, SectionResult
from surveyapp.core.text.rounding import rounded, rounded_up


def chance_of(sections: Sequence[SectionResult], scoring: Scoring) -> Chance | None:
    """Return how many comparisons lie apart, and how many would if nobody saw anything differently.

    Returns:
        None where nothing is compared with an interval.
    Source:
        docs/method.md, section 4.
    """
    gaps = gaps_with_certainty(sections)
    if not gaps:
        return None
    reach = float(rounded_up(scoring.flag_gap_at)) - APART_MARGIN
    expected = sum(2 * t_upper_tail(reach / gap.se, gap.df) for gap in gaps if gap.se and gap.df)
    readings = [one.reading for section in sections for _, one in comparisons_in(section)]
    return Chance(
        comparisons=len(gaps),
        apart=sum(is_apart(gap, scoring) for gap in gaps),
        expected=int(rounded(float(expected), 0)),
        clear=readings.count(Reading.CLEAR_GAP),
    )
