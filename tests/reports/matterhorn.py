"""PDF/UA-1 as far as a machine tells it: the conditions of the Matterhorn protocol that veraPDF checks, by number.

Not checked: what only a person can tell (whether a description describes), and what our prints have none of (forms to
fill in, media, scripts, signatures, layers).
"""

import io
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

import pikepdf

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PAINTING = frozenset(
    {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "Tj", "TJ", "'", '"', "INLINE IMAGE"}
)
_HEADINGS = {f"H{number}": number for number in range(1, 7)}
_CELLS, _ROWS = frozenset({"TH", "TD"}), frozenset({"THead", "TBody", "TFoot"})
_GROUPS = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private"
_BLOCKS = "P H L LI Lbl LBody Table TR"
_INLINE = "Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
_STANDARD = _CELLS | _ROWS | {*_HEADINGS, *f"{_GROUPS} {_BLOCKS} {_INLINE}".split()}
_PARENTS: Mapping[str, frozenset[str]] = {
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "TR": _ROWS | {"Table"},
    **dict.fromkeys(_CELLS, frozenset({"TR"})),
    **dict.fromkeys(_ROWS, frozenset({"Table"})),
}
_CHILDREN: Mapping[str, frozenset[str]] = {
    "L": frozenset({"LI", "L", "Caption"}),
    "Table": _ROWS | {"TR", "Caption"},
    "TR": _CELLS,
}


class Node(NamedTuple):
    """An element of the structure tree: its role as the standard has it, the one above it, and those below."""

    element: pikepdf.Object
    role: str
    parent: str
    kids: list["Node"]


def faults_of(pdf: bytes) -> list[str]:
    """Return what is not as PDF/UA-1 has it, each with its number in the protocol; nothing where all is well."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        roles = {
            str(name)[1:]: str(role)[1:] for name, role in document.Root.StructTreeRoot.get("/RoleMap", {}).items()
        }
        nodes = list(_flat(_nodes(document.Root.StructTreeRoot, roles, "")))
        checks = (_of_file, partial(_of_pages, nodes=nodes), _of_fonts)
        found = [fault for check in checks for fault in check(document)]
        return [*found, *_of_roles(nodes, roles), *_of_headings(nodes), *_of_tables(nodes), *_of_figures(nodes)]


def languages_of(pdf: bytes) -> set[str]:
    """Return in which languages the elements and pieces of a document say that they are, its own among them."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        nodes = _flat(_nodes(document.Root.StructTreeRoot, {}, ""))
        said = {str(node.element.Lang) for node in nodes if "/Lang" in node.element}
        return said | {str(document.Root.Lang)}


def _nodes(above: pikepdf.Object, roles: Mapping[str, str], parent: str) -> list[Node]:
    kids = above.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            name = str(kid.S)[1:]
            role = roles.get(name, name)
            found.append(Node(kid, role, parent, _nodes(kid, roles, role)))
    return found


def _flat(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.kids)


def _of_file(document: pikepdf.Pdf) -> Iterator[str]:
    root, told = document.Root, document.Root.Metadata.read_bytes()
    if not root.get("/MarkInfo", {}).get("/Marked") or root.MarkInfo.get("/Suspects"):
        yield "06, 09: not marked as tagged, or suspect"
    if not _LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield "11-006: no language of the whole"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "07-001: its name is shown in place of its title"
    if not re.search(rb"<dc:title>.*\S.*</dc:title>", told, re.S) or not document.docinfo.get("/Title"):
        yield "06-003: no title"
    if not re.search(rb'pdfuaid:part(>|=")1', told):
        yield "06-002: does not say that it is PDF/UA-1"


def _of_pages(document: pikepdf.Pdf, *, nodes: list[Node]) -> Iterator[str]:
    """Yield content that is neither tagged nor an artifact, or of which the tree does not know; and bare links."""
    known = {number: set() for number in range(len(document.pages))}
    places = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    in_links = set()
    for node in nodes:
        for page, one in _leaves(node.element):
            if isinstance(one, int):
                known[places[page.objgen]].add(one)
            elif node.role == "Link":
                in_links.add(one.objgen)
    for number, page in enumerate(document.pages):
        marked = set(_marked(page))
        yield from (f"01-003: {words} on page {number + 1}" for words in sorted(map(str, marked - known[number])))
        yield from _of_annotations(page, in_links)


