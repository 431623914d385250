"""Figures as files: markup that a strict policy lets through, the same bytes always, and nothing that is withheld."""

import hashlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from matplotlib.figure import Figure
from PIL import Image

from surveyapp.charts.describe import AltText
from surveyapp.charts.dumbbell import gap_dumbbell
from surveyapp.charts.page import as_line
from surveyapp.charts.printed import as_printed
from surveyapp.charts.priorities import priorities_chart
from surveyapp.charts.render import to_png, to_svg
from surveyapp.charts.topic.section import section_chart
from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult, StatementCell
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from tests.charts.builder import AR, EN, NORCROSS, middle_tier, nothing_shown, review_result, with_cell
from tests.hostile import HOSTILE, PLAIN
from tests.languages import text
from tests.sampling import sampled

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[2]
ALT = AltText("A & B", "<gap> +0.9 فجوة")


def overview(result: ReviewResult, questionnaire: Questionnaire, language: Language = AR) -> Figure:
    return gap_dumbbell(result, questionnaire=questionnaire, language=language, partner=NORCROSS)


def topic(result: ReviewResult, questionnaire: Questionnaire, language: Language = AR) -> Figure:
    return section_chart(result, "integrity", questionnaire=questionnaire, language=language, partner=NORCROSS)


def priorities(result: ReviewResult, questionnaire: Questionnaire, language: Language = AR) -> Figure:
    return priorities_chart(result, questionnaire=questionnaire, language=language, partner=NORCROSS)


CHARTS = [pytest.param(draw, id=draw.__name__) for draw in (overview, topic, priorities)]


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own drawing


def markup(figure: Figure, *, inline: bool = True, prefix: str = "c1", is_outlined: bool = False) -> str:
    return to_svg(figure, inline=inline, prefix=prefix, alt=ALT, is_outlined=is_outlined)


def printed(figure: Figure) -> dict:
    return as_printed(figure, prefix="c1", is_rtl=True)


def pictured(figure: Figure) -> bytes:
    return to_png(figure, dpi=60, alt=ALT)


@pytest.mark.parametrize(("inline", "is_outlined"), [(True, False), (False, True)])
@pytest.mark.parametrize("draw", CHARTS)
def test_markup_has_no_style_and_only_its_own_ids(
    questionnaire: Questionnaire, draw: type, inline: bool, is_outlined: bool
) -> None:
    text = markup(draw(review_result(questionnaire), questionnaire), inline=inline, is_outlined=is_outlined)
    root = parsed(text)
    assert [element for element in root.iter() if "style" in element.attrib] == []
    assert list(root.iter(f"{SVG}style")) == []
    assert list(root.iter(f"{SVG}metadata")) == []
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert [name for name in ids if not name.startswith("c1-")] == []
    assert len(ids) == len(set(ids))
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', text))
    assert used <= set(ids)


@pytest.mark.parametrize("inline", [False, True])
def test_markup_is_one_image_with_a_name_and_a_description(questionnaire: Questionnaire, inline: bool) -> None:
    root = parsed(markup(overview(review_result(questionnaire), questionnaire), inline=inline))
    assert (root.attrib["role"], root.attrib["class"]) == ("img", "chart")
    assert root.attrib["aria-labelledby"] == "c1-title c1-desc"
    assert [(child.tag, child.text, child.attrib["id"]) for child in list(root)[:2]] == [
        (f"{SVG}title", "A & B", "c1-title"),
        (f"{SVG}desc", ALT.description, "c1-desc"),
    ]
    assert {"viewBox", "width", "height"} <= root.attrib.keys()
    assert root.attrib["font-family"].startswith("Vazirmatn,")


def test_inline_markup_is_for_html_and_a_file_is_for_itself(questionnaire: Questionnaire) -> None:
    figure = overview(review_result(questionnaire), questionnaire)
    inline, alone = markup(figure), markup(figure, inline=False)
    assert inline.startswith("<svg ")
    assert "xlink" not in markup(figure, is_outlined=True)
    assert alone.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"')


