"""Answers kept while a form is being filled in, page by page, and what they come to when it is sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.form.pages import (
    CLOSING,
    PROFILE,
    SHARE_SUFFIX,
    ChoicesField,
    Page,
    PageValues,
    RatingField,
    TextField,
    Value,
)
from surveyapp.core.instrument.scale import Answer, read_answer
from surveyapp.core.sides import PromptKey, Side, read_prompt_key

KEYS_REMEMBERED = 64
"""How many keys of saved changes a draft remembers: more than a browser ever sends again in one go."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was kept so far: per page the fields that have a value, and which pages were left with an answer or without.

    ``keys`` are those under which changes came last, the newest at the end: changes that come again are known by them.
    """

    pages: Mapping[str, PageValues] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()

    def values(self, page: Page) -> PageValues:
        """Return the kept values of ``page``; a field without one is absent."""
        return self.pages.get(page.id, {})

    def with_changes(self, page: Page, changes: PageValues, *, is_left: bool = True) -> "Draft":
        """Return the draft after ``page`` was saved with ``changes``, and left; an empty value clears a field."""
        merged = {**self.values(page), **changes}
        kept = {f.name: merged[f.name] for f in page.fields if merged.get(f.name)}
        seen = self.seen | {page.id} if is_left else self.seen
        return replace(self, pages={**self.pages, page.id: kept}, seen=seen)

    def remembering(self, keys: Sequence[str]) -> "Draft":
        """Return the draft, knowing that the changes that came under ``keys``, or will come, are in it."""
        return replace(self, keys=(*self.keys, *keys)[-KEYS_REMEMBERED:])

    def next_page(self, pages: Sequence[Page]) -> Page | None:
        """Return the first page not yet left, or None when all are."""
        return next((page for page in pages if page.id not in self.seen), None)


def to_sheet(draft: Draft, pages: Sequence[Page], side: Side) -> AnswerSheet:
    """Return the answers of ``draft`` as they are stored when the form is sent."""
    ratings: dict[PromptKey, Answer] = {}
    closing: dict[str, Answer] = {}
    for page, name, answer in _ratings(draft, pages):
        if page.section is None:
            closing[name] = answer
        else:
            ratings[read_prompt_key(name)] = answer
    return AnswerSheet(
        side=side,
        ratings=ratings,
        closing=closing,
        profile=_profile(draft, pages),
        comments=dict(_comments(draft, pages)),
        priorities=_priorities(draft, pages),
    )


def from_sheet(sheet: AnswerSheet, pages: Sequence[Page]) -> Draft:
    """Return the draft that ``to_sheet`` would turn into ``sheet``."""
    flat: dict[str, Value] = {**sheet.profile, **{k: str(v) for k, v in sheet.closing.items()}}
    flat |= {key.field_name: str(answer) for key, answer in sheet.ratings.items()}
    draft = Draft()
    for page in pages:
        values = {f.name: flat[f.name] for f in page.fields if f.name in flat}
        values |= {f.name: sheet.priorities for f in page.fields if isinstance(f, ChoicesField)}
        for f in page.fields:
            comment = sheet.comments.get(_topic(page, f.name)) if isinstance(f, TextField) else None
            if comment:
                values |= {f.name: comment.text, f.name + SHARE_SUFFIX: "y" if comment.share else ""}
        draft = draft.with_changes(page, values)
    return draft


def _ratings(draft: Draft, pages: Sequence[Page]) -> Iterator[tuple[Page, str, Answer]]:
    for page in pages:
        values = draft.values(page)
        for f in page.fields:
            if isinstance(f, RatingField) and f.name in values:
                answer = read_answer(str(values[f.name]), f.scale)
                if answer is not None:
                    yield page, f.name, answer


def _comments(draft: Draft, pages: Sequence[Page]) -> Iterator[tuple[str, Comment]]:
    for page in pages:
        values = draft.values(page)
        for f in page.fields:
            if isinstance(f, TextField) and values.get(f.name):
                yield (
                    _topic(page, f.name),
                    Comment(str(values[f.name]), share=bool(values.get(f.name + SHARE_SUFFIX))),
                )


def _profile(draft: Draft, pages: Sequence[Page]) -> dict[str, str]:
    """Return what is asked about the person's work; what a draft holds beside it was asked once, and is let go."""
    asked = [f.name for page in pages if page.id == PROFILE for f in page.fields]
    kept = draft.pages.get(PROFILE, {})
    return {name: str(kept[name]) for name in asked if name in kept}


def _priorities(draft: Draft, pages: Sequence[Page]) -> tuple[str, ...]:
    closing = next(page for page in pages if page.id == CLOSING)
    choices = next((f.name for f in closing.fields if isinstance(f, ChoicesField)), "")
    return tuple(draft.values(closing).get(choices, ()))


def _topic(page: Page, field_name: str) -> str:
    """Return what a comment is kept under: its section, or its own closing question."""
    return page.id if page.section else field_name
