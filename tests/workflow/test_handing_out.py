"""A focal point's own link to the handout: how long it holds, when it ends, how often it gives, what is recorded."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from surveyapp.core.conduct.mail import KEY_LIFE, MailKind, Outcome
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.errors import Code, GoneError, NotFoundError, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, outbox
from surveyapp.store.engine import new_session
from surveyapp.workflow import mailing, writing_mails
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing, handing_out
from tests.conftest import Prepared
from tests.databases import writing
from tests.inviting import answer, do, empty_outbox, keep_focal_points
from tests.languages import EN

NOW = datetime.now(UTC)
KARI = FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)
HUDA = FocalPoint(Side.PRCS, "Huda", "huda@prcs.example", EN)


@pytest.fixture
def review_id(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> int:
    """A closed review, both sides of which have a focal point, and one of which answered."""
    prepared = prepare(people=3)
    review_id = prepared.review_id
    answer(engine, prepared.links[Side.PRCS][0], keys)
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
    keep_focal_points(engine, review_id, [KARI, HUDA])
    empty_outbox(engine)
    return review_id


@pytest.fixture
def keys_of(engine: Engine, review_id: int, keys: Keys) -> dict[str, str]:
    """What each focal point's mail holds after sharing, by address."""
    assert do(engine, handing_out.share_with_focal_points, review_id, now=NOW, keys=keys) == 2
    found: dict[str, str] = {}
    while queued := do(engine, outbox.claim, "holder", now=NOW):
        mail = do(engine, writing_mails.prepare_mail, queued, now=NOW, keys=keys)
        key = mailing.mailed_key(queued, keys=keys)
        assert (mail.kind, mail.link) == (MailKind.HANDOUT, f"/handout/{key}")
        found[mail.to.address] = key
        do(engine, outbox.settle, queued.id, outcome=Outcome.SENT, now=NOW)
    return found


def test_each_focal_point_has_a_key_that_leads_to_their_side_for_some_weeks(
    engine: Engine, review_id: int, keys_of: dict[str, str]
) -> None:
    for point in (KARI, HUDA):
        handout = do(engine, handing_out.find_handout, keys_of[point.email], now=NOW)
        assert (handout.review.id, handout.side) == (review_id, point.side)
    end = NOW + KEY_LIFE[MailKind.HANDOUT]
    do(engine, handing_out.take_handout, keys_of[KARI.email], now=end - timedelta(seconds=1))
    for step in (handing_out.find_handout, handing_out.take_handout):
        with pytest.raises(GoneError) as refused:
            do(engine, step, keys_of[KARI.email], now=end)
        assert refused.value.code is Code.HANDOUT_ENDED


@pytest.mark.parametrize(
    "points",
    [
        pytest.param([HUDA], id="the focal point was removed"),
        pytest.param([HUDA, FocalPoint(Side.PARTNER, "Kari", "new@norcross.example", EN)], id="the address changed"),
    ],
)
def test_a_key_ends_with_its_focal_point(
    engine: Engine, review_id: int, keys_of: dict[str, str], points: list[FocalPoint]
) -> None:
    keep_focal_points(engine, review_id, points)
    for step in (handing_out.find_handout, handing_out.take_handout):
        with pytest.raises(NotFoundError):
            do(engine, step, keys_of[KARI.email], now=NOW)
    do(engine, handing_out.find_handout, keys_of[HUDA.email], now=NOW)


def test_nobody_is_mailed_who_is_no_focal_point_any_more(engine: Engine, review_id: int, keys: Keys) -> None:
    do(engine, handing_out.share_with_focal_points, review_id, now=NOW, keys=keys)
    keep_focal_points(engine, review_id, [])
    queued = do(engine, outbox.claim, "holder", now=NOW)
    assert do(engine, writing_mails.prepare_mail, queued, now=NOW, keys=keys) is None


def test_a_link_gives_so_many_files_an_hour_and_the_record_says_the_side_alone(
    engine: Engine, review_id: int, keys_of: dict[str, str]
) -> None:
    key, later = keys_of[KARI.email], NOW + handing_out.TAKEN_WITHIN
    for _ in range(handing_out.TAKEN_LIMIT):
        do(engine, handing_out.take_handout, key, now=NOW)
    with pytest.raises(StateError) as refused:
        do(engine, handing_out.take_handout, key, now=later - timedelta(seconds=1))
    assert refused.value.code is Code.HANDOUT_TOO_OFTEN
    do(engine, handing_out.take_handout, keys_of[HUDA.email], now=NOW)
    do(engine, handing_out.take_handout, key, now=later)
    with new_session(engine) as session:
        told = [audit.read_details(entry) for entry in audit.list_entries(session, action="handout.taken")]
    assert {tuple(sorted(one.items())) for one in told} == {(("side", "partner"),), (("side", "prcs"),)}
    assert len(told) == handing_out.TAKEN_LIMIT + 2
