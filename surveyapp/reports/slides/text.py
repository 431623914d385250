"""Paragraphs as PowerPoint's files have them: right to left in earnest, each in its language."""

from collections.abc import Iterable
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from surveyapp.core.text.bidi import own_direction, with_marks
from surveyapp.core.text.languages import RTL, Language
from surveyapp.core.text.shown import shown_whole
from surveyapp.reports.slides.content import Line
from surveyapp.reports.slides.fitting import AFTER

Element = Any
"""An element of a file's XML: lxml carries no types."""


def fill(body: Element, lines: Iterable[Line], language: Language, *, colour: str = "tx1", inset: float = 0) -> None:
    """Put paragraphs in place of a shape's text, ``inset`` millimetres from its edge; no program shrinks them."""
    edges = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), str(Mm(inset)))
    for old in body.findall(qn("a:p")):
        body.remove(old)
    of_body = body.find(qn("a:bodyPr"))
    of_body.clear()
    of_body.attrib.update(edges | {"wrap": "square", "anchor": "t", "rtlCol": "0"})
    etree.SubElement(of_body, qn("a:noAutofit"))
    body.extend(paragraph(line, language, colour=colour) for line in lines)


def paragraph(line: Line, language: Language, *, colour: str = "tx1") -> Element:
    """Return one paragraph; its words before the others are bold."""
    direction = own_direction(line.text, otherwise=language.direction) if line.is_theirs else language.direction
    made = etree.Element(qn("a:p"))
    made.append(properties(line, language, direction=direction))
    spaced = " " if line.lead and line.text else ""
    for words, is_bold in ((line.lead + spaced, True), (line.text, False)):
        if words:
            run = etree.SubElement(made, qn("a:r"))
            run.append(_looks(language, size=line.size, is_bold=is_bold, colour=colour))
            etree.SubElement(run, qn("a:t")).text = as_written(words, direction)
    if not line.whole:
        etree.SubElement(made, qn("a:endParaRPr"), lang=language.code, sz=str(Pt(line.size).centipoints))
    return made


def properties(line: Line, language: Language, *, direction: str, is_at_end: bool = False) -> Element:
    """Return how a paragraph stands: at the side where the slide's language begins, or at the other one."""
    made = etree.Element(qn("a:pPr"), marL="0", indent="0")
    is_right = (language.direction == RTL) is not is_at_end
    made.attrib.update({"algn": "r" if is_right else "l", "rtl": str(int(direction == RTL))})
    after = etree.SubElement(made, qn("a:spcAft"))
    etree.SubElement(after, qn("a:spcPts"), val=str(Pt(line.size * AFTER).centipoints))
    etree.SubElement(made, qn("a:buNone"))
    return made


def _looks(language: Language, *, size: float, is_bold: bool, colour: str) -> Element:
    made = etree.Element(qn("a:rPr"), lang=language.code, sz=str(Pt(size).centipoints), b=str(int(is_bold)))
    etree.SubElement(etree.SubElement(made, qn("a:solidFill")), qn("a:schemeClr"), val=colour)
    return made


def as_written(words: str, direction: str) -> str:
    """Return words as one line of a file: nothing hides in it, and directions are marked as all programs know them."""
    return with_marks(" ".join(shown_whole(words).split("\n")), direction)
