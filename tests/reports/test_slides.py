"""The slides of a meeting: what each says, in which direction, and that all of it stands on them."""

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pptx
import pytest
from lxml import etree
from PIL import Image
from pptx.oxml.ns import qn

from surveyapp.charts.describe import describe_section
from surveyapp.charts.together import shared_out
from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.rounds import compare_rounds
from surveyapp.core.conduct.actions import Action, Agreement, Meeting, Promise, Status
from surveyapp.core.conduct.review import State
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet
from surveyapp.core.text.bidi import LTR_MARK, RTL_MARK, isolated, isolated_ltr, with_marks, without_controls
from surveyapp.core.text.languages import Language
from surveyapp.reports.pack.content import MeetingPack
from surveyapp.reports.slides.content import Line, Slide
from surveyapp.reports.slides.fitting import fitted, height_of, paged
from surveyapp.reports.slides.layout import BODY
from surveyapp.reports.slides.making import make_slides, slides_in, slides_key
from surveyapp.reports.slides.office import FONT
from surveyapp.reports.slides.text import as_written
from surveyapp.store.earlier import Earlier
from surveyapp.words.meeting import topics_for_meeting
from surveyapp.words.naming import Names
from surveyapp.words.summary import summary_words
from surveyapp.words.topics import said_of
from tests.hostile import HOSTILE, PLAIN, hidden_in
from tests.invented import KINDS, STANDARD, TWO_A_SIDE, Invented, with_comment
from tests.languages import AR, EN, text
from tests.programs import require_program

LONG = text(ar="الجمعية الوطنية " * 12, en="National Society of the Red Cross " * 5)
PROMISE = Promise(
    "integrity", "Meet every three months", "Rana", "Kari", date(2026, 3, 1), "Notes in both languages", Facet.PARTNER
)
FIRST_TOPICS = ("integrity", "diversity")
THEIRS = "نشارك الخطة\n(share the plan) \x9b"
SHOWN = "نشارك الخطة (share the plan) "
MM, TOLERANCE = 36000, 1.5
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def make(
    questionnaire: Questionnaire,
    *languages: Language,
    invented: Invented = STANDARD,
    result: ReviewResult | None = None,
    meeting: Meeting = Meeting(),  # noqa: B008 - it is frozen
) -> MeetingPack:
    shown = result or invented.result(questionnaire)
    days = {"closed_on": date(2026, 7, 2), "printed_on": date(2026, 8, 1)}
    return MeetingPack(invented.review(questionnaire), questionnaire, shown, meeting, None, languages, **days)


def of_topics(pack: MeetingPack, *topics: str) -> MeetingPack:
    """Return what has these topics alone: charts take their time."""
    sections = tuple(section for section in pack.result.sections if section.id in topics)
    priorities = tuple(row for row in pack.result.priorities if row.section in topics)
    return replace(pack, result=replace(pack.result, sections=sections, priorities=priorities))


def followed(pack: MeetingPack, words: str) -> MeetingPack:
    """Return what comes a round after a meeting, and has met itself; each promised as much in ``words``."""
    action = Action(1, replace(PROMISE, words=words), Status.DONE, words, date(2026, 3, 1))
    meeting = Meeting(agreements={"integrity": Agreement("integrity", {"prcs": 3.5}, words)}, actions=(action,))
    told = Answered(pack.result, pack.questionnaire)
    earlier = Earlier(1, text(ar="استعراض 2025", en="Review 2025"), meeting, compare_rounds(told, told))
    return replace(pack, earlier=earlier, meeting=meeting)


def opened(data: bytes) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(data))


