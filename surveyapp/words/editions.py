"""What a reader should know of a result that was sealed under the first edition of the method."""

from collections.abc import Collection

from surveyapp.core.method.uncertainty import UNMEASURED
from surveyapp.core.results import METHOD, ReviewResult
from surveyapp.core.rounding import written
from surveyapp.core.sides import Language
from surveyapp.words.catalogue import marked, say

_EARLIER = marked(
    "This review was closed under the first edition of the method. Its sealed figures are kept. Shown here are its "
    "released statements and what the second edition makes of them, with a correlation of %(correlation)s, since none "
    "was measured."
)
_ALL_EARLIER = marked(
    "These reviews were closed under the first edition of the method. Shown here is what the second edition makes of "
    "their released statements."
)
_ACROSS = marked(
    "Compared across editions of the method: what was closed under the first is shown as the second makes it of the "
    "released statements."
)


def edition_note(result: ReviewResult, language: Language) -> str:
    """Return what to know of a result of the first edition; nothing of one sealed under the present one."""
    return "" if result.method == METHOD else say(_EARLIER, language, correlation=written(UNMEASURED))


def editions_note(methods: Collection[int], language: Language) -> str:
    """Return what to know where reviews of other editions stand beside each other; nothing where all are of this one.

    Args:
        methods: the edition of each.
        language: the reader's.
    """
    if set(methods) <= {METHOD}:
        return ""
    return say(_ACROSS if len(set(methods)) > 1 else _ALL_EARLIER, language)
