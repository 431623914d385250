"""What every comparison of one review stands on: its cells by topic and facet, and how sure anything can be."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Questionnaire, Scoring, Section
from surveyapp.core.method.cells import CellKey, Release
from surveyapp.core.method.standing import Tier, half_of
from surveyapp.core.method.uncertainty import Noise, Spread, noise_of, spread_of
from surveyapp.core.results import StatementCell
from surveyapp.core.sides import Facet, Side, about_for


class Grounds:
    """A release beside the version that was answered."""

    def __init__(self, questionnaire: Questionnaire, release: Release) -> None:
        self.questionnaire, self.release = questionnaire, release

    @property
    def scoring(self) -> Scoring:
        """Return the questionnaire's limits."""
        return self.questionnaire.scoring

    @cached_property
    def is_attributed(self) -> bool:
        """Say whether a side gave one agreed answer."""
        return any(self.release.is_attributed(side) for side in Side)

    @cached_property
    def is_certain(self) -> bool:
        """Say whether gaps have an interval: of people, unblurred, and of enough of them on both sides."""
        people = min(facts.responses for facts in self.release.sides.values())
        is_open = self.release.review.policy is Policy.STANDARD and not self.is_attributed
        return is_open and people >= self.scoring.min_n

    @cached_property
    def noise(self) -> Noise:
        """Return how far any score of this review may be off."""
        own = [side for side in Side if not self.release.is_attributed(side)]
        cells = [cell for side in own for cell in self.release.cells[side].values()]
        return noise_of(cells, pooled=self.release.pooled, scoring=self.scoring)

    @cached_property
    def least_tier(self) -> Tier:
        """Return what the side with fewer people allows."""
        return min(self.release.tier(side) for side in Side)

    def asked(self, side: Side, section: Section, facet: Facet | None = None) -> list[StatementCell]:
        """Return the side's cells of a topic, or of one of its facets; those that are withheld are empty."""
        found = self.release.cells[side]
        facets = tuple(Facet) if facet is None else (facet,)
        return [found[CellKey(key.statement, one)] for one in facets for key in section.keys(about_for(side, one))]

    def shown(self, side: Side, section: Section, facet: Facet | None = None) -> list[StatementCell]:
        """Return those of the cells that carry a mean."""
        return [cell for cell in self.asked(side, section, facet) if cell.mean is not None]

    def topics(self, side: Side, facet: Facet, sections: Iterable[Section]) -> list[list[StatementCell]]:
        """Return the released cells of each of ``sections`` whose score in ``facet`` is given."""
        found = []
        for section in sections:
            asked, shown = self.asked(side, section, facet), self.shown(side, section, facet)
            if asked and len(shown) >= half_of(len(asked)):
                found.append(shown)
        return found


def parts_of(cells: Sequence[StatementCell]) -> list[Spread]:
    """Return the cells as the parts of a score's error."""
    return [part for cell in cells if (part := spread_of(cell)) is not None]
