"""``flask purge``: a dry run counts, the real one erases, says how much, and wipes it from the files."""

import json
from pathlib import Path

from sqlalchemy import Engine, text

from surveyapp.rendering.workshop import shelf_in
from surveyapp.store.rows import RecipientRow
from tests.cli.shells import QuickShell
from tests.databases import ON_SQLITE

NOTHING = dict.fromkeys(
    ("people", "openings", "vouchings", "handouts", "focal_points", "drafts", "comments", "mails"), 0
)


@ON_SQLITE
def test_a_receipt_of_what_was_erased(engine: Engine, database_url: str, tmp_path: Path, write_to) -> None:
    shell = QuickShell(tmp_path, database_url, KEEP_CONTACTS_DAYS="10", SMTP_URL="")
    review_id = write_to(4).review_id
    shell.say(f"flask review close {review_id}")
    assert json.loads(shell.say("flask purge --json"))["erased"] == NOTHING
    with engine.begin() as connection:
        connection.execute(text("UPDATE review SET closed_at = datetime(closed_at, '-11 days')"))
    counted = json.loads(shell.say("flask purge --dry-run --json"))
    assert counted == {"erased": NOTHING | {"people": 4, "openings": 1}, "dry_run": True}
    with engine.connect() as connection:
        assert len(connection.execute(RecipientRow.__table__.select()).all()) == 4
    assert "people on lists: 4\n" in shell.say("flask purge")
    assert json.loads(shell.say("flask purge --json")) == {"erased": NOTHING, "dry_run": False}
    checks = json.loads(shell.run("flask doctor --json").stdout)["checks"]
    assert {check["name"]: check["ok"] for check in checks if check["name"] in {"results", "audit", "sealing"}} == {
        "results": True,
        "audit": True,
        "sealing": True,
    }


@ON_SQLITE
def test_the_worker_erases_and_wipes_in_one_go(engine: Engine, database_url: str, tmp_path: Path, write_to) -> None:
    shell = QuickShell(tmp_path, database_url, KEEP_CONTACTS_DAYS="10", SMTP_URL="")
    shell.say(f"flask review close {write_to(4).review_id}")
    shelf = shelf_in(tmp_path)
    shelf.put("a pack", b"with comments", generation=shelf.generation)
    shell.say("flask worker --once")
    assert shelf.find("a pack")
    with engine.begin() as connection:
        connection.execute(text("UPDATE review SET closed_at = datetime(closed_at, '-11 days')"))
    done = json.loads(shell.say("flask worker --once --json"))
    assert (done["erased"], done["sealed"]) == (5, 1)
    assert shelf.find("a pack") is None
