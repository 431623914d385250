"""What changed between two sentences, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

_WORD = re.compile(r"\s+|[.,;:!?…،؛؟«»“”\"()]|[^\s.,;:!?…،؛؟«»“”\"()]+")
LIKENESS_FLOOR = 0.4
"""Share of words in common below which two sentences are shown one after the other, not woven together."""


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Words that stand together and share a fate."""

    mark: Mark
    text: str


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return both sentences in one: without the removed pieces it reads ``new``, without the added ones ``old``."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < LIKENESS_FLOOR:
        pieces = [Piece(Mark.REMOVED, old), Piece(Mark.ADDED, new)]
    else:
        pieces = list(_pieces(matcher, before, after))
    return tuple(Piece(mark, text) for mark, text in pieces if text)


def _pieces(matcher: "SequenceMatcher[str]", before: list[str], after: list[str]) -> Iterator[Piece]:
    """Yield the pieces; a space between two changes joins them, so that a changed phrase reads as one."""
    steps = matcher.get_opcodes()
    inner = range(1, len(steps) - 1)
    stay = [
        step[0] == "equal" and not (at in inner and "".join(before[step[1] : step[2]]).isspace())
        for at, step in enumerate(steps)
    ]
    for stays, group in groupby(zip(stay, steps, strict=True), key=itemgetter(0)):
        run = [step for _, step in group]
        old = "".join(before[run[0][1] : run[-1][2]])
        if stays:
            yield Piece(Mark.SAME, old)
        else:
            yield Piece(Mark.REMOVED, old)
            yield Piece(Mark.ADDED, "".join(after[run[0][3] : run[-1][4]]))
