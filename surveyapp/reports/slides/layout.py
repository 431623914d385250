"""Where everything stands on a slide of 16 to 9, in millimetres from the upper left."""

from typing import NamedTuple

WIDTH, HEIGHT = 338.667, 190.5
MARGIN = 15.0


class Box(NamedTuple):
    """A part of the slide."""

    left: float
    top: float
    width: float
    height: float


def _across(top: float, height: float) -> Box:
    return Box(MARGIN, top, WIDTH - 2 * MARGIN, height)


BAR = Box(0, 0, WIDTH, 3)
ABOVE, TITLE, SHORT_TITLE = _across(9, 8), _across(18, 26), _across(18, 14)
BODY = _across(38, 134)
PICTURE, PROMPT = _across(46, 103), _across(151, 24)
FIRST_TITLE, FIRST_BODY = _across(26, 40), _across(72, 100)
FOOT, FOOT_WIDTH = _across(178, 7), 270.0
"""The line at the foot; what it leaves of the width is the slide's number's."""
FORM_NAME, BETWEEN = 84.0, 3.0
"""Of a form to fill in: how wide its names stand, and what lies between two parts of it."""
