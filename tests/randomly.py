"""How many random examples a test tries: all of them in CI, a third at a desk."""

import os

from hypothesis import settings

IS_DESK = not os.environ.get("CI")


def examples(number: int) -> settings:
    """Return what makes a test try ``number`` examples, however long each takes."""
    return settings(deadline=None, max_examples=max(1, number // 3) if IS_DESK else number)
