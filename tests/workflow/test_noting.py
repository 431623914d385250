"""The meeting's screen: what is typed is kept, two screens undo nothing of each other, and a sign-off freezes it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from surveyapp.core.conduct.actions import Agreement, SignOff
from surveyapp.core.conduct.review import State
from surveyapp.core.errors import Code, InputError, NotFoundError, StateError
from surveyapp.store import actions, audit, reviews
from surveyapp.store.audit import Author, sign
from surveyapp.store.rows import AgreementRow, WordingRow
from surveyapp.workflow.reviews import agreeing, closing, noting
from tests.databases import writing

NOW = datetime.now(UTC)
TODAY = NOW.date()
LATER = TODAY + timedelta(days=90)
WHOLE = {
    "new-words": "اجتماع شهري",
    "new-prcs_lead": "رنا",
    "new-partner_lead": "Kari",
    "new-due": "٢٠٣٠-٠٣-٠١",
}
SIGNED = SignOff("رنا", "Kari", TODAY)


@pytest.fixture
def shared(prepare: Callable[..., object], engine: Engine) -> int:
    review_id = prepare(people=3).review_id
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
        closing.share_review(session, review_id, now=NOW)
    return review_id


@pytest.fixture
def keep(engine: Engine, shared: int) -> Callable[..., noting.Kept]:
    """Type into the topic's fields: at some minute, by somebody, on a screen that showed nothing or what is said."""

    def keep(typed: dict[str, str], *, shown: dict[str, str] | None = None, at: int = 0, by: str = "a@example.org"):
        now = NOW + timedelta(minutes=at)
        with writing(engine) as session:
            sign(session, Author(by, now))
            return noting.keep_notes(session, shared, "integrity", shown=shown or {}, typed=typed, now=now)

    return keep


def meeting_of(engine: Engine, review_id: int):
    with writing(engine) as session:
        return actions.get_meeting(session, review_id)


def recorded(engine: Engine, action: str) -> int:
    with writing(engine) as session:
        return len(audit.list_entries(session, action=action, limit=99))


def test_what_is_typed_is_one_word_until_its_hand_rests(
    engine: Engine, shared: int, keep: Callable[..., object]
) -> None:
    keep({"words": "a"})
    keep({"words": "ab"}, shown={"words": "a"}, at=9)
    assert (recorded(engine, "meeting.agreed"), rows(engine, AgreementRow)) == (1, 1)
    keep({"words": "abc"}, shown={"words": "ab"}, at=10, by="b@example.org")
    keep({"words": "abcd"}, shown={"words": "abc"}, at=20, by="b@example.org")
    keep({"score-prcs": "3.5"}, at=21, by="b@example.org")
    keep({"score-joint": "differ"}, at=22, by="b@example.org")
    assert (recorded(engine, "meeting.agreed"), rows(engine, AgreementRow)) == (5, 5)
    held = meeting_of(engine, shared).agreement("integrity")
    assert held == Agreement("integrity", {"prcs": 3.5, "joint": None}, "abcd")


def rows(engine: Engine, row: type) -> int:
    with writing(engine) as session:
        return session.scalar(select(func.count()).select_from(row))


def test_an_action_becomes_one_once_it_is_whole_and_may_be_put_otherwise(
    engine: Engine, shared: int, keep: Callable[..., noting.Kept]
) -> None:
    assert keep({name: one for name, one in WHOLE.items() if name != "new-due"}).made is None
    assert meeting_of(engine, shared).actions == ()
    made = keep({"new-due": "2030-03-01"}).made
    keep({f"{made}-words": "أسبوعي"}, shown={f"{made}-words": "اجتماع شهري"}, at=5)
    assert (recorded(engine, "action.put_otherwise"), rows(engine, WordingRow)) == (0, 0)
    keep({f"{made}-words": "كل شهر"}, shown={f"{made}-words": "أسبوعي"}, at=30)
    assert (recorded(engine, "action.put_otherwise"), rows(engine, WordingRow)) == (1, 1)
    assert [one.promise.words for one in meeting_of(engine, shared).actions] == ["كل شهر"]
    emptied = keep({f"{made}-due": ""}, shown={f"{made}-due": "2030-03-01"}, at=31)
    assert {name: error.code for name, error in emptied.faults.items()} == {f"{made}-due": Code.BAD_DAY}
    with writing(engine) as session:
        noting.take_back(session, shared, made, now=NOW)
        with pytest.raises(NotFoundError):
            noting.take_back(session, shared, made, now=NOW)
    assert meeting_of(engine, shared).actions == ()


def test_two_screens_undo_nothing_of_each_other(engine: Engine, shared: int, keep: Callable[..., noting.Kept]) -> None:
    keep({"words": "one", "lesson": "old"})
    assert keep({"words": "one", "lesson": "new"}, shown={"words": "", "lesson": "old"}).clashes == {}
    clash = keep({"words": "two", "score-prcs": "4"}, shown={"words": ""})
    assert clash.clashes == {"words": "one"}
    held = meeting_of(engine, shared).agreement("integrity")
    assert (held.words, held.lesson, held.scores) == ("one", "new", {"prcs": 4.0})
    assert keep({"words": "two"}, shown={"words": "one"}).clashes == {}


def test_what_cannot_be_kept_is_said_of_its_field_and_the_rest_is_kept(
    engine: Engine, shared: int, keep: Callable[..., noting.Kept]
) -> None:
    typed = {"words": "kept", "lesson": "x" * 1001, "score-prcs": "6", "new-due": "yesterday", "99-words": "x"}
    assert {name: error.code for name, error in keep(typed).faults.items()} == {
        "lesson": Code.TOO_MANY_WORDS,
        "score-prcs": Code.SCORE_OFF_SCALE,
        "new-due": Code.BAD_DAY,
    }
    assert meeting_of(engine, shared).agreement("integrity") == Agreement("integrity", {}, "kept")


def test_a_sign_off_freezes_what_stands_and_tells_later_words_apart(
    engine: Engine, shared: int, keep: Callable[..., noting.Kept]
) -> None:
    def sign_off(name: str = "Kari", at: int = 40) -> None:
        signed, now = SignOff("رنا", name, TODAY), NOW + timedelta(minutes=at)
        with writing(engine) as session:
            noting.sign_off(session, shared, sign_off=signed, follow_up_on=LATER, now=now, today=TODAY)

    with pytest.raises(InputError, match="nothing_agreed"):
        sign_off()
    keep({"new-words": "only begun"})
    with pytest.raises(InputError, match="action_not_whole"):
        sign_off()
    keep(WHOLE, shown={"new-words": "only begun"})
    with pytest.raises(InputError, match="no_name"):
        sign_off(" ")
    sign_off()
    meeting = meeting_of(engine, shared)
    assert (meeting.signed_off, meeting.held_on, meeting.later, meeting.later_actions) == (SIGNED, TODAY, (), ())
    with pytest.raises(StateError, match="signed_off"):
        keep({"words": "late"}, at=41)
    with pytest.raises(StateError, match="signed_off"):
        sign_off()
    with writing(engine) as session:
        assert reviews.get_review(session, shared).state is State.MET
        said = Agreement("integrity", {"prcs": 2.0})
        agreeing.agree(session, shared, agreement=said, now=NOW + timedelta(minutes=50))
    assert meeting_of(engine, shared).later == ("integrity",)
    sign_off(at=60)
    assert meeting_of(engine, shared).later == ()
