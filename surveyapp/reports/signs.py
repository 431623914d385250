"""Arabic letters and their vowel signs on a page, each of which says its own.

To Typst a letter and its signs are one, and what is drawn of them says them all: programs that turn a right-to-left
line round turn these round as well, and put the sign before its letter. A sign that stands higher or lower than its
letter is a piece by itself, which breaks a line in two in programs that go by where things stand: it begins with
itself, unseen, on its letter's line.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat

_IN_BRACKETS = rb"\((?:[^()\\]|\\.)*+\)"
for _ in range(4):  # glyphs may be numbered as brackets are; where those pair, they stand bare
    _IN_BRACKETS = rb"\((?:[^()\\]|\\.|" + _IN_BRACKETS + rb")*+\)"
_STRING = _IN_BRACKETS + rb"|<[0-9A-F]*>"
_PIECE = re.compile(
    rb"/Span<<(?P<head>/MCID \d+(?:/Lang\([\w-]+\))?)>>BDC\n"
    rb"(?P<body>q 1 0 0 -1 [\d.-]+ (?P<y>[\d.-]+) cm[^()<>]*?BT(?P<shown>(?:[^E]|E(?!T\n))*)ET\nQ\n)EMC"
)
_SEGMENT = re.compile(
    rb"(?:/Span<</ActualText(?P<said>" + _STRING + rb")>>BDC)?(?:/ReversedChars BMC)?"
    rb"(?P<state> 0 Tr/(?P<font>\w+) [\d.]+ Tf 1 0 0 -1 [\d.-]+ 0 Tm)"
    rb"(?P<shown>\[(?:[\d.\s-]|" + _STRING + rb")*+\](?=TJ)|(?:" + _STRING + rb")(?=Tj))T[jJ]\s(?:EMC\s?)*",
    re.DOTALL,
)
_SHOWN = re.compile(rb"(?P<plain>" + _IN_BRACKETS + rb")|<(?P<hex>[0-9A-F]*)>|(?P<gap>-?[\d.]+)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Font:
    """What is known of a font's glyphs, by their number."""

    roomy: frozenset[int]
    """Those that take room of their own; the others are signs."""
    names: Mapping[int, str]
    """What each stands for to Typst, where nothing else is said."""

    @cached_property
    def own_names(self) -> dict[int, str]:
        """Of letters and signs that stand for both: a sign for those that it draws, all else for the letter."""
        told = ((glyph, name, signs_of(name)) for glyph, name in self.names.items())
        return {glyph: name[0] if glyph in self.roomy else signs for glyph, name, signs in told if signs}


@dataclass(slots=True)
class _Glyph:
    number: int
    name: str
    says: str
    is_roomy: bool
    gap: bytes = b""
    """How far what follows is moved, as the operator has it."""


@dataclass(slots=True)
class _Segment:
    """Glyphs that are drawn at one go, from the left."""

    raw: bytes
    state: bytes
    before: bytes
    """How far the first glyph is moved."""
    glyphs: list[_Glyph]
    is_changed: bool = False


@dataclass(slots=True)
class _Piece:
    """What stands between one number that the tags refer to and the next."""

    found: re.Match[bytes]
    segments: list[_Segment]

    @property
    def is_sign(self) -> bool:
        """Whether nothing in it takes room of its own."""
        return bool(self.segments) and not any(glyph.is_roomy for one in self.segments for glyph in one.glyphs)


def signs_of(says: str) -> str:
    """Return the signs after a letter that is read from the right, where it is one letter."""
    is_one = len(says) > 1 and unicodedata.bidirectional(says[0]) in {"R", "AL"}
    return says[1:] if is_one and all(map(unicodedata.combining, says[1:])) else ""


def with_own_signs(content: bytes, fonts: Mapping[bytes, Font]) -> bytes:
    """Return what a page draws with each letter and sign saying its own.

    Args:
        content: as Typst writes it.
        fonts: by the names that the page has for them; what their glyphs stand for as Typst has it.
    """
    if b"/ReversedChars" not in content:
        return content
    parts, done = [], 0
    for piece, y in _told(list(_pieces(content, fonts))):
        start, end = piece.found.span()
        parts += [content[done:start], _written(piece, y)]
        done = end
    return b"".join([*parts, content[done:]])


def _pieces(content: bytes, fonts: Mapping[bytes, Font]) -> Iterator[_Piece]:
    for found in _PIECE.finditer(content):
        segments = list(_SEGMENT.finditer(found["shown"]))
        if b"".join(one.group() for one in segments) == found["shown"]:
            yield _Piece(found, [_segment(one, fonts[one["font"]]) for one in segments])


