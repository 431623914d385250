"""Every chart still looks as it did; where it is meant to look otherwise, ``python -m tools.golden`` and look."""

from collections.abc import Callable

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

from surveyapp.charts.style import BLUE
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import Language
from tests.charts.gallery import GOLDEN, overview, pictures, small, unlike
from tests.languages import AR, EN

ALIKE = 0.02
"""The most that any tile of two pictures may differ; half of that comes of colours that are not kept."""
MOST_BYTES = 1_200_000


@pytest.mark.parametrize(("name", "draw", "language"), [pytest.param(*one, id=one[0]) for one in pictures()])
@pytest.mark.alike(18)
def test_a_chart_looks_as_it_did(questionnaire: Questionnaire, name: str, draw: Callable, language: Language) -> None:
    drawn = small(draw(questionnaire, language))
    with Image.open(GOLDEN / f"{name}.png") as kept:
        assert drawn.size == kept.size
        assert unlike(drawn, kept.convert("RGB")) < ALIKE


def test_every_picture_is_of_a_chart_and_all_are_small() -> None:
    kept = sorted(GOLDEN.iterdir())
    assert [path.stem for path in kept] == sorted(name for name, _, _ in pictures())
    assert sum(path.stat().st_size for path in kept) < MOST_BYTES


def test_a_sign_at_the_wrong_end_is_noticed(questionnaire: Questionnaire) -> None:
    figure, before = as_kept(questionnaire, AR)
    number = next(text for text in figure.texts if "\u22120.8" in text.get_text())
    number.set_text("\u20660.8\u2212\u2069")
    assert unlike(before, small(figure)) > ALIKE


def test_one_line_in_another_colour_is_noticed(questionnaire: Questionnaire) -> None:
    figure, before = as_kept(questionnaire, EN)
    for gid, colour in {"line-possible": "#9a5b00", "line-clear": BLUE, "whisker": BLUE}.items():
        line = next(line for line in figure.findobj(Line2D) if line.get_gid() == gid)
        own = line.get_color()
        line.set_color(colour)
        assert unlike(before, small(figure)) > ALIKE, gid
        line.set_color(own)


def as_kept(questionnaire: Questionnaire, language: Language) -> tuple[Figure, Image.Image]:
    """Return the overview, and its picture as it is kept."""
    with Image.open(GOLDEN / f"overview-{language}.png") as kept:
        return overview(questionnaire, language), kept.convert("RGB")
