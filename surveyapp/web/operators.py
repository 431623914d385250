"""What operators and their machines ask: alive, ready, and measures."""

from ipaddress import ip_address

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from surveyapp.store.durability import list_hindrances, require_tables
from surveyapp.version import VERSION
from surveyapp.web.db import reading
from surveyapp.web.leaving import is_leaving
from surveyapp.web.logs import log
from surveyapp.web.measures import count_request, write_measures
from surveyapp.web.settings import settings

bp = Blueprint("operators", __name__)
bp.after_app_request(count_request)
_PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/healthz")
def alive() -> ResponseReturnValue:
    """Say that the process answers, and of which version it is."""
    return f"ok {VERSION}\n", _PLAIN


@bp.get("/readyz")
def ready() -> ResponseReturnValue:
    """Say whether visitors may be sent here: the server stays, and the database takes answers for good."""
    if is_leaving():
        return "stopping\n", 503, _PLAIN
    try:
        with reading() as session:
            require_tables(session.connection())
            hindrances = list_hindrances(session.connection(), is_production=settings().is_production)
    except SQLAlchemyError as error:
        log().warning("not ready", error=type(error).__name__)
        return "database not ready\n", 503, _PLAIN
    if hindrances:
        log().warning("not ready", error=", ".join(hindrances))
        return "database not fit\n", 503, _PLAIN
    return "ready\n", _PLAIN


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Write the measures, for whoever asks on this machine or from METRICS_FROM; to others the page does not exist."""
    asks = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 - stands for an unknown address
    asks = getattr(asks, "ipv4_mapped", None) or asks
    if not asks.is_loopback and not any(asks in network for network in settings().measured_from):
        abort(404)
    return write_measures(), {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