def _segment(found: re.Match[bytes], font: Font) -> _Segment:
    segment = _Segment(found.group(), found["state"], b"", [])
    for part in _SHOWN.finditer(found["shown"]):
        if part["gap"] and segment.glyphs:
            segment.glyphs[-1].gap += b" " + part["gap"]
        elif part["gap"]:
            segment.before = part["gap"]
        else:
            for number in _numbers(part):
                name = font.names.get(number, "")
                segment.glyphs.append(_Glyph(number, font.own_names.get(number, name), name, number in font.roomy))
    if found["said"] is not None and segment.glyphs:
        for one in segment.glyphs:
            one.says = ""
        whole = next((one for one in reversed(segment.glyphs) if one.is_roomy), segment.glyphs[-1])
        whole.says = _text(found["said"])
        segment.is_changed = all(one.says == one.name for one in segment.glyphs)
    return segment


def _told(pieces: list[_Piece]) -> Iterator[tuple[_Piece, bytes]]:
    """Yield each piece in which glyphs get to say something else, and the height of its letter's line."""
    waiting: list[_Piece] = []
    signs: list[tuple[_Segment, _Glyph]] = []
    for piece in pieces:
        for segment, glyph in ((one, glyph) for one in piece.segments for glyph in one.glyphs):
            signs.append((segment, glyph))
            if glyph.is_roomy:
                if len(glyph.says) > 1:
                    _share(signs)
                signs = []
        waiting.append(piece)
        if not piece.is_sign:
            y = piece.found["y"]
            yield from ((one, y) for one in waiting if any(segment.is_changed for segment in one.segments))
            waiting = []


def _share(cluster: list[tuple[_Segment, _Glyph]]) -> None:
    """Let a letter's signs, which stand before it with the last of them first, say what it was told to."""
    *signs, (_, letter) = cluster
    told = signs_of(letter.says)
    if not told:
        return
    letter.says = letter.says[0]
    shares = reversed(told) if len(told) == len(signs) else [told]
    for (_, one), share in zip(signs, chain(shares, repeat("")), strict=False):
        one.says = share
    for segment, _ in cluster:
        segment.is_changed = True


def _written(piece: _Piece, y: bytes) -> bytes:
    found = piece.found
    shown = b"".join(_drawn(one) if one.is_changed else one.raw for one in piece.segments)
    if not piece.is_sign:
        return found.group().replace(found["shown"], shown)
    return (
        b"/Span<<"
        + found["head"]
        + b">>BDC\n"
        + found["body"]
        .replace(b" %b cm" % found["y"], b" %b cm" % y)
        .replace(found["shown"], _beside(piece, float(y) - float(found["y"])))
        + b"EMC"
    )


def _beside(piece: _Piece, rise: float) -> bytes:
    """Return what draws a sign, between itself unseen on its letter's line: there a program begins and ends with it."""
    says = "".join(one.says for segment in piece.segments for one in segment.glyphs)
    drawn = [(one, b"".join(map(_operator, one.glyphs))) for one in piece.segments]
    seen = b"".join(_moved(one).replace(b" 0 Tm", b" %.5f Tm" % rise) + shown for one, shown in drawn)
    unseen = b"".join(one.state.replace(b" 0 Tr", b" 3 Tr") + shown for one, shown in drawn)
    return b"/Span<<" + _saying(says) + b">>BDC" + unseen + seen + unseen + b" 0 Tr EMC\n"


def _drawn(segment: _Segment) -> bytes:
    said = (_operator(one) if one.says == one.name else _saying_operator(one) for one in segment.glyphs)
    return _moved(segment) + b"".join(said)


def _moved(segment: _Segment) -> bytes:
    return segment.state + (b"[" + segment.before + b"]TJ\n" if segment.before else b"")


def _operator(one: _Glyph) -> bytes:
    return b"[<%04X>%b]TJ\n" % (one.number, one.gap)


def _saying_operator(one: _Glyph) -> bytes:
    return b"/Span<<" + _saying(one.says) + b">>BDC" + _operator(one) + b"EMC\n"


def _saying(says: str) -> bytes:
    return b"/ActualText<FEFF" + says.encode("utf-16-be").hex().upper().encode() + b">" if says else b"/ActualText()"


def _numbers(part: re.Match[bytes]) -> list[int]:
    """Return the glyphs that a string shows; two bytes each."""
    raw = bytes.fromhex(part["hex"].decode()) if part["hex"] is not None else _unescaped(part["plain"][1:-1])
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def _text(said: bytes) -> str:
    raw = bytes.fromhex(said[1:-1].decode()) if said.startswith(b"<") else _unescaped(said[1:-1])
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def _unescaped(plain: bytes) -> bytes:
    return _ESCAPED.sub(lambda f: bytes([int(f[1], 8)]) if f[1].isdigit() else _CONTROLS.get(f[1], f[1]), plain)