def texts_of(data: bytes) -> list[str]:
    """Return every part of the file that holds XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [file.read(name).decode() for name in file.namelist() if name.endswith((".xml", ".rels"))]


def words_of(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("a:t")))


@pytest.fixture(scope="module")
def pack(questionnaire: Questionnaire) -> MeetingPack:
    """A meeting of both languages, after another one; with a comment, and a name that hides something."""
    invented = replace(STANDARD, name=text(ar=f"الشريك {HOSTILE}", en=f"Partner {HOSTILE}"), demonstration=True)
    sheets = with_comment(invented.sheets(questionnaire), "integrity", "Nobody must see me on a wall")
    made = make(questionnaire, AR, EN, invented=invented, result=invented.result(questionnaire, sheets=sheets))
    return of_topics(followed(made, THEIRS), *FIRST_TOPICS)


@pytest.fixture(scope="module")
def data(pack: MeetingPack) -> bytes:
    return make_slides(pack)


def test_topics_of_which_nothing_may_be_shown_share_a_slide_that_says_why_once(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, AR, invented=TWO_A_SIDE)
    for language in (EN, AR):
        _, _, told, *others = slides_in(pack, language)
        titles = [one.title for one in topics_for_meeting(pack.result, Names(questionnaire, STANDARD.name, language))]
        assert [line.lead for line in told.lines[1:]] == titles
        assert told.lines[0].text
        assert [one for one in others if one.picture] == []


def test_slides_come_in_the_meetings_order_and_say_what_pages_say(questionnaire: Questionnaire) -> None:
    result, names = STANDARD.result(questionnaire), Names(questionnaire, STANDARD.name, EN)
    title, summary, *topics, agreed, plan = slides_in(make(questionnaire, EN), EN)
    told = topics_for_meeting(result, names)
    assert [one.title for one in topics] == [one.said.sentence for one in told]
    assert [one.above for one in topics] == [f"Topic {n} of 13: {one.title}" for n, one in enumerate(told, 1)]
    said = " ".join(line.whole for line in summary.lines)
    for group in summary_words(result, questionnaire, names=names).groups:
        assert all(line.text in said for line in group.lines)
    for slide, topic in zip(topics, told, strict=True):
        section = next(one for one in result.sections if one.id == topic.section)
        notes = without_controls("\n".join(slide.notes))
        for one in said_of(result, section, names=names):
            known = [one.sentence, *one.flags, one.reading, one.gap, *one.scores.values()]
            assert all(without_controls(words).rstrip(".") in notes for words in known)
    assert (agreed.form[0], plan.form[0]) == ("Topic", "Topic")
    assert "6 of 8 answered" in " ".join(line.text for line in title.lines)


def test_who_may_see_the_slides_stands_on_the_first_one(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, invented=replace(STANDARD, demonstration=True))
    shared = replace(pack, review=replace(pack.review, state=State.SHARED))
    first = [" ".join(line.whole for line in slides_in(one, EN)[0].lines) for one in (pack, shared)]
    assert ["have not been shared" in words for words in first] == [True, False]
    assert all("Please do not pass it on." in words for words in first)
    assert all("Demonstration data: the people and answers here are invented." in words for words in first)
    assert slides_key(pack) != slides_key(shared)
    assert slides_key(pack) == slides_key(replace(pack, printed_on=date(2026, 8, 2)))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_review_has_slides_that_say_the_same_in_both_languages(
    questionnaire: Questionnaire, kind: str
) -> None:
    pack = make(questionnaire, AR, EN, invented=KINDS[kind])
    arabic, english = (slides_in(pack, language) for language in (AR, EN))
    assert [_shape(one) for one in arabic] == [_shape(one) for one in english]
    assert len([one for one in english if one.picture]) == (0 if kind == "two a side" else 13)


def _shape(slide: Slide) -> tuple[object, ...]:
    return len(slide.lines), len(slide.prompt), len(slide.form), len(slide.notes), slide.picture is not None


def test_each_slide_stands_in_one_language_then_in_the_other_right_to_left_in_earnest(data: bytes) -> None:
    slides = opened(data).slides
    assert len(slides) % 2 == 0
    for place, slide in enumerate(slides):
        is_rtl = place % 2 == 0
        bodies = [slide.element, *([slide.notes_slide.notes_text_frame._txBody] if slide.has_notes_slide else [])]
        ways = {
            (one.find(qn("a:pPr")).get("rtl"), one.find(qn("a:pPr")).get("algn"))
            for body in bodies
            for one in body.iter(qn("a:p"))
            if words_of(one) != SHOWN
        }
        assert ways <= ({("1", "r"), ("1", "l")} if is_rtl else {("0", "l"), ("0", "r")})  # the number at the end
        assert {one.get("lang") for body in bodies for one in body.iter(qn("a:rPr"))} == {AR if is_rtl else EN}
    theirs = [one for slide in list(slides)[1::2] for one in slide.element.iter(qn("a:p")) if words_of(one) == SHOWN]
    assert {one.find(qn("a:pPr")).get("rtl") for one in theirs} == {"1"}  # Arabic is Arabic on an English slide, too


def test_text_is_text_in_a_font_that_office_has_for_both_scripts(data: bytes) -> None:
    themes = [etree.fromstring(one.encode()) for one in texts_of(data) if "<a:fontScheme" in one]
    assert len(themes) == 2  # of slides and of notes
    for theme in themes:
        for script in ("latin", "cs"):
            assert {one.get("typeface") for one in theme.iter(qn(f"a:{script}"))} == {FONT}


def test_a_picture_says_what_it_shows_and_is_as_sharp_as_a_projector(pack: MeetingPack, data: bytes) -> None:
    of = {"questionnaire": pack.questionnaire, "partner": pack.review.partner.name}
    ids = [one.section for one in topics_for_meeting(pack.result, Names(pack.questionnaire, of["partner"], EN))]
    words = [describe_section(pack.result, one, language=code, is_brief=True, **of) for one in ids for code in (AR, EN)]
    pictures = [one for slide in opened(data).slides for one in slide.shapes if hasattr(one, "image")]
    for picture, said in zip(pictures, words, strict=True):
        code = AR if picture is pictures[0] or pictures.index(picture) % 2 == 0 else EN
        assert picture.element.nvPicPr.cNvPr.get("descr") == as_written(said.description, code.direction)
        assert len(said.description) < 1500  # the statements, which it does not show, would be as much again
        image = Image.open(io.BytesIO(picture.image.blob))
        assert image.width >= 1700
        assert len(image.getcolors()) <= 64


def test_a_comment_is_on_no_slide_and_nothing_hides_in_a_name(data: bytes) -> None:
    whole = "".join(texts_of(data))
    assert "Nobody must see me" not in whole
    assert PLAIN in whole
    said = "".join(one.text or "" for part in texts_of(data) for one in etree.fromstring(part.encode()).iter())
    assert hidden_in(said, also=LTR_MARK + RTL_MARK) == [] or set(hidden_in(said)) == {"U+200E", "U+200F"}


def test_the_same_content_gives_the_same_bytes_that_name_nobody(pack: MeetingPack, data: bytes) -> None:
    assert make_slides(pack, draw=shared_out) == data, "drawn by several processes"
    about = opened(data).core_properties
    assert (about.author, about.last_modified_by, about.language) == ("", "", "ar")
    assert not [one for one in texts_of(data) if "Macintosh" in one or "Canny" in one]


def test_what_was_isolated_is_marked_for_programs_that_know_no_isolates() -> None:
    assert with_marks(f"من {isolated_ltr('−1.6')}", "rtl") == f"من {RTL_MARK}{LTR_MARK}−1.6{LTR_MARK}{RTL_MARK}"
    assert with_marks(f"{isolated('PRCS')} (4.5)", "rtl") == f"{RTL_MARK}PRCS{RTL_MARK} (4.5)"
    assert (
        with_marks(f"{isolated('a' + isolated_ltr('1'))}\u2069", "ltr")
        == f"{LTR_MARK}a" + LTR_MARK * 2 + "1" + LTR_MARK * 3
    )


def test_text_is_made_smaller_until_it_stands_within_its_place() -> None:
    lines = [Line("National Society of the Red Cross " * 12), Line("الجمعية الوطنية " * 20, lead="أولاً:")]
    shown = fitted(lines, width=308, height=26)
    assert sum(height_of(line, 308) for line in shown) <= 26
    assert all(0 < small.size < line.size for small, line in zip(shown, lines, strict=True))
    assert fitted(lines[:1], width=308, height=100) == lines[:1]


def test_what_goes_on_on_another_slide_has_its_heading_again_and_all_of_it_fits() -> None:
    heading, rest = Line("", lead="Gaps", is_heading=True), [Line(f"Topic {n}") for n in range(30)]
    lines = [Line("Chance."), heading, *rest]
    first, *more = list(paged([Slide(code, "Summary", "", lines=lines) for code in (AR, EN)]))[::2]
    assert [one.title for one in more] == [f"Summary ({number})" for number in range(2, 2 + len(more))]
    assert len(more) > 1
    assert all(one.lines[0] == heading for one in more)
    assert [*first.lines[2:], *(line for one in more for line in one.lines[1:])] == rest
    assert all(sum(height_of(line, BODY.width) for line in one.lines) <= BODY.height for one in (first, *more))


def test_each_part_of_the_file_is_as_powerpoint_takes_it(data: bytes) -> None:
    """Without PowerPoint: the rules for which it would offer to repair a file, or show what nobody wrote."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names, types = file.namelist(), etree.fromstring(file.read("[Content_Types].xml"))
    assert len(names) == len(set(names))
    typed = {one.get("PartName") or one.get("Extension") for one in types}
    assert [one for one in names[1:] if f"/{one}" not in typed and one.rpartition(".")[2] not in typed] == []
    for slide in opened(data).slides:
        notes = [slide.notes_slide] if slide.has_notes_slide else []
        for tree in (one.element for one in (slide, *notes)):
            ids = [one.get("id") for one in tree.iter(qn("p:cNvPr"))]
            assert len(ids) == len(set(ids))
            assert [one for one in tree.iter(qn("a:r")) if not one.find(qn("a:rPr")).get("lang")] == []
            assert [one for one in tree.iter(qn("p:txBody")) if one.find(qn("a:p")) is None] == []
            used = {value for one in tree.iter() for key, value in one.attrib.items() if key.startswith(f"{{{LINKS}}}")}
            assert used <= set((slide if tree is slide.element else notes[0]).part.rels)
        assert all(one.text_frame.text for one in slide.placeholders)
        assert all(one.element.nvPicPr.cNvPr.get("descr") for one in slide.shapes if hasattr(one, "image"))


