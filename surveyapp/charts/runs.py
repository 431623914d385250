"""Lines of two directions for PDF: each run placed by itself, because isolates shift what stands beside them there.

Matplotlib hides an isolate with the glyph of a space, and where the PDF's font changes after it, moves the next letter
by that space's width. Numbers and names stand in isolates (``bidi``), so the runs are known without reordering.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from matplotlib.figure import Figure
from matplotlib.text import Text

from surveyapp.charts.style import MM_PER_INCH, text_width
from surveyapp.core.text.bidi import FIRST_STRONG_ISOLATE, LTR_ISOLATE, POP_ISOLATE, RTL_MARK

_ISOLATED = re.compile(f"[{LTR_ISOLATE}{FIRST_STRONG_ISOLATE}]([^{POP_ISOLATE}]*){POP_ISOLATE}")
_ARABIC = re.compile("[\u0600-\u06ff]")
_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}


@contextmanager
def placed_runs(figure: Figure) -> Iterator[None]:
    """Show every line with isolates as its runs meanwhile."""
    lines = [text for text in figure.texts if POP_ISOLATE in text.get_text()]
    runs = [run for line in lines for run in _place(figure, line)]
    for line in lines:
        line.set_visible(False)
    try:
        yield
    finally:
        for run in runs:
            run.remove()
        for line in lines:
            line.set_visible(True)


def visual_runs(line: str) -> list[str]:
    """Return the runs of ``line`` from left to right; one of a page in Arabic begins at the right, with a mark."""
    is_rtl = line.startswith(RTL_MARK)
    if not is_rtl and not _ARABIC.search(line):
        return [_ISOLATED.sub(r"\1", line)]
    parts = _ISOLATED.split(line.removeprefix(RTL_MARK))  # text, name or number, text, name or number, text
    mark = RTL_MARK if is_rtl else ""
    runs = [part if number % 2 else mark + part for number, part in enumerate(parts) if part]
    return runs[::-1] if is_rtl else runs


def _place(figure: Figure, line: Text) -> Iterator[Text]:
    """Yield the runs of ``line``, drawn where it stands."""
    font = line.get_fontproperties()
    runs = visual_runs(line.get_text())
    is_bold = font.get_weight() == "bold"
    widths = [text_width(run, font.get_size_in_points(), bold=is_bold) for run in runs]
    whole = figure.get_figwidth() * MM_PER_INCH
    across, up = line.get_position()
    across -= sum(widths) / whole * _BEFORE[line.get_horizontalalignment()]
    for run, width in zip(runs, widths, strict=True):
        yield figure.text(across, up, run, va="baseline", color=line.get_color(), fontproperties=font)
        across += width / whole
