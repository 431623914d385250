"""A chart for Typst: its shapes as SVG, and apart from them its lines of text with their places, as they are read.

So letters are set as everywhere else on paper, in whole lines and in order, and stay text that can be searched.
"""

import re
from dataclasses import asdict, dataclass
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from surveyapp.charts import svg
from surveyapp.charts.render import to_svg
from surveyapp.core.text.bidi import LTR_MARK, RTL_MARK

ROW = 4.0
"""How far apart two lines of one row may stand, up and down, in points."""
_TEXT = f"{{{svg.SVG}}}text"
_TURN = re.compile(r"rotate\((-?\d+)")
_RTL = re.compile(r"^[^A-Za-z\u00c0-\u02af\u0370-\u058f]*?[\u0590-\u08ff\ufb1d-\ufefc\u200f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its place and size in points from the upper left corner, and how it stands there.

    ``align`` tells which part of it stands at ``x``, as SVG has it, ``turn`` by how many degrees it is turned.
    """

    text: str
    x: float
    y: float
    size: float
    align: str
    fill: str
    turn: int
    is_bold: bool
    is_rtl: bool


def as_printed(figure: Figure, *, prefix: str, is_rtl: bool) -> dict[str, object]:
    """Return the shapes of ``figure``, its size in points and its lines; rows are read from the right where asked."""
    root = svg.read(to_svg(figure, inline=False, prefix=prefix).partition("\n")[2])
    lines = [_line(text) for text in root.iter(_TEXT)]
    lines.sort(key=lambda line: (round(line.y / ROW), -line.x if is_rtl else line.x))
    svg.drop(root, "text")
    width, height = (72 * inches for inches in figure.get_size_inches())
    return {"svg": svg.write(root), "width": width, "height": height, "lines": [asdict(line) for line in lines]}


def _line(text: ET.Element) -> Line:
    words = (text.text or "").replace("\u00a0", " ")
    turned = _TURN.match(text.get("transform", ""))
    return Line(
        words.lstrip(RTL_MARK + LTR_MARK),
        float(text.get("x", 0)),
        float(text.get("y", 0)),
        float(text.get("font-size", "0").removesuffix("px")),
        text.get("text-anchor", "start"),
        text.get("fill", "#000000"),
        int(turned[1]) if turned else 0,
        text.get("font-weight") == "700",
        not words.startswith(LTR_MARK) and bool(_RTL.match(words)),
    )
