"""What anyone may read about what is kept; and that nothing is missed when it was erased."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from surveyapp.core.conduct.roles import Role
from surveyapp.settings import Keeping, load_settings
from surveyapp.store import sealing
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result
from surveyapp.web.factory import create_app
from surveyapp.workflow.purging import purge
from tests.conftest import SECRET
from tests.databases import AUTHOR, ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

KEPT = {"CONTACTS": 111, "DRAFTS": 22, "COMMENTS": 444}


@ON_SQLITE
@pytest.mark.parametrize(("language", "day"), [("ar", "يوم"), ("en", "day")])
def test_the_page_tells_the_settings_in_force(database_url: str, tmp_path: Path, language: str, day: str) -> None:
    environ = {f"KEEP_{name}_DAYS": str(days) for name, days in KEPT.items()}
    app = create_app(load_settings({"DATABASE_URL": database_url, "SECRET_KEY": SECRET, **environ}, tmp_path))
    app.test_client_class = ReadingClient
    page = app.test_client().page(f"/privacy?lang={language}")
    told = [cell.get_text() for cell in page.select("tbody td")]
    days = [KEPT["CONTACTS"], KEPT["CONTACTS"], KEPT["DRAFTS"], KEPT["COMMENTS"], 30]
    erased = told.pop(3)
    assert erased == {"ar": "إلى أن يُغلق الاستعراض", "en": "until the review is closed"}[language]
    assert [f"{number} {day}" in said for number, said in zip(days, told, strict=False)] == [True] * 5
    app.extensions["surveyapp.engine"].dispose()


@ON_SQLITE
@pytest.mark.parametrize(
    "said",
    [
        pytest.param("those who run the server could", id="whose keys open drafts"),
        pytest.param("one member of staff may be shown the exact numbers", id="exact numbers, once"),
        pytest.param("whom our e-mail reaches", id="who is reminded"),
        pytest.param("when a form is opened or sent, unless it fails", id="faults stand in the log"),
        pytest.param("the old address is told", id="a link that moves"),
        pytest.param("it keeps what you tick and type until the server has it", id="storage of the browser"),
        pytest.param("Your own copy after sending is kept in this browser", id="one's own copy"),
        pytest.param("recognises the browser for half a year", id="the cookie of a known browser"),
        pytest.param("Names, roles and addresses", id="what stands on lists"),
        pytest.param("Packs and charts as files", id="what was made of results"),
    ],
)
def test_nothing_that_is_kept_or_can_be_seen_is_passed_over(client: ReadingClient, said: str) -> None:
    assert said in " ".join(client.page("/privacy?lang=en").main.get_text().split())


@ON_SQLITE
def test_forms_and_first_page_lead_to_it(client: ReadingClient, prepare) -> None:
    for path in ("/", prepare().path(), f"{prepare().path()}/integrity"):
        assert client.page(path).footer.find("a", href="/privacy"), path


@pytest.mark.slow
@pytest.mark.wide
def test_all_still_shows_when_comments_are_erased(demo: ReadingClient, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(demo.application.extensions["surveyapp.engine"].url.database, copy)
    app = create_app(load_settings({"DATABASE_URL": f"sqlite:///{copy}", "SECRET_KEY": SECRET}, tmp_path))
    app.test_client_class = ReadingClient
    client, engine = app.test_client(), app.extensions["surveyapp.engine"]
    let_in(client, engine, make_staff(engine, "second@example.org", role=Role.COORDINATOR))
    sealing.compact(engine, AUTHOR)
    with new_session(engine) as session:
        result = get_result(session, 5)
    told = {entry.section for entry in result.comments}
    silent = next(section.id for section in result.sections if section.id not in told)
    paths = ["", "rounds/demo-2026", "partners/1"]
    paths += [f"reviews/5{page}" for page in ("", "/results", f"/results/{silent}", "/actions")]
    before = [str(client.page(f"/staff/{path}").main) for path in paths]
    chart = client.get("/staff/reviews/5/charts/overview.svg").data
    with writing(engine) as session:
        keeping = Keeping(*[timedelta(days=1)] * 3)
        erased = purge(session, now=datetime.now(UTC) + timedelta(days=9000), keeping=keeping)
    sealing.compact(engine, AUTHOR)
    assert erased["comments"] > 0
    shown = [str(client.page(f"/staff/{path}").main) for path in paths]
    assert [_plain(page) for page in shown] == [_plain(page) for page in before]
    assert client.get("/staff/reviews/5/charts/overview.svg").data == chart
    engine.dispose()


def _plain(page: str) -> str:
    """Return a page without the tokens of its forms."""
    return re.sub(r'name="csrf_token"[^>]*', "", page)
