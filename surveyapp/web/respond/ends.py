"""What the first page behind a link says of one person's form, and the last."""

from collections.abc import Mapping

from flask import url_for

from surveyapp.core.conduct.four_eyes import Opening
from surveyapp.core.sides import Side
from surveyapp.web.i18n import current_language, day
from surveyapp.web.remembering import remembered
from surveyapp.web.respond.frame import page_url
from surveyapp.web.respond.skeletons import made
from surveyapp.web.settings import settings
from surveyapp.words.notice import Told, notice
from surveyapp.words.notice import title as notice_title
from surveyapp.words.opening import opening_words, time_needed
from surveyapp.workflow.answers.answering import WayIn


def received(way_in: WayIn, receipt: str) -> dict[str, str]:
    """Return what the receipt says of one person."""
    return {"receipt": receipt, "last_day": day(way_in.review.closes_on)}


def beginning(way_in: WayIn, invited: Mapping[Side, int], opened: Opening | None) -> dict[str, str]:
    """Return what the first page says of one person's form, before the first question: who sees what, where it goes on.

    What a notice says is kept by what it follows from: all whom one review asks on one side read the same.
    """
    review, token = way_in.review, way_in.token
    follows = opened and (opened.way, *sorted(opened.lists.items()))
    key = (review, way_in.side, way_in.is_mailed, *sorted(invited.items()), follows, current_language())
    words = remembered("surveyapp.notices", key, lambda: _notice(way_in, invited, opened))
    following = way_in.draft.next_page(way_in.pages)
    return words | {
        "last_day": day(review.closes_on),
        "last_day_url": url_for("respond.last_day", token=token),
        "next_url": page_url(way_in, following) if following else url_for("respond.check", token=token),
    }


def _notice(way_in: WayIn, invited: Mapping[Side, int], opened: Opening | None) -> dict[str, str]:
    told = Told(
        way_in.review,
        way_in.side,
        way_in.questionnaire,
        invited,
        settings().keeping,
        is_mailed=way_in.is_mailed,
        opening=opened,
    )
    language = current_language()
    groups = {"notice_title": notice_title(language), "notice": notice(told, language)}
    return {
        "opening": opening_words(told, language),
        "time_needed": time_needed(told, language),
        "notice": made("respond/notice.html", **groups),
    }
