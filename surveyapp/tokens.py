"""How everything looks that is shown, printed or mailed: colours, type, spaces and corners, by name in one table.

Charts, tables and mails take theirs from here; style sheets and prints cannot import, and `tests/web/test_tokens.py`
holds them to it. A colour that text is written in has at least 4.5 times the contrast of what lies behind it.
"""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "ink": "#1a2530",
    "soft": "#4a5866",
    "line": "#b9c3cd",
    "edge": "#5f6d7a",
    "paper": "#fff",
    "ground": "#f3f5f7",
    "navy": "#12395b",
    "on-navy": "#fff",
    "tint": "#e6edf4",
    "warn": "#8a1c1c",
    "mark": "#7a4a00",
    "added": "#e2f0e4",
    "removed": "#f9e4e1",
    "invented": "#fff2cc",
    "on-invented": "#4d3800",
}
"""Pages, mails and tables."""

DARK: Mapping[str, str] = {
    "ink": "#e7ecf1",
    "soft": "#b3bfca",
    "line": "#42505d",
    "edge": "#8b9aa8",
    "paper": "#1d262e",
    "ground": "#12181e",
    "navy": "#9cc6ee",
    "on-navy": "#0d1b28",
    "tint": "#2a3f53",
    "warn": "#ffa39a",
    "mark": "#efbd6e",
    "added": "#1d3a26",
    "removed": "#4c2624",
    "invented": "#3b3010",
    "on-invented": "#ffe9ad",
}
"""Pages where a reader's machine is set to dark."""

PRINT: Mapping[str, str] = {
    "ink": "#1a1a1a",
    "grey": "#555555",
    "rule": "#b0b0b0",
    "pale": "#dedede",
    "blue": "#173a6b",
    "paper": "#ffffff",
}
"""Charts and prints: one ink, three greys and one dark blue, which all tell apart in black and white."""

FAINT = (35, 45)
"""Greys of words on printed forms, packs and letters, in hundredths of white."""
HAIR = (50, 60)
"""Greys of lines there."""

TYPE = (14.0, 12.0, 11.0, 10.0)
"""Type on charts, in points at print size: titles, heads, words, notes."""

_SIZES = (".25rem", ".5rem", ".75rem", "1rem", "1.5rem", "2.5rem")
SPACE = {f"space-{step}": size for step, size in enumerate(_SIZES, 1)}
"""Between and within what pages are made of: staff's sheet knows no other distance."""

ROUND = {"round": ".5rem", "rounder": ".75rem"}
"""Corners: of what is pressed and filled in, and of what holds it."""
