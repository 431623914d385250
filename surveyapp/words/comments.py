"""The words beside a comment: the tick that lets it be shown, and what to leave out."""

from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import say


def tick(language: Language, *, is_attributed: bool = False) -> str:
    """Return what is ticked under a comment so that it may be shown."""
    if is_attributed:
        return say("We agree that both sides may read our words above, word for word, as our organisation’s.", language)
    return say("I agree that both sides may read my words above, word for word and without my name.", language)


def advice(language: Language, *, is_attributed: bool = False, limit: int) -> str:
    """Return how long a comment may be and, where it is one person's, what would tell whose."""
    if is_attributed:
        return say("At most %(limit)s characters.", language, limit=limit)
    return say("At most %(limit)s characters. Leave out details that would reveal who you are.", language, limit=limit)
