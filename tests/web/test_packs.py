"""The meeting pack: the page that says how far it is, and files that are made in another process than the page's."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from bs4 import BeautifulSoup

from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import Code, UnmadeError
from surveyapp.rendering.workshop import Work
from surveyapp.reports.slides.making import MEDIA_TYPE
from surveyapp.store import people
from tests.databases import writing
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

SOCIETY, OPEN = 5, 8
PAGE = f"/staff/reviews/{SOCIETY}/pack?only=plan"
FILE = f"/staff/reviews/{SOCIETY}/pack.pdf?only=plan"


@pytest.fixture
def going(demo: ReadingClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Let nothing be made until this is set."""
    go = Event()

    def run(_work: Work) -> bytes:
        go.wait(30)
        return b"%PDF-"

    let_run(demo, run, tmp_path, monkeypatch, wait_seconds=0.1)
    yield go
    go.set()


def let_run(
    demo: ReadingClient,
    run: Callable[[Work], bytes],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    **more: object,
) -> None:
    workshop = demo.application.extensions["surveyapp.workshop"]
    made = replace(workshop, instance=folder, run=run, at_once=1, **more)
    monkeypatch.setitem(demo.application.extensions, "surveyapp.workshop", made)


def looked_again(demo: ReadingClient, path: str) -> BeautifulSoup:
    """Return the page once it does not look again by itself."""
    until = monotonic() + 30
    while "Refresh" in (answer := demo.get(path)).headers:
        assert monotonic() < until
        sleep(0.05)
    return BeautifulSoup(answer.data, "html.parser")


@pytest.mark.wide
def test_the_results_lead_to_the_page(demo: ReadingClient) -> None:
    links = demo.page(f"/staff/reviews/{SOCIETY}/results?lang=en").select('a[href*="/pack?"]')
    assert [link["href"].partition("print=")[2] for link in links] == ["ar", "en", "both"]


@pytest.mark.slow
def test_the_page_says_how_far_it_is_and_then_leads_to_the_file(demo: ReadingClient, going: Event) -> None:
    first = demo.page(f"{PAGE}&print=both&lang=en")
    assert "The pack is being made." in first.main.get_text()
    assert demo.get(f"{PAGE}&print=both&lang=en").headers["Refresh"] == "3"
    assert first.select_one("main a.button")["href"] == f"/staff/reviews/{SOCIETY}/pack?print=both&only=plan"
    second = demo.page(f"{PAGE}&only=how&print=both&lang=en")
    assert "one file comes before it" in second.main.get_text()
    third = demo.page(f"{PAGE}&only=annex&print=both&lang=ar")
    assert "قبله ملفان" in third.main.get_text()
    going.set()
    ready = looked_again(demo, f"{PAGE}&print=both&lang=en")
    assert "The pack is ready." in ready.main.get_text()
    link = ready.select_one("main a.button")["href"]
    assert link == f"/staff/reviews/{SOCIETY}/pack.pdf?lang=both&only=plan"
    assert demo.get(link).data == b"%PDF-"


@pytest.mark.slow
def test_a_size_and_an_order_are_ticked_and_reach_the_file(demo: ReadingClient, going: Event) -> None:
    going.set()
    plain = looked_again(demo, f"/staff/reviews/{SOCIETY}/pack?print=en&lang=en")
    assert [one["value"] for one in plain.select("input[name=size]")] == ["handout", "meeting", "everything"]
    assert [one["value"] for one in plain.select("input[checked]")] == ["meeting"]
    form = {one["name"]: one["value"] for one in plain.select("form input[type=hidden]") if one["name"] == "print"}
    asked = "&".join(
        f"{name}={value}" for name, value in (form | {"size": "handout", "order": "questionnaire"}).items()
    )
    page = looked_again(demo, f"/staff/reviews/{SOCIETY}/pack?{asked}&lang=en")
    assert [one["value"] for one in page.select("input[checked]")] == ["handout", "questionnaire"]
    link = page.select_one("main a.button")["href"]
    assert link == f"/staff/reviews/{SOCIETY}/pack.pdf?lang=en&size=handout&order=questionnaire"
    assert "-pack-handout-en-" in demo.get(link).headers["Content-Disposition"]


