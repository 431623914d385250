"""How a chart stands: under its own title or a page's, with or without what it is of. Needs no matplotlib."""

from typing import NamedTuple


class Standing(NamedTuple):
    """What a chart bears beside what it shows."""

    is_titled: bool = True
    """False where the page has its own heading."""
    source: str = ""
    """A line at its foot for a chart that stands alone: of whom, when, from how many people, from which source."""


ALONE = Standing()
