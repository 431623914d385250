"""The shape of a whole questionnaire file, and its way into core."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from surveyapp.catalogue.figures import DisclosureShape, ScoringShape
from surveyapp.catalogue.questions import ClosingShape, MeetingFormShape, OptionShape, PartShape, ProfileShape
from surveyapp.catalogue.statements import Id, ScaleShape, SectionShape
from surveyapp.catalogue.texts import Shape, TextShape, refusal
from surveyapp.core.instrument.questionnaire import Questionnaire, SideLabels, Terms
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import TABLE

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SLUG_LIMIT = 60


def _named(slug: str) -> str:
    if not _SLUG.fullmatch(slug) or len(slug) > _SLUG_LIMIT:
        raise refusal(f"{slug} cannot be a name; use a-z and 0-9, words joined by -, {_SLUG_LIMIT} at most")
    return slug


def _known(code: str) -> str:
    if code not in TABLE:
        raise refusal(f'must be one of {", ".join(TABLE)}, not "{code}"')
    return code


class SideShape(Shape):
    """What a side is called."""

    label: TextShape
    full_name: TextShape

    def to_core(self) -> SideLabels:
        """Return the names as core has them."""
        return SideLabels(self.label.to_core(), self.full_name.to_core())


class SidesShape(Shape):
    """Both sides' names."""

    prcs: SideShape
    partner: SideShape


class TermsShape(Shape):
    """What the placeholders become on one side's form."""

    capitalised: Annotated[TextShape, Field(alias="Other")]
    plain: Annotated[TextShape, Field(alias="other")]

    def to_core(self) -> Terms:
        """Return the terms as core has them."""
        return Terms(self.capitalised.to_core(), self.plain.to_core())


class BothTermsShape(Shape):
    """The terms of both forms."""

    prcs: TermsShape
    partner: TermsShape


class FacetsShape(Shape):
    """What each facet is called."""

    prcs: TextShape
    partner: TextShape
    joint: TextShape


class IntroShape(Shape):
    """How each side's form begins."""

    prcs: TextShape
    partner: TextShape


class LabelsShape(Shape):
    """The words of headings and buttons that an instrument may choose itself."""

    about_us: TextShape
    about_other: TextShape
    about_joint: TextShape
    save_continue: TextShape
    back: TextShape
    finish: TextShape


class QuestionnaireShape(Shape):
    """A questionnaire file. ``references`` checks what one table cannot see of another."""

    file_schema: Annotated[Literal["partnership-questionnaire/1"], Field(alias="schema")]
    id: Annotated[str, AfterValidator(_named)]
    source_language: Annotated[str, AfterValidator(_known)]
    title: TextShape
    short_title: TextShape
    reference_period_months: Annotated[int, Field(ge=1, le=120)]
    sides: SidesShape
    terms: BothTermsShape
    facets: FacetsShape
    intro: IntroShape
    labels: LabelsShape
    scales: dict[Id, ScaleShape]
    scoring: ScoringShape
    disclosure: DisclosureShape
    profile: list[ProfileShape]
    organisation_types: Annotated[list[OptionShape], Field(min_length=1)]
    parts: Annotated[list[PartShape], Field(min_length=1)]
    sections: Annotated[list[SectionShape], Field(min_length=1)]
    closing: list[ClosingShape]
    thanks: TextShape
    discussion_prompts: dict[str, TextShape]
    meeting_form: MeetingFormShape

    def to_core(self) -> Questionnaire:
        """Return the questionnaire as core has it."""
        part_of = {section: part.id for part in self.parts for section in part.sections}
        return Questionnaire(
            slug=self.id,
            reference_period_months=self.reference_period_months,
            scales={key: scale.to_core(key) for key, scale in self.scales.items()},
            sections=tuple(section.to_core(part_of[section.id]) for section in self.sections),
            scoring=self.scoring.to_core(),
            disclosure=self.disclosure.to_core(),
            meeting_form=self.meeting_form.to_core(),
            **self._names(),
            **self._wording(),
            **self._lists(),
        )

    def _names(self) -> dict[str, Any]:
        return {
            "sides": {side: getattr(self.sides, side).to_core() for side in Side},
            "terms": {side: getattr(self.terms, side).to_core() for side in Side},
            "facets": {facet: getattr(self.facets, facet).to_core() for facet in Facet},
            "intro": {side: getattr(self.intro, side).to_core() for side in Side},
            "labels": {name: text.to_core() for name, text in self.labels},
            "discussion_prompts": {name: text.to_core() for name, text in self.discussion_prompts.items()},
        }

    def _wording(self) -> dict[str, Any]:
        names = ("title", "short_title", "thanks")
        return {name: getattr(self, name).to_core() for name in names}

    def _lists(self) -> dict[str, Any]:
        names = ("profile", "organisation_types", "parts", "closing")
        return {name: tuple(shape.to_core() for shape in getattr(self, name)) for name in names}
