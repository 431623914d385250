"""The list of licences and the bill of materials are those of the lock file."""

from tests.conftest import ROOT
from tools.licences import LISTED, as_cyclonedx, as_markdown, list_parts

LOCK = (ROOT / "requirements.txt").read_text()


def test_the_list_is_the_lock_files() -> None:
    assert LISTED.read_text() == as_markdown(list_parts(LOCK)), "run: python tools/licences.py"


def test_every_part_names_a_licence_that_we_may_ship() -> None:
    unknown = [part.name for part in list_parts(LOCK) if part.licence == "not said" or "AGPL" in part.licence]
    assert unknown == []


def test_the_bill_of_materials_names_each_distribution() -> None:
    made = as_cyclonedx(list_parts(LOCK))
    names = {component["name"] for component in made["components"]}
    assert {"flask", "sqlalchemy", "psycopg", "pyrage"} <= names
    assert all("purl" in component for component in made["components"] if component["name"] == "flask")
