"""Ten thousand requests that no browser makes: none is answered by a fault, and nothing wrong is stored."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException

from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import select

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.review import InvitationState
from surveyapp.core.form.pages import Page, Value
from surveyapp.core.sides import Side
from surveyapp.core.text.writable import as_typed
from surveyapp.settings import load_settings
from surveyapp.store import reviews
from surveyapp.store.engine import new_session
from surveyapp.store.rows import InvitationRow, OutboxRow, ResponseRow
from surveyapp.web.factory import create_app
from surveyapp.web.security import BODY_LIMIT
from surveyapp.workflow.answers import answering
from surveyapp.workflow.answers.answering import WayIn
from surveyapp.workflow.invitations import confirming, inviting
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import preparing
from tests.languages import EN, text
from tools.drills.cases import LINKS, Case, cases
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

CASES, SHORT_CASES, PEOPLE = 10_000, 60, 400
RIGHTS_NEEDED = ("/staff/reviews", "/staff/rounds", "/staff/people", "/staff/partners", "/staff/questionnaires")
"""Addresses behind the sign-in: one of each kind is tried, since all others answer alike."""


def run(ground: Ground, is_short: bool) -> Figure:
    tokens = ground.open_review(SHORT_CASES if is_short else PEOPLE).tokens
    with ground.serving(PROXIES="1") as server:
        trial = Trial(ground, server.port, tokens)
        trial.take(SHORT_CASES if is_short else CASES)
        wrong = [*trial.wrong, *_stored_wrong(ground)]
    faults = [line for line in (ground.folder / "server.log").read_text().splitlines() if _is_fault(line)]
    classes = Counter(f"{status // 100}xx" if status else "cut" for status in trial.statuses.elements())
    said = (
        f"{trial.statuses.total()} cases, {', '.join(f'{n} {kind}' for kind, n in sorted(classes.items()))}, "
        f"{trial.kept} kept and {trial.sent} sent: {len(faults)} faults in the log, {len(wrong)} wrong"
    )
    return Figure("; ".join([said, *faults[:1], *wrong[:1]]), holds=not faults and not wrong and trial.kept > 0)


@dataclass
class Trial:
    """A server, links to it, and what came of the cases."""

    ground: Ground
    port: int
    tokens: list[str]
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    kept: int = 0
    sent: int = 0

    def take(self, count: int) -> None:
        """Make so many cases, the same each time, and try each."""
        app = create_app(load_settings(self.ground.environment, self.ground.folder))
        pages = self._way_in(self.tokens[0]).pages
        rules = [rule for rule in app.url_map.iter_rules() if not rule.rule.startswith(RIGHTS_NEEDED)]
        known = {"key": _asked_key(self.ground), "filename": "app.css", "code": self.tokens[0], "kind": "csv"}
        known |= {"side": "partner"} | _visit(self.port)
        checks = settings(
            max_examples=count,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        checks(given(cases(rules, pages, known))(self.try_out))()

    def try_out(self, case: Case) -> None:
        """Make one request, and look at what it stored."""
        token = self.tokens[case.link]
        before = self._way_in(token) if case.page else None
        status = _request(self.port, case, token)
        self.statuses[status] += 1
        if status >= 500 or (status == 0 and len(case.body or b"") <= BODY_LIMIT):
            self.wrong.append(f"{status} to {case}")
        if case.page and before:
            after = self._way_in(token)
            self.kept += after.draft.pages != before.draft.pages
            self.wrong += [f"{what} by {case}" for what in _wrong(case, case.page, before, after)]
        elif case.method == "POST":
            self._replace_sent(case.link)

    def _replace_sent(self, link: int) -> None:
        """Put a fresh link in the place of one that was sent, but for the last few, which go on being tried."""
        if link < LINKS - 4 and len(self.tokens) > LINKS and self._way_in(self.tokens[link]).is_sent:
            self.sent += 1
            self.tokens[link] = self.tokens.pop()

    def _way_in(self, token: str) -> WayIn:
        with new_session(self.ground.engine) as session:
            return answering.find_way_in(session, token, keys=self.ground.keys)


def _request(port: int, case: Case, token: str) -> int:
    """Return the status of the answer; 0 when none came."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        try:
            connection.putrequest(case.method, case.path.replace("{0}", token), skip_accept_encoding=True)
            for name, value in case.headers.items():
                connection.putheader(name, value.encode("latin-1"))
            if case.body is not None:
                connection.putheader("Content-Length", str(len(case.body)))
            connection.endheaders()
            with suppress(OSError):  # it may be refused before it was sent whole
                connection.send(case.body or b"")
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0


