"""Two versions in the languages that both have: a language that one of them lacks makes no question another."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import Language, Text


def in_shared_languages(old: Questionnaire, new: Questionnaire) -> tuple[Questionnaire, Questionnaire]:
    """Return both in the languages that both have; as they are where they have the same ones, or none together."""
    shared = tuple(language for language in new.languages if language in old.languages)
    if not shared or shared == old.languages == new.languages:
        return old, new
    return _limited(_ByIdentity(old), shared), _limited(_ByIdentity(new), shared)


class _ByIdentity:
    """A version, which never changes, as the key of a cache."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    def __hash__(self) -> int:
        return id(self.questionnaire)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.questionnaire is other.questionnaire


@lru_cache(maxsize=32)
def _limited(version: _ByIdentity, languages: tuple[Language, ...]) -> Questionnaire:
    limited: Questionnaire = _limit(version.questionnaire, languages)
    return limited


def _limit(value: Any, languages: tuple[Language, ...]) -> Any:
    if isinstance(value, Text):
        return Text({code: said for code, said in value.items() if code in languages})
    if isinstance(value, Mapping):
        return {key: _limit(held, languages) for key, held in value.items()}
    if isinstance(value, tuple):
        return tuple(_limit(held, languages) for held in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _limit(getattr(value, one.name), languages) for one in fields(value)})
    return value
