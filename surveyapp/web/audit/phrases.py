"""How a recorded action is said: a sentence with places for what was recorded of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import catalogue_of

_PLACE = re.compile(r"%\((\w+)\)s")
GIVEN = frozenset({"who", "review", "num"})
"""What no detail holds: the author, the review that the entry is on, and the number that is counted."""


@dataclass(frozen=True)
class Phrase:
    """A sentence; of many things in the form ``many``, where the detail ``counted`` says how many.

    It is said where the detail ``when`` is so, which then needs no words of its own.
    """

    one: str
    many: str = ""
    counted: str = ""
    when: str = ""

    @property
    def details(self) -> frozenset[str]:
        """What of an entry it says."""
        return frozenset({*self.places, self.counted, self.when}) - GIVEN - {""}

    @property
    def places(self) -> frozenset[str]:
        """What stands in it."""
        return frozenset(_PLACE.findall(self.one))

    def fits(self, told: Mapping[str, object]) -> bool:
        """Say whether all that it says is known; a review is known by the key ``review``."""
        known = {key for key, value in told.items() if value not in (None, "None")}
        return self.details <= known and ("review" not in self.places or "review" in known) and self._is_so(told)

    def _is_so(self, told: Mapping[str, object]) -> bool:
        return not self.when or bool(told[self.when])

    def message(self, told: Mapping[str, object], language: Language) -> str:
        """Return the sentence in ``language``, its places still to be filled."""
        catalogue, count = catalogue_of(language), told.get(self.counted)
        return catalogue.ngettext(self.one, self.many, count) if isinstance(count, int) else catalogue.gettext(self.one)
