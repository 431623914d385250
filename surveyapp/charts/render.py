"""Figures as files: SVG and PNG. The same figure gives the same bytes, on every day and in every thread."""

from io import BytesIO, StringIO

import matplotlib as mpl
from matplotlib.figure import Figure
from PIL.PngImagePlugin import PngInfo

from surveyapp.charts import svg
from surveyapp.charts.describe import AltText
from surveyapp.charts.style import one_at_a_time
from surveyapp.core.text.shown import shown_whole

PNG_DPI = 200
_NOTHING = AltText("", "")


@one_at_a_time
def to_svg(figure: Figure, *, inline: bool, prefix: str, alt: AltText = _NOTHING, is_outlined: bool = False) -> str:
    """Return ``figure`` as SVG.

    Args:
        figure: a chart of this package.
        inline: for a page under a strict policy (no XML declaration, plain ``href``); else a file of its own.
        prefix: begins every id, so that two charts may stand on one page; letters, digits and hyphens.
        alt: what the chart is, in a few words, and what it says (``describe``).
        is_outlined: letters as outlines, for places where the font may be missing.
    """
    out = StringIO()
    with mpl.rc_context({"svg.fonttype": "path" if is_outlined else "none"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    root = svg.read(out.getvalue())
    svg.tidy(root, prefix=prefix)
    svg.describe(root, prefix=prefix, title=alt.title, description=alt.description)
    if inline:
        svg.for_html(root)
        return svg.write(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + svg.write(root) + "\n"


@one_at_a_time
def to_png(figure: Figure, *, dpi: int = PNG_DPI, alt: AltText = _NOTHING) -> bytes:
    """Return ``figure`` as PNG, in which programs find what it is and what it says."""
    told, out = PngInfo(), BytesIO()
    for name, words in {"Title": alt.title, "Description": alt.description}.items():
        if words:
            told.add_itxt(name, shown_whole(words))
    figure.savefig(out, format="png", dpi=dpi, pil_kwargs={"pnginfo": told})
    return out.getvalue()
