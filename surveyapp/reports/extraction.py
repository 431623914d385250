"""Text taken out of a PDF: searched, copied and read aloud as it was written.

A PDF says which characters each glyph stands for, and Typst lets Arabic go wrong: a vowel sign that stands higher or
lower than its letter is a piece by itself, which says what its letter says again; such a piece is told to stand for
nothing. (Naming the sign alone breaks its line in two, in programs that go by where things stand.) Lam and alef have a
glyph each in our font (``tools.part_ligatures``), and need no mending.
"""

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_STRING = re.compile(rb"\((?P<plain>(?:[^()\\]|\\.)*)\)|<(?P<hex>[0-9A-F]*)>", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_TOKEN = re.compile(
    rb"(?P<shown>(?:\((?:[^()\\]|\\.)*\)|<[0-9A-F]*>)Tj|\[(?:[^\[\]()]|\((?:[^()\\]|\\.)*\))*\]TJ)"
    rb"|/(?P<font>\w+) [\d.]+ Tf|/ActualText(?P<said><FEFF[0-9A-F]*>)|/MCID (?P<number>\d+)",
    re.DOTALL,
)
_NO_FONTS = pikepdf.Dictionary()
LEVEL = 5
"""How much work goes into compressing: the usual 6 takes twice the time for two hundredths of the length."""

Glyphs = frozenset[int]
"""Numbers of glyphs in one font."""


@dataclass(slots=True)
class _Piece:
    """What stands between one number that the tags refer to and the next."""

    number_ends: int
    said: list[tuple[int, int]] = field(default_factory=list)
    """Where replacement texts are written."""
    glyphs: set[bool] = field(default_factory=set)
    """Whether a glyph takes room of its own, for all that are drawn."""

    def silenced(self) -> dict[tuple[int, int], bytes]:
        """Return the changes that let a piece stand for nothing which draws signs alone."""
        if self.glyphs != {False}:
            return {}
        return dict.fromkeys(self.said, b"()") or {(self.number_ends, self.number_ends): b"/ActualText()"}


def mend_extraction(pdf: bytes) -> bytes:
    """Return ``pdf`` with its Arabic extractable as it was written; the same bytes for the same ``pdf``."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            known = {name[1:].encode(): _roomy(font) for name, font in page.resources.get("/Font", _NO_FONTS).items()}
            content = mend_content(page.Contents.read_bytes(), known)
            page.Contents.write(zlib.compress(content, LEVEL), filter=pikepdf.Name.FlateDecode)
        mended = io.BytesIO()
        document.save(mended, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return mended.getvalue()


def mend_content(content: bytes, fonts: Mapping[bytes, Glyphs]) -> bytes:
    """Return what a page draws, with its replacement texts mended.

    Args:
        content: as Typst writes it.
        fonts: name of each font → its glyphs that take room of their own.
    """
    changes: dict[tuple[int, int], bytes] = {}
    piece, roomy = _Piece(0), frozenset[int]()
    for token in _TOKEN.finditer(content):
        if token["font"]:
            roomy = fonts.get(token["font"], frozenset())
        elif token["shown"]:
            piece.glyphs |= {glyph in roomy for glyph in _glyphs(token["shown"])}
        elif token["said"]:
            piece.said.append(token.span("said"))
        else:
            changes |= piece.silenced()
            piece = _Piece(token.end())
    return _changed(content, changes | piece.silenced())


def _changed(content: bytes, changes: Mapping[tuple[int, int], bytes]) -> bytes:
    parts, done = [], 0
    for (start, end), new in sorted(changes.items()):
        parts += [content[done:start], new]
        done = end
    return b"".join([*parts, content[done:]])


def _roomy(font: Any) -> Glyphs:
    """Return the glyphs of a composite font that take room of their own; Typst lists the widths of those alone."""
    found: set[int] = set()
    for descendant in font.get("/DescendantFonts", ()):
        listed = list(descendant.get("/W", ()))  # first, last, width; again and again
        for first, last, width in zip(listed[::3], listed[1::3], listed[2::3], strict=True):
            found |= set(range(int(first), int(last) + 1)) if width else set()
    return frozenset(found)


def _glyphs(shown: bytes) -> list[int]:
    """Return the glyphs that an operator's strings show; two bytes each."""
    raw = b"".join(_bytes_of(string) for string in _STRING.finditer(shown))
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def _bytes_of(string: re.Match[bytes]) -> bytes:
    if string["hex"] is not None:
        return bytes.fromhex(string["hex"].decode())
    return _ESCAPED.sub(_unescaped, string["plain"])


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1].isdigit():
        return bytes([int(found[1], 8)])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(found[1], found[1])
