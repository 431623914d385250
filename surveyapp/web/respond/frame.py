"""What every page behind a link shows around its content."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import request, url_for

from surveyapp.core.form.pages import CLOSING, SHARE_SUFFIX, Field, Page, PageValues, TextField
from surveyapp.core.sides import About, Side
from surveyapp.web.i18n import current_language, gettext, text
from surveyapp.words.asking import heads
from surveyapp.words.comments import advice, tick
from surveyapp.words.handed import took_a_place
from surveyapp.workflow.answers.answering import WayIn


@dataclass(frozen=True)
class Headway:
    """How far one page is answered."""

    asked: int
    answered: int
    is_seen: bool

    @property
    def is_whole(self) -> bool:
        """Say whether all of it is answered."""
        return self.answered == self.asked

    @property
    def told(self) -> str:
        """Return how far it is answered, in words."""
        return gettext("%(answered)s of %(asked)s answered", answered=self.answered, asked=self.asked)

    @property
    def counted(self) -> str:
        """Return the same of a page that was seen."""
        return self.told if self.is_seen else ""

    @property
    def is_done(self) -> bool:
        """Say whether it was seen, and all of it is answered."""
        return self.is_seen and self.is_whole

    @property
    def is_partly(self) -> bool:
        """Say whether it was seen, and something of it is open."""
        return self.is_seen and not self.is_whole


@dataclass(frozen=True)
class Stop(Headway):
    """One page on the way through the form: where it is, and how far it is answered."""

    id: str
    title: str
    url: str


def frame(way_in: WayIn) -> dict[str, object]:
    """Return what every page of the form shows around its content; ``store`` names the link in a browser's storage."""
    listed = stops(way_in)
    return for_all(way_in) | {
        "way_in": way_in,
        "review": way_in.review,
        "partner": text(way_in.review.partner.name),
        "about_words": about_words(way_in),
        "stops": listed,
        "changed": find_changed(listed),
        "store": store_of(way_in.token),
        "start_url": url_for("respond.start", token=way_in.token),
        "check_url": url_for("respond.check", token=way_in.token),
        "pages_url": url_for("respond.pages", token=way_in.token),
    }


def for_all(way_in: WayIn) -> dict[str, object]:
    """Return what of the frame is the same for everybody who is asked by this version, on this side, in this way."""
    is_attributed = way_in.is_attributed
    return {
        "questionnaire": way_in.questionnaire,
        "side": way_in.side,
        "is_attributed": is_attributed,
        "is_demonstration": way_in.review.is_demonstration,
        "took_a_place": took_a_place(current_language()) if way_in.is_reissued else "",
        "beside": beside_comments(is_attributed=is_attributed),
        "is_filled_in": True,
        "finish": gettext("Send our answers") if is_attributed else text(way_in.questionnaire.labels["finish"]),
    }


def find_changed(listed: list[Stop]) -> Stop | None:
    """Return the page of which the address says that it was changed elsewhere."""
    changed = request.args.get("changed")
    return next((stop for stop in listed if stop.id == changed), None) if changed else None


def store_of(token: str) -> str:
    """Return what names a link in a browser's storage."""
    return hashlib.sha256(b"browser/" + token.encode()).hexdigest()[:16]


def about_words(way_in: WayIn) -> dict[About, str]:
    """Return what stands above the statements on each organisation's conduct, which it names, and on both's."""
    prcs, partner = text(way_in.questionnaire.sides[Side.PRCS].full_name), text(way_in.review.partner.name)
    own, other = (prcs, partner) if way_in.side is Side.PRCS else (partner, prcs)
    return heads(own, other, current_language())


def beside_comments(*, is_attributed: bool = False) -> dict[str, str | int]:
    """Return the words that stand beside comments."""
    language = current_language()
    return {
        "tick": tick(language, is_attributed=is_attributed),
        "advice": advice(language, is_attributed=is_attributed, limit=TextField.limit),
        "limit": TextField.limit,
    }


def answers(way_in: WayIn) -> list[tuple[Page, Stop, PageValues]]:
    """Return every page with what was kept of it, as the check page lists them."""
    return [(page, stop, way_in.draft.values(page)) for page, stop in zip(way_in.pages, stops(way_in), strict=True)]


def checked(way_in: WayIn) -> dict[str, object]:
    """Return what is shown of all answers before they are sent."""
    answered, asked = count_answered(stops(way_in))
    return {
        "answers": answers(way_in),
        "told": told,
        "answered": answered,
        "asked": asked,
        "is_whole": answered == asked,
        "is_less_than_half": answered * 2 < asked,
    }


def told(_page: Page, field: Field, values: PageValues, *, caller: Callable[[object, object], str]) -> str:
    """Return what a template says of one field in a list of answers."""
    return caller(values.get(field.name, ""), values.get(field.name + SHARE_SUFFIX))


def count_answered(listed: Sequence[Headway]) -> tuple[int, int]:
    """Return how many questions have an answer, and how many there are."""
    return sum(stop.answered for stop in listed), sum(stop.asked for stop in listed)


def stops(way_in: WayIn) -> list[Stop]:
    """Return the pages of the form with how far each is answered."""
    start = url_for("respond.start", token=way_in.token)
    return [
        Stop(**vars(standing), id=page.id, title=title(page), url=f"{start}/{page.id}")
        for page, standing in zip(way_in.pages, standings(way_in), strict=True)
    ]


def standings(way_in: WayIn) -> list[Headway]:
    """Return how far each page of the form is answered."""
    draft = way_in.draft
    return [
        Headway(
            asked=len(page.questions),
            answered=page.count_answered(values),
            is_seen=page.id in draft.seen or bool(values),
        )
        for page in way_in.pages
        for values in (draft.values(page),)
    ]


def is_thin(way_in: WayIn) -> bool:
    """Say whether something was answered, and less than half: whoever sends that is asked first."""
    answered, asked = count_answered(standings(way_in))
    return 0 < answered * 2 < asked


def title(page: Page) -> str:
    """Return what a page is called, in the reader's language."""
    if page.section:
        return text(page.section.title)
    return gettext("In closing") if page.id == CLOSING else gettext("About your work")


def page_url(way_in: WayIn, page: Page) -> str:
    """Return the address of a page."""
    return url_for("respond.page", token=way_in.token, page_id=page.id)
