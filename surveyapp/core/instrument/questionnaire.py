"""The questionnaire: statements with two voices, the scales they are rated on, and who is asked what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from surveyapp.core.instrument.meeting_form import MeetingForm
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.instrument.statement import Prompt, Statement
from surveyapp.core.sides import About, Facet, PromptKey, Side, about_for
from surveyapp.core.text.languages import TABLE, Language, Text
from surveyapp.core.wire import added_later

LOCATION = "location"
"""Id of the profile question whose options are also the places where a partner works."""

CUT_BY = ("role", LOCATION)
"""Ids of the profile questions that a side may be cut by. No figure is made of any other."""

UNDISCLOSED = "no_answer"
"""Key of the option "prefer not to say", which never makes a group."""


PROMPTS_BEFORE: Mapping[str, str] = {
    "clear_gap": "gap",
    "possible_gap": "gap_unclear",
    "both_high": "shared_strength",
    "both_low": "shared_concern",
    "alike": "similar",
    "unsettled": "similar",
    "divided": "split",
}
"""Names of prompts in versions that were published under the first edition of the method."""


@dataclass(frozen=True, slots=True)
class Section:
    """A principle or value: its statements and one open question."""

    id: str
    part: str
    scale: str
    title: Text
    hint: Text
    statements: tuple[Statement, ...]
    open: Text

    @property
    def facets(self) -> tuple[Facet, ...]:
        """Return what its statements are about, seen from outside."""
        asked = {about for statement in self.statements for about in statement.abouts}
        return tuple(facet for facet in Facet if any(about_for(side, facet) in asked for side in Side))

    def keys(self, about: About) -> tuple[PromptKey, ...]:
        """Return the keys of all ratings about ``about``, in the file's order."""
        return tuple(PromptKey(s.id, about) for s in self.statements if about in s.abouts)


@dataclass(frozen=True, slots=True)
class Part:
    """A named group of sections, such as the five principles."""

    id: str
    title: Text
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a profile question, or one kind of organisation."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """A question about the respondent's work; never required."""

    id: str
    question: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ClosingRating:
    """A closing question answered on a scale."""

    id: str
    scale: str
    question: Text

    kind = "rating"


@dataclass(frozen=True, slots=True)
class ClosingChoice:
    """A closing question answered by choosing up to ``max`` sections."""

    id: str
    max: int
    question: Text

    kind = "multiple"


@dataclass(frozen=True, slots=True)
class ClosingText:
    """A closing question answered in words."""

    id: str
    question: Text

    kind = "text"


ClosingQuestion = ClosingRating | ClosingChoice | ClosingText


@dataclass(frozen=True, slots=True)
class SideLabels:
    """What a side is called on pages and charts."""

    label: Text
    full_name: Text


@dataclass(frozen=True, slots=True)
class Terms:
    """What ``{Other}`` and ``{other}`` become on one side's form."""

    capitalised: Text
    plain: Text

    def fill(self, text: Text) -> Text:
        """Return ``text`` with both placeholders replaced, in each of its languages."""
        return Text(
            {
                code: said.replace("{Other}", self.capitalised.in_(code)).replace("{other}", self.plain.in_(code))
                for code, said in text.items()
            }
        )


@dataclass(frozen=True, slots=True)
class Scoring:
    """The figures of docs/method.md, sections 3 and 4; in scale points, but ``level``, rates and shares.

    The last two have values for versions that were published before there were such limits.
    """

    level: float
    sd_floor: float
    min_n: int
    flag_gap_at: float
    shared_strength_min: float
    shared_concern_max: float
    high_dont_know: float
    split_agreement_max: float
    alike_within: float = added_later(1.0)
    false_discovery: float = added_later(0.1)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many people it takes before a figure may be shown (docs/method.md, section 7)."""

    min_side: int
    min_detail: int
    min_cell: int


@dataclass(frozen=True)
class Questionnaire:
    """One immutable version of a questionnaire, with every text in each of its languages.

    ``privacy_notice`` is what earlier versions said: shown nowhere, and kept because a version's name is its hash.
    """

    slug: str
    title: Text
    short_title: Text
    reference_period_months: int
    sides: Mapping[Side, SideLabels]
    terms: Mapping[Side, Terms]
    facets: Mapping[Facet, Text]
    intro: Mapping[Side, Text]
    labels: Mapping[str, Text]
    scales: Mapping[str, Scale]
    scoring: Scoring
    disclosure: Thresholds
    profile: tuple[ProfileQuestion, ...]
    organisation_types: tuple[Option, ...]
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    closing: tuple[ClosingQuestion, ...]
    thanks: Text
    discussion_prompts: Mapping[str, Text]
    meeting_form: MeetingForm
    privacy_notice: Text | None = added_later(None)  # noqa: RUF009 - it never changes

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages that it is asked in, in the order of the table: a file is whole in each, or refused."""
        return tuple(Language(code) for code in TABLE if code in self.title.written)

    @cached_property
    def _sections_by_id(self) -> Mapping[str, Section]:
        return {section.id: section for section in self.sections}

    def find_section(self, section_id: str) -> Section | None:
        """Return the section called ``section_id``, or None."""
        return self._sections_by_id.get(section_id)

    def scale_of(self, question: Section | ClosingRating) -> Scale:
        """Return the scale that ``question`` is rated on."""
        return self.scales[question.scale]

    def prompts(self, section: Section, side: Side) -> Iterator[Prompt]:
        """Yield every rating of ``section`` as ``side`` reads it: about us, about the other side, about both."""
        for about in About:
            for statement in section.statements:
                if about in statement.abouts:
                    text = self.terms[side].fill(statement.text_about(about))
                    yield Prompt(PromptKey(statement.id, about), text, about.facet_for(side))

    def keys(self, side: Side, facet: Facet) -> tuple[PromptKey, ...]:
        """Return the keys of every rating of ``facet`` on the form of ``side``, over all sections."""
        about = about_for(side, facet)
        return tuple(key for section in self.sections for key in section.keys(about))

    def discussion_prompt(self, name: str) -> Text | None:
        """Return what opens the talk about a reading or flag; an older version has some under older names."""
        prompts = self.discussion_prompts
        return prompts.get(name) or prompts.get(PROMPTS_BEFORE.get(name, name))

    @property
    def cut_questions(self) -> tuple[ProfileQuestion, ...]:
        """Return the profile questions that sides are cut by: the only ones that a form asks."""
        return tuple(question for question in self.profile if question.id in CUT_BY)

    @property
    def places(self) -> tuple[Option, ...]:
        """Return the places that the form lets people choose."""
        options = next((question.options for question in self.profile if question.id == LOCATION), ())
        return tuple(option for option in options if option.key != UNDISCLOSED)

    def statement_count(self) -> int:
        """Return how many statements there are, over all sections."""
        return sum(len(section.statements) for section in self.sections)
