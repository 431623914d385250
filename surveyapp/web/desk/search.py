"""Finding a partner, a round or a review by a word of its name."""

from dataclasses import dataclass

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.conduct.review import Review, Round
from surveyapp.core.conduct.roles import Right
from surveyapp.core.text.languages import Text
from surveyapp.core.text.searching import matches
from surveyapp.store import partners

WANTED_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for, and what there is of it."""

    wanted: str
    partners: list[Partnership]
    rounds: list[Round]
    reviews: list[Review]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing."""
        return not (self.partners or self.rounds or self.reviews)


def search(session: Session, wanted: str, *, listed: list[Review], rounds: list[Round]) -> Found | None:
    """Return what of all that the reader may see holds every word of ``wanted``; None when nothing is wanted."""
    wanted = wanted.strip()[:WANTED_LIMIT]
    if not wanted:
        return None
    known = partners.list_partners(session) if g.staff.may(Right.RUN_REVIEWS) else []
    seen = rounds if g.staff.may(Right.SEE_ALL_RESULTS) else []
    return Found(
        wanted,
        partners=[one for one in known if matches(wanted, _names(one.name, one.slug))],
        rounds=[one for one in seen if matches(wanted, _names(one.title, one.slug))],
        reviews=[
            one
            for one in listed
            if matches(wanted, [*_names(one.partner.name, one.partner.slug), *_names(one.round.title, one.round.slug)])
        ],
    )


def _names(name: Text, slug: str) -> tuple[str, ...]:
    return *name.values(), slug
