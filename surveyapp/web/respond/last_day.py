"""The last day as a file for the respondent's calendar; it holds no link, and nothing about the person."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from surveyapp.mail.calendar import FILE_NAME, LastDay, make_calendar
from surveyapp.mail.compose import Office
from surveyapp.web.clock import now
from surveyapp.web.db import asking
from surveyapp.web.i18n import current_language, limit_languages
from surveyapp.web.keys import keys
from surveyapp.web.settings import settings
from surveyapp.workflow.answers import answering
from surveyapp.workflow.keys import read_token


def init_last_day(bp: Blueprint) -> None:
    """Give the file behind each link that takes answers."""
    bp.add_url_rule(f"/<token>/{FILE_NAME}", view_func=last_day)


def last_day(token: str) -> ResponseReturnValue:
    """Give the last day; GoneError when the link lets nobody in now."""
    with asking() as connection:
        way_in = answering.find_way_in(connection, read_token(token), keys=keys())
    limit_languages(way_in.questionnaire.languages)
    way_in.require_open(now())
    review = way_in.review
    last = LastDay(review.id, review.partner.name, review.closes_on, Office.of(settings()).host)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(make_calendar(last, current_language(), now=now()), mimetype="text/calendar", headers=headers)
