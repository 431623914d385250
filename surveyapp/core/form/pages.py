"""The pages of a form: which fields stand on each, and what each field takes.

Web forms, the check page, paper keying and imports are all made from these; nobody lists fields by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveyapp.core.instrument.questionnaire import (
    ClosingChoice,
    ClosingQuestion,
    ClosingRating,
    Option,
    Questionnaire,
    Section,
)
from surveyapp.core.instrument.scale import Scale, read_answer
from surveyapp.core.sides import About, Side
from surveyapp.core.text.languages import Text

PROFILE, CLOSING = "profile", "closing"
FORMERLY_ASKED = frozenset({"involvement"})
"""Fields of the profile page that earlier forms had; old pages, programs and tables may still send them."""

COMMENT_LIMIT = 1000
"""Characters that a comment may have."""

SHARE_SUFFIX = ".share"
TICKED = "y"

Value = str | tuple[str, ...]
"""A field's value as the form sends it: "" or () when nothing was chosen."""

PageValues = Mapping[str, Value]
"""The values of a page, by field name."""


@dataclass(frozen=True, slots=True)
class RatingField:
    """One rating on a scale."""

    name: str
    label: Text
    scale: Scale
    about: About | None = None

    kind = "rating"
    empty = ""

    def accepts(self, value: Value) -> bool:
        """Say whether ``value`` is an answer of the scale, or none."""
        try:
            read_answer(str(value), self.scale)
        except ValueError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One option of several."""

    name: str
    label: Text
    options: tuple[Option, ...]

    kind = "choice"
    empty = ""

    def accepts(self, value: Value) -> bool:
        """Say whether ``value`` is an option, or none."""
        return value == "" or value in {option.key for option in self.options}


@dataclass(frozen=True, slots=True)
class ChoicesField:
    """Up to ``max`` options of several."""

    name: str
    label: Text
    options: tuple[Option, ...]
    max: int

    kind = "choices"
    empty = ()

    def accepts(self, value: Value) -> bool:
        """Say whether ``value`` holds at most ``max`` options, each once."""
        known = {option.key for option in self.options}
        return len(value) <= self.max and len(set(value)) == len(value) and set(value) <= known


@dataclass(frozen=True, slots=True)
class TextField:
    """Words, at most ``COMMENT_LIMIT`` characters."""

    name: str
    label: Text

    kind = "text"
    empty = ""
    limit = COMMENT_LIMIT

    def accepts(self, value: Value) -> bool:
        """Say whether ``value`` is short enough."""
        return len(value) <= self.limit


@dataclass(frozen=True, slots=True)
class ShareField:
    """The tick under a text that lets the other side read it word for word."""

    name: str

    kind = "share"
    empty = ""

    def accepts(self, value: Value) -> bool:
        """Say whether ``value`` is a tick, or none."""
        return value in {"", TICKED}


Field = RatingField | ChoiceField | ChoicesField | TextField | ShareField


@dataclass(frozen=True, eq=False)
class Page:
    """One page of a form, compared by identity. ``section`` is None on the profile and closing pages.

    ``passed_over`` are names that may still come with it, and are not asked: nothing that stands under them is kept.
    """

    id: str
    fields: tuple[Field, ...]
    section: Section | None = None
    passed_over: frozenset[str] = frozenset()

    questions: tuple[Field, ...] = field(init=False)
    """The fields that count as asked: all but words and ticks, which are always optional."""

    def __post_init__(self) -> None:
        asked = tuple(f for f in self.fields if not isinstance(f, (TextField, ShareField)))
        object.__setattr__(self, "questions", asked)

    def count_answered(self, values: Mapping[str, Value]) -> int:
        """Return how many of the page's questions have an answer in ``values``."""
        return sum(bool(values.get(question.name)) for question in self.questions)


def form_pages(questionnaire: Questionnaire, side: Side, *, asks_profile: bool = True) -> tuple[Page, ...]:
    """Return the pages of the form of ``side`` in order: profile, sections, closing.

    The profile page asks what a figure is made of, and is left out where that is nothing, or ``asks_profile`` is False.
    """
    profile = tuple(ChoiceField(q.id, q.question, q.options) for q in questionnaire.cut_questions if asks_profile)
    about_work = [Page(PROFILE, profile, passed_over=unasked(questionnaire, asks_profile=True))] if profile else []
    sections = (Page(s.id, tuple(_section_fields(questionnaire, s, side)), s) for s in questionnaire.sections)
    closing = tuple(f for question in questionnaire.closing for f in _closing_fields(questionnaire, question))
    return (*about_work, *sections, Page(CLOSING, closing))


def unasked(questionnaire: Questionnaire, *, asks_profile: bool) -> frozenset[str]:
    """Return the names of what a form might ask about a person's work, and does not."""
    asked = questionnaire.cut_questions if asks_profile else ()
    return (FORMERLY_ASKED | {q.id for q in questionnaire.profile}) - {q.id for q in asked}


def find_page(pages: Sequence[Page], page_id: str) -> Page | None:
    """Return the page called ``page_id``, or None."""
    return next((page for page in pages if page.id == page_id), None)


def _section_fields(questionnaire: Questionnaire, section: Section, side: Side) -> Iterator[Field]:
    scale = questionnaire.scale_of(section)
    for prompt in questionnaire.prompts(section, side):
        yield RatingField(prompt.key.field_name, prompt.text, scale, prompt.key.about)
    yield TextField("open", section.open)
    yield ShareField("open" + SHARE_SUFFIX)


def _closing_fields(questionnaire: Questionnaire, question: ClosingQuestion) -> Iterator[Field]:
    if isinstance(question, ClosingRating):
        yield RatingField(question.id, question.question, questionnaire.scale_of(question))
    elif isinstance(question, ClosingChoice):
        topics = tuple(Option(section.id, section.title) for section in questionnaire.sections)
        yield ChoicesField(question.id, question.question, topics, question.max)
    else:
        yield TextField(question.id, question.question)
        yield ShareField(question.id + SHARE_SUFFIX)