@pytest.mark.slow
def test_who_asks_for_the_file_itself_is_told_when_to_come_again(demo: ReadingClient, going: Event) -> None:
    for language, said in (("en", "This file is not ready yet."), ("ar", "هذا الملف ليس جاهزاً بعد.")):
        answer = demo.get(f"{FILE}&lang={language}")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert BeautifulSoup(answer.data, "html.parser").h1.get_text() == said


def test_a_pack_that_cannot_be_made_says_so_on_its_page(
    demo: ReadingClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_work: Work) -> bytes:
        raise UnmadeError(Code.NOT_MADE)

    let_run(demo, run, tmp_path, monkeypatch)
    page = looked_again(demo, f"{PAGE}&lang=en")
    assert "This file could not be made." in page.main.get_text()
    assert "Try again" in page.main.get_text()
    assert demo.get(PAGE).status_code == 503


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{PAGE}&print=de", 404),
        (f"{PAGE}&size=x", 303),
        (f"{PAGE}&order=x", 303),
        (f"{PAGE}&only=x", 400),
        (f"/staff/reviews/{OPEN}/pack", 409),
    ],
    ids=["no such language", "no such size", "no such order", "no such sheet", "no results"],
)
def test_a_page_for_what_there_is_not(demo: ReadingClient, path: str, status: int) -> None:
    """A size or an order that there is not leads to the usual one."""
    assert demo.get(path).status_code == status


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "begins"),
    [
        (FILE, b"%PDF-"),
        (f"/staff/reviews/{SOCIETY}/charts/overview.png", b"\x89PNG"),
        (f"/staff/reviews/{SOCIETY}/charts/overview.pdf", b"%PDF-"),
    ],
    ids=["pack", "PNG", "PDF"],
)
def test_the_process_of_the_pages_makes_no_file_itself(
    demo: ReadingClient, path: str, begins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What makes them fails here, and only here."""

    def fail(*_: object, **__: object) -> bytes:
        raise AssertionError("made in the process of the pages")

    for place in ("reports.pack.making.make_pdf", "charts.render.to_png", "reports.chart_file.make_pdf"):
        monkeypatch.setattr(f"surveyapp.{place}", fail)
    demo.application.extensions["surveyapp.workshop"].shelf.empty()
    answer = demo.get(path)
    assert (answer.status_code, answer.data[:4]) == (200, begins[:4])


@pytest.mark.slow
def test_slides_are_made_beside_the_page_in_the_languages_asked_for_and_kept(
    demo: ReadingClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Work] = []

    def run(work: Work) -> bytes:
        made.append(work)
        return b"PK"

    let_run(demo, run, tmp_path, monkeypatch)
    links = demo.page(f"/staff/reviews/{SOCIETY}/results?lang=en").select('a[href*="/slides.pptx"]')
    assert [link["href"].partition("lang=")[2] for link in links] == ["ar", "en", "both"]
    for link in [*links, *links]:
        answer = demo.get(link["href"])
        assert answer.data == b"PK"
        assert answer.headers["Content-Type"] == MEDIA_TYPE
    assert [[str(one) for one in work.args[0].languages] for work in made] == [["ar"], ["en"], ["ar", "en"]]
    assert demo.get(f"/staff/reviews/{SOCIETY}/slides.pptx?lang=xx").status_code == 404
    assert demo.get(f"/staff/reviews/{OPEN}/slides.pptx?lang=en").status_code == 409


@pytest.mark.slow
def test_who_is_kept_to_one_review_reads_nothing_of_the_one_before(
    demo: ReadingClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the pack nor in the slides; whoever may see both reads it there."""
    made: list[Work] = []

    def run(work: Work) -> bytes:
        made.append(work)
        return b"%PDF-"

    let_run(demo, run, tmp_path, monkeypatch)
    engine = demo.application.extensions["surveyapp.engine"]
    staff_id = make_staff(engine, "reads-one-pack@example.org", role=Role.FACILITATOR)
    with writing(engine) as session:
        people.give_review(session, staff_id, review_id=SOCIETY)
    alone = demo.application.test_client()
    let_in(alone, engine, staff_id)
    for path in ("pack.pdf?lang=en", "slides.pptx?lang=en"):
        assert [one.get(f"/staff/reviews/{SOCIETY}/{path}").status_code for one in (demo, alone)] == [200, 200]
    assert [work.args[0].earlier is None for work in made] == [False, True, False, True]
