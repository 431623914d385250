"""The file's sentences: by language, nothing blank, and only the placeholders that something fills in."""

import re
from collections.abc import Collection
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from surveyapp.catalogue.characters import find_control
from surveyapp.core.text.languages import TABLE, Text

TEXT_LIMIT = 2000
"""Characters that one sentence may have in one language."""

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_LAM_BEFORE = re.compile(r"ل\u0640?\{other\}", re.IGNORECASE)
_OTHER = frozenset({"{Other}", "{other}"})


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


Written = Annotated[str, AfterValidator(_written)]
PlainSentence = Annotated[Written, AfterValidator(_plain)]


class TextShape(Shape):
    """One sentence by the codes of its languages, without placeholders; that none is missing, ``languages`` checks."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)
    __pydantic_extra__: dict[str, PlainSentence]

    @model_validator(mode="before")
    @classmethod
    def _leave_strangers(cls, given: Any) -> Any:
        """Leave keys that are no language to ``check_languages``, which names them."""
        return {key: given[key] for key in TABLE if key in given} if isinstance(given, dict) else given

    @model_validator(mode="after")
    def _say_something(self) -> Self:
        """Refuse a table without a language, in which ``check_languages`` cannot see a text."""
        if not self.words:
            raise refusal("holds no text in any language; write it in each language of the file")
        return self

    @property
    def words(self) -> dict[str, str]:
        """Return the sentence by language."""
        return dict(self.__pydantic_extra__)

    def to_core(self) -> Text:
        """Return the sentence as core has it."""
        return Text(self.words)


class TheyShape(TextShape):
    """A sentence about the other side, with one placeholder for its name."""

    __pydantic_extra__: dict[str, Annotated[Written, AfterValidator(_about_other), AfterValidator(_without_lam)]]
