"""Finding a partner, a round or a review by a word of its name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.conduct.review import Review, Round
from surveyapp.core.conduct.roles import Right
from surveyapp.core.text.searching import words_of
from surveyapp.store import finding, review_lists
from surveyapp.store.finding import Which
from surveyapp.web.i18n import current_language
from surveyapp.web.paging import Paging, paging_of

WANTED_LIMIT, SHOWN = 200, 10
"""Letters that are looked for; and how many partners, rounds and reviews are shown at once of those found."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for, and what there is of it: the first of many partners and rounds, and reviews in parts."""

    wanted: str
    partners: Sequence[Partnership]
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
    words, reader = words_of(wanted), current_language()
    of = Which(words) if g.staff.may(Right.RUN_REVIEWS) else None
    matching = finding.list_review_ids(session, words, among=among)
    paging, sees = paging_of(len(matching), size=SHOWN, name="found"), g.staff.may(Right.SEE_ALL_RESULTS)
    return Found(
        wanted,
        partners=finding.list_partners(session, of, reader=reader, limit=SHOWN) if of else [],
        partner_count=finding.count_partners(session, of) if of else 0,
        rounds=finding.list_rounds(session, words, limit=SHOWN) if sees else [],
        round_count=finding.count_rounds(session, words) if sees else 0,
        reviews=review_lists.list_some(session, paging.of(matching)),
        paging=paging,
    )