def _visit(port: int) -> dict[str, str]:
    """Return cookie and token of a browser that opened the sign-in."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", "/staff/sign-in")
        answer = connection.getresponse()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
        return {"csrf_token": token[1] if token else "", "cookie": (answer.getheader("Set-Cookie") or "").split(";")[0]}


def _wrong(case: Case, page: Page, before: WayIn, after: WayIn) -> Iterable[str]:
    """Say which value is kept that was neither there before nor posted, or that its field does not take."""
    posted: dict[str, list[str]] = {}
    for name, raw in case.pairs:
        posted.setdefault(name, []).append(as_typed(raw).replace("\r\n", "\n").strip())
    was, now = before.draft.values(page), after.draft.values(page)
    for one in page.fields:
        value = now.get(one.name, one.empty)
        told = posted.get(one.name, [""])
        is_posted = set([value] if isinstance(value, str) else value) <= {*told, *[v.strip() for v in told]}
        if value != was.get(one.name, one.empty) and not (is_posted and one.accepts(value) and _is_clean(value)):
            yield f"{one.name} = {ascii(value)[:60]}"
    others = [{k: v for k, v in way_in.draft.pages.items() if k != page.id} for way_in in (before, after)]
    if others[0] != others[1] or set(now) - {one.name for one in page.fields}:
        yield "something else was changed"


def _is_clean(value: Value | Mapping[str, object]) -> bool:
    """Say whether every database takes a value, whatever it is made of."""
    try:
        return b"\\u0000" not in json.dumps(value).encode() and bool(json.dumps(value, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return False


def _stored_wrong(ground: Ground) -> list[str]:
    """Return what is wrong with the answers that were sent in the end."""
    with new_session(ground.engine) as session:
        sent = len(session.scalars(select(InvitationRow.id).filter_by(state=InvitationState.SENT)).all())
        stored = [dict(answers) for answers in session.scalars(select(ResponseRow.answers))]
    wrong = [f"{len(stored)} answers behind {sent} links"] if len(stored) != sent else []
    for answers in stored:
        ratings = {*answers["ratings"].values(), *answers["closing"].values()}
        if not ratings <= {1, 2, 3, 4, 5, "dk", "na"} or not _is_clean(answers):
            wrong.append(f"stored {ascii(answers)[:80]}")
        wrong += ["a comment is too long" for text, _ in answers["comments"].values() if len(text) > 1000]
    return wrong


def _is_fault(line: str) -> bool:
    return "Traceback" in line or '"level": "error"' in line or '"level":"error"' in line or "unexpected" in line


def _asked_key(ground: Ground) -> str:
    """Ask a focal point to confirm a list; return the key in the mail."""
    now, name = datetime.now(UTC), text(ar="تمرين", en="Drill")
    with ground.writing() as session:
        questionnaire = reviews.list_reviews(session)[0].questionnaire
        partner = keeping.create_partner(session, "asked", name=name, kind="ngo")
        point = FocalPoint(Side.PARTNER, "Kari", "kari@example.org", EN)
        keeping.set_focal_points(session, partner.id, points=[point], now=now)
        preparing.create_round(session, "asked", title=name)
        review = preparing.create_review(
            session,
            "asked",
            partner_slug="asked",
            questionnaire=questionnaire,
            closes_on=now.date() + timedelta(days=9),
            now=now,
        )
        inviting.invite(session, review.id, side=Side.PARTNER, count=3, keys=ground.keys)
        confirming.ask_focal_points(session, review.id, side=Side.PARTNER, now=now, keys=ground.keys)
        session.flush()
        mail = session.scalars(select(OutboxRow).filter_by(review_id=review.id)).one()
        return ground.keys.token(mail.id, mail.nonce or b"")


DRILL = Drill(
    promise="no text breaks the app, and nothing is stored that a field does not take",
    breaks="letting NUL through in `web/security.read_body`, or a field of `core/form/pages` that accepts too much",
    run=run,
    has_own_server=True,
)
