"""Slides as a PowerPoint file."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.slide import Slide as Drawn
from pptx.util import Mm, Pt

from surveyapp.charts.on_demand import Chart
from surveyapp.charts.together import ToPictures
from surveyapp.core.text.languages import RTL, Language
from surveyapp.core.text.shown import shown_whole
from surveyapp.reports.slides.content import SMALL, Line, Slide
from surveyapp.reports.slides.fitting import fitted
from surveyapp.reports.slides.layout import (
    ABOVE,
    BETWEEN,
    BODY,
    FIRST_BODY,
    FIRST_TITLE,
    FOOT,
    FOOT_WIDTH,
    FORM_NAME,
    PICTURE,
    PROMPT,
    SHORT_TITLE,
    TITLE,
    WIDTH,
    Box,
)
from surveyapp.reports.slides.office import empty, packed, placed, themed
from surveyapp.reports.slides.text import as_written, fill, properties

TITLE_SIZE, FIRST_TITLE_SIZE = 28.0, 40.0
ABOVE_SIZE, FOOT_SIZE, NOTE_SIZE = 15.0, 11.0, 12.0


def write(slides: Sequence[Slide], *, title: str, made_for: datetime, draw: ToPictures) -> bytes:
    """Return slides as one file; ``title`` and ``made_for`` are what it says of itself, ``draw`` draws its charts."""
    pictures = iter(draw([slide.picture for slide in slides if slide.picture]))
    made = empty(slides[0].language, title=as_written(title, slides[0].language.direction), made_for=made_for)
    for slide in slides:
        drawn = made.slides.add_slide(made.slide_layouts[0])
        _draw(drawn, slide, pictures)
        if slide.notes:
            _note(drawn, slide)
    if made.part.notes_master_part is not None and any(slide.notes for slide in slides):
        themed(made.part.notes_master_part)
    return packed(made)


def _draw(drawn: Drawn, slide: Slide, pictures: Iterator[bytes]) -> None:
    """Put a slide's content in the order in which it is read: title, where one is, what it shows, what it asks."""
    title = FIRST_TITLE if slide.is_first else TITLE if slide.picture else SHORT_TITLE
    holder: Any = drawn.shapes.title
    placed(holder, title)
    lead = Line("", lead=slide.title, size=FIRST_TITLE_SIZE if slide.is_first else TITLE_SIZE)
    fill(holder.element.txBody, _within(title, [lead]), slide.language, colour="tx2")
    _write(drawn, ABOVE, [Line(slide.above, size=ABOVE_SIZE)] if slide.above else [], slide.language, colour="accent2")
    _write(drawn, FIRST_BODY if slide.is_first else BODY, slide.lines, slide.language)
    if slide.picture:
        _show(drawn, slide.picture, next(pictures), slide.language)
    _write(drawn, PROMPT, slide.prompt, slide.language)
    if slide.form:
        _form(drawn, slide.form, slide.language)
    _foot(drawn, slide)


def _within(box: Box, lines: Sequence[Line]) -> list[Line]:
    return fitted(lines, width=box.width, height=box.height)


def _write(drawn: Drawn, box: Box, lines: Sequence[Line], language: Language, *, colour: str = "tx1") -> None:
    if lines:
        shape = drawn.shapes.add_textbox(*(Mm(value) for value in box))
        fill(shape.element.txBody, _within(box, lines), language, colour=colour)


def _show(drawn: Drawn, chart: Chart, png: bytes, language: Language) -> None:
    """Show a chart as large as its place allows, and say in words what it shows."""
    picture: Any = drawn.shapes.add_picture(io.BytesIO(png), Mm(0), Mm(PICTURE.top))
    scale = min(Mm(PICTURE.width) / picture.width, Mm(PICTURE.height) / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left = (Mm(WIDTH) - picture.width) // 2
    words = chart.describe()
    named = picture.element.nvPicPr.cNvPr
    named.set("descr", as_written(words.description, language.direction))
    named.set("title", as_written(words.title, language.direction))


def _form(drawn: Drawn, names: Sequence[str], language: Language) -> None:
    """Draw lines to write on, each behind its name, from the side where reading begins."""
    step = BODY.height / len(names)
    wide = BODY.width - FORM_NAME - BETWEEN
    before, after = (BODY.left, BODY.left + FORM_NAME + BETWEEN)
    if language.direction == RTL:
        before, after = BODY.left + wide + BETWEEN, BODY.left
    for place, name in enumerate(names):
        top = BODY.top + place * step
        _write(drawn, Box(before, top, FORM_NAME, step - BETWEEN), [Line("", lead=name, size=SMALL)], language)
        field = drawn.shapes.add_textbox(*(Mm(value) for value in (after, top, wide, step - BETWEEN)))
        fill(field.element.txBody, [Line("")], language, inset=2)
        field.name = as_written(name, language.direction)
        field.line.width, field.line.color.theme_color = Pt(1), MSO_THEME_COLOR.ACCENT_2


def _foot(drawn: Drawn, slide: Slide) -> None:
    """Write what runs along the foot, and the slide's number at the end of the line."""
    is_rtl = slide.language.direction == RTL
    start, rest = FOOT.left, FOOT.width - FOOT_WIDTH
    text = Box(start + rest if is_rtl else start, FOOT.top, FOOT_WIDTH, FOOT.height)
    _write(drawn, text, [Line(slide.running, size=FOOT_SIZE)], slide.language, colour="accent2")
    number = Box(start if is_rtl else start + FOOT_WIDTH, FOOT.top, rest, FOOT.height)
    shape: Any = drawn.shapes.add_textbox(*(Mm(value) for value in number))
    fill(shape.element.txBody, [Line("", size=FOOT_SIZE)], slide.language)
    line = shape.element.txBody.find(qn("a:p"))
    for child in list(line):
        line.remove(child)
    way = slide.language.direction
    line.append(properties(Line("", size=FOOT_SIZE), slide.language, direction=way, is_at_end=True))
    field = etree.SubElement(line, qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
    etree.SubElement(field, qn("a:rPr"), lang=slide.language.code, sz=str(Pt(FOOT_SIZE).centipoints))
    etree.SubElement(field, qn("a:t")).text = "1"


def _note(drawn: Drawn, slide: Slide) -> None:
    """Write what the speaker alone sees."""
    frame = drawn.notes_slide.notes_text_frame
    lines = [Line(words, size=NOTE_SIZE) for words in slide.notes if words]
    if frame is not None:
        fill(frame._txBody, [replace(line, text=shown_whole(line.text)) for line in lines], slide.language)
