"""The file's sentences: both languages, nothing blank, and only the placeholders that something fills in."""

import re
from collections.abc import Collection
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from surveyapp.catalogue.characters import find_control
from surveyapp.core.text.languages import Language, Text

TEXT_LIMIT = 2000
"""Characters that one sentence may have in one language."""

LANGUAGE_NAMES = {Language.AR.value: "Arabic", Language.EN.value: "English"}

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_LAM_BEFORE = re.compile(r"ل\u0640?\{other\}", re.IGNORECASE)
_OTHER = frozenset({"{Other}", "{other}"})
_PROGRESS = frozenset({"{n}", "{total}"})


class Shape(BaseModel):
    """A table of the file: every key is known and nothing is converted on the quiet."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def refusal(sentence: str, *, at: str | None = None) -> PydanticCustomError:
    """Return the error that puts ``sentence`` into the report as it stands, for the key ``at`` if given."""
    return PydanticCustomError("refused", "refused", {"sentence": sentence, "at": at})


def placeholders_in(text: str) -> list[str]:
    """Return every placeholder of ``text``, lone braces included."""
    return _BRACES.findall(text)


def _written(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    if control := find_control(text):
        raise refusal(f"holds the invisible character {control}; delete it")
    if len(text) > TEXT_LIMIT:
        raise refusal(f"has {len(text)} characters; shorten it to {TEXT_LIMIT} at most")
    return text


def _without_strangers(text: str, known: Collection[str], advice: str) -> str:
    strangers = [p for p in placeholders_in(text) if p not in known]
    if strangers:
        raise refusal(f"has the placeholder {strangers[0]}, which nothing fills in here; {advice}")
    return text


def _plain(text: str) -> str:
    return _without_strangers(text, (), "write the words themselves")


def _about_other(text: str) -> str:
    _without_strangers(text, _OTHER, "write {Other} or {other}")
    count = len(placeholders_in(text))
    if count == 0:
        raise refusal("has no placeholder; write {Other} or {other} once")
    if count > 1:
        raise refusal(f"has {count} placeholders; write {{Other}} or {{other}} once only")
    return text


def _without_lam(text: str) -> str:
    if _LAM_BEFORE.search(text):
        raise refusal("puts the preposition lam before {other}, where it would have to merge; reword the sentence")
    return text


def _progress(text: str) -> str:
    return _without_strangers(text, _PROGRESS, "write {n} or {total}")


Written = Annotated[str, AfterValidator(_written)]
PlainSentence = Annotated[Written, AfterValidator(_plain)]


class TextShape(Shape):
    """One sentence in both languages, without placeholders."""

    ar: PlainSentence
    en: PlainSentence

    def to_core(self) -> Text:
        """Return the sentence as core has it."""
        return Text(ar=self.ar, en=self.en)


class TheyShape(TextShape):
    """A sentence about the other side, with one placeholder for its name."""

    ar: Annotated[Written, AfterValidator(_about_other), AfterValidator(_without_lam)]
    en: Annotated[Written, AfterValidator(_about_other)]


class _FilledShape(TextShape):
    """A sentence whose placeholders must be the same in both languages."""

    @model_validator(mode="after")
    def _agree(self) -> Self:
        ar, en = (sorted(set(placeholders_in(text))) for text in (self.ar, self.en))
        if ar != en:
            said = " and ".join(f"{name} has {', '.join(p) or 'none'}" for name, p in (("Arabic", ar), ("English", en)))
            raise refusal(f"has different placeholders: {said}; use the same in both")
        return self


class ProgressShape(_FilledShape):
    """Where the respondent stands: section ``{n}`` of ``{total}``."""

    ar: Annotated[Written, AfterValidator(_progress)]
    en: Annotated[Written, AfterValidator(_progress)]