def test_another_library_may_have_taken_the_prefix(questionnaire: Questionnaire) -> None:
    ET.register_namespace("", "http://www.w3.org/2002/xforms")
    assert markup(priorities(review_result(questionnaire), questionnaire)).startswith("<svg ")


def test_text_stays_text_and_finds_its_own_direction(questionnaire: Questionnaire) -> None:
    root = parsed(markup(overview(review_result(questionnaire), questionnaire)))
    texts = list(root.iter(f"{SVG}text"))
    assert "كفالة النزاهة" in [text.text for text in texts]
    assert {text.attrib["unicode-bidi"] for text in texts} == {"plaintext"}
    assert root.attrib["direction"] == "ltr"


def test_outlines_carry_no_text(questionnaire: Questionnaire) -> None:
    root = parsed(markup(overview(review_result(questionnaire), questionnaire), is_outlined=True))
    assert list(root.iter(f"{SVG}text")) == []


@pytest.mark.slow
@sampled({"draw": [overview, topic, priorities], "write": [printed, markup, pictured]}, together=1)
def test_the_same_result_gives_the_same_bytes(questionnaire: Questionnaire, draw: type, write: type) -> None:
    first, second = (draw(review_result(questionnaire, demonstration=True), questionnaire) for _ in range(2))
    assert write(first) == write(second) == write(first)


@pytest.mark.wide
def test_another_process_gives_the_same_bytes(questionnaire: Questionnaire) -> None:
    code = (
        "import sys, hashlib; from tests.charts.builder import *;"
        "from surveyapp.catalogue.files import read_questionnaire; from surveyapp.charts.dumbbell import gap_dumbbell;"
        "from surveyapp.charts.printed import as_printed;"
        "from tests.questionnaires import FROZEN_FILE as p; q = read_questionnaire(p.read_bytes(), name=p.name);"
        "figure = gap_dumbbell(review_result(q), questionnaire=q, language=AR, partner=NORCROSS);"
        "print(hashlib.sha256(repr(as_printed(figure, prefix='c1', is_rtl=True)).encode()).hexdigest())"
    )
    drawn = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    here = repr(printed(overview(review_result(questionnaire), questionnaire)))
    assert drawn.strip() == hashlib.sha256(here.encode()).hexdigest()


@pytest.mark.wide
def test_threads_draw_the_same_as_one_after_the_other(questionnaire: Questionnaire) -> None:
    """Matplotlib's settings are the process's: one thread writes letters as text, the other as outlines."""

    def work(language: Language) -> str:
        return markup(overview(review_result(questionnaire), questionnaire, language), is_outlined=language is EN)

    one_by_one = [work(language) for language in (AR, EN)]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, (AR, EN))) == one_by_one


def test_a_picture_says_what_it_is_and_what_it_shows(questionnaire: Questionnaire) -> None:
    data = to_png(priorities(review_result(questionnaire), questionnaire), dpi=30, alt=ALT)
    with Image.open(BytesIO(data)) as opened:
        assert opened.text == {"Title": ALT.title, "Description": ALT.description}


def test_print_has_every_line_of_the_drawing_in_the_order_in_which_it_is_read(questionnaire: Questionnaire) -> None:
    figure = overview(review_result(questionnaire), questionnaire)
    drawn = parsed(markup(figure))
    told = printed(figure)
    lines = [line["text"] for line in told["lines"]]
    shown = [(text.text or "").replace("\u00a0", " ").lstrip("\u200e\u200f") for text in drawn.iter(f"{SVG}text")]
    assert sorted(lines) == sorted(shown)
    assert list(parsed(told["svg"]).iter(f"{SVG}text")) == []
    titles = [section.title.in_(AR) for section in questionnaire.sections]
    assert [line for line in lines if line in titles] == titles
    first = lines.index(titles[0])
    assert lines[first + 1].startswith("\u2066")  # the gap that stands beside it
    row = next(line for line in told["lines"] if line["text"] == titles[0])
    assert (row["align"], row["is_rtl"], row["size"]) == ("end", True, 11.0)


