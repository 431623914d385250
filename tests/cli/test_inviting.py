"""Links in the shell: those that no mail carries are printed, those of people with an address nowhere."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from surveyapp.core.sides import Side
from surveyapp.store import recipients, reviews
from surveyapp.store.engine import new_session
from surveyapp.store.rows import InvitationRow, RecipientRow
from surveyapp.workflow.keys import Keys
from tests.cli.shells import QuickShell
from tests.conftest import Prepared
from tests.databases import SQLITE_FIRST
from tests.languages import AR

pytestmark = SQLITE_FIRST
LIST = "name,email\nLina,lina@example.org\nRana,\n,kari@example.org\n"
MAILED = ("lina@example.org", "kari@example.org", "sami@example.org")


@pytest.fixture
def shell(database_url: str, tmp_path: Path) -> QuickShell:
    return QuickShell(tmp_path / "instance", database_url)


@pytest.fixture
def review(prepare, keys: Keys) -> Prepared:
    return prepare(is_open=False, people=0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(LIST)
    return tmp_path / "people.csv"


def tokens(engine: Engine, keys: Keys) -> dict[str, str]:
    """Return the token behind each link, by the address that a mail carries it to, by name, or by number."""
    query = select(InvitationRow, RecipientRow).outerjoin(RecipientRow, RecipientRow.invitation_id == InvitationRow.id)
    with new_session(engine) as session:
        rows = session.execute(query.where(InvitationRow.nonce.is_not(None))).all()
        return {
            (who.address or who.name) if who else str(number): keys.secret(link.id, link.nonce).token
            for number, (link, who) in enumerate(rows)
        }


def called(engine: Engine, review: Prepared, side: Side = Side.PARTNER) -> list[str]:
    with new_session(engine) as session:
        return [one.person.called for one in recipients.list_recipients(session, review.review_id, side=side)]


@pytest.mark.parametrize("as_json", ["", " --json"])
def test_only_links_that_no_mail_carries_are_printed(
    shell: QuickShell, engine: Engine, review: Prepared, keys: Keys, file: Path, as_json: str
) -> None:
    line = f"flask invite {review.review_id} --side partner --people {file} --email sami@example.org --count 2{as_json}"
    ran = shell.run(line)
    assert ran.returncode == 0
    links = json.loads(ran.stdout)["links"] if as_json else ran.stdout.split()
    held = tokens(engine, keys)
    mailed = {held.pop(address) for address in MAILED}
    assert links[0].endswith(f"/{held['Rana']}")
    assert {link.rpartition("/")[2] for link in links} == set(held.values())
    assert len(held) == 3
    assert not any(token in ran.stdout + ran.stderr for token in mailed)
    assert ran.stderr.startswith("Links of people with an address are sent by e-mail alone")
    assert "is invited without an address" in ran.stderr


def test_what_no_name_is_on_is_printed_as_ever(shell: QuickShell, review: Prepared) -> None:
    ran = shell.run(f"flask invite {review.review_id} --side prcs --count 6 --json")
    assert list(json.loads(ran.stdout)) == ["links"]
    assert (len(json.loads(ran.stdout)["links"]), ran.stderr) == (6, "")


def test_no_command_prints_a_link_that_a_mail_carries(
    shell: QuickShell, engine: Engine, review: Prepared, keys: Keys, file: Path
) -> None:
    """Before opening, while mails wait, once they are sent, and whatever is done to a link meanwhile."""
    number, said = review.review_id, []
    before = [
        f"invite {number} --side partner --people {file} --email sami@example.org --json",
        f"invite {number} --side prcs --count 3",
        f"invitation reissue {number} lina@example.org --json",
        f"invitation reissue {number} sami@example.org --to samir@example.org",
        f"invitation list {number} --json",
        f"review check {number} --json",
        f"letters {number} --side partner {file.parent}/letters.pdf --json",
        f"review open {number} --json",
        "mail list --json",
        f"invitation reissue {number} lina@example.org --json",
        f"remind {number} --json",
        "demo show",
        f"letters {number} --person {{rana}} {file.parent}/letter.pdf --json",
        f"invitation withdraw {number} kari@example.org --json",
        f"invitation list {number}",
    ]
    mailed: set[str] = set()
    for line in before:
        ran = shell.run("flask " + line.replace("{rana}", id_of(engine, "Rana")))
        assert ran.returncode == 0, (line, ran.stderr)
        said.append(ran.stdout + ran.stderr)
        mailed |= {token for who, token in tokens(engine, keys).items() if "@" in who}
    assert len(mailed) > len(MAILED)
    assert not [(line, token) for line, text in zip(before, said, strict=True) for token in mailed if token in text]


def id_of(engine: Engine, name: str) -> str:
    with new_session(engine) as session:
        return session.scalar(select(RecipientRow.id).where(RecipientRow.name == name)) or ""


def test_after_opening_the_shell_prints_one_persons_letter_and_its_old_link_ends(
    shell: QuickShell, engine: Engine, review: Prepared, keys: Keys, file: Path
) -> None:
    number, out = review.review_id, file.parent / "letters.pdf"
    shell.say(f"flask invite {number} --side partner --people {file}")
    shell.say(f"flask invite {number} --side prcs --count 3")
    before = tokens(engine, keys)["Rana"]
    shell.say(f"flask review open {number}")
    for side in Side:
        refused = shell.run(f"flask letters {number} --side {side} {out}")
        assert (refused.returncode, "letters are printed until it is opened" in refused.stderr) == (1, True)
    assert not out.exists()
    assert shell.run(f"flask letters {number} {out}").returncode == 2
    gets = shell.run(f"flask invitation reissue {number} {id_of(engine, 'Rana')}")
    assert (gets.returncode, "flask letters --person" in gets.stderr) == (1, True)
    said = json.loads(shell.say(f"flask letters {number} --person {id_of(engine, 'Rana')} {out} --json"))
    assert (said["letters"], out.read_bytes()[:5], tokens(engine, keys)["Rana"] == before) == (1, b"%PDF-", False)


@pytest.mark.parametrize(
    ("answer", "invited"),
    [
        pytest.param("", None, id="nothing said"),
        pytest.param(" --same-name different", ["Lina", "Rana", "Rana"], id="different people"),
        pytest.param(" --same-name one", ["Lina", "Rana"], id="one person"),
    ],
)
def test_people_of_one_name_are_asked_about(
    shell: QuickShell, engine: Engine, review: Prepared, tmp_path: Path, answer: str, invited: list[str] | None
) -> None:
    (tmp_path / "people.csv").write_text("name\nRana\nLina\nRana\n")
    line = f"flask invite {review.review_id} --side partner --people {tmp_path}/people.csv"
    ran = shell.run(line + answer)
    assert called(engine, review) == (invited or [])
    if invited is None:
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr.startswith(
            "side partner: more than one person is called Rana, and no address tells them apart"
        )
        assert shell.run(f"{line} --dry-run").returncode == 1
    else:
        assert len(ran.stdout.split()) == len(invited)
        again = shell.run(f"{line} --same-name one")
        assert (again.returncode, again.stdout.strip(), called(engine, review)) == (0, "", invited)


def test_whoever_was_withdrawn_is_invited_again(
    shell: QuickShell, engine: Engine, review: Prepared, keys: Keys, file: Path
) -> None:
    """Before opening, by address or by name, on either side, and without a question about the name."""
    line = f"flask invite {review.review_id} --side partner --people {file}"
    shell.say(line)
    with new_session(engine) as session:
        ids = [one.id for one in recipients.list_recipients(session, review.review_id, side=Side.PARTNER)]
    for one in ids:
        shell.say(f"flask invitation withdraw {review.review_id} {one}")
    assert called(engine, review) == []
    shell.say(line)
    assert called(engine, review) == ["kari@example.org", "Lina", "Rana"]
    shell.say(f"flask invitation withdraw {review.review_id} lina@example.org")
    shell.say(f"flask invite {review.review_id} --side prcs --email lina@example.org")
    assert (called(engine, review), called(engine, review, Side.PRCS)) == (
        ["kari@example.org", "Rana"],
        ["lina@example.org"],
    )
    with new_session(engine) as session:
        assert list(reviews.count_invited(session, [review.review_id]).values()) == [1, 2]
        assert {
            one.person.language for one in recipients.list_recipients(session, review.review_id, side=Side.PRCS)
        } == {AR}
