"""Every page that staff can open, of an installation with very much in it: none takes the server long, none is endless.

Each is opened in a process of its own, and in the worst of its forms: the last page, the largest round, the longest
list. What counts is the time that the process computes, since hosts are busy; files to print are not pages. The first
opening may draw charts and read results, which are kept; the next is what staff wait for all day.
"""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import product
from urllib.parse import quote

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from surveyapp.core.conduct.attention import Matter
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roles import Role
from surveyapp.settings import load_settings
from surveyapp.store.engine import new_session
from surveyapp.store.rows import QuestionnaireRow, RecipientRow, ResultRow, ReviewRow, RoundRow, StaffRow
from surveyapp.web.factory import create_app
from surveyapp.web.help.tasks import TASKS
from tools.drills.crowd import Size, grow
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, Server

FIRST_BAR, AGAIN_BAR, SIZE_BAR = 2.5, 0.3, 100_000
"""Seconds that a page may compute when its charts are drawn for the first time, and again; and bytes on the line."""
AGAIN = 3
FULL = Size()
SHORT = Size(120, rounds=2, reviews=40, closed=32, lists=3, invited=120, entries=300, staff=55, versions=2)
WORST = 10
SEARCHES = {
    "desk.home": ("q=development", "q=جمعية رام", "q=2026", "q=no-such-name", "q=a&page=9999&found=9999"),
    "desk.attention": ("page=9999",),
    "partners.index": ("archived", "q=جمعية", "kind=ngo", "page=9999", "page=-1", "q=no-such-name"),
    "partners.merge": ("q=Society", "page=9999"),
    "rounds.index": ("page=9999",),
    "rounds.one": ("turn=9999",),
    "review_table.index": ("q=جمعية", "state=closed&order=deadline", "kind=ngo&order=state", "turn=9999"),
    "new_reviews.choose": ("q=Society", "kind=ngo", "turn=9999"),
    "round_results.overview": ("order=gap", "of=ngo", "page=9999", "order=gap&page=3", "about=partners-whole&page=2"),
    "people.index": ("page=9999",),
    "programs.index": ("q=Society", "turn=9999"),
    "results.rounds": ("page=9999",),
    "people.one": ("q=Society", "turn=9999"),
    "audit.index": ("author=officer7%40example.org", "family=review", "review=3", "before=1000", "family=backup"),
    "inviting.index": ("prcs=9999&partner=9999",),
    "inviting.links": ("page=9999",),
    "results.section": ("prcs=9999&partner=9999",),
}
"""What is asked of pages beside their plain address; only of those that the app has."""
_LEADS_ON = (
    *("account.drop_factor", "account.recovery_codes", "passkeys.new", "passkeys.remove"),
    *("steps.numbers", "inviting.show_links", "inviting.returned", "inviting.another"),
)
"""Pages that lead to another where there is no second factor, or nobody asked for numbers or links, or no mail went."""
_ELSEWHERE = ("/r/", "/confirm/", "/handout/", "/api/", "/paper/<", "/healthz", "/metrics", "/readyz", "/static")


@dataclass(frozen=True)
class Cost:
    """What one page took: seconds of computing, and bytes."""

    path: str
    status: int
    seconds: float
    size: int
    again: float = 0.0
    """Seconds of computing when it was opened again: the least of some times, for others run beside it."""

    @property
    def said(self) -> str:
        return f"{self.path} {self.again or self.seconds:.2f} s {self.size // 1000} kB"


def run(ground: Ground, is_short: bool) -> Figure:
    key = grow(ground, SHORT if is_short else FULL)
    paths = list(_paths(ground))
    with ground.serving(workers=1) as server:
        _opened(server, next(path for path in paths if path.endswith("/results")), key)  # loads what draws charts
        costs = [_cost(server, path, key, times=0 if is_short else AGAIN) for path in paths]
    for cost in sorted(costs, key=lambda one: -one.again)[:WORST]:
        print(f"    {cost.said}, first {cost.seconds:.2f} s")
    slow = [one for one in costs if not is_short and (one.seconds > FIRST_BAR or one.again > AGAIN_BAR)]
    large = [one for one in costs if one.size > SIZE_BAR]
    failed = [one for one in costs if one.status != HTTPStatus.OK]
    worst, largest = max(costs, key=lambda one: one.again or one.seconds), max(costs, key=lambda one: one.size)
    first = max(one.seconds for one in costs)
    said = f"{len(costs)} pages: the slowest {worst.said}, at first {first:.2f} s; the largest {largest.said}"
    faults = [f"{one.status} {one.said}" for one in [*failed, *slow, *large]]
    return Figure("; ".join([said, *faults[:3]]), holds=not faults)


def _cost(server: Server, path: str, key: str, *, times: int) -> Cost:
    """Return what the first opening took, and the least of some more: they find what the first has kept."""
    first, again = _opened(server, path, key), [_opened(server, path, key) for _ in range(times)]
    size = max(one.size for one in [first, *again])
    return replace(first, size=size, again=min((one.seconds for one in again), default=0.0))