def test_what_is_withheld_does_not_show_in_the_bytes(questionnaire: Questionnaire) -> None:
    """Two reviews that differ only in counts and facts which charts may not show give the same charts."""
    cell = StatementCell(n=6, mean=4, distribution=(0, 0, 0, 6, 0), agreement=1.0, skipped=0)
    other = replace(cell, agreement=0.5, skipped=3, favourable=None)
    first, second = (with_cell(questionnaire, one) for one in (cell, other))
    assert markup(topic(first, questionnaire)) == markup(topic(second, questionnaire))
    for n in ((2, 2), (1, 0)):
        hidden = replace(nothing_shown(questionnaire), sides=review_result(questionnaire, n=n).sides)
        for draw in (overview, topic):
            assert markup(draw(hidden, questionnaire)) == markup(draw(nothing_shown(questionnaire), questionnaire))


def test_the_look_of_what_is_withheld_is_the_same_in_every_row(questionnaire: Questionnaire) -> None:
    axes = overview(nothing_shown(questionnaire), questionnaire).axes[0]
    bands = [line for line in axes.lines if line.get_gid() == "withheld"]
    assert len(bands) == len(questionnaire.sections)
    assert {tuple(band.get_xdata()) for band in bands} == {(1.0, 5.0)}
    assert {text.get_position()[0] for text in axes.texts} == {3.0}


TIERS = {
    "detail": review_result,
    "three or four": middle_tier,
    "under three": nothing_shown,
    "twenty and more": lambda q: review_result(q, n=(26, 30)),
    "organisation": lambda q: review_result(q, n=(6, 1), half_width=None, answering=Answering.ORGANISATION),
}


@pytest.mark.parametrize(("make", "language"), list(zip(TIERS.values(), cycle((EN, AR)), strict=False)), ids=TIERS)
def test_every_tier_of_priorities_draws_without_a_warning(
    questionnaire: Questionnaire, make: type, language: Language
) -> None:
    """In one language or the other; those of the other charts are in ``test_golden``, in both."""
    assert markup(priorities(make(questionnaire), questionnaire, language)).endswith("</svg>")


def test_words_about_charts_cost_no_matplotlib() -> None:
    modules = ["describe", "drawn", "reasons", "view"]
    modules += [f"comparison.{name}" for name in ("describe", "partners_view", "rounds_view")]
    named = ", ".join(f"surveyapp.charts.{module}" for module in modules)
    code = f"import sys, {named}; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_nothing_that_hides_is_drawn_or_described(questionnaire: Questionnaire) -> None:
    hostile, plain = (
        markup(gap_dumbbell(review_result(questionnaire), questionnaire=questionnaire, language=EN, partner=named))
        for named in (text(ar=f"ش {HOSTILE}", en=HOSTILE), text(ar=f"ش {PLAIN}", en=PLAIN))
    )
    assert hostile == plain
    assert as_line(HOSTILE, is_rtl=False) == as_line(PLAIN, is_rtl=False)


@pytest.mark.parametrize("draw", CHARTS[:2])
def test_a_mark_tells_its_figures_to_whoever_points_at_it(questionnaire: Questionnaire, draw: type) -> None:
    """Marks, line and whisker of one comparison say the same; a drawing without letters says nothing."""
    figure = draw(review_result(questionnaire), questionnaire, EN)
    told = [title.text for title in parsed(markup(figure)).iterfind(f".//{SVG}g/{SVG}title")]
    gap = "Ensure integrity: what PRCS does: PRCS 4.1, Norwegian Red Cross 3.1; Gap +1.0 (+0.4 to +1.7)"
    assert [without_controls(words) for words in told].count(gap) == len(("circle", "diamond", "line", "whisker"))
    assert list(parsed(markup(figure, is_outlined=True)).iterfind(f".//{SVG}g/{SVG}title")) == []
