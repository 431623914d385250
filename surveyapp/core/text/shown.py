"""What people wrote, as others are shown it: nothing hides in it, and nothing in it reorders what stands around it.

What joins or parts letters stays (Persian, Urdu, Kurdish, emoji), and so does what chooses a sign's shape.
"""

import re
from collections.abc import Mapping
from typing import Any

from surveyapp.core.text.bidi import FIRST_STRONG_ISOLATE, LTR_ISOLATE, POP_ISOLATE

_ISOLATING = f"{FIRST_STRONG_ISOLATE}{LTR_ISOLATE}{POP_ISOLATE}"
"""What our own sentences set names and figures apart with."""

_HIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls of terminals
    "\u061c\u200e\u200f\u202a-\u202e\u2067\u206a-\u206f"  # what reorders
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # what nobody sees, tags among it
)
_LINE_END = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_HALVES = "[\ud800-\udfff]"
_CLEANED = re.compile(f"(?P<line>{_LINE_END})|(?P<half>{_HALVES})|[{_HIDDEN}]")
_ISOLATES = re.compile(f"[{_ISOLATING}]")
_ESCAPED = re.compile(f"[{_HIDDEN}{_ISOLATING}\x85\u2028\u2029\ud800-\udfff]")


def shown(text: str) -> str:
    """Return what somebody wrote without what hides in it or reorders it; every kind of line end becomes one."""
    return _ISOLATES.sub("", shown_whole(text)) if not text.isascii() else _CLEANED.sub(_instead, text)


def shown_whole(sentence: str) -> str:
    """Return a sentence that may hold what somebody wrote: as ``shown``, but for what our own words are set apart with.

    Where that does not close as it opened, somebody's own is among it, and all of it goes.
    """
    cleaned = _CLEANED.sub(_instead, sentence)
    return cleaned if _is_balanced(cleaned) else _ISOLATES.sub("", cleaned)


def shown_in(data: Any) -> Any:
    """Return ``data``, of mappings, sequences and values, with every text in it as ``shown_whole`` has it."""
    if isinstance(data, str):
        return shown_whole(data)
    if isinstance(data, Mapping):
        return {key: shown_in(value) for key, value in data.items()}
    return [shown_in(value) for value in data] if isinstance(data, list | tuple) else data


def shown_json(document: str) -> str:
    """Return JSON that reads as the same data, and in which nothing hides from whoever looks at it on a terminal."""
    return _ESCAPED.sub(lambda found: "".join(f"\\u{unit:04x}" for unit in _units(found.group())), document)


def _units(letter: str) -> tuple[int, ...]:
    """Return the one or two numbers by which JSON escapes a letter."""
    code = ord(letter)
    return (code,) if code < 0x10000 else (0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF))  # noqa: PLR2004 - UTF-16


def _instead(found: re.Match[str]) -> str:
    return {"line": "\n", "half": "\ufffd"}.get(found.lastgroup or "", "")


def _is_balanced(text: str) -> bool:
    depth = 0
    for found in _ISOLATES.findall(text):
        depth += -1 if found == POP_ISOLATE else 1
        if depth < 0:
            return False
    return depth == 0
