"""Finding a partner, a round or a review by a word of its name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review, Round
from surveyapp.core.conduct.roles import Right
from surveyapp.core.text.languages import Text
from surveyapp.core.text.searching import folded, in_order
from surveyapp.store import partners, review_lists, rounds
from surveyapp.store.partners import Named
from surveyapp.store.review_lists import ReviewKey
from surveyapp.web.paging import Paging, paging_of

WANTED_LIMIT, SHOWN = 200, 20
"""Letters that are looked for; and how many partners, rounds and reviews are shown at once of those found."""

fold_name = lru_cache(maxsize=32_768)(folded)
name_order = lru_cache(maxsize=32_768)(in_order)
"""A name as it is compared, kept: of all names of thousands of partners, most were compared before."""


class Names(NamedTuple):
    """Every partner and every round, to look among."""

    partners: Sequence[Named]
    rounds: Sequence[Round]


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for, and what there is of it: the first of many partners and rounds, and reviews in parts."""

    wanted: str
    partners: Sequence[Named]
    partner_count: int
    rounds: Sequence[Round]
    round_count: int
    reviews: Sequence[Review]
    paging: Paging

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing."""
        return not (self.partners or self.rounds or self.reviews)


def read_wanted(typed: str) -> str:
    """Return what is looked for, as typed."""
    return typed.strip()[:WANTED_LIMIT]


def search(session: Session, typed: str, *, among: Collection[int] | None) -> Found | None:
    """Return what of all that the reader may see holds every word that was typed; None when nothing is wanted.

    ``among`` are the ids of the reviews that the reader is kept to, or None.
    """
    wanted = read_wanted(typed)
    if not wanted:
        return None
    names = Names(partners.list_named(session), rounds.list_rounds(session))
    own = find_named(names.partners, wanted) if g.staff.may(Right.RUN_REVIEWS) else []
    seen = find_rounds(names.rounds, wanted) if g.staff.may(Right.SEE_ALL_RESULTS) else []
    matching = [one.id for one in find_reviews(session, wanted, names=names, among=among)]
    paging = paging_of(len(matching), size=SHOWN, name="found")
    return Found(
        wanted,
        partners=own[:SHOWN],
        partner_count=len(own),
        rounds=seen[:SHOWN],
        round_count=len(seen),
        reviews=review_lists.list_some(session, paging.of(matching)),
        paging=paging,
    )


def find_named(known: Iterable[Named], wanted: str) -> list[Named]:
    """Return the partners whose names hold every word of ``wanted``; all of them where it is empty."""
    words = folded(wanted).split()
    return [one for one in known if all(_holds(one.name, one.slug, word) for word in words)]


def find_rounds(held: Iterable[Round], wanted: str) -> list[Round]:
    """Return the rounds whose titles hold every word of ``wanted``; all of them where it is empty."""
    words = folded(wanted).split()
    return [one for one in held if all(_holds(one.title, one.slug, word) for word in words)]


def find_reviews(
    session: Session, wanted: str, *, names: Names | None = None, among: Collection[int] | None = None
) -> list[ReviewKey]:
    """Return the reviews of which each word stands in the partner's name or in the round's title; the newest first."""
    matching, words = review_lists.list_keys(session, among=among), folded(wanted).split()
    if words and names is None:
        names = Names(partners.list_named(session), rounds.list_rounds(session))
    known, held = names or Names((), ())
    for word in words:
        of_partners = {one.id for one in known if _holds(one.name, one.slug, word)}
        of_rounds = {one.id for one in held if _holds(one.title, one.slug, word)}
        matching = [one for one in matching if one.partner_id in of_partners or one.round_id in of_rounds]
    return matching


def _holds(name: Text, slug: str, word: str) -> bool:
    return any(word in fold_name(one) for one in (*name.values(), slug))
