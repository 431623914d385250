"""What the templates of a form are given to make skeletons: what is the same for everybody, and holes."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import g
from markupsafe import escape

from surveyapp.core.conduct.four_eyes import Opening
from surveyapp.core.form.pages import Page
from surveyapp.core.sides import About, Side
from surveyapp.core.text.languages import Language
from surveyapp.web.i18n import current_language, offered_languages, switch_url, text
from surveyapp.web.respond.ends import beginning, received
from surveyapp.web.respond.filling import Filling, shown_as
from surveyapp.web.respond.frame import count_answered, for_all, standings, title
from surveyapp.web.respond.leaves import one_page
from surveyapp.web.respond.skeletons import Hole, Holes, filled
from surveyapp.workflow.answers.answering import WayIn

_Shell = Callable[[WayIn, Holes], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class _HeldStop:
    """A page on the way through the form, of which only how far it is answered is a person's."""

    id: str
    title: str
    asked: int
    url: Hole
    is_seen: Hole
    is_whole: Hole
    told: Hole
    counted: Hole
    is_done: Hole
    is_partly: Hole


def show_start(way_in: WayIn, invited: Mapping[Side, int], opened: Opening | None) -> str:
    """Return the first page: who asks, what for, and who will see what; it leads to the first page not yet answered."""
    one = Filling(way_in, beginning(way_in, invited, opened))
    shell = partial(_start, is_begun=one.is_begun, said=one.said)
    return _filled(way_in, "respond/start.html", None, shell, one=one, more=one.is_begun)


def show_receipt(way_in: WayIn, receipt: str) -> str:
    """Return what is shown of answers that were sent."""
    one = Filling(way_in, received(way_in, receipt))
    return _filled(way_in, "respond/receipt.html", None, partial(_said, said=one.said), one=one)


def show_page(way_in: WayIn, page: Page) -> str:
    """Return one page of the form with the answers kept so far."""
    return _filled(way_in, "respond/page.html", page, partial(_page, page=page))


def show_pages(way_in: WayIn) -> str:
    """Return all pages of the form at once."""
    return _filled(way_in, "respond/pages.html", None, _pages)


def show_check(way_in: WayIn) -> str:
    """Return every answer before sending."""
    return _filled(way_in, "respond/check.html", None, _check)


def _filled(
    way_in: WayIn,
    template: str,
    page: Page | None,
    shell: _Shell,
    *,
    one: Filling | None = None,
    more: Hashable = None,
) -> str:
    """Return what ``template`` comes to; all that is not a hole in it, and differs between people, is in its key."""
    text(way_in.review.partner.name)  # the foot tells in which language it is shown
    key: Hashable = (
        *(template, page, way_in.pages, current_language(), offered_languages(), g.get("wanted_language")),
        *(way_in.is_attributed, way_in.review.is_demonstration, frozenset(g.get("fallen_back", ()))),
        *(way_in.is_reissued, more),
    )
    return filled(template, one or Filling(way_in), key=key, given=lambda holes: shell(way_in, holes))


def _frame(way_in: WayIn, holes: Holes) -> dict[str, Any]:
    return for_all(way_in) | {
        "partner": holes.hole(lambda one: one.partner),
        "about_words": {about: holes.hole(partial(_about, about=about)) for about in About},
        "stops": [_held_stop(way_in, position, holes) for position in range(len(way_in.pages))],
        "changed": None,
        "store": holes.hole(lambda one: one.store),
        "start_url": holes.hole(lambda one: one.link),
        "check_url": holes.hole(lambda one: one.link + "/check"),
        "pages_url": holes.hole(lambda one: one.link + "/pages.html"),
        "switch_url": lambda language: holes.hole(partial(_switch, language=language)),
    }


def _start(way_in: WayIn, holes: Holes, *, is_begun: bool, said: Iterable[str]) -> dict[str, object]:
    return _said(way_in, holes, said=said) | {"is_begun": is_begun}


def _said(way_in: WayIn, holes: Holes, *, said: Iterable[str]) -> dict[str, object]:
    """Return the frame with a hole for each word that is said of one person."""
    return _frame(way_in, holes) | {name: holes.hole(partial(_word, name=name)) for name in said}


def _word(one: Filling, *, name: str) -> str:
    return shown_as(one.said[name])


def _page(way_in: WayIn, holes: Holes, *, page: Page) -> dict[str, object]:
    return _frame(way_in, holes) | _leaf(way_in, holes, page)


def _pages(way_in: WayIn, holes: Holes) -> dict[str, object]:
    book = [_leaf(way_in, holes, page) for page in way_in.pages]
    return _check(way_in, holes) | {"book": book}


def _check(way_in: WayIn, holes: Holes) -> dict[str, object]:
    shown = _frame(way_in, holes)
    _, asked = count_answered(standings(way_in))
    return shown | {
        "answers": [(page, stop, {}) for page, stop in zip(way_in.pages, shown["stops"], strict=True)],
        "told": lambda page, field, _values, *, caller: escape(holes.told(page.id, field, caller)),
        "answered": holes.hole(lambda one: str(one.answered)),
        "asked": asked,
        "is_whole": holes.hole(lambda one: one.answered == asked),
        "is_less_than_half": holes.hole(lambda one: one.answered * 2 < asked),
        "error": None,
        "asks": False,
    }


def _leaf(way_in: WayIn, holes: Holes, page: Page) -> dict[str, object]:
    """Return what the template of one page shows, with a hole for each answer."""
    shown: dict[str, Any] = one_page(way_in, page, kept={})
    for field, control in shown["fields"]:
        control.data = holes.answered(page.id, field.name)
    return shown | {
        "manifest": holes.hole(lambda one: one.manifest(page)),
        "action": holes.hole(lambda one: f"{one.link}/{page.id}"),
    }


def _held_stop(way_in: WayIn, position: int, holes: Holes) -> _HeldStop:
    page = way_in.pages[position]
    return _HeldStop(
        id=page.id,
        title=title(page),
        asked=len(page.questions),
        url=holes.hole(lambda one: f"{one.link}/{page.id}"),
        is_seen=holes.hole(lambda one: one.stops[position].is_seen),
        is_whole=holes.hole(lambda one: one.stops[position].is_whole),
        told=holes.hole(lambda one: shown_as(one.stops[position].told)),
        counted=holes.hole(lambda one: shown_as(one.stops[position].counted)),
        is_done=holes.hole(lambda one: one.stops[position].is_done),
        is_partly=holes.hole(lambda one: one.stops[position].is_partly),
    )


def _about(one: Filling, *, about: About) -> str:
    return one.about[about]


def _switch(_one: Filling, *, language: Language) -> str:
    return str(escape(switch_url(language)))
