"""What an export is made of, and what it is made into: tables of released figures."""

from dataclasses import dataclass

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language, Text
from surveyapp.words.naming import Names

Value = str | int | float | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its columns' names, and its rows; what is withheld is None."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A result beside the version that was answered and the partner's name."""

    result: ReviewResult
    questionnaire: Questionnaire
    partner: Text

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages in which texts are given: those that the version was asked in."""
        return self.questionnaire.languages

    @property
    def names(self) -> list[Names]:
        """Return what both organisations are called, in each language."""
        return [Names(self.questionnaire, self.partner, language) for language in self.languages]

    @property
    def top(self) -> int:
        """Return the highest point of all scales."""
        return max(scale.top for scale in self.questionnaire.scales.values())

    def each(self, text: Text) -> tuple[str, ...]:
        """Return ``text`` in each language."""
        return tuple(text.in_(language) for language in self.languages)

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the names of the columns that hold a text in each language, such as ``title_en``."""
        return tuple(f"{name}_{language.code}" for language in self.languages)


def columns_of_points(top: int) -> tuple[str, ...]:
    """Return the names of the columns that count who chose each point."""
    return tuple(f"point_{point}" for point in range(1, top + 1))


def padded(counts: tuple[int, ...] | None, top: int) -> Row:
    """Return how many chose each point, up to the highest of all scales; None where it is withheld or has no such."""
    found: Row = counts or ()
    return found + (None,) * (top - len(found))
