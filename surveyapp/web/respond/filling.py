"""What of a page behind a link is one person's: the link, the partner, the answers."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType

from flask import url_for
from markupsafe import escape

from surveyapp.core.form.pages import Page, PageValues, Value
from surveyapp.web.i18n import text
from surveyapp.web.respond.forms import tidy
from surveyapp.web.respond.frame import Headway, about_words, standings, store_of
from surveyapp.web.respond.manifest import write_manifest
from surveyapp.web.showing import show
from surveyapp.workflow.answers.answering import WayIn


class Filling:
    """What fills the holes of skeletons for one person: markup, but for values and what is only true or not."""

    def __init__(self, way_in: WayIn, said: Mapping[str, str] = MappingProxyType({})) -> None:
        self._way_in, self._kept, self.said = way_in, way_in.draft.pages, said
        self.link = str(escape(url_for("respond.start", token=way_in.token)))

    @cached_property
    def stops(self) -> list[Headway]:
        """Return the pages of the form with how far each is answered."""
        return standings(self._way_in)

    @property
    def is_begun(self) -> bool:
        """Say whether any page was seen."""
        return any(stop.is_seen for stop in self.stops)

    @cached_property
    def answered(self) -> int:
        """Return how many questions of the form have an answer."""
        return sum(stop.answered for stop in self.stops)

    @cached_property
    def partner(self) -> str:
        """Return the partner's name."""
        return shown_as(text(self._way_in.review.partner.name))

    @cached_property
    def store(self) -> str:
        """Return what the link is called in a browser's storage."""
        return store_of(self._way_in.token)

    @cached_property
    def about(self) -> dict[str, str]:
        """Return what stands above statements on each organisation's conduct."""
        return {about: shown_as(words) for about, words in about_words(self._way_in).items()}

    def manifest(self, page: Page) -> str:
        """Return what the page shows, field by field."""
        kept = self._kept.get(page.id)
        return _written_manifest(page, kept) if kept else _manifest_of_nothing(page)

    def value(self, page: str, name: str) -> Value:
        """Return what was answered in a field; "" when nothing was."""
        values = self._kept.get(page)
        return values.get(name, "") if values else ""

    def holds(self, page: str, name: str, value: str) -> bool:
        """Say whether ``value`` was chosen."""
        values = self._kept.get(page)
        kept = values.get(name) if values else None
        return kept == value if kept is None or isinstance(kept, str) else value in kept

    def typed(self, page: str, name: str) -> str:
        """Return what was written in a field, just as it was."""
        return str(escape(tidy(str(self.value(page, name)))))

    def told(self, page: str, name: str) -> str:
        """Return what was written in a field, as it is told to read it."""
        return shown_as(str(self.value(page, name)))


@lru_cache(maxsize=256)
def _manifest_of_nothing(page: Page) -> str:
    """Return the manifest of a page on which nothing was answered: as often as forms are begun."""
    return _written_manifest(page, {})


def _written_manifest(page: Page, values: PageValues) -> str:
    return str(escape(write_manifest(page, values)))


def shown_as(value: object) -> str:
    """Return a value as a template shows it."""
    return str(escape(show(value)))
