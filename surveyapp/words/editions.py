"""What a reader should know where results of several reviews stand beside each other, sealed under other editions."""

from collections.abc import Collection

from surveyapp.core.results import METHOD
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say

_ALL_EARLIER = marked(
    "These reviews were closed under the first edition of the method. What is shown here is derived by the second "
    "edition from their released statements."
)
_ACROSS = marked(
    "Compared across editions of the method: what was closed under the first edition is shown as the second derives "
    "it from the released statements."
)


def editions_note(methods: Collection[int], language: Language) -> str:
    """Return what to know where reviews of other editions stand beside each other; nothing where all are of this one.

    Args:
        methods: the edition of each.
        language: the reader's.
    """
    if set(methods) <= {METHOD}:
        return ""
    return say(_ACROSS if len(set(methods)) > 1 else _ALL_EARLIER, language)
