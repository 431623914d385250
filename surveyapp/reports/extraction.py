"""Text taken out of a PDF: searched, copied and read aloud as it was written.

A PDF says which characters each glyph stands for, and Typst lets Arabic go wrong where letters have vowel signs: fonts
and pages are mended so that each says its own (``signs``). Lam and alef have a glyph each in our font
(``tools.part_ligatures``), and need no mending. Nor does a file say that it is bound at the right: browsers took each
line for one from the right then, and turned a comment in Latin letters round, word by word.
"""

import io
import re
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf

from surveyapp.reports.signs import Font, with_own_signs

_NAME = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_NONE = pikepdf.Dictionary()
LEVEL = 5
"""How much work goes into compressing: the usual 6 takes twice the time for two hundredths of the length."""


def mend_extraction(pdf: bytes) -> bytes:
    """Return ``pdf`` with its Arabic extractable as it was written; the same bytes for the same ``pdf``."""
    known: dict[tuple[int, int], Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            fonts = {name[1:].encode(): _font(one, known) for name, one in page.resources.get("/Font", _NONE).items()}
            content = with_own_signs(page.Contents.read_bytes(), fonts)
            page.Contents.write(zlib.compress(content, LEVEL), filter=pikepdf.Name.FlateDecode)
        preferences = document.Root.get("/ViewerPreferences", _NONE)
        if "/Direction" in preferences:
            del preferences["/Direction"]
        mended = io.BytesIO()
        document.save(mended, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return mended.getvalue()


def _font(font: Any, known: dict[tuple[int, int], Font]) -> Font:
    """Return what is known of a font, and mend what it says of its glyphs; many pages share one."""
    if font.objgen not in known:
        listed, roomy = font.ToUnicode.read_bytes(), _roomy(font)
        names = {int(one[1], 16): bytes.fromhex(one[2].decode()).decode("utf-16-be") for one in _NAME.finditer(listed)}
        known[font.objgen] = Font(roomy, names)
        own = known[font.objgen].own_names
        if own:
            font.ToUnicode.write(_NAME.sub(lambda one: _named(one, own), listed))
    return known[font.objgen]


def _named(one: re.Match[bytes], own: Mapping[int, str]) -> bytes:
    name = own.get(int(one[1], 16))
    return one[0] if name is None else b"<%b> <%b>" % (one[1], name.encode("utf-16-be").hex().upper().encode())


def _roomy(font: Any) -> frozenset[int]:
    """Return the glyphs of a composite font that take room of their own; Typst lists the widths of those alone."""
    found: set[int] = set()
    for descendant in font.get("/DescendantFonts", ()):
        listed = list(descendant.get("/W", ()))  # first, last, width; again and again
        for first, last, width in zip(listed[::3], listed[1::3], listed[2::3], strict=True):
            found |= set(range(int(first), int(last) + 1)) if width else set()
    return frozenset(found)
