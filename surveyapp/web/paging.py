"""Long lists in parts: which part the address asks for, and how one gets to the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from flask import request

from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.web.i18n import gettext

PAGE_SIZE = 20
"""Lines of a list that one page shows: on a phone each is a card."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of ``total`` things a page shows; ``name`` is what the address calls the part's number."""

    number: int
    total: int
    size: int = PAGE_SIZE
    name: str = "page"

    @property
    def last(self) -> int:
        """Return the number of the last part, 1 where there is but one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """Return how many things stand in the parts before."""
        return (self.number - 1) * self.size

    @property
    def span(self) -> str:
        """Return which things are shown, ``51–100``; a single one by its number."""
        first, last = self.offset + 1, min(self.offset + self.size, self.total)
        return isolated_ltr(str(last) if first == last else f"{first}–{last}")

    def of(self, things: Sequence[T]) -> Sequence[T]:
        """Return this part of all ``things``."""
        return things[self.offset : self.offset + self.size]

    def links(self) -> list[tuple[str, str, int]]:
        """Return what each way to another part is called, what it is to this one, and the other's number."""
        back, on = self.number > 1, self.number < self.last
        ways = [
            (back and self.number > 2, gettext("First"), "first", 1),  # noqa: PLR2004 - which "previous" leads to
            (back, gettext("Previous"), "prev", self.number - 1),
            (on, gettext("Next"), "next", self.number + 1),
            (on and self.number < self.last - 1, gettext("Last"), "last", self.last),
        ]
        return [(name, rel, number) for is_there, name, rel, number in ways if is_there]

    def url(self, number: int, *, anchor: str = "") -> str:
        """Return the address of another part of the list, with everything else that was asked for."""
        asked = [(name, value) for name, value in request.args.items(multi=True) if name != self.name]
        query = urlencode([*asked, *([(self.name, number)] if number > 1 else [])])
        is_here = number == self.number and anchor
        path = request.path + (f"?{query}" if query else "")
        return ("" if is_here else path) + (f"#{anchor}" if anchor else "")


def paging_of(total: int, *, size: int = PAGE_SIZE, name: str = "page") -> Paging:
    """Return which part of ``total`` things the address asks for: the nearest there is, the first unless it does."""
    return turned_to(request.args.get(name, 1, type=int), total, size=size, name=name)


def turned_to(number: int, total: int, *, size: int = PAGE_SIZE, name: str = "page") -> Paging:
    """Return the part with this number, or the nearest there is."""
    one = Paging(1, total, size, name)
    return Paging(min(max(number, 1), one.last), total, size, name)
