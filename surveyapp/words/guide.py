"""How to read a result: what was asked, what a gap is, how coarse the scores are, what is withheld."""

from surveyapp.core.conduct.review import Policy
from surveyapp.core.method.standing import standing_of
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Side
from surveyapp.words.catalogue import marked, say
from surveyapp.words.limits import sees_three_ways, shows_wholes
from surveyapp.words.method import rounding_note
from surveyapp.words.naming import Names

_ASKED = marked(
    "Both sides answered the same questions: about themselves, about the other side, and about their joint work. So "
    "every topic is seen in three ways: what %(prcs)s does, what %(partner)s does, and what both do together."
)
_ASKED_PARTLY = marked(
    "Both sides answered the same questions: about themselves, about the other side, and about their joint work. So a "
    "topic is seen in up to three ways: what %(prcs)s does, what %(partner)s does, and what both do together."
)
_ASKED_WHOLE = marked(
    "Both sides answered the same questions: about themselves, about the other side, and about their joint work. Too "
    "few people answered to show these three apart, so each topic has one score, in which gaps in opposite directions "
    "may cancel out."
)
_GAP = marked("The gap is the score by %(prcs)s minus the score by %(partner)s. Plus: %(prcs)s gives the higher one.")
_NOT_SEEN = marked(
    "Where a side rates its own conduct higher than the other side does, there may be something that it does not see; "
    "where it rates itself lower, a strength that it does not see."
)
_AGREED = marked(
    "%(side)s gave one agreed answer. It is the organisation’s own, is shown as such, and is not anonymous."
)
_WITHHELD = marked("Figures based on too few people are withheld, and marked as such.")
_WITHHELD_PROTECTED = marked(
    "Figures based on too few people, or that the protected rules of this review do not show, are withheld and marked "
    "as such."
)
_USE = marked("Use the gaps to choose what to talk about, and let the talk decide what they mean.")


def guide(result: ReviewResult, names: Names) -> list[str]:
    """Return what to know before the first figure of ``result``, paragraph by paragraph."""
    has_wholes, language = shows_wholes(result), names.language
    both = {"prcs": names.of(Side.PRCS), "partner": names.of(Side.PARTNER)}
    gap = [say(_GAP, language, **both), *([] if has_wholes else [say(_NOT_SEEN, language)])]
    agreed = [side for side in Side if standing_of(result.sides[side], result.thresholds).is_attributed]
    rounding = rounding_note(names.questionnaire, result, language)
    is_protected = result.review.policy is Policy.PROTECTED
    return [
        say(_asked(result), language, **both),
        " ".join(gap),
        *(say(_AGREED, language, side=names.of(side)) for side in agreed),
        *([rounding] if rounding else []),
        say(_WITHHELD_PROTECTED if is_protected else _WITHHELD, language),
    ]


def _asked(result: ReviewResult) -> str:
    if shows_wholes(result):
        return _ASKED_WHOLE
    return _ASKED if sees_three_ways(result) else _ASKED_PARTLY


def use_of_gaps(names: Names) -> str:
    """Return what gaps are for."""
    return say(_USE, names.language)