def _leaves(element: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, int | pikepdf.Object]]:
    """Yield the numbers of content, and the annotations, that stand right under an element, each with its page."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield element.Pg, int(kid)
        elif kid.get("/Type") == "/MCR":
            yield kid.get("/Pg", element.get("/Pg")), int(kid.MCID)
        elif kid.get("/Type") == "/OBJR":
            yield kid.get("/Pg", element.get("/Pg")), kid.Obj


def _marked(page: pikepdf.Page) -> Iterator[int | str]:
    """Yield the number of each piece of content, and what is painted outside of them, or in one and an artifact."""
    opened: list[int | str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in {"BDC", "BMC"}:
            number = (
                operands[1].get("/MCID") if operator == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else None
            )
            opened.append("artifact" if operands[0] == "/Artifact" else "" if number is None else int(number))
            kinds = {type(one) for one in opened if one != ""}
            yield from ["an artifact in what is tagged, or the other way"] if len(kinds) > 1 else []
            yield from [opened[-1]] if isinstance(opened[-1], int) else []
        elif operator == "EMC":
            opened.pop()
        elif operator in _PAINTING and not any(one != "" for one in opened):
            yield f"{operator} outside of all tags"


def _of_annotations(page: pikepdf.Page, in_links: set[tuple[int, int]]) -> Iterator[str]:
    annotations = list(page.get("/Annots", []))
    if annotations and page.get("/Tabs") != "/S":
        yield "28-008: the tab key does not follow the structure"
    for one in annotations:
        if one.Subtype != "/Link" or one.objgen not in in_links or "/StructParent" not in one:
            yield "28-002, 28-011: an annotation that stands in no tag of its kind"
        if not str(one.get("/Contents", "")).strip():
            yield "28-012: a link that says nothing"


def _of_roles(nodes: list[Node], roles: Mapping[str, str]) -> Iterator[str]:
    yield from (f"02-004: {name} is given another meaning" for name in roles if name in _STANDARD)
    for node in nodes:
        if node.role not in _STANDARD:
            yield f"02-001: {node.role} is no role"
        if node.parent not in _PARENTS.get(node.role, {node.parent}):
            yield f"09-004: {node.role} in {node.parent}"
        for kid in node.kids:
            if kid.role not in _CHILDREN.get(node.role, {kid.role}):
                yield f"09-004: {kid.role} in {node.role}"
        if "/Lang" in node.element and not _LANGUAGE.fullmatch(str(node.element.Lang)):
            yield f"11-001: {node.element.Lang} is no language"


def _of_headings(nodes: list[Node]) -> Iterator[str]:
    before = 0
    for node in nodes:
        level = _HEADINGS.get(node.role, 0)
        if level > before + 1:
            yield f"14-003: H{level} after H{before}"
        before = level or before


def _of_tables(nodes: list[Node]) -> Iterator[str]:
    for table in nodes:
        if table.role != "Table":
            continue
        rows = [row.kids for row in _flat(table.kids) if row.role == "TR"]
        if len(set(_widths(rows))) > 1:
            yield "15-003: rows of a table differ in their number of columns"
        heads = [cell for row in rows for cell in row if cell.role == "TH"]
        if not heads or any("/Scope" not in _attributes(cell) for cell in heads):
            yield "15-003: a table without heads, or a head that does not say of what"


def _widths(rows: list[list[Node]]) -> Iterator[int]:
    """Yield how many columns each row fills, with those that reach down into it."""
    reaching: list[tuple[int, int]] = []
    for row in rows:
        spans = [(int(_attributes(one).get("/RowSpan", 1)), int(_attributes(one).get("/ColSpan", 1))) for one in row]
        reaching = [*reaching, *spans]
        yield sum(columns for _, columns in reaching)
        reaching = [(left - 1, columns) for left, columns in reaching if left > 1]


def _attributes(node: Node) -> dict[str, object]:
    told = node.element.get("/A")
    kinds = [] if told is None else list(told) if isinstance(told, pikepdf.Array) else [told]
    return {str(key): value for one in kinds for key, value in one.items()}


def _of_figures(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if node.role in {"Figure", "Formula"}:
            told = str(node.element.get("/Alt", node.element.get("/ActualText", "")))
            if not told.strip():
                yield f"13-004: a {node.role} without a description"


def _of_fonts(document: pikepdf.Pdf) -> Iterator[str]:
    for font in document.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font" or "/DescendantFonts" not in font:
            continue
        (below,) = font.DescendantFonts
        if not any(f"/FontFile{kind}" in below.FontDescriptor for kind in ("", "2", "3")):
            yield f"31-009: {below.BaseFont} is not embedded"
        if below.Subtype == "/CIDFontType2" and "/CIDToGIDMap" not in below:
            yield f"31-008: {below.BaseFont} does not say which glyphs its numbers are"
        meanings = (
            re.findall(rb"<([0-9A-Fa-f]+)>\s*$", font.ToUnicode.read_bytes(), re.M) if "/ToUnicode" in font else []
        )
        units = {text[at : at + 4].upper() for text in meanings for at in range(0, len(text), 4)}
        if not meanings or units & {b"0000", b"FEFF", b"FFFE"}:
            yield f"31-027, 31-028: {below.BaseFont} does not say what its letters are"
