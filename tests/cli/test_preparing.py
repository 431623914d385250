"""Partners, rounds and reviews from the shell."""

import json
from pathlib import Path

import pytest

from tests.cli.shells import QuickShell
from tests.databases import DatabaseMaker
from tests.questionnaires import FROZEN_FILE


@pytest.fixture(scope="module")
def shell(sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> QuickShell:
    shell = QuickShell(tmp_path_factory.mktemp("instance"), sqlite_maker.make())
    shell.say(f"flask questionnaire publish {FROZEN_FILE}")
    shell.say('flask round create 2026 --title-en "Review 2026" --title-ar "استعراض 2026"')
    return shell


def create(shell: QuickShell, slug: str, more: str = "") -> None:
    shell.say(f'flask partner create {slug} --name-en "{slug}" --name-ar "شريك" --kind ngo {more}')


def prepare(shell: QuickShell, slug: str) -> int:
    made = shell.say(
        f"flask review create --round 2026 --partner {slug} --questionnaire code-of-good-partnership"
        " --closes ٢٠٣٠-١٢-٣١ --json"
    )
    return json.loads(made)["id"]


def test_partners_are_listed_archived_and_restored(shell: QuickShell) -> None:
    create(shell, "care", "--place gaza --place lebanon --language en")
    assert "care\tngo\tcare\tشريك" in shell.say("flask partner list")
    shell.say("flask partner archive care")
    assert "care" not in shell.say("flask partner list")
    assert json.loads(shell.say("flask partner list --archived --json"))["partners"][0]["partner"] == "care"
    shell.say("flask partner restore care")
    assert "care" in shell.say("flask partner list")


def test_a_contact_is_added_or_written_anew(shell: QuickShell) -> None:
    create(shell, "unrwa")
    for name in ("Rana", "رنا"):
        line = f"flask partner contact unrwa --side partner --name {name} --email rana@example.org"
        assert shell.say(line) == "unrwa: 1 contact\n"
    assert (
        shell.say("flask partner contact unrwa --side prcs --name Kari --email k@example.org") == "unrwa: 2 contacts\n"
    )


def test_a_list_of_partners_is_entered_whole_or_not_at_all(shell: QuickShell, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("name_ar,name_en,kind\nأطباء,Medics,ngo\nملوك,Kings,king\n,,ngo\n", encoding="utf-8")
    refused = shell.run(f"flask partner import {file}")
    assert (refused.returncode, refused.stderr.splitlines()) == (
        1,
        [
            "list.csv: row 3: no published questionnaire knows the kind of organisation 'king'",
            "list.csv: row 4: a name or role is missing: name_ar",
        ],
    )
    file.write_text("name_ar,name_en,kind\nأطباء,Medics,ngo\nمزارعون,Farmers,ngo\n", encoding="utf-8")
    assert shell.say(f"flask partner import {file} --dry-run") == "medics\nfarmers\n"
    assert "medics" not in shell.say("flask partner list")
    assert json.loads(shell.say(f"flask partner import {file} --json"))["partners"] == ["medics", "farmers"]
    assert (
        "there is a partner by one of the names of 'Medics' already" in shell.run(f"flask partner import {file}").stderr
    )
    file.write_text(file.read_text().replace("أطباء", "مسعفون").replace("name_en", "Notes"))
    ran = shell.run(f"flask partner import {file} --update --dry-run")
    assert (ran.returncode, ran.stderr) == (0, "list.csv: columns that are not ours, passed over: Notes\n")
    file.write_text(file.read_text().replace("Notes", "name_en"))
    assert json.loads(shell.say(f"flask partner import {file} --update --json"))["changed"] == ["medics"]
    assert "مسعفون" in shell.say("flask partner list")


def test_doubles_are_merged(shell: QuickShell) -> None:
    create(shell, "oxfam")
    create(shell, "oxfam-novib")
    number = prepare(shell, "oxfam-novib")
    assert json.loads(shell.say("flask partner merge oxfam-novib oxfam --json")) == {
        "partner": "oxfam",
        "reviews": [number],
    }
    assert f"{number}\t2026\toxfam\tdraft" in shell.say("flask review list")
    refused = shell.run("flask partner restore oxfam-novib")
    assert (refused.returncode, refused.stderr) == (1, "oxfam-novib was merged into oxfam\n")


def test_the_checklist_says_what_is_missing_until_it_is_there(shell: QuickShell) -> None:
    create(shell, "birzeit")
    number = prepare(shell, "birzeit")
    shell.say(f"flask review change {number} --partner-side organisation --policy protected")
    ran = shell.run(f"flask review check {number} --json")
    levels = {(row["item"], row["side"]): row["level"] for row in json.loads(ran.stdout)["checklist"]}
    assert ran.returncode == 1
    assert levels["nobody_invited", "prcs"] == levels["nobody_invited", "partner"] == "missing"
    refused = shell.run(f"flask review open {number}")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    shell.say(f"flask invite {number} --side prcs --count 6")
    shell.say(f"flask invite {number} --side partner")
    said = shell.say(f"flask review check {number}")
    assert "ready\tside partner: one agreed form" in said
    assert "missing" not in said
    opened = shell.run(f"flask review open {number}")
    assert opened.returncode == 0
    assert opened.stderr.splitlines() == [
        f"warning: side {side}: no focal point is recorded, so nobody confirms the list" for side in ("prcs", "partner")
    ]
    assert shell.run(f"flask review change {number} --policy standard").returncode == 1


def test_a_focal_point_who_does_not_count_yet_is_waited_for_or_a_reason_is_given(shell: QuickShell) -> None:
    create(shell, "annajah")
    number = prepare(shell, "annajah")
    shell.say("flask partner contact annajah --side partner --name Kari --email kari@example.org")
    for side in ("prcs", "partner"):
        shell.say(f"flask invite {number} --side {side} --count 6")
    refused = shell.run(f"flask review open {number}")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "entered or changed lately, and counts from" in refused.stderr
    too_long = shell.run(f"flask review open {number} --reason {'x' * 201}")
    assert too_long.returncode == 1
    opened = shell.run(f'flask review open {number} --reason "The date of a donor."')
    assert (opened.returncode, opened.stdout) == (0, f"review {number} is open\n")


def test_rounds_are_listed(shell: QuickShell) -> None:
    assert shell.say("flask round list") == "2026\tReview 2026\tاستعراض 2026\n"


@pytest.mark.parametrize("typed", ["tomorrow", "2026-02-30"])
def test_what_is_no_day_is_wrong_usage(shell: QuickShell, tmp_path: Path, typed: str) -> None:
    ran = shell.run(f"flask review extend 1 --closes {typed}")
    assert (ran.returncode, "is not a day" in ran.stderr) == (2, True)
