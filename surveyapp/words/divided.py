"""What is said of people of one side who are divided: over one statement, and over a facet that shows no gap."""

from collections.abc import Sequence

from surveyapp.core.sides import Side
from surveyapp.words.catalogue import marked
from surveyapp.words.ways import Ways

OVER_A_STATEMENT = Ways(
    marked("On the conduct of %(prcs)s, people at %(side)s are divided: “%(statement)s”"),
    marked("On the conduct of %(partner)s, people at %(side)s are divided: “%(statement)s”"),
    marked("On the joint work, people at %(side)s are divided: “%(statement)s”"),
    marked("People at %(side)s are divided: “%(statement)s”"),
)
_WHOLE = marked("No gap shows over conduct and joint work together (%(prcs)s %(a)s, %(partner)s %(b)s).")
"""A topic as a whole has no statement, and so no flag of its own."""
_ONE_SIDE = Ways(
    marked(
        "On the conduct of %(prcs)s, people at %(side)s are divided; no gap shows (%(prcs)s %(a)s, %(partner)s %(b)s)."
    ),
    marked(
        "On the conduct of %(partner)s, people at %(side)s are divided; "
        "no gap shows (%(prcs)s %(a)s, %(partner)s %(b)s)."
    ),
    marked("On the joint work, people at %(side)s are divided; no gap shows (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    _WHOLE,
)
_BOTH_SIDES = Ways(
    marked(
        "On the conduct of %(prcs)s, people are divided on both sides; "
        "no gap shows (%(prcs)s %(a)s, %(partner)s %(b)s)."
    ),
    marked(
        "On the conduct of %(partner)s, people are divided on both sides; "
        "no gap shows (%(prcs)s %(a)s, %(partner)s %(b)s)."
    ),
    marked("On the joint work, people are divided on both sides; no gap shows (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    _WHOLE,
)


def without_gap(divided: Sequence[Side]) -> Ways:
    """Return how a comparison is said that shows no gap, but a division within the sides that are ``divided``."""
    return _ONE_SIDE if len(divided) == 1 else _BOTH_SIDES
