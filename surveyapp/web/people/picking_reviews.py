"""Ticking reviews: those of a facilitator, those of a program."""

from collections.abc import Collection, Sequence

from flask import request
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from surveyapp.core.text.searching import words_of
from surveyapp.store import finding, review_lists
from surveyapp.web.desk.search import read_wanted
from surveyapp.web.i18n import text
from surveyapp.web.picking import PickField


class ReviewsField(PickField):
    """Any number of reviews."""

    limit = None


def offer_reviews(
    session: Session, field: ReviewsField, *, first: Collection[int] = (), before: Sequence[SelectChoice] = ()
) -> None:
    """Offer the reviews looked for, those ``first`` that are given already; ``before`` them all, other choices."""
    ids = finding.list_review_ids(session, words_of(asked_words()))
    found = [str(one) for one in sorted(ids, key=lambda one: one not in first)]
    valid = {str(one) for one in finding.list_review_ids(session, ())}
    others = {str(choice.value): choice for choice in before}

    def shown(part: Sequence[str]) -> list[SelectChoice]:
        listed = review_lists.list_some(session, [int(one) for one in part if one not in others])
        names = {str(one.id): f"{text(one.partner.name)} · {text(one.round.title)}" for one in listed}
        return [others.get(one) or SelectChoice(one, names[one]) for one in part]

    field.offer([*others, *found], valid=valid | set(others), shown=shown)


def asked_words() -> str:
    """Return the words that are looked for."""
    return read_wanted(request.values.get("q", ""))
