"""The shapes of what is asked around the statements, and of what the meeting fills in."""

from typing import Annotated, Literal

from pydantic import Field

from surveyapp.catalogue.statements import Id
from surveyapp.catalogue.texts import Shape, TextShape
from surveyapp.core.instrument.meeting_form import ActionColumn, MeetingForm
from surveyapp.core.instrument.questionnaire import (
    ClosingChoice,
    ClosingRating,
    ClosingText,
    Option,
    Part,
    ProfileQuestion,
)


class OptionShape(Shape):
    """One choice."""

    key: Id
    label: TextShape

    def to_core(self) -> Option:
        """Return the choice as core has it."""
        return Option(self.key, self.label.to_core())


class ProfileShape(Shape):
    """A question about the respondent's work."""

    id: Id
    question: TextShape
    options: Annotated[list[OptionShape], Field(min_length=2)]

    def to_core(self) -> ProfileQuestion:
        """Return the question as core has it."""
        return ProfileQuestion(self.id, self.question.to_core(), tuple(option.to_core() for option in self.options))


class PartShape(Shape):
    """A named group of sections."""

    id: Id
    title: TextShape
    sections: Annotated[list[str], Field(min_length=1)]

    def to_core(self) -> Part:
        """Return the part as core has it."""
        return Part(self.id, self.title.to_core(), tuple(self.sections))


class ClosingRatingShape(Shape):
    """A closing question answered on a scale."""

    id: Id
    type: Literal["rating"]
    scale: str
    question: TextShape

    def to_core(self) -> ClosingRating:
        """Return the question as core has it."""
        return ClosingRating(self.id, self.scale, self.question.to_core())


class ClosingChoiceShape(Shape):
    """A closing question answered by choosing sections."""

    id: Id
    type: Literal["multiple"]
    max: Annotated[int, Field(ge=1)]
    question: TextShape

    def to_core(self) -> ClosingChoice:
        """Return the question as core has it."""
        return ClosingChoice(self.id, self.max, self.question.to_core())


class ClosingTextShape(Shape):
    """A closing question answered in words."""

    id: Id
    type: Literal["text"]
    question: TextShape

    def to_core(self) -> ClosingText:
        """Return the question as core has it."""
        return ClosingText(self.id, self.question.to_core())


ClosingShape = Annotated[ClosingRatingShape | ClosingChoiceShape | ClosingTextShape, Field(discriminator="type")]


class MeetingFormShape(Shape):
    """What the meeting fills in by hand."""

    still_differ: TextShape
    lesson: TextShape
    action_plan_title: TextShape
    action_plan_columns: Annotated[list[OptionShape], Field(min_length=1)]
    follow_up_date: TextShape
    signatures: TextShape

    def to_core(self) -> MeetingForm:
        """Return the form as core has it."""
        return MeetingForm(
            still_differ=self.still_differ.to_core(),
            lesson=self.lesson.to_core(),
            action_plan_title=self.action_plan_title.to_core(),
            action_plan_columns=tuple(ActionColumn(c.key, c.label.to_core()) for c in self.action_plan_columns),
            follow_up_date=self.follow_up_date.to_core(),
            signatures=self.signatures.to_core(),
        )
