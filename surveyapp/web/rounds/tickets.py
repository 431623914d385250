"""What goes from page to page while something is done with many reviews: what is still to do, and what was done.

It is signed for whoever it was given to. It grants nothing: every step asks again whether it may be taken.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Self

from flask import current_app, g
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import BadRequest

from surveyapp.web.rounds.acts import Act
from surveyapp.web.rounds.doing import Given, Item

Ended = tuple[int, str]
"""A review, and what is said of it."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """An act on its way: ``todo`` comes next, ``done`` and ``left`` say what became of the others."""

    act: Act
    todo: tuple[Item, ...]
    given: Given = field(default_factory=Given)
    done: tuple[Ended, ...] = ()
    left: tuple[Ended, ...] = ()
    is_begun: bool = False
    part: int = 1
    """Which part of the files it is, where one ZIP does not hold them all."""
    asked: str = ""
    """What the table asked for in which the reviews were ticked: its address behind the question mark."""

    @property
    def total(self) -> int:
        """Return how many reviews there are in all."""
        return len(self.todo) + len(self.done) + len(self.left)

    @property
    def ended(self) -> int:
        """Return of how many it is known what became of them."""
        return len(self.done) + len(self.left)

    def write(self) -> str:
        """Return the ticket as one word."""
        told = asdict(self)
        told["given"]["closes_on"] = self.given.closes_on.isoformat() if self.given.closes_on else None
        return str(_serializer().dumps(told))

    @classmethod
    def read(cls, written: str) -> Self:
        """Return the ticket that ``write`` wrote; BadRequest where it is none, or somebody else's."""
        try:
            told = _serializer().loads(written)
        except BadData:
            raise BadRequest("malformed") from None
        typed = told.pop("given")
        closes_on = date.fromisoformat(typed["closes_on"]) if typed["closes_on"] else None
        done, left = (tuple((number, said) for number, said in told.pop(name)) for name in ("done", "left"))
        return cls(
            act=Act(told["act"]),
            todo=tuple(Item(**one) for one in told["todo"]),
            given=Given(typed["reason"], closes_on, typed["is_told"]),
            done=done,
            left=left,
            is_begun=told["is_begun"],
            part=told["part"],
            asked=told["asked"],
        )

    def after(self, item: Item, said: str, *, is_done: bool) -> Self:
        """Return the ticket once it is known what became of the next review."""
        rest, told = tuple(one for one in self.todo if one != item), (item.review_id, said)
        if is_done:
            return replace(self, todo=rest, done=(*self.done, told), is_begun=True)
        return replace(self, todo=rest, left=(*self.left, told), is_begun=True)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"together:{g.staff.email}")
