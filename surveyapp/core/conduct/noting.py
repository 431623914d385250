"""What the meeting's screen writes of one topic, field by field, while it is typed; and what two screens make of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from surveyapp.core.conduct.actions import WORDS_LIMIT, Agreement, Promise
from surveyapp.core.errors import Code, InputError
from surveyapp.core.sides import Facet
from surveyapp.core.text.days import read_day
from surveyapp.core.text.naming import read_name, read_words

DIFFER = "differ"
"""In place of a score: the sides still differ."""

NEW = "new"
"""In place of an action's number: the one that is not whole yet."""

GOES_ON = timedelta(minutes=10)
"""How long somebody's word goes on after its last stroke: until then what is typed takes its place."""


@dataclass(frozen=True, slots=True)
class Word:
    """Who wrote something last, and when."""

    by: str | None
    at: datetime

    def goes_on(self, by: str, now: datetime, *, signed_at: datetime | None) -> bool:
        """Say whether ``by``, who writes again at ``now``, still says the same word; none goes on past a sign-off."""
        return self.by == by and now - self.at < GOES_ON and (signed_at is None or signed_at < self.at)


@dataclass(frozen=True, slots=True)
class Noted:
    """An action as it is typed: nothing of it need be there, and the day need not be one."""

    words: str = ""
    prcs_lead: str = ""
    partner_lead: str = ""
    due: str = ""
    evidence: str = ""
    facet: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return self == replace(Noted(), facet=self.facet)

    @property
    def is_whole(self) -> bool:
        """Say whether it says what, who on each side, and by when."""
        return all(getattr(self, part) for part in NEEDED)

    def promise(self, section: str) -> Promise:
        """Return it as a promise; InputError where something is missing, or the day is none."""
        if not self.words:
            raise InputError(Code.NOTHING_PROMISED)
        if not (self.prcs_lead and self.partner_lead):
            raise InputError(Code.NOBODY_ANSWERS_FOR_IT)
        facet = Facet(self.facet) if self.facet else None
        return Promise(section, self.words, self.prcs_lead, self.partner_lead, read_day(self.due), self.evidence, facet)


NEEDED = ("words", "prcs_lead", "partner_lead", "due")
PARTS = tuple(field.name for field in fields(Noted))


def noted(promise: Promise) -> Noted:
    """Return a promise as it is typed."""
    return Noted(
        words=promise.words,
        prcs_lead=promise.prcs_lead,
        partner_lead=promise.partner_lead,
        due=promise.due.isoformat(),
        evidence=promise.evidence,
        facet=promise.facet or "",
    )


@dataclass(frozen=True, slots=True)
class Notes:
    """All that is written of one topic; actions by their number, with the one that is not whole yet under ``NEW``."""

    agreement: Agreement
    actions: Mapping[str, Noted]

    def by_field(self) -> dict[str, str]:
        """Return it as a page's fields have it."""
        scores = {f"score-{facet}": _typed(self.agreement.scores, facet) for facet in Facet}
        of_actions = {f"{key}-{part}": getattr(one, part) for key, one in self.actions.items() for part in PARTS}
        return {**scores, "words": self.agreement.words, "lesson": self.agreement.lesson, **of_actions}

    def changed(self, by_field: Mapping[str, str]) -> "Notes":
        """Return it as it is with other values of some fields, each of them readable."""
        all_of = {**self.by_field(), **by_field}
        typed = {facet: all_of[f"score-{facet}"] for facet in Facet}
        scores = {facet.value: None if one == DIFFER else float(one) for facet, one in typed.items() if one}
        kept = {part: score for part, score in self.agreement.scores.items() if part not in set(Facet) and not scores}
        agreement = replace(self.agreement, scores={**kept, **scores}, words=all_of["words"], lesson=all_of["lesson"])
        actions = {key: Noted(**{part: all_of[f"{key}-{part}"] for part in PARTS}) for key in self.actions}
        return Notes(agreement, actions)


def read_field(name: str, typed: str, *, top: int) -> str:
    """Return what was typed into a field as it is kept; ``top`` is the highest point of the topic's scale.

    Raises:
        InputError: it cannot be kept.
    """
    part = name.rpartition("-")[2]
    if name.startswith("score-"):
        return _score(typed, top)
    if part == "facet":
        if typed not in {"", *Facet}:
            raise InputError(Code.NO_FACET, facet=typed)
        return typed
    if part == "due":
        return read_day(typed).isoformat() if typed.strip() else ""
    if part.endswith("_lead"):
        return read_name(typed) if typed.strip() else ""
    return read_words(typed, limit=WORDS_LIMIT)


def merge(
    kept: Mapping[str, str], *, shown: Mapping[str, str], typed: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what of the typed fields is taken, and, of those written elsewhere meanwhile, what is kept of them.

    Args:
        kept: all fields.
        shown: what the screen had in its fields before anybody typed.
        typed: what it has now, of the same fields.
    """
    changed = {name: one for name, one in typed.items() if one not in {shown.get(name, ""), kept[name]}}
    clashes = {name: kept[name] for name in changed if kept[name] != shown.get(name, "")}
    return {name: one for name, one in changed.items() if name not in clashes}, clashes


def points_of(top: int) -> list[str]:
    """Return the scores that may be agreed on, as they are typed: whole and half points from 1 to ``top``."""
    return [_written(half / 2) for half in range(2, 2 * top + 1)]


def typed_score(score: float | None) -> str:
    """Return a score that was agreed on as it is typed."""
    return DIFFER if score is None else _written(score)


def _typed(scores: Mapping[str, float | None], facet: Facet) -> str:
    return typed_score(scores[facet]) if facet in scores else ""


def _written(score: float) -> str:
    return f"{score:g}"


def _score(typed: str, top: int) -> str:
    if typed not in {"", DIFFER, *points_of(top)}:
        raise InputError(Code.SCORE_OFF_SCALE, top=top)
    return typed
