"""Keying paper forms: two keyings, encrypted, that become one response; on both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from surveyapp.core.errors import GoneError, InputError, NotFoundError
from surveyapp.core.form.draft import Draft, to_sheet
from surveyapp.core.sides import Side
from surveyapp.store import audit, invitations, reviews, turnouts
from surveyapp.store.drafts import open_keyings
from surveyapp.store.engine import new_session
from surveyapp.store.responses import read_sheets
from surveyapp.store.rows import DraftRow, InvitationRow, KeyingRow, ResponseRow
from surveyapp.workflow.answers import answering, keying
from surveyapp.workflow.answers.keying import FIRST, SECOND, PaperForm
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.reviews import closing, opening
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import save_page
from tests.workflow.test_at_once import at_once

NOW = datetime.now(UTC)
PAGE = "integrity"
KEYED = Draft({PAGE: {"holds_principles.self": "4", "holds_principles.other": "dk", "open": "كلام", "open.share": "y"}})
OTHER = Draft({PAGE: {"holds_principles.self": "5", "holds_principles.other": "dk", "open": "كلام  "}})


@dataclass
class Desk:
    """Somebody who keys the forms of one open review; ``links`` are personal ones."""

    engine: Engine
    keys: Keys
    review_id: int
    codes: list[str]
    links: dict[Side, list[str]]

    @property
    def code(self) -> str:
        return self.codes[0]

    def form(self, code: str = "") -> PaperForm:
        with new_session(self.engine) as session:
            return keying.find_form(session, code or self.code, keys=self.keys)

    def keep(
        self, draft: Draft = KEYED, number: int = FIRST, *, code: str = "", now: datetime = NOW, **more: bool
    ) -> None:
        with writing(self.engine) as session:
            keying.keep(session, code or self.code, number=number, draft=draft, now=now, keys=self.keys, **more)

    def settle(self, chosen: dict[tuple[str, str], int], **more: object) -> None:
        with writing(self.engine) as session:
            keying.settle(session, self.code, chosen=chosen, now=NOW, keys=self.keys, **more)

    def send(self, *, code: str = "", now: datetime = NOW) -> str:
        with writing(self.engine) as session:
            return keying.send(session, code or self.code, now=now, keys=self.keys)

    def count(self, row: type) -> int:
        with new_session(self.engine) as session:
            return session.scalar(select(func.count()).select_from(row)) or 0


@pytest.fixture
def make_desk(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Callable[..., Desk]:
    def make_desk(*, papers: int = 1, is_open: bool = True) -> Desk:
        prepared = prepare(is_open=False)
        with writing(engine) as session:
            codes = inviting.invite(
                session, prepared.review_id, side=Side.PARTNER, count=papers, keys=keys, is_paper=True
            )
            if is_open:
                opening.open_review(session, prepared.review_id, now=NOW)
        return Desk(engine, keys, prepared.review_id, codes, prepared.links)

    return make_desk


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


def test_a_form_keyed_once_becomes_one_response(desk: Desk) -> None:
    desk.keep()
    assert (desk.form().is_keyed, desk.form().begun(FIRST)) == (True, Draft())
    assert desk.count(ResponseRow) == 0
    receipt = desk.send()
    with new_session(desk.engine) as session:
        sheets = list(read_sheets(session, desk.review_id))
    assert sheets == [to_sheet(KEYED, desk.form().way_in.pages, Side.PARTNER)]
    assert (receipt, desk.form().way_in.is_sent) == (desk.keys.receipt_code(desk.code), True)
    assert (desk.send(), desk.count(ResponseRow), desk.count(KeyingRow)) == (receipt, 1, 0)


def test_only_the_code_opens_what_was_keyed(desk: Desk) -> None:
    desk.keep()
    desk.keep(OTHER, SECOND)
    with new_session(desk.engine) as session:
        stored = {row.number: row.sealed for row in session.scalars(select(KeyingRow))}
        assert set(stored) == {FIRST, SECOND}
        assert not [word for word in ("holds_principles", "كلام", PAGE) for s in stored.values() if word.encode() in s]
        with pytest.raises(InvalidTag):
            open_keyings(session, token_hash(desk.code), key=desk.keys.draft_key(desk.links[Side.PRCS][0]))


@ON_SQLITE
def test_neither_keying_opens_as_the_other(desk: Desk) -> None:
    desk.keep()
    desk.keep(OTHER, SECOND)
    with writing(desk.engine) as session:
        first, second = session.scalars(select(KeyingRow).order_by(KeyingRow.number))
        first.sealed, second.sealed = second.sealed, first.sealed
    with pytest.raises(InvalidTag):
        desk.form()


def test_keyings_that_differ_are_not_sent_until_they_are_settled(desk: Desk) -> None:
    desk.keep()
    desk.keep(OTHER, SECOND)
    found = {(one.field.name, one.first, one.second) for one in desk.form().differences}
    assert found == {("holds_principles.self", "4", "5"), ("open.share", "y", "")}
    with pytest.raises(InputError, match="keyings_differ"):
        desk.send()
    desk.settle({(PAGE, "holds_principles.self"): SECOND})
    assert [one.field.name for one in desk.form().differences] == ["open.share"]
    desk.settle({(PAGE, "open.share"): FIRST, (PAGE, "open"): SECOND, ("nowhere", "role"): FIRST})
    assert desk.form().differences == ()
    desk.send()
    with new_session(desk.engine) as session:
        [sheet] = read_sheets(session, desk.review_id)
    assert {str(key.about): answer for key, answer in sheet.ratings.items()} == {"self": 5, "other": "dk"}
    assert (sheet.comments[PAGE].text, sheet.comments[PAGE].share) == ("كلام", True)


@ON_SQLITE
def test_there_is_no_second_keying_before_a_first(desk: Desk) -> None:
    with pytest.raises(InputError, match="not_keyed"):
        desk.keep(number=SECOND)


@ON_SQLITE
def test_a_blank_form_is_not_sent(desk: Desk) -> None:
    with pytest.raises(InputError, match="not_keyed"):
        desk.send()
    desk.keep(Draft({PAGE: {"open": "كلام"}}))
    with pytest.raises(InputError, match="nothing_answered"):
        desk.send()
    assert (desk.count(ResponseRow), desk.form().way_in.is_sent) == (0, False)


@ON_SQLITE
@pytest.mark.parametrize(("page", "name", "value"), [(PAGE, "holds_principles.self", "9"), ("closing", "no", "x")])
def test_a_value_that_no_field_takes_is_not_kept(desk: Desk, page: str, name: str, value: str) -> None:
    with pytest.raises(InputError, match="bad_value"):
        desk.keep(Draft({page: {name: value}}))
    assert desk.count(KeyingRow) == 0


def _steps(desk: Desk, code: str = "", now: datetime = NOW) -> dict[str, Callable[[], object]]:
    return {"keep": lambda: desk.keep(code=code, now=now), "send": lambda: desk.send(code=code, now=now)}


@ON_SQLITE
@pytest.mark.parametrize("step", ["keep", "send"])
def test_personal_links_and_unknown_codes_are_not_keyed(desk: Desk, step: str) -> None:
    for code in (desk.links[Side.PARTNER][0], "0" * 32):
        with pytest.raises(NotFoundError, match="unknown_paper"):
            _steps(desk, code)[step]()
    assert (desk.count(KeyingRow), desk.count(ResponseRow)) == (0, 0)


@ON_SQLITE
@pytest.mark.parametrize("step", ["keep", "send"])
def test_nothing_is_keyed_before_opening(make_desk: Callable[..., Desk], step: str) -> None:
    with pytest.raises(GoneError, match="review_not_open"):
        _steps(make_desk(is_open=False))[step]()


@ON_SQLITE
@pytest.mark.parametrize("step", ["keep", "send"])
def test_nothing_is_keyed_from_closing_time_on(make_desk: Callable[..., Desk], step: str) -> None:
    desk = make_desk()
    desk.keep()
    with new_session(desk.engine) as session:
        end = reviews.get_review(session, desk.review_id).closes_at
    with pytest.raises(GoneError, match="review_closed"):
        _steps(desk, now=end)[step]()
    assert desk.count(ResponseRow) == 0


def test_nothing_is_keyed_under_a_code_that_was_withdrawn(desk: Desk) -> None:
    desk.keep()
    with writing(desk.engine) as session:
        invitations.revoke(session, token_hash(desk.code))
    with pytest.raises(GoneError, match="link_revoked"):
        desk.send()


def test_closing_erases_what_was_keyed_and_forgets_what_was_paper(desk: Desk) -> None:
    desk.keep()
    with writing(desk.engine) as session:
        closing.close_review(session, desk.review_id, now=NOW)
    assert (desk.count(KeyingRow), desk.count(ResponseRow)) == (0, 0)
    with new_session(desk.engine) as session:
        assert set(session.scalars(select(InvitationRow.is_paper))) == {None}
        assert turnouts.list_on_paper(session, reviews.get_review(session, desk.review_id), now=NOW) == {}
    with pytest.raises(GoneError, match="review_closed"):
        desk.send()


def _answer_on_screen(desk: Desk) -> Callable[[Session], object]:
    def save(session: Session) -> object:
        return save_page(session, desk.code, now=NOW, keys=desk.keys, changes=OTHER.pages[PAGE], page=PAGE)

    return save


def test_who_answers_on_a_screen_meanwhile_is_seen_and_gives_way(desk: Desk) -> None:
    desk.keep()
    assert not desk.form().is_begun_on_screen
    with writing(desk.engine) as session:
        _answer_on_screen(desk)(session)
    assert desk.form().is_begun_on_screen
    desk.send()
    assert (desk.count(DraftRow), desk.count(KeyingRow), desk.count(ResponseRow)) == (0, 0, 1)
    with pytest.raises(InputError, match="already_sent"), writing(desk.engine) as session:
        _answer_on_screen(desk)(session)


def test_who_sent_from_a_screen_leaves_nothing_to_key(desk: Desk) -> None:
    desk.keep()
    with writing(desk.engine) as session:
        _answer_on_screen(desk)(session)
        receipt = answering.send(session, desk.code, now=NOW, keys=desk.keys)
    assert (desk.count(DraftRow), desk.count(KeyingRow), desk.count(ResponseRow)) == (0, 0, 1)
    with pytest.raises(InputError, match="already_sent"):
        desk.keep()
    with pytest.raises(InputError, match="already_sent"):
        desk.settle({})
    assert (desk.send(), desk.count(ResponseRow)) == (receipt, 1)


def test_desk_and_screen_that_send_at_once_store_one_response(desk: Desk) -> None:
    desk.keep()
    with writing(desk.engine) as session:
        _answer_on_screen(desk)(session)
    at_desk = [lambda session: keying.send(session, desk.code, now=NOW, keys=desk.keys)] * 6
    on_screen = [lambda session: answering.send(session, desk.code, now=NOW, keys=desk.keys)] * 6
    outcomes = at_once(desk.engine, *at_desk, *on_screen)
    assert set(outcomes) == {desk.keys.receipt_code(desk.code)}
    assert (desk.count(ResponseRow), desk.count(KeyingRow), desk.count(DraftRow)) == (1, 0, 0)


def test_the_record_says_that_a_form_was_sent_and_neither_which_nor_of_whom(desk: Desk) -> None:
    desk.keep()
    desk.send()
    desk.send()
    with new_session(desk.engine) as session:
        [entry] = audit.list_entries(session, action="keying")
    assert (entry.action, entry.review_id, entry.details) == ("keying.sent", desk.review_id, "{}")


def test_the_record_says_in_how_many_fields_two_keyings_differed_and_not_in_which(desk: Desk) -> None:
    desk.keep()
    desk.keep(OTHER, SECOND, is_done=False)
    assert desk.form().differences == ()
    desk.keep(OTHER, SECOND)
    desk.settle({(PAGE, "holds_principles.self"): FIRST})
    desk.settle({(PAGE, "open.share"): FIRST})
    desk.send()
    with new_session(desk.engine) as session:
        [entry] = audit.list_entries(session, action="keying")
    assert audit.read_details(entry) == {"is_twice": True, "differed": 2}


@ON_SQLITE
def test_where_neither_keying_is_as_the_paper_what_was_typed_counts(desk: Desk) -> None:
    desk.keep()
    desk.keep(OTHER, SECOND)
    field = (PAGE, "holds_principles.self")
    with pytest.raises(InputError, match="bad_value"):
        desk.settle({}, typed={field: "9"})
    desk.settle({field: FIRST}, typed={field: "3", (PAGE, "holds_principles.other"): "1"})  # the latter does not differ
    desk.settle({(PAGE, "open.share"): SECOND})
    desk.send()
    with new_session(desk.engine) as session:
        [sheet] = read_sheets(session, desk.review_id)
    assert {str(key.about): answer for key, answer in sheet.ratings.items()} == {"self": 3, "other": "dk"}


@ON_SQLITE
def test_what_was_keyed_to_its_end_is_taken_up_again_only_by_who_still_has_it(desk: Desk) -> None:
    desk.keep(OTHER, is_done=False)
    with pytest.raises(InputError, match="not_keyed"):
        desk.send()
    assert desk.form().begun(FIRST).pages == OTHER.pages
    desk.keep()
    desk.keep()  # the same once more, by a press that comes twice
    with pytest.raises(InputError, match="keyed_already"):
        desk.keep(OTHER)
    with pytest.raises(InputError, match="keyed_already"):
        desk.keep(OTHER, is_done=False, is_again=True)
    assert desk.form().is_keyed
    desk.keep(is_done=False, is_again=True)
    desk.keep(OTHER, is_done=False)
    assert desk.form().begun(FIRST).pages == OTHER.pages
    desk.keep()
    desk.keep(OTHER, SECOND, is_done=False)
    with pytest.raises(InputError, match="keyed_already"):
        desk.keep(OTHER, is_done=False, is_again=True)


@pytest.mark.parametrize("number", [FIRST, SECOND])
def test_of_two_who_key_a_time_at_once_one_has_keyed_it(desk: Desk, number: int) -> None:
    if number == SECOND:
        desk.keep()
    drafts = [OTHER, Draft({PAGE: {"holds_principles.self": "1"}})] * 3
    keeps = [
        lambda session, one=one: keying.keep(session, desk.code, number=number, draft=one, now=NOW, keys=desk.keys)
        for one in drafts
    ]
    outcomes = at_once(desk.engine, *keeps)
    kept = desk.form().keyings[number].draft.pages
    assert [one.pages == kept for one in drafts] == [outcome is None for outcome in outcomes]
    assert {str(outcome) for outcome in outcomes if outcome} == {"keyed_already"}