class Placed(NamedTuple):
    """A word or a box, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float
    word: str = ""


@pytest.mark.wide
def test_all_of_it_stands_on_the_slides_as_libreoffice_draws_them(questionnaire: Questionnaire, tmp_path: Path) -> None:
    """With names and promises as long as they may be, in both languages: within its place, and over nothing else."""
    require_program("soffice", package="libreoffice-impress")
    invented = replace(STANDARD, name=LONG, demonstration=True)
    pack = of_topics(followed(make(questionnaire, AR, EN, invented=invented), "نتفق على share it " * 55), *FIRST_TOPICS)
    path = tmp_path / "slides.pptx"
    path.write_bytes(make_slides(pack))
    home = f"-env:UserInstallation={tmp_path.as_uri()}/office"
    run = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(run, check=True, capture_output=True, env={**os.environ, "HOME": str(tmp_path)}, timeout=120)
    pages = list(_pages(path.with_suffix(".pdf")))
    slides = list(opened(path.read_bytes()).slides)
    assert len(pages) == len(slides)
    for number, (slide, words) in enumerate(zip(slides, pages, strict=True), 1):
        boxes = [_box(shape) for shape in slide.shapes if shape.has_text_frame]
        outside = [one.word for one in words if not any(_is_within(one, box) for box in boxes)]
        assert outside == [], f"slide {number}"
        assert [pair for pair in combinations(_lines(words), 2) if _overlap(*pair)] == [], f"slide {number}"
        assert len(words) >= len(slide.shapes.title.text.split())


def _pages(pdf: Path) -> Iterator[list[Placed]]:
    read = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    ends = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    for page in read.split("<page ")[1:]:
        yield [Placed(*(float(one) * 25.4 / 72 for one in found[:4]), found[4]) for found in re.findall(ends, page)]


def _box(shape: object) -> Placed:
    left, top, width, height = (getattr(shape, one) / MM for one in ("left", "top", "width", "height"))
    return Placed(left, top, left + width, top + height)


def _is_within(word: Placed, box: Placed) -> bool:
    return (
        word.left >= box.left - TOLERANCE
        and word.right <= box.right + TOLERANCE
        and word.top >= box.top - TOLERANCE
        and word.bottom <= box.bottom + TOLERANCE
    )


def _lines(words: Sequence[Placed]) -> list[Placed]:
    """Return words without what letters reach above and below: a third of their height."""
    cut = [(one, (one.bottom - one.top) / 3) for one in words]
    return [one._replace(top=one.top + third, bottom=one.bottom - third) for one, third in cut]


def _overlap(one: Placed, other: Placed) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > TOLERANCE and down > 0
