"""The shapes of the numbers that a questionnaire chooses: scoring and disclosure."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from surveyapp.catalogue.texts import Shape, refusal
from surveyapp.core.instrument.questionnaire import Scoring, Thresholds

LEAST_SIDE = 3
"""No figure of fewer people than this may ever be shown (docs/method.md, section 7)."""

Share = Annotated[float, Field(ge=0, le=1)]


class IntervalShape(Shape):
    """The interval of a gap."""

    level: Annotated[float, Field(gt=0, lt=1)]
    sd_floor: Annotated[float, Field(gt=0)]
    min_n: Annotated[int, Field(ge=2)]


class ScoringShape(Shape):
    """The figures that choose a reading; the formulas themselves are those of docs/method.md."""

    interval: IntervalShape
    flag_gap_at: Annotated[float, Field(gt=0)]
    shared_strength_min: Annotated[float, Field(ge=1)]
    shared_concern_max: Annotated[float, Field(ge=1)]
    high_dont_know: Share
    split_agreement_max: Annotated[float, Field(ge=-1, le=1)]
    alike_within: Annotated[float, Field(gt=0)] = 1.0
    false_discovery: Annotated[float, Field(gt=0, lt=1)] = 0.1

    @model_validator(mode="after")
    def _leave_a_middle(self) -> Self:
        if self.shared_concern_max >= self.shared_strength_min:
            raise refusal("must be below shared_strength_min; change one of the two", at="shared_concern_max")
        return self

    def to_core(self) -> Scoring:
        """Return the figures as core has them."""
        interval = self.interval
        return Scoring(
            level=float(interval.level),
            sd_floor=float(interval.sd_floor),
            min_n=interval.min_n,
            flag_gap_at=float(self.flag_gap_at),
            shared_strength_min=float(self.shared_strength_min),
            shared_concern_max=float(self.shared_concern_max),
            high_dont_know=float(self.high_dont_know),
            split_agreement_max=float(self.split_agreement_max),
            alike_within=float(self.alike_within),
            false_discovery=float(self.false_discovery),
        )


class DisclosureShape(Shape):
    """How many people it takes."""

    min_side: Annotated[int, Field(ge=LEAST_SIDE)]
    min_detail: Annotated[int, Field(ge=LEAST_SIDE)]
    min_cell: Annotated[int, Field(ge=LEAST_SIDE)]

    @model_validator(mode="after")
    def _ascend(self) -> Self:
        if self.min_detail < self.min_side:
            raise refusal(f"must be {self.min_side} or more, as min_side is; raise it", at="min_detail")
        if self.min_cell < self.min_detail:
            raise refusal(f"must be {self.min_detail} or more, as min_detail is; raise it", at="min_cell")
        return self

    def to_core(self) -> Thresholds:
        """Return the thresholds as core has them."""
        return Thresholds(self.min_side, self.min_detail, self.min_cell)
