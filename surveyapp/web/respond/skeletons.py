"""Pages behind a link as they are for everybody: made once a version, side and language, with holes for what is not.

The very template makes a skeleton: what is a person's, a link's or a partner's reaches it as a hole, which it can show
or hand on, and not look into. So a skeleton holds nothing of a person, and filling it takes no template.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from flask import render_template
from markupsafe import Markup

from surveyapp.core.form.pages import ChoiceField, ChoicesField, Field, RatingField, TextField
from surveyapp.web.remembering import remembered
from surveyapp.web.respond.filling import Filling

_MADE = "surveyapp.skeletons"
_MARK = re.compile("\x00(\\d+)\x00")  # no text of a page has NUL
_NO_ANSWER = "-"

Fill = Callable[[Filling], Any]
Said = Callable[[Any, Any], str]
"""What the template says of a field, by its value and the tick under it."""


class Hole:
    """A place that is filled in for each person: as markup, or only as true or not for ``then``."""

    __slots__ = ("_holes", "fill")

    def __init__(self, holes: "Holes", fill: Fill) -> None:
        self._holes, self.fill = holes, fill

    def __html__(self) -> str:
        return self._holes.mark(self.fill)

    def then(self, words: str) -> "Hole":
        """Return a hole for ``words``, which stand there where this one would not be empty."""
        fill, plain = self.fill, str(words)
        return Hole(self._holes, lambda one: plain if fill(one) else "")


class Answered(Hole):
    """The hole for what was answered in one field."""

    __slots__ = ("_name", "_page")

    def __init__(self, holes: "Holes", page: str, name: str, *, is_typed: bool = True) -> None:
        super().__init__(holes, lambda one: one.typed(page, name) if is_typed else one.told(page, name))
        self._page, self._name = page, name

    def holding(self, value: str) -> Hole:
        """Return a hole that is not empty where ``value`` was chosen."""
        page, name = self._page, self._name
        return Hole(self._holes, lambda one: one.holds(page, name, value))


class Holes:
    """All holes of one skeleton, while it is made."""

    def __init__(self) -> None:
        self._fills: list[Fill] = []

    def hole(self, fill: Fill) -> Hole:
        """Return a hole."""
        return Hole(self, fill)

    def answered(self, page: str, name: str) -> Answered:
        """Return the hole for what was answered in a field."""
        return Answered(self, page, name)

    def mark(self, fill: Fill) -> str:
        """Return what stands for a hole in the text."""
        self._fills.append(fill)
        return f"\x00{len(self._fills) - 1}\x00"

    def find(self, number: int) -> Fill:
        """Return what fills the hole with this mark."""
        return self._fills[number]

    def told(self, page: str, field: Field, said: Said) -> Hole:
        """Return the hole for what is said of a field in a list of answers: all that may be said of it is made now."""
        cases = {case: Skeleton(said(*given), self) for case, given in self._cases(page, field).items()}
        if isinstance(field, TextField):
            return Hole(self, lambda one: cases[_case_of_words(one, page, field.name)].text(one))
        if isinstance(field, ChoicesField):
            return Hole(self, lambda one: cases[bool(one.value(page, field.name))].text(one))
        other = cases[_NO_ANSWER]
        return Hole(self, lambda one: cases.get(one.value(page, field.name), other).text(one))

    def _cases(self, page: str, field: Field) -> dict[Any, tuple[Any, Any]]:
        if isinstance(field, TextField | ChoicesField):
            kept = Answered(self, page, field.name, is_typed=False)
            ticks = {True: (kept, ""), "shared": (kept, True)} if isinstance(field, TextField) else {True: (kept, "")}
            return {False: ("", ""), **ticks}
        values: list[str] = ["", _NO_ANSWER]
        if isinstance(field, RatingField):
            values += [str(point.value) for point in field.scale.points] + [one.key for one in field.scale.non_answers]
        elif isinstance(field, ChoiceField):
            values += [option.key for option in field.options]
        return {value: (value, "") for value in values}


class Skeleton:
    """A text with holes."""

    __slots__ = ("_fills", "_parts")

    def __init__(self, text: str, holes: Holes) -> None:
        self._parts = _MARK.split(text)
        self._fills = [(place, holes.find(int(self._parts[place]))) for place in range(1, len(self._parts), 2)]

    def text(self, one: Filling) -> str:
        """Return the text for one person."""
        parts = self._parts.copy()
        for place, fill in self._fills:
            parts[place] = fill(one)
        return "".join(parts)


def filled(template: str, one: Filling, *, key: Hashable, given: Callable[[Holes], Mapping[str, object]]) -> str:
    """Return the page that ``template`` makes for one person; its skeleton is found by ``key``, or made."""

    def make() -> Skeleton:
        holes = Holes()
        return Skeleton(render_template(template, **given(holes)), holes)

    return remembered(_MADE, key, make).text(one)


def made(template: str, **given: object) -> Markup:
    """Return what a template of ours makes, to stand in another."""
    return Markup(render_template(template, **given))  # noqa: S704 - in it all is cleaned


def then(value: object, words: str) -> object:
    """Return ``words`` where ``value`` is true, for templates that may be making a skeleton."""
    if isinstance(value, Hole):
        return value.then(words)
    return Markup(words) if value else ""  # noqa: S704 - a template's own words


def having(data: object, value: str) -> object:
    """Say whether ``value`` is what was chosen, or among what was, for templates that may be making a skeleton."""
    if isinstance(data, Answered):
        return data.holding(value)
    return value in data if isinstance(data, list | tuple | set | frozenset) else data == value


def _case_of_words(one: Filling, page: str, name: str) -> object:
    if not one.value(page, name):
        return False
    return "shared" if one.value(page, f"{name}.share") else True