def _opened(server: Server, path: str, key: str) -> Cost:
    [worker] = server.workers()
    clock = (~worker << 3) | 2  # what clock_getcpuclockid gives for a process
    began = time.clock_gettime(clock)
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
        connection.request("GET", path, headers={"Cookie": f"staff={key}", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
    return Cost(path, answer.status, time.clock_gettime(clock) - began, len(body))


def _paths(ground: Ground) -> Iterator[str]:
    """Yield every page of staff's, with what there is most of in the place of each variable."""
    app = create_app(load_settings(ground.environment, ground.folder))
    with new_session(ground.engine) as session:
        known = _known(session)
    for rule in app.url_map.iter_rules():
        if _is_page(rule):
            for path in _filled(rule, known):
                yield path
                yield from (f"{path}?{quote(asked, safe='=&%')}" for asked in SEARCHES.get(rule.endpoint, ()))


def _is_page(rule: Rule) -> bool:
    is_staffs = not rule.rule.startswith(_ELSEWHERE) and rule.endpoint not in _LEADS_ON
    is_file = rule.rule.endswith((".pdf", ".pptx", ".<kind>"))  # made beside the pages, in a process of their own
    return "GET" in (rule.methods or ()) and is_staffs and not is_file


def _filled(rule: Rule, known: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the addresses of a rule: each variable as this endpoint wants it, or as any does."""
    names = re.findall(r"<(?:[^:<>]+:)?(\w+)>", rule.rule)
    choices = [
        known.get(f"{rule.endpoint}.{name}") or known.get(f"{rule.rule}.{name}") or known[name] for name in names
    ]
    for chosen in product(*choices):
        path = rule.rule
        for name, value in zip(names, chosen, strict=True):
            path = re.sub(rf"<(?:[^:<>]+:)?{name}>", quote(value), path)
        yield path


def _known(session: Session) -> dict[str, tuple[str, ...]]:
    """Return what stands for each variable of an address, where it matters for one endpoint alone."""
    draft = session.scalars(
        select(RecipientRow.review_id).group_by(RecipientRow.review_id).order_by(func.count().desc())
    ).first()
    opened = session.scalar(select(func.max(ReviewRow.id)).where(ReviewRow.state == State.OPEN))
    shared = session.scalar(select(func.max(ReviewRow.id)).where(ReviewRow.state == State.SHARED))
    longest = session.scalars(select(ResultRow.review_id).order_by(func.length(ResultRow.document).desc())).first()
    latest = session.scalar(select(func.max(ReviewRow.id)).join(ResultRow, ResultRow.review_id == ReviewRow.id))
    facilitator = session.scalars(select(StaffRow.id).where(StaffRow.role == Role.FACILITATOR)).first()
    version = session.scalars(select(QuestionnaireRow).order_by(QuestionnaireRow.id.desc())).all()[0]
    known = {
        "slug": session.scalars(select(RoundRow.slug).order_by(RoundRow.id.desc())).first(),
        "review_id": draft,
        "partner_id": session.scalar(select(ReviewRow.partner_id).where(ReviewRow.id == latest)),
        "staff_id": facilitator,
        "recipient_id": session.scalars(select(RecipientRow.id).where(RecipientRow.review_id == draft)).first(),
        "version": version.version,
        "earlier": version.version,
    }
    known |= {f"questionnaires.{name}.slug": version.slug for name in ("version", "changes", "file", "form", "proof")}
    known |= {f"steps.{step}.review_id": opened for step in ("close", "extend")} | {
        "reminding.remind.review_id": opened
    }
    told: dict[str, tuple[str, ...]] = {name: (str(value),) for name, value in known.items()}
    closed = (str(latest), str(longest))
    pages = ("overview", "rounds", "priorities", "cuts", "method", "section")
    told |= {f"results.{page}.review_id": closed for page in pages}
    told |= {f"{name}.review_id": closed[:1] for name in ("steps.share", "agreements.show", "packs.page")}
    told |= {f"meeting.{page}.review_id": (str(shared),) for page in ("show", "topic", "written_now")}
    told["meeting_end.show.review_id"] = (str(shared),)
    return told | {
        "side": ("partner",),
        "section_id": ("integrity",),
        "questionnaires.file.name": ("questionnaire.yaml",),
        "key": ("no-such-key",),
        "matter": tuple(Matter),
        "task": tuple(TASKS)[:1],
    }


DRILL = Drill(
    promise="no page of staff’s takes long or has no end: 0.3 s of computing, 2.5 s with charts to draw, 100 kB",
    breaks="`ON_A_PAGE` of `web/results/round_views` or `PAGE_SIZE` of `web/paging` as large as any list",
    run=run,
    databases=("sqlite",),
    has_own_server=True,
)
