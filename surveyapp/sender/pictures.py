"""A logo or a letterhead as a file: SVG without references and scripts, or PNG that decodes; nothing else is taken."""

import re
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

SIZE_LIMIT = 256 * 1024
"""Bytes of a file: each letter holds it."""

SIDE_LIMIT = 4000
"""Pixels of a side of a PNG."""

_PNG, _CHANNELS = b"\x89PNG\r\n\x1a\n", {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_SVG = "{http://www.w3.org/2000/svg}"
_NEVER_IN_SVG = frozenset({"script", "foreignObject", "image", "a", "animate", "set", "animateTransform", "iframe"})
_OUTSIDE = re.compile(r"\\|url\(\s*+['\"]?+\s*+(?!#)|@import|javascript:|data:|expression\(", re.IGNORECASE)


class PictureError(Exception):
    """A file that is not taken as a picture; the message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was checked: ``kind`` is ``svg`` or ``png``."""

    kind: str
    data: bytes = field(repr=False)


def read_picture(path: Path) -> Picture:
    """Return the picture in a file.

    Raises:
        PictureError: it cannot be read, is too large, or is no picture that can be printed and trusted.
    """
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise PictureError(error.strerror or "cannot be read") from None
    if len(data) > SIZE_LIMIT:
        raise PictureError(f"is larger than {SIZE_LIMIT // 1024} KiB")
    if data.startswith(_PNG):
        _require_png(data)
        return Picture("png", data)
    _require_svg(data)
    return Picture("svg", data)


def drawn(picture: Picture) -> str:
    """Return a picture as SVG, which holds a PNG whole: one kind for whoever prints it."""
    if picture.kind == "svg":
        return picture.data.decode("utf-8-sig")
    width, height = struct.unpack_from(">II", picture.data, len(_PNG) + 8)
    data = f"data:image/png;base64,{b64encode(picture.data).decode()}"
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{data}"/></svg>'


def _require_svg(data: bytes) -> None:
    """Refuse what is no SVG, and SVG that leads anywhere: entities, scripts, pictures, addresses, style sheets."""
    try:
        text = data.decode("utf-8-sig")
        if re.search(r"<!(DOCTYPE|ENTITY)|<\?(?!xml\s)", text, re.IGNORECASE):
            raise PictureError("is SVG with a document type or a style sheet; save it as plain SVG")
        root = ElementTree.fromstring(text)  # noqa: S314 - no document type, so no entities
    except UnicodeDecodeError:
        raise PictureError("is neither PNG nor SVG in UTF-8") from None
    except ElementTree.ParseError:
        raise PictureError("is neither PNG nor SVG") from None
    if root.tag != f"{_SVG}svg":
        raise PictureError("is neither PNG nor SVG")
    for fault in _faults_of(root):
        raise PictureError(f"is SVG with {fault}; save it as plain SVG, with everything in it drawn")


def _faults_of(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in _NEVER_IN_SVG:
            yield f"<{name}>"
        for attribute, value in element.attrib.items():
            plain = attribute.rpartition("}")[2].lower()
            if plain.startswith("on") or (plain == "href" and not value.strip().startswith("#")):
                yield f"{plain}="
            if _OUTSIDE.search(value):
                yield f"a reference in {plain}="
        if _OUTSIDE.search(element.text or ""):
            yield f"a reference in <{name}>"


def _require_png(data: bytes) -> None:
    """Refuse a PNG that does not decode: each chunk as it was written, and as many bytes as its pixels take."""
    try:
        chunks = list(_chunks(data))
        _, header = chunks[0]
        width, height, depth, colour, *ways = struct.unpack(">IIBBBBB", header)
        is_known = depth in _DEPTHS.get(colour, set()) and ways == [0, 0, 0]
        names = [name for name, _ in chunks]
        if not is_known or names[0] != b"IHDR" or names[-1] != b"IEND" or (colour == 3) > (b"PLTE" in names):  # noqa: PLR2004
            raise PictureError("is a PNG of a kind that is not read; save it without interlacing")
        if not (0 < width <= SIDE_LIMIT and 0 < height <= SIDE_LIMIT):
            raise PictureError(f"is a PNG with more than {SIDE_LIMIT} pixels a side")
        wanted = height * (1 + (width * depth * _CHANNELS[colour] + 7) // 8)
        inflating = zlib.decompressobj()
        pixels = inflating.decompress(b"".join(part for name, part in chunks if name == b"IDAT"), wanted + 1)
    except (struct.error, zlib.error, IndexError):
        raise PictureError("is a damaged PNG") from None
    if len(pixels) != wanted or not inflating.eof:
        raise PictureError("is a damaged PNG")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", data, at + 8 + length)
        if len(body) != length or zlib.crc32(name + body) != check:
            raise PictureError("is a damaged PNG")
        yield name, body
        at += 12 + length
