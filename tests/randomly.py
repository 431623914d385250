"""How many random examples a test tries: a third of them, in CI too, and all where EXAMPLES=all asks for them."""

import os

from hypothesis import settings

IS_DESK = os.environ.get("EXAMPLES") != "all"


def examples(number: int) -> settings:
    """Return what makes a test try ``number`` examples, however long each takes."""
    return settings(deadline=None, max_examples=max(1, number // 3) if IS_DESK else number)
