"""The shapes of scales, statements and sections."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from surveyapp.catalogue.texts import Shape, TextShape, TheyShape, refusal
from surveyapp.core.instrument.questionnaire import Section
from surveyapp.core.instrument.scale import NonAnswerOption, Scale, ScalePoint
from surveyapp.core.instrument.statement import JointStatement, MirroredStatement

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
"""What a thing goes by, for life: in answers, results and form fields."""


class PointShape(Shape):
    """One answer of a scale."""

    value: int
    key: Id
    label: TextShape

    def to_core(self) -> ScalePoint:
        """Return the point as core has it."""
        return ScalePoint(self.value, self.key, self.label.to_core())


class NonAnswerShape(Shape):
    """An answer without a score."""

    key: Literal["dk", "na"]
    label: TextShape

    def to_core(self) -> NonAnswerOption:
        """Return the answer as core has it."""
        return NonAnswerOption(self.key, self.label.to_core())


class ScaleShape(Shape):
    """A scale; its id is the key it stands under."""

    question: TextShape | None = None
    points: Annotated[list[PointShape], Field(min_length=2, max_length=11)]
    non_answers: list[NonAnswerShape]
    favourable_min: int

    @model_validator(mode="after")
    def _ascend(self) -> Self:
        values = [point.value for point in self.points]
        top = len(values)
        if values != list(range(1, top + 1)):
            raise refusal(
                f"has the points {', '.join(map(str, values))}; number them 1 to {top}, in this order", at="points"
            )
        if not 1 < self.favourable_min <= top:
            raise refusal(f"must be above 1, and {top} at most; change it", at="favourable_min")
        return self

    def to_core(self, scale_id: str) -> Scale:
        """Return the scale as core has it."""
        return Scale(
            id=scale_id,
            points=tuple(point.to_core() for point in self.points),
            non_answers=tuple(option.to_core() for option in self.non_answers),
            favourable_min=self.favourable_min,
            question=self.question.to_core() if self.question else None,
        )


class MirroredShape(Shape):
    """One behaviour in two voices."""

    id: Id
    kind: Literal["mirrored"]
    we: TextShape
    they: TheyShape
    reverse: bool = False

    def to_core(self) -> MirroredStatement:
        """Return the statement as core has it."""
        return MirroredStatement(self.id, self.we.to_core(), self.they.to_core(), self.reverse)


class JointShape(Shape):
    """A statement on the common work."""

    id: Id
    kind: Literal["joint"]
    text: TextShape
    reverse: bool = False

    def to_core(self) -> JointStatement:
        """Return the statement as core has it."""
        return JointStatement(self.id, self.text.to_core(), self.reverse)


StatementShape = Annotated[MirroredShape | JointShape, Field(discriminator="kind")]


class SectionShape(Shape):
    """A principle or value. The part it belongs to is written under ``parts``."""

    id: Id
    scale: str
    title: TextShape
    hint: TextShape
    statements: Annotated[list[StatementShape], Field(min_length=1)]
    open: TextShape

    def to_core(self, part: str) -> Section:
        """Return the section as core has it."""
        return Section(
            id=self.id,
            part=part,
            scale=self.scale,
            title=self.title.to_core(),
            hint=self.hint.to_core(),
            statements=tuple(statement.to_core() for statement in self.statements),
            open=self.open.to_core(),
        )
