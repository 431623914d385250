"""One list of people for all partners of a round, and what a new round takes over from the last one."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine, delete, update

from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy
from surveyapp.core.sides import Side
from surveyapp.store import partners, recipients, review_lists, reviews, rounds
from surveyapp.store.engine import new_session
from surveyapp.store.rows import PartnerRow, RecipientRow, RoundRow
from surveyapp.web.carrying import UPLOAD_LIMIT
from surveyapp.workflow.invitations import confirming, withdrawing
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing, opening, preparing
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import answer, do, invite_people, keep_focal_points, person, recipient_ids
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import let_in, make_staff
from tests.workflow.test_confirming import POINTS, ask

pytestmark = ON_SQLITE
PATH = "/staff/rounds/2026/people"
NEXT_YEAR = (datetime.now(UTC) + timedelta(days=365)).date().isoformat()
HEAD = "Partner\tSide\tName\tEmail\tLanguage\n"


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


@pytest.fixture
def two(prepare: Callable[..., Prepared]) -> list[Prepared]:
    """Two reviews in preparation, to which nobody is invited."""
    return [
        prepare(is_open=False, people=0, name=text(ar="بلديّة رام الله", en="Ramallah")),
        prepare(is_open=False, people=0, name=text(ar="جامعة بيرزيت", en="Birzeit")),
    ]


def listed(engine: Engine, review_id: int) -> dict[Side, list[tuple[str, str]]]:
    with new_session(engine) as session:
        found = {side: recipients.list_recipients(session, review_id, side=side) for side in Side}
    return {side: [(one.person.name, one.person.address) for one in people] for side, people in found.items()}


def paste(client: ReadingClient, rows: str, head: str = HEAD) -> BeautifulSoup:
    sent = press(client, PATH, {"pasted": head + rows}, to=f"{PATH}/pasted")
    return BeautifulSoup(sent.text, "lxml")


def test_one_list_invites_the_people_of_all_partners_on_both_sides(
    staff: ReadingClient, engine: Engine, keys: Keys, two: list[Prepared]
) -> None:
    invite_people(engine, two[0], [person(1)], keys=keys)
    rows = "\n".join(
        [
            "Ramallah\tpartner\tLeila\tp1@example.org\t",  # known already
            "بلدية رام الله\tالشريك\tYara\t\tar",
            "norcross1\tPRCS\tOmar\tomar@example.org\ten",
            "BIRZEIT\tpartner\t\trana@example.org\t",
        ]
    )
    staff.get("/?lang=en")
    page = paste(staff, rows)
    assert "3 people, no faults" in page.select_one(".lead").get_text()
    shown = [" ".join(one.get_text(" ", strip=True).split()) for one in page.select("tbody tr")]
    assert shown == [
        "Ramallah – 1 person – Ramallah Yara 1 letter to print 1 already on the list",
        "Birzeit 1 person – Birzeit Omar – omar @example.org 1 person – Birzeit rana@example.org – rana @example.org",
    ]
    fields = {one["name"]: one["value"] for one in page.select("main form input")}
    entered = staff.post(f"{PATH}/enter", data=fields)
    assert entered.location == "/staff/rounds/2026"
    assert "3 people were invited" in staff.get(entered.location).text
    assert listed(engine, two[1].review_id) == {
        Side.PRCS: [("Omar", "omar@example.org")],
        Side.PARTNER: [("", "rana@example.org")],
    }
    staff.post(f"{PATH}/enter", data=fields)
    assert "0 people were invited" in staff.get(entered.location).text  # everybody is known by now


def test_all_faults_are_told_at_once_with_row_and_column(
    staff: ReadingClient, engine: Engine, keys: Keys, two: list[Prepared]
) -> None:
    invite_people(engine, two[0], [person(1)], keys=keys)
    rows = "\n".join(
        [
            "Nablus\tneither\tA\tno address\tKlingon",
            "Ramallah\tPRCS\tB\tp1@example.org\t",  # on the other side
            "Ramallah\tpartner\tC\t\t",
            "Ramallah\tpartner\tC\t\t",
            "Ramallah\tpartner\tD\td@example.org\t",
            "Ramallah\tpartner\tD\td@example.org\t",
        ]
    )
    staff.get("/?lang=en")
    first = [[td.get_text(strip=True) for td in tr.select("th, td")] for tr in paste(staff, rows).select("tbody tr")]
    assert [(row[0], row[1]) for row in first] == [
        ("2", "Partner"),
        ("2", "Side"),
        ("2", "Language"),
        ("2", "Email"),
        ("7", ""),
    ]
    rest = paste(staff, "\n".join(rows.split("\n")[1:5]))
    assert [tr.select_one("th").get_text() for tr in rest.select("tbody tr")] == ["2", "3", "4"]
    assert listed(engine, two[0].review_id)[Side.PRCS] == []
    opened = paste(staff, "Ramallah\tpartner\tE\t\t", head="Organisation\tName\n")
    assert "This column is missing." in opened.get_text()


def test_a_file_is_taken_as_well_and_what_is_none_is_said(staff: ReadingClient, two: list[Prepared]) -> None:
    staff.get("/?lang=en")
    token = staff.page(PATH).select_one("input[name=csrf_token]")["value"]
    table = staff.get(f"{PATH}/empty.csv").data.decode("utf-8-sig")
    assert table.split("\r\n")[0].startswith("partner,side,name")
    for data, status in ((b"Partner,Side,Name\nRamallah,PRCS,Ali\n", 200), (b"\xff\xfe\0", 422), (b"", 422)):
        sent = {"csrf_token": token, "people": (io.BytesIO(data), "p.csv" if data else "")}
        assert staff.post(PATH, data=sent, content_type="multipart/form-data").status_code == status
    for pasted in (" ", "x" * (UPLOAD_LIMIT + 1)):
        assert press(staff, PATH, {"pasted": pasted}, to=f"{PATH}/pasted").status_code == 422
    assert staff.get("/staff/rounds/none/people").status_code == 404


@pytest.mark.slow
def test_a_round_takes_over_who_was_asked_whether_they_answered_or_not(
    staff: ReadingClient, engine: Engine, keys: Keys, prepare: Callable[..., Prepared]
) -> None:
    ways = AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL)
    kept, forgotten, still_open, objected = (
        prepare(is_open=False, people=0, answering=ways, policy=Policy.PROTECTED, min_detail=7),
        prepare(),
        prepare(is_open=False, people=0),
        prepare(is_open=False, people=0),
    )
    invite_people(engine, objected, [person(0)], keys=keys)
    keep_focal_points(engine, objected.review_id, POINTS)
    key = ask(engine, objected, keys)[0]
    do(engine, confirming.object_to_list, key, reason="Nobody knows p0.", now=datetime.now(UTC))
    invite_people(engine, kept, [person(n) for n in range(4)], keys=keys)
    invite_people(engine, still_open, [person(n) for n in range(3)], keys=keys)
    now = datetime.now(UTC)
    with writing(engine) as session:
        for opened in (kept, still_open):
            opening.open_review(session, opened.review_id, now=now)
        for one, who in ((kept, "p3"), (still_open, "p2")):
            left = recipient_ids(engine, one)[f"{who}@example.org"]
            withdrawing.withdraw(session, one.review_id, recipient_id=left, keys=keys, now=now)
    answer(engine, kept.links[Side.PARTNER][0], keys)
    with writing(engine) as session:
        for one in (kept, forgotten):
            closing.close_review(session, one.review_id, now=now)
        preparing.create_round(session, "2027", title=text(ar="استعراض 2027", en="Review 2027"))
    path = "/staff/rounds/2027/reviews/new"
    marked = BeautifulSoup(press(staff, f"{path}?lang=en", {"turn": "last"}).text, "lxml")
    ticked = [one["value"] for one in marked.select("input[name=partners][checked]")]
    assert ticked == ["norcross0", "norcross1", "norcross2", "norcross3"]
    wanted = {"partners": ticked, "closes": NEXT_YEAR, "carries": "y", "with_people": "y", "policy": "standard"}
    shown = BeautifulSoup(press(staff, f"{path}?lang=en", wanted).text, "lxml")
    alike, differing = ([one.get_text() for one in shown.select(what)] for what in (".facts dt", "thead th"))
    assert alike == ["Carried over from", "PRCS", "Partner side"]  # said once
    assert differing == ["Partner", "PRCS", "Partner side", "What is shown afterwards"]
    rows = [" ".join(one.get_text(" ", strip=True).split()) for one in shown.select("tbody tr")]
    assert "3 people by name" in rows[0]  # the fourth was withdrawn
    assert "no names are kept any more" in rows[1]
    assert "2 people by name" in rows[2]
    assert "a focal point objects to the list, so nobody on it is carried over" in rows[3]
    fields = {one["name"]: one["value"] for one in shown.select("main form input")}
    prepare_link = f'main a[href="{path}"]'
    assert "primary" in staff.page("/staff/rounds/2027").select_one(prepare_link)["class"]
    back = BeautifulSoup(staff.post(path, data=fields | {"turn": "1"}).text, "lxml")  # not now
    assert [one["value"] for one in back.select("input[name=partners][checked]")] == ticked
    assert back.select_one("#closes")["value"] == NEXT_YEAR
    assert staff.post(path, data=fields | {"confirmed": "y"}).location == "/staff/rounds/2027"
    assert "primary" not in staff.page("/staff/rounds/2027").select_one(prepare_link)["class"]
    with new_session(engine) as session:
        made = [one for one in reviews.list_reviews(session) if one.round.slug == "2027"]
    assert (made[0].policy, made[0].thresholds.min_detail, made[1].policy) == (Policy.PROTECTED, 7, Policy.STANDARD)
    assert [address for _, address in listed(engine, made[0].id)[Side.PARTNER]] == [
        f"p{n}@example.org" for n in range(3)
    ]
    assert [len(listed(engine, made[n].id)[Side.PARTNER]) for n in (2, 3)] == [2, 0]


def test_names_that_are_erased_are_carried_nowhere(
    staff: ReadingClient, engine: Engine, keys: Keys, prepare: Callable[..., Prepared]
) -> None:
    before = prepare(is_open=False, people=0)
    invite_people(engine, before, [person(1), person(2)], keys=keys)
    with writing(engine) as session:
        opening.open_review(session, before.review_id, now=datetime.now(UTC))
        closing.close_review(session, before.review_id, now=datetime.now(UTC))
        session.execute(delete(RecipientRow))
        preparing.create_round(session, "2027", title=text(ar="استعراض 2027", en="Review 2027"))
    wanted = {"partners": ["norcross0"], "closes": NEXT_YEAR, "confirmed": "y"}
    assert press(staff, "/staff/rounds/2027/reviews/new", wanted).status_code == 303
    with new_session(engine) as session:
        made = reviews.list_reviews(session)[0]
    assert listed(engine, made.id) == {Side.PRCS: [], Side.PARTNER: []}


@pytest.mark.parametrize(("partner", "round_"), [(True, True), (True, False), (False, True), (False, False)])
def test_reviews_follow_one_another_unless_one_of_them_alone_is_invented(
    engine: Engine, prepare: Callable[..., Prepared], *, partner: bool, round_: bool
) -> None:
    before = prepare(is_open=False, people=0)
    with writing(engine) as session:
        session.execute(update(PartnerRow).values(is_demonstration=partner))
        session.execute(update(RoundRow).values(is_demonstration=round_))
        preparing.create_round(session, "2027", title=text(ar="استعراض 2027", en="Review 2027"))
    with new_session(engine) as session:
        later, ids = rounds.get_round(session, "2027"), [one.id for one in partners.list_partners(session)]
        offered = rounds.find_before(session, later)
        followed = review_lists.list_in_earlier_rounds(session, later.id, partner_ids=ids)
    follows = partner or not round_
    assert [one.id for one in followed.values()] == [before.review_id] * follows
    assert (offered.slug if offered else None) == ("2026" if follows else None)
