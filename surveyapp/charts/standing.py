"""How a chart stands: under its own title or a page's, with or without what it is of. Needs no matplotlib."""

from typing import NamedTuple


class Standing(NamedTuple):
    """What a chart bears beside what it shows."""

    is_titled: bool = True
    """False where the page has its own heading."""
    source: str = ""
    """A line at its foot for a chart that stands alone: of whom, when, from how many people, from which source."""
    is_narrow: bool = False
    """True for a phone, under the page's own heading."""


ALONE = Standing()
NARROW = 71.0
"""Millimetres of a chart for phones, without its page's margin: what is ten points there has twelve pixels at 320."""
