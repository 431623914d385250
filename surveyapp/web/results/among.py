"""A review among the others of its round, for those alone who may see the results of every partner."""

from collections.abc import Iterable

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.comparison.among import among_partners
from surveyapp.core.comparison.comparability import Subject
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.store.releases import list_hashes_in
from surveyapp.web.db import reading
from surveyapp.web.results.partners import load_round_results
from surveyapp.words.among import among_sentence, no_ranking
from surveyapp.words.naming import Names


def released_among(session: Session, review: Review) -> tuple[tuple[int, str], ...]:
    """Return what ``among_frame`` depends on: what the reviews of the round released, for those who are told of it."""
    return list_hashes_in(session, review.round.id) if g.staff.may(Right.SEE_ALL_RESULTS) else ()


def among_frame(review: Review, names: Names, subjects: Iterable[tuple[str, Subject]]) -> dict[str, object]:
    """Return what the templates take: of each subject by its name, where the partners of the round lie.

    Nobody who is kept to some reviews is told anything: a mean of a few is a hint at each.
    """
    if not g.staff.may(Right.SEE_ALL_RESULTS):
        return {"among": []}
    with reading() as session:
        found = load_round_results(session, review.round.slug)
    answered = list(found.answered.values())
    told = [
        (name, among_sentence(one, names))
        for name, subject in subjects
        if (one := among_partners(answered, subject, reference=names.questionnaire))
    ]
    return {"among": told, "no_ranking": no_ranking(names.language)}
