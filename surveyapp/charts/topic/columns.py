"""Where things stand across a topic's chart, in millimetres: beside each other, or for phones below each other."""

from typing import NamedTuple

from surveyapp.charts.standing import NARROW


class Columns(NamedTuple):
    """The points of the scale stand below each other from top to bottom; names and figures beside them, or around."""

    name_width: float
    points_at: float
    points_width: float
    said_at: float
    said_width: float
    is_stacked: bool = False

    @property
    def width(self) -> float:
        """Return what all of them take."""
        return self.said_at + self.said_width


SIDE_BY_SIDE = Columns(43.0, 45.0, 80.0, 127.0, 47.0)
"""174; with the page's own margin 180: A4 portrait less 15 mm on either side."""
STACKED = Columns(NARROW, 0.0, NARROW, 0.0, NARROW, is_stacked=True)
