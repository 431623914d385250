"""Each recorded action as one sentence; a step that records a new one adds it to the table of its kind.

Of an action's phrases the first is said that an entry has all details for. What a phrase does not say of an entry is
told behind it, by the names in ``web/audit/details.py``.
"""

from collections.abc import Mapping

from surveyapp.web.audit import on_installation, on_lists, on_people, on_reviews
from surveyapp.web.audit.phrases import Phrase

SENTENCES: Mapping[str, tuple[Phrase, ...]] = {
    **on_reviews.SENTENCES,
    **on_lists.SENTENCES,
    **on_people.SENTENCES,
    **on_installation.SENTENCES,
}
