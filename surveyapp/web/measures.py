"""What ``/metrics`` tells: how many requests, how long they took, and what waits; nothing of a single person.

Of pages behind links only faults are counted, as one route: whoever asks for a count each second would see in it when
somebody sends, which takes longer than reading. Every worker writes its counts into the folder that
PROMETHEUS_MULTIPROC_DIR names, and whichever is asked adds them up; without that folder each process counts for itself.
"""

import os
import time
from collections.abc import Iterator

from flask import Response, g
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from surveyapp.store import outbox, sealing
from surveyapp.web.clock import now
from surveyapp.web.db import reading
from surveyapp.web.logs import is_behind_link, route

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)

disable_created_metrics()  # type: ignore[no-untyped-call]
_REQUESTS = Counter("surveyapp_requests", "Requests answered.", ["route", "status"])
_SECONDS = Histogram("surveyapp_request_seconds", "Seconds until a request was answered.", ["route"], buckets=BUCKETS)


def write_measures() -> bytes:
    """Return all measures as Prometheus reads them."""
    registry = CollectorRegistry()
    if FOLDER in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        counted = generate_latest(registry)
    else:
        counted = generate_latest(REGISTRY)
    return counted + generate_latest(_Waiting())


def count_request(response: Response) -> Response:
    """Count the request that ``response`` answers; behind a link only when it is a fault of ours."""
    is_fault = response.status_code >= 500  # noqa: PLR2004
    if is_fault or not is_behind_link():
        _REQUESTS.labels(route(), f"{response.status_code // 100}xx").inc()
    if not is_behind_link():
        _SECONDS.labels(route()).observe(time.perf_counter() - g.began)
    return response


class _Waiting(Collector):
    """What waits in the database, looked up when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            with reading() as session:
                waiting, since = outbox.count_waiting(session)
                unsealed = len(sealing.list_unsealed(session))
        except SQLAlchemyError:
            yield GaugeMetricFamily("surveyapp_database_up", "Whether the database answers.", 0)
            return
        age = (now() - since).total_seconds() if since else 0
        yield GaugeMetricFamily("surveyapp_database_up", "Whether the database answers.", 1)
        yield GaugeMetricFamily("surveyapp_mails_waiting", "Mails that wait.", waiting)
        yield GaugeMetricFamily("surveyapp_oldest_mail_seconds", "For how long the oldest of them has waited.", age)
        yield GaugeMetricFamily("surveyapp_unsealed_reviews", "Closed reviews whose sealing is not finished.", unsealed)
