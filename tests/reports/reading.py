"""Reading a PDF: as a screen reader does, by its tags and in their order; and as a phone's camera does."""

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pikepdf
import segno
from PIL import Image

_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*$", re.M)


class Spoken(NamedTuple):
    """A piece of text, and the size in points at which it is printed."""

    text: str
    size: float


Pages = dict[tuple[int, int], dict[int, Spoken]]
_NOTHING = Spoken("", 0)


def read_aloud(pdf: bytes) -> list[Spoken]:
    """Return what stands in each leaf of the structure tree, in the tree's order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: dict(_pieces(page)) for page in document.pages}
        return [spoken for spoken in _walk(document.Root.StructTreeRoot, pages, None) if spoken.text.strip()]


def _walk(node: pikepdf.Object, pages: Pages, page: pikepdf.Object) -> Iterator[Spoken]:
    if isinstance(node, int):
        yield pages[page.objgen].get(int(node), _NOTHING)
        return
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _walk(kid, pages, page)
        return
    page = node.get("/Pg", page)
    if node.get("/Type") == "/MCR":
        yield pages[page.objgen].get(int(node.MCID), _NOTHING)
    elif "/Alt" in node:
        yield Spoken(str(node.Alt), 0)
    elif "/K" in node:
        leaves = list(_walk(node.K, pages, page))
        is_leaf = not any(isinstance(kid, pikepdf.Dictionary) and "/S" in kid for kid in _kids(node))
        whole = Spoken("".join(leaf.text for leaf in leaves), max((leaf.size for leaf in leaves), default=0))
        yield from [whole] if is_leaf else leaves


def _kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    return list(node.K) if isinstance(node.K, pikepdf.Array) else [node.K]


def _pieces(page: pikepdf.Page) -> Iterator[tuple[int, Spoken]]:
    """Yield each numbered piece of content with its text: what it is said to stand for, or what its glyphs are.

    The glyphs of a right-to-left line come as they stand, from the left.
    """
    names = {str(name): _names(font) for name, font in page.resources.get("/Font", {}).items()}
    font: dict[int, str] = {}
    size = 0.0
    opened: list[tuple[pikepdf.Object, list[str]]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in {"BDC", "BMC"}:
            opened.append((operands[1] if operator == "BDC" else {}, []))
        elif operator == "Tf":
            font, size = names[str(operands[0])], float(operands[1])
        elif operator in {"Tj", "TJ"} and opened:
            parts = operands if operator == "Tj" else operands[0]
            raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            opened[-1][1].extend(font[int.from_bytes(raw[i : i + 2])] for i in range(0, len(raw), 2))
        elif operator == "EMC":
            properties, texts = opened.pop()
            text = str(properties["/ActualText"]) if "/ActualText" in properties else "".join(texts)
            if "/MCID" in properties:
                yield int(properties["/MCID"]), Spoken(text, size)
            elif opened:
                opened[-1][1].append(text)


def _names(font: pikepdf.Object) -> dict[int, str]:
    found = _RANGE.findall(font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(name.decode()).decode("utf-16-be") for glyph, name in found}


def shows_dots(pdf: bytes, folder: Path, link: str, *, right: int, size: int, page: int = 1) -> bool:
    """Say whether a page, seen as a picture, shows the QR code of ``link``, ``size`` mm wide, up to ``right`` mm."""
    (folder / "seen.pdf").write_bytes(pdf)
    where = ["-f", str(page), "-l", str(page), "-gray", "-singlefile"]  # 254 dots an inch are ten a millimetre
    subprocess.run(["pdftoppm", "-r", "254", *where, "seen.pdf", "page"], cwd=folder, check=True, capture_output=True)
    dots = np.asarray(Image.open(folder / "page.pgm")) < 128
    matrix = np.array([[bool(dark) for dark in row] for row in segno.make(link, error="m", micro=False).matrix])
    centres = ((np.arange(len(matrix)) + 0.5) * 10 * size / len(matrix)).astype(int)
    columns = 10 * (right - size) + centres
    return any((dots[np.ix_(top + centres, columns)] == matrix).all() for top in range(dots.shape[0] - 10 * size))
