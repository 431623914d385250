"""Matplotlib's SVG made fit for a page: no styles that a strict policy blocks, no ids that repeat, a description.

The text that comes in is our own drawing's, never a stranger's file.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from surveyapp.core.text.shown import shown_whole
from surveyapp.fonts.letters import OWN

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_HREF = f"{{{XLINK}}}href"
_FAMILIES = f"{OWN}, 'Noto Naskh Arabic', 'Segoe UI', Tahoma, Arial, sans-serif"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_CALLED = "url(#"
_NUMBERS = {"d", "x", "y", "width", "height", "stroke-width", "stroke-dasharray", "stroke-dashoffset"}
_LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_UNTURNED = re.compile(r"^rotate\(-?0 [^)]*\)$")


def read(drawing: str) -> ET.Element:
    """Return the root of matplotlib's drawing."""
    return ET.fromstring(drawing)  # noqa: S314 - our own drawing


def write(root: ET.Element) -> str:
    """Return the markup of ``root``, one element a line."""
    ET.register_namespace("", SVG)  # here and not above: a library that is loaded later may take the prefix
    ET.register_namespace("xlink", XLINK)
    ET.indent(root, space="")
    return ET.tostring(root, encoding="unicode")


def tell(root: ET.Element, told: Mapping[str, str]) -> None:
    """Let elements tell in words what they stand for to whoever points at them; ``told`` has the words by their ids."""
    for element in list(root.iter()):
        if words := told.get(element.get("id", "")):
            title = ET.Element(f"{{{SVG}}}title")
            title.text = shown_whole(words)
            element.insert(0, title)
            element.set("pointer-events", "bounding-box")  # thin lines too are met; it keeps the group as well


def tidy(root: ET.Element, *, prefix: str) -> None:
    """Drop metadata and unused ids, turn styles into attributes, and begin every id with ``prefix``."""
    drop(root, "metadata")
    drop(root, "style")
    for element in root.iter():
        _spread_style(element)
        _mend_text(element)
    root.attrib.update(
        {"stroke-linejoin": "round", "stroke-linecap": "butt", "font-family": _FAMILIES, "direction": "ltr"}
    )
    _prefix_ids(root, prefix)
    _unwrap(root)


def describe(root: ET.Element, *, prefix: str, title: str, description: str) -> None:
    """Give the drawing its role, its title and its description."""
    for name, text in (("desc", description), ("title", title)):
        element = ET.Element(f"{{{SVG}}}{name}", {"id": f"{prefix}-{name}"})
        element.text = shown_whole(text)
        root.insert(0, element)
    root.set("role", "img")
    root.set("class", "chart")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")


def for_html(root: ET.Element) -> None:
    """Use the plain ``href``: HTML has no use for a second namespace."""
    for element in root.iter():
        target = element.attrib.pop(_HREF, None)
        if target is not None:
            element.set("href", target)


def drop(root: ET.Element, name: str) -> None:
    """Take every element of this name out of the drawing, and what is empty then."""
    _remove(root, set(root.iter(f"{{{SVG}}}{name}")))
    _remove(root, {one for one in root.iter(f"{{{SVG}}}defs") if not len(one)})


def _remove(root: ET.Element, unwanted: set[ET.Element]) -> None:
    for parent in [one for one in root.iter() if not unwanted.isdisjoint(one)] if unwanted else ():
        parent[:] = [child for child in parent if child not in unwanted]


def _unwrap(parent: ET.Element) -> None:
    """Put the children of groups that say nothing in the group's place."""
    for child in list(parent):
        _unwrap(child)
        if child.tag == f"{{{SVG}}}g" and not child.attrib:
            place = list(parent).index(child)
            parent[place : place + 1] = list(child)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _spread_style(element: ET.Element) -> None:
    """Write each declaration of ``style`` as the attribute of the same name; the root alone names the font."""
    for name, value in _declarations(element.attrib.pop("style", "")):
        if name != "font-family":
            element.set(name, value)
    for name in _NUMBERS & element.attrib.keys():
        element.set(
            name, _LONG.sub(lambda found: f"{float(found.group()):.2f}".rstrip("0").rstrip("."), element.attrib[name])
        )


def _mend_text(element: ET.Element) -> None:
    """Let each line of text find its own direction, whatever the page around it does."""
    if element.tag != f"{{{SVG}}}text":
        return
    element.set("unicode-bidi", "plaintext")
    if _UNTURNED.match(element.get("transform", "")):
        del element.attrib["transform"]


def _references(element: ET.Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in (_HREF, "href"):
            yield value.removeprefix("#")
        elif _CALLED in value:
            yield from _REFERENCE.findall(value)


def _prefix_ids(root: ET.Element, prefix: str) -> None:
    used = {reference for element in root.iter() for reference in _references(element)}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in used:
            element.set("id", f"{prefix}-{old}")
        for name, value in list(element.attrib.items()):
            if name in (_HREF, "href"):
                element.set(name, f"#{prefix}-{value.removeprefix('#')}")
            elif _CALLED in value:
                element.set(name, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))
