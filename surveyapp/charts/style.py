"""How every chart looks: font, sizes, greys; matplotlib's settings, made once; and the one lock around drawing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, wraps
from threading import RLock
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import TextToPath, text_to_path

from surveyapp.core.text.bidi import FIRST_STRONG_ISOLATE, LTR_ISOLATE, POP_ISOLATE
from surveyapp.fonts import letters
from surveyapp.tokens import PRINT, TYPE

P = ParamSpec("P")
R = TypeVar("R")


TITLE, HEAD, BODY, NOTE = TYPE
INK, GREY, RULE, PALE, BLUE, PAPER = (PRINT[name] for name in ("ink", "grey", "rule", "pale", "blue", "paper"))

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
LEADING = 1.36  # line distance in multiples of the type size: Arabic needs the room

_NO_BREAK = "\u00a0"

_SETTINGS: Any = {
    "font.family": [letters.OWN, letters.LAST],  # the second has what is not seen: isolates
    "text.parse_math": False,  # a "$" in a name is a "$"
    "text.usetex": False,
    "text.hinting": "none",  # widths as on paper, at every resolution
    "svg.fonttype": "none",
    "svg.hashsalt": "surveyapp",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.6,
}

DRAWING = RLock()

_measured = TextToPath.get_text_width_height_descent


@lru_cache(maxsize=16384)
def _measure(text: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
    width, height, descent = _measured(text_to_path, text, prop, ismath)
    return width, height, descent


def _remembered(
    self: TextToPath,  # noqa: ARG001 - matplotlib's own signature
    s: str,
    prop: FontProperties,
    ismath: Any,
) -> tuple[float, float, float]:
    """Measure a text once: charts say the same names and figures, and finding out how wide took half of drawing."""
    return _measure(s, prop.copy(), ismath)


def _set_up() -> None:
    for path in sorted(letters.FOLDER.glob("*.ttf")):
        fontManager.addfont(path)
    own = len(fontManager.ttflist)
    for path in sorted(letters.MORE.glob("*.ttf")):
        fontManager.addfont(path)
    fontManager.ttflist += [replace(entry, weight=700) for entry in fontManager.ttflist[own:]]  # they have one weight
    mpl.rcParams.update(_SETTINGS)
    TextToPath.get_text_width_height_descent = _remembered  # type: ignore[method-assign]


_set_up()


def one_at_a_time(function: Callable[P, R]) -> Callable[P, R]:
    """Return ``function`` so that one thread at a time draws: fonts and settings are shared within matplotlib."""

    @wraps(function)
    def locked(*args: P.args, **kwargs: P.kwargs) -> R:
        with DRAWING:
            return function(*args, **kwargs)

    return locked


def font(size: float, *, bold: bool = False, text: str = "") -> FontProperties:
    """Return the chart font at ``size`` points, with those behind it that ``text`` needs."""
    return _font(size, bold, letters.families_of(text))


@lru_cache(maxsize=64)
def _font(size: float, bold: bool, families: tuple[str, ...]) -> FontProperties:
    return FontProperties(family=list(families), size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of ``text`` in millimetres at ``size`` points, letters joined as they are drawn."""
    drawn = letters.with_numbers(text)
    width, _, _ = text_to_path.get_text_width_height_descent(drawn, font(size, bold=bold, text=drawn), ismath=False)
    return float(width) * MM_PER_POINT


def wrapped(text: str, width: float, *, size: float, bold: bool = False) -> list[str]:
    """Return ``text`` in lines of at most ``width`` millimetres, broken at spaces; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return list(_isolated_by_line(lines)) if POP_ISOLATE in text else lines


def _isolated_by_line(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines so that a name that goes on in the next line is isolated in both."""
    opened = ""
    for line in lines:
        shown = opened + line
        opened = ""
        for letter in shown:
            if letter in (FIRST_STRONG_ISOLATE, LTR_ISOLATE):
                opened += letter
            elif letter == POP_ISOLATE:
                opened = opened[:-1]
        yield shown + POP_ISOLATE * len(opened)


def unbroken(words: str) -> str:
    """Return ``words`` so that no line ends within them."""
    return words.replace(" ", _NO_BREAK)


def line_height(size: float) -> float:
    """Return the distance of two baselines in millimetres at ``size`` points."""
    return size * MM_PER_POINT * LEADING
