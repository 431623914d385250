"""The four ways of saying one thing: of each side's conduct, of the joint work, and of a topic as a whole."""

from typing import NamedTuple

from surveyapp.core.sides import Facet


class Ways(NamedTuple):
    """How one thing is said of PRCS's conduct, the partner's, the joint work, and of a topic as a whole."""

    prcs: str
    partner: str
    joint: str
    whole: str

    def of(self, facet: Facet | None) -> str:
        """Return the way for ``facet``."""
        return self.whole if facet is None else str(getattr(self, facet.value))
