"""Text taken out of a PDF: every glyph named by what it alone stands for.

A PDF says which characters each glyph stands for. Where one cluster of characters takes several glyphs, such as a
letter and its vowel sign, Typst names each glyph by the whole cluster, and the cluster comes out once for each. For a
ligature it gives two characters in the order in which they are read, and programs that turn right-to-left lines round
turn these two round as well. So signs are named by themselves, letters without their signs, and ligatures of lam and
alef by the one character that Unicode has for each.
"""

import io
import re
import unicodedata
from collections.abc import Mapping
from functools import partial
from typing import Any

import pikepdf

LIGATURES = {"\u0644\u0622": "\ufef5", "\u0644\u0623": "\ufef7", "\u0644\u0625": "\ufef9", "\u0644\u0627": "\ufefb"}
_NAMED = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_TOKEN = re.compile(
    rb"/(?P<font>\w+) [\d.]+ Tf"
    rb"|/Span<</ActualText<FEFF(?P<text>[0-9A-F]*)>>>BDC"
    rb"|(?P<shown>\((?:[^()\\]|\\.)*\)Tj|\[(?:[^\[\]()]|\((?:[^()\\]|\\.)*\))*\]TJ)",
    re.DOTALL,
)

_NO_FONTS = pikepdf.Dictionary()

Glyphs = frozenset[int]
"""Numbers of glyphs in one font."""


def mend_extraction(pdf: bytes) -> bytes:
    """Return ``pdf`` with every glyph named by what it alone stands for; the same bytes for the same ``pdf``."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                rename = partial(_renamed, roomy=_roomy(thing))
                thing.ToUnicode.write(_NAMED.sub(rename, thing.ToUnicode.read_bytes()))
        for page in document.pages:
            known = {name[1:].encode(): _roomy(font) for name, font in page.resources.get("/Font", _NO_FONTS).items()}
            page.Contents.write(_respelt(page.Contents.read_bytes(), known))
        mended = io.BytesIO()
        document.save(mended, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return mended.getvalue()


def own_text(text: str, *, is_sign: bool) -> str:
    """Return what one glyph of a cluster stands for by itself.

    Args:
        text: the cluster's characters, in reading order.
        is_sign: whether the glyph takes no room of its own.
    """
    if len(text) == 1:
        return text
    own = "".join(one for one in text if bool(unicodedata.combining(one)) == is_sign)
    return LIGATURES.get(own, own) or text


def _renamed(pair: re.Match[bytes], roomy: Glyphs) -> bytes:
    text = bytes.fromhex(pair[2].decode()).decode("utf-16-be")
    own = own_text(text, is_sign=int(pair[1], 16) not in roomy)
    return b"<%s> <%s>" % (pair[1], _hex(own))


def _roomy(font: Any) -> Glyphs:
    """Return the glyphs of a composite font that take room of their own; Typst lists the widths of those alone."""
    found: set[int] = set()
    for descendant in font.get("/DescendantFonts", ()):
        listed = list(descendant.get("/W", ()))  # first, last, width; again and again
        for first, last, width in zip(listed[::3], listed[1::3], listed[2::3], strict=True):
            found |= set(range(int(first), int(last) + 1)) if width else set()
    return frozenset(found)


def _respelt(content: bytes, fonts: Mapping[bytes, Glyphs]) -> bytes:
    """Return ``content`` in which a replacement text tells no more than the glyphs that it stands for."""
    pieces, done, roomy, span = [], 0, frozenset[int](), None
    for token in _TOKEN.finditer(content):
        if token["font"]:
            roomy = fonts.get(token["font"], frozenset())
        elif token["text"]:
            span = token
        elif token["shown"] and span:
            text = bytes.fromhex(span["text"].decode()).decode("utf-16-be")
            own = own_text(text, is_sign=not any(glyph in roomy for glyph in _glyphs(token["shown"])))
            pieces += [content[done : span.start("text")], _hex(own)]
            done, span = span.end("text"), None
    return b"".join([*pieces, content[done:]])


def _glyphs(shown: bytes) -> list[int]:
    """Return the glyphs that an operator's strings show; two bytes each."""
    raw = b"".join(_ESCAPED.sub(_unescaped, piece) for piece in _STRING.findall(shown))
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1].isdigit():
        return bytes([int(found[1], 8)])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(found[1], found[1])


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode()
