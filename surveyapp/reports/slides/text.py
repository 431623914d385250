"""Paragraphs as PowerPoint's files have them: right to left in earnest, each in its language."""

from collections.abc import Iterable
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Mm

from surveyapp.core.text.bidi import with_marks
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
    made = etree.Element(qn("a:p"))
    made.append(properties(line, language))
    spaced = " " if line.lead and line.text else ""
    for words, is_bold in ((line.lead + spaced, True), (line.text, False)):
        if words:
            made.append(_run(words, language, size=line.size, is_bold=is_bold, colour=colour))
    if not line.whole:
        etree.SubElement(made, qn("a:endParaRPr"), lang=language.code, sz=str(round(line.size * 100)))
    return made


def properties(line: Line, language: Language, *, is_at_end: bool = False) -> Element:
    """Return how a paragraph stands: from the side where its language begins, or at the other one."""
    is_rtl = language.direction == RTL
    made = etree.Element(qn("a:pPr"), marL="0", indent="0")
    made.attrib.update({"algn": "r" if is_rtl is not is_at_end else "l", "rtl": str(int(is_rtl))})
    after = etree.SubElement(made, qn("a:spcAft"))
    etree.SubElement(after, qn("a:spcPts"), val=str(round(line.size * AFTER * 100)))
    etree.SubElement(made, qn("a:buNone"))
    return made


def _run(words: str, language: Language, *, size: float, is_bold: bool, colour: str) -> Element:
    made = etree.Element(qn("a:r"))
    looks = etree.SubElement(made, qn("a:rPr"), lang=language.code, sz=str(round(size * 100)), b=str(int(is_bold)))
    etree.SubElement(etree.SubElement(looks, qn("a:solidFill")), qn("a:schemeClr"), val=colour)
    etree.SubElement(made, qn("a:t")).text = as_written(words, language)
    return made


def as_written(words: str, language: Language) -> str:
    """Return words as one line of a file: nothing hides in it, and directions are marked as all programs know them."""
    return with_marks(" ".join(shown_whole(words).split("\n")), language.direction)
