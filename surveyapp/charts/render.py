"""Figures as files: SVG and PNG. The same figure gives the same bytes, on every day and in every thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO, StringIO

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from surveyapp.charts import svg
from surveyapp.charts.describe import AltText
from surveyapp.charts.style import BLUE, INK, one_at_a_time
from surveyapp.core.text.shown import shown_whole

PNG_DPI, PROJECTED_DPI = 200, 240
SHADES = 32
"""Of how many steps a picture for a projector has each colour, from itself to white."""
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
    with mpl.rc_context({"svg.fonttype": "path" if is_outlined else "none"}), _numbered(figure) as told:
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    root = svg.read(out.getvalue())
    if not is_outlined:
        svg.tell(root, told)
    svg.tidy(root, prefix=prefix)
    svg.describe(root, prefix=prefix, title=alt.title, description=alt.description)
    if inline:
        svg.for_html(root)
        return svg.write(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + svg.write(root) + "\n"


@contextmanager
def _numbered(figure: Figure) -> Iterator[dict[str, str]]:
    """Give each labelled line and shape of ``figure`` an id for a while; yield the labels by these ids."""
    shapes = figure.findobj(lambda one: isinstance(one, Line2D | Patch))
    labelled = [one for one in shapes if not str(one.get_label() or "_").startswith("_")]
    before = [one.get_gid() for one in labelled]
    names = {f"told-{number}": str(one.get_label()) for number, one in enumerate(labelled)}
    for one, name in zip(labelled, names, strict=True):
        one.set_gid(name)
    yield names
    for one, gid in zip(labelled, before, strict=True):
        one.set_gid(gid)


@one_at_a_time
def to_png(figure: Figure, *, dpi: int = PNG_DPI, alt: AltText = _NOTHING) -> bytes:
    """Return ``figure`` as PNG, in which programs find what it is and what it says."""
    told, out = PngInfo(), BytesIO()
    for name, words in {"Title": alt.title, "Description": alt.description}.items():
        if words:
            told.add_itxt(name, shown_whole(words))
    figure.savefig(out, format="png", dpi=dpi, pil_kwargs={"pnginfo": told})
    return out.getvalue()


@one_at_a_time
def to_picture(figure: Figure) -> bytes:
    """Return ``figure`` as PNG, as sharp as a projector and of few colours: a quarter of the weight."""
    figure.set_dpi(PROJECTED_DPI)
    canvas, out = FigureCanvasAgg(figure), BytesIO()
    canvas.draw()  # type: ignore[no-untyped-call]
    painted = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), painted).convert("RGB")
    drawn.quantize(palette=_shades(), dither=Image.Dither.NONE).save(out, format="png")
    return out.getvalue()


@lru_cache(maxsize=1)
def _shades() -> Image.Image:
    """Return an image whose palette is what charts are made of: ink and blue, and what lies between them and white."""
    ends = [bytes.fromhex(colour.removeprefix("#")) for colour in (INK, BLUE)]
    steps = [part + (255 - part) * step // (SHADES - 1) for end in ends for step in range(SHADES) for part in end]
    palette = Image.new("P", (1, 1))
    palette.putpalette(steps)
    return palette
