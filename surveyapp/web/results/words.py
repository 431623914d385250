"""What withheld figures are called on a page, and why they are withheld: in the words of the charts."""

from surveyapp.charts.labels import LABELS
from surveyapp.core.disclosure import RATINGS_OF_A_FEW, What
from surveyapp.core.questionnaire import Thresholds
from surveyapp.core.results import Withheld
from surveyapp.core.sides import Language
from surveyapp.web.i18n import lazy_gettext

WITHHELD_NAMES = {
    What.OVERALL: lazy_gettext("Scores of whole topics"),
    What.INDICES: lazy_gettext("Scores over all topics"),
    What.SPREAD: lazy_gettext("Spread and share of “I don’t know”"),
    What.FACETS: lazy_gettext("Scores of each side’s conduct and of the joint work"),
    What.STATEMENTS: lazy_gettext("Single statements"),
    What.DISTRIBUTIONS: lazy_gettext("How many gave each answer"),
    What.CLOSING: lazy_gettext("The closing questions"),
    What.CUTS: lazy_gettext("Results by role or place"),
    What.COMMENTS: lazy_gettext("Comments"),
    What.GAPS: lazy_gettext("Gaps of whole topics"),
    What.FACET_GAPS: lazy_gettext("Gaps in each side’s conduct and in the joint work"),
    What.GAP_DETAIL: lazy_gettext("The annex’s figures on gaps"),
    What.PRIORITIES: lazy_gettext("Topics chosen for the meeting"),
}


def why(entry: Withheld, thresholds: Thresholds, language: Language) -> str:
    """Return the sentence that says why a figure is withheld."""
    return (
        LABELS[language]
        .why[entry.code]
        .format(
            min_side=thresholds.min_side,
            min_detail=thresholds.min_detail,
            min_cell=thresholds.min_cell,
            ratings=RATINGS_OF_A_FEW,
        )
    )
