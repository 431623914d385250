"""A round's partners beside each other: which of them, in which order, and what the pages show of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import request
from sqlalchemy.orm import Session

from surveyapp.charts.comparison.partners_view import Partner, PartnersView
from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.partners import RoundComparison, compare_partners, gap_size
from surveyapp.core.conduct.review import Review, Round
from surveyapp.core.instrument.questionnaire import Option, Questionnaire
from surveyapp.core.text.languages import Language, Text
from surveyapp.store import questionnaires, results, reviews, rounds

BY_KIND, BY_GAP = "kind", "gap"


@dataclass(frozen=True)
class RoundResults:
    """A round with the released results of its closed reviews; ``kinds`` are all that a questionnaire knows."""

    round: Round
    reviews: Sequence[Review]
    answered: Mapping[int, Answered]
    kinds: Sequence[Option]

    @cached_property
    def closed(self) -> list[Review]:
        """Return the reviews that have results."""
        return [review for review in self.reviews if review.id in self.answered]

    @property
    def waiting(self) -> list[Review]:
        """Return the reviews that have none yet."""
        return [review for review in self.reviews if review.id not in self.answered]

    @property
    def kinds_met(self) -> list[Option]:
        """Return the kinds of organisation among the partners who have results."""
        met = {review.partner.kind for review in self.closed}
        return [option for option in self.kinds if option.key in met]

    def arranged(self, kind: str, *, order: str, language: Language) -> "Arranged":
        """Return the partners of one kind or of all, by kind and name, or with the largest gaps first."""
        shown = [review for review in self.closed if not kind or review.partner.kind == kind]
        places = {option.key: place for place, option in enumerate(self.kinds)}
        shown.sort(key=lambda one: (places.get(one.partner.kind, len(places)), one.partner.name.in_(language)))
        compared = compare_partners([self.answered[review.id] for review in shown], reference=self.reference)
        arranged = Arranged(shown, compared)
        if order != BY_GAP:
            return arranged
        sizes = [gap_size(compared, place) or -1.0 for place in range(len(shown))]
        return arranged.at(sorted(range(len(shown)), key=lambda place: -sizes[place]))

    @property
    def reference(self) -> Questionnaire:
        """Return the version that the round's newest review asked."""
        return self.answered[max(self.answered)].questionnaire

    def view(self, arranged: "Arranged", *, order: str, language: Language, part: str) -> PartnersView:
        """Return what charts and tables show; partners stand under their kind where they are ordered by it."""
        labels: dict[str, Text] = {option.key: option.label for option in self.kinds}
        partners = [
            Partner(one.partner.name, labels.get(one.partner.kind) if order == BY_KIND else None)
            for one in arranged.shown
        ]
        return PartnersView(arranged.compared, tuple(partners), self.reference, language, part)


@dataclass(frozen=True)
class Arranged:
    """Reviews in the order to be shown, and their gaps side by side in the same order, beside the means of all."""

    shown: Sequence[Review]
    compared: RoundComparison

    def at(self, places: Sequence[int]) -> "Arranged":
        """Return the reviews at these places, in this order."""
        return Arranged([self.shown[place] for place in places], self.compared.at(places))


def load_round_results(session: Session, slug: str) -> RoundResults:
    """Return a round with its released results; NotFoundError when there is no such round."""
    round_ = rounds.get_round(session, slug)
    held = reviews.list_reviews_in(session, round_.id)
    released = results.list_outlines(session, [review.id for review in held])
    answered = {
        review.id: Answered(released[review.id], questionnaires.get_questionnaire(session, review.questionnaire))
        for review in held
        if review.id in released
    }
    return RoundResults(round_, held, answered, questionnaires.list_organisation_types(session))


def asked_order() -> str:
    """Return how partners are to be ordered: by kind unless the address asks for gaps."""
    return BY_GAP if request.args.get("order") == BY_GAP else BY_KIND


def asked_kind(kinds: Sequence[Option]) -> str:
    """Return the kind of partner that the address asks for, or nothing for all; an unknown one counts as none."""
    asked = request.args.get("of", "")
    return asked if asked in {option.key for option in kinds} else ""
