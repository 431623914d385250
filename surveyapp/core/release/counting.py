"""One pass over the sheets of a side: everything that cells are made from. Knows answers; nothing after it does."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import UNDISCLOSED, ClosingRating, Questionnaire
from surveyapp.core.instrument.scale import Answer, NonAnswer
from surveyapp.core.sides import Facet, PromptKey, Side, about_for

Atom = tuple[str | None, ...]
"""One person's answers to the questions that sides are cut by; None where there is none."""

AnswerCounts = Counter[Answer | None]
"""How many people gave each answer, as ticked; None counts those who skipped the question."""

SKIPPED, DONT_KNOW, NOT_APPLICABLE = 0, 254, 255
"""What a rating without a score is kept as; any other number is the point that was ticked."""

_CODES: Mapping[Answer | None, int] = {
    **{point: point for point in range(1, DONT_KNOW)},
    None: SKIPPED,
    NonAnswer.DONT_KNOW: DONT_KNOW,
    NonAnswer.NOT_APPLICABLE: NOT_APPLICABLE,
}
_ANSWERS: Mapping[int, Answer | None] = {code: answer for answer, code in _CODES.items()}


@dataclass
class SideCount:
    """What the people of one side answered: one byte a rating, and counts of the rest.

    ``keys`` names the ratings in the order in which each person's stand in ``rows``; ``atoms`` has one entry a person.
    ``comments`` are only those that may be shown, by section's or question's id.
    """

    keys: tuple[PromptKey, ...]
    closing: Mapping[str, AnswerCounts]
    rows: bytearray = field(default_factory=bytearray)
    priorities: Counter[str] = field(default_factory=Counter)
    atoms: list[Atom] = field(default_factory=list)
    comments: dict[str, list[str]] = field(default_factory=dict)
    known: dict[PromptKey, AnswerCounts] = field(default_factory=dict, repr=False)
    """Cells asked for before; nobody is counted after that."""

    @property
    def people(self) -> int:
        """Return how many people are counted."""
        return len(self.atoms)

    def column(self, key: PromptKey) -> bytes:
        """Return what everybody gave to one rating, as codes (length: people)."""
        return bytes(self.rows[self.keys.index(key) :: len(self.keys)])

    def person(self, place: int) -> bytes:
        """Return what one person gave to every rating, as codes (length: ratings)."""
        return bytes(self.rows[place * len(self.keys) : (place + 1) * len(self.keys)])

    def cell(self, key: PromptKey) -> AnswerCounts:
        """Return how many people gave each answer to one rating."""
        if key not in self.known:
            self.known[key] = Counter({_ANSWERS[code]: n for code, n in Counter(self.column(key)).items()})
        return self.known[key]


def cut_questions(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the ids of the profile questions that this questionnaire's sides are cut by."""
    return tuple(question.id for question in questionnaire.cut_questions)


def side_keys(questionnaire: Questionnaire, side: Side) -> tuple[PromptKey, ...]:
    """Return every rating of one form, section by section and facet by facet."""
    return tuple(
        key for section in questionnaire.sections for facet in Facet for key in section.keys(about_for(side, facet))
    )


def count_sides(questionnaire: Questionnaire, sheets: Iterable[AnswerSheet]) -> Mapping[Side, SideCount]:
    """Return the counts of both sides; each sheet is visited once and let go.

    A form without any rating is no answer, and passed over.

    Source:
        docs/method.md, section 2.
    """
    counts = {side: _nothing_counted(questionnaire, side) for side in Side}
    questions = cut_questions(questionnaire)
    for sheet in sheets:
        if not sheet.is_blank:
            _count(sheet, counts[sheet.side], questions)
    return counts


def _nothing_counted(questionnaire: Questionnaire, side: Side) -> SideCount:
    ratings = [question for question in questionnaire.closing if isinstance(question, ClosingRating)]
    return SideCount(side_keys(questionnaire, side), {question.id: Counter() for question in ratings})


def _count(sheet: AnswerSheet, count: SideCount, questions: tuple[str, ...]) -> None:
    count.rows.extend(map(_CODES.__getitem__, map(sheet.ratings.get, count.keys)))
    count.atoms.append(tuple(_disclosed(sheet.profile.get(question)) for question in questions))
    for question, cell in count.closing.items():
        cell[sheet.closing.get(question)] += 1
    count.priorities.update(set(sheet.priorities))
    for topic, comment in sheet.comments.items():
        if comment.share and comment.text.strip():
            count.comments.setdefault(topic, []).append(comment.text)


def _disclosed(option: str | None) -> str | None:
    return None if option == UNDISCLOSED else option
