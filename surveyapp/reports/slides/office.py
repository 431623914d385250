"""An empty presentation: its size, its fonts, its colours, and nothing in it that says who made it on what machine."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pptx
from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import OpcPackage, XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Mm

from surveyapp.charts.style import BLUE, GREY, INK, PALE, PAPER, RULE
from surveyapp.core.text.languages import RTL, Language
from surveyapp.reports.slides.layout import BAR, HEIGHT, TITLE, WIDTH, Box

FONT, SHAPE_OF_FONT = "Arial", "020B0604020202020204"
"""A font that Office has on every system, with Arabic letters; where it lacks, what its numbers describe is taken."""
_COLOURS = {"dk1": INK, "lt1": PAPER, "dk2": BLUE, "lt2": PALE, "accent1": BLUE, "accent2": GREY, "accent3": RULE}
_LEFT_BEHIND = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
_THAT_DAY = (1980, 1, 1, 0, 0, 0)
"""When a file in a zip was written, as far as anybody is told."""


def empty(language: Language, *, title: str, made_for: datetime) -> Presentation:
    """Return a presentation without slides, with one layout: a title, and room.

    Args:
        language: of its first slide.
        title: as programs show it in place of the file's name.
        made_for: stands for the day on which it was written.
    """
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Mm(WIDTH), Mm(HEIGHT)
    made.element.find(qn("p:sldSz")).attrib.pop("type", None)  # it names the size that came with the empty file
    _keep_one_layout(made)
    _set_up_master(made)
    themed(made.slide_master.part)
    for package_or_part in (made.part.package, made.part):
        _leave_behind(package_or_part)
    if language.direction == RTL:
        made.element.set("rtl", "1")
    about = made.core_properties
    about.title, about.language, about.author, about.last_modified_by = title, language.code, "", ""
    about.created, about.modified, about.revision = made_for, made_for, 1
    return made


def themed(part: XmlPart) -> None:
    """Give a master our colours, and one font for letters of every script."""
    theme: Any = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(theme.blob)
    for name, colour in _COLOURS.items():
        holder = root.find(f".//{qn('a:' + name)}")
        holder.clear()
        etree.SubElement(holder, qn("a:srgbClr"), val=colour.removeprefix("#"))
    for fonts in (root.find(f".//{qn('a:majorFont')}"), root.find(f".//{qn('a:minorFont')}")):
        fonts.clear()
        for script in ("latin", "ea", "cs"):
            is_ours = script != "ea"
            looks = {"typeface": FONT, "panose": SHAPE_OF_FONT, "pitchFamily": "34"} if is_ours else {"typeface": ""}
            etree.SubElement(fonts, qn(f"a:{script}"), looks)
    if isinstance(theme, XmlPart):  # the notes' own, which python-pptx holds as a tree
        theme._element = parse_xml(etree.tostring(root))
    else:
        theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def packed(made: Presentation) -> bytes:
    """Return a presentation as a file; the same bytes for the same content."""
    written, out = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            how = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(name, _THAT_DAY), old.read(name), compress_type=how)
    return out.getvalue()


def placed(shape: object, box: Box) -> None:
    """Put a shape where it belongs."""
    for name, value in zip(("left", "top", "width", "height"), box, strict=True):
        setattr(shape, name, Mm(value))


def _keep_one_layout(made: Presentation) -> None:
    for layout in list(made.slide_layouts):
        if layout.name != "Title Only":
            made.slide_layouts.remove(layout)


def _set_up_master(made: Presentation) -> None:
    """Put the title of slides that somebody adds where ours have it, and the bar that all have at the top."""
    wider = made.slide_width / Mm(254)
    for holder in (made.slide_master, *made.slide_layouts):
        for shape in holder.placeholders:
            if shape.has_text_frame and shape.element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)
    title = next(shape for shape in made.slide_master.placeholders if shape.placeholder_format.idx == 0)
    placed(title, TITLE)
    of_title = made.slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    of_title.set("algn", "l")
    of_title.find(qn("a:defRPr")).attrib.update({"sz": "2800", "b": "1"})
    _add_bar(made)


def _add_bar(made: Presentation) -> None:
    """Draw the bar on the master, where no screen reader meets it on each slide."""
    tree = made.slide_master.element.cSld.spTree
    left, top, width, height = (str(Mm(value)) for value in BAR)
    bar = etree.SubElement(tree, qn("p:sp"))
    named = etree.SubElement(bar, qn("p:nvSpPr"))
    etree.SubElement(named, qn("p:cNvPr"), id="100", name="Bar")
    etree.SubElement(named, qn("p:cNvSpPr"))
    etree.SubElement(named, qn("p:nvPr"))
    looks = etree.SubElement(bar, qn("p:spPr"))
    frame = etree.SubElement(looks, qn("a:xfrm"))
    etree.SubElement(frame, qn("a:off"), x=left, y=top)
    etree.SubElement(frame, qn("a:ext"), cx=width, cy=height)
    etree.SubElement(looks, qn("a:prstGeom"), prst="rect")
    etree.SubElement(etree.SubElement(looks, qn("a:solidFill")), qn("a:schemeClr"), val="accent1")


def _leave_behind(holder: OpcPackage | XmlPart) -> None:
    """Drop what came with the empty file and says nothing true of this one."""
    for key, relation in list(holder._rels.items()):
        if relation.reltype in _LEFT_BEHIND:
            holder._rels.pop(key)
