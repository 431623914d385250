"""What is printed until a review is opened and not again, and how much of it nobody printed: by the record alone.

Links without a name are left out: they may have been given away without a print.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveyapp.core.sides import Side

Told = Mapping[str, object]
"""An action's details in the record."""
LETTERS, FORMS = "invitation.letters_taken", "invitation.forms_taken"
WITHDRAWN, REISSUED = "invitation.withdrawn", "invitation.reissued"
PRINTING = frozenset({LETTERS, FORMS, WITHDRAWN, REISSUED})
"""The actions that tell what was printed, and what was printed in vain."""


@dataclass(frozen=True, slots=True)
class ToPrint:
    """Of one side: the people who get a letter, by id, those of them withdrawn after opening, and codes of forms."""

    people: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    forms: int = 0

    @property
    def is_nothing(self) -> bool:
        """Say whether there is nothing to print."""
        return not (self.people or self.forms)


@dataclass(frozen=True, slots=True)
class Unprinted:
    """How many letters to people, and forms with a code, were not printed, or not since they were made anew."""

    letters: int = 0
    forms: int = 0


def count_unprinted(side: Side, to_print: ToPrint, record: Iterable[tuple[str, Told]]) -> Unprinted:
    """Return what of ``to_print`` was not printed, as the ``record`` tells, the oldest first.

    In doubt more is said than is so: of whoever left the list the record does not tell whether by mail or by letter.
    """
    mine = [(action, told) for action, told in record if told.get("side") == side]
    renewed = {told.get("person") for action, told in mine if told.get("is_letter")}
    letters = len(to_print.people - renewed) - _letters(mine, to_print)
    return Unprinted(max(0, letters), max(0, to_print.forms - _forms(mine)))


def _letters(record: Iterable[tuple[str, Told]], to_print: ToPrint) -> int:
    """Return how many printed letters still lead somewhere; they are printed all at once."""
    printed = 0
    for action, told in record:
        if action == LETTERS:
            printed = _number(told.get("named", told["count"]))
        elif "person" in told:
            printed = max(0, printed - _in_vain(action, told, to_print))
    return printed


def _in_vain(action: str, told: Told, to_print: ToPrint) -> bool:
    """Say whether a letter led nowhere from then on."""
    if action == REISSUED:
        return told["person"] in to_print.people and not told.get("is_letter")
    was_open = "is_alone" in told or "asked_by" in told
    return not was_open or told["person"] in to_print.gone


def _forms(record: Iterable[tuple[str, Told]]) -> int:
    """Return how many printed forms still lead somewhere; they are printed in parts, and withdrawn all at once."""
    printed = 0
    for action, told in record:
        if action == FORMS:
            printed += _number(told["count"])
        elif told.get("is_paper"):
            printed = 0
    return printed


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
