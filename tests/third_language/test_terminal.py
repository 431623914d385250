"""With ``TERMINAL_LANGUAGE`` the terminal says no word of another language, but for what a command itself is called."""

import re

import pytest

from surveyapp.core.sides import Side
from tests.cli.shells import QuickShell
from tests.third_language.house import House
from tests.third_language.inventing import CODE, said
from tests.third_language.reading import strangers


@pytest.fixture(scope="module")
def shell(house: House) -> QuickShell:
    spoken = {"LANGUAGES": f"{CODE},ar,en", "TERMINAL_LANGUAGE": CODE, "CONTACT": "a@example.org"}
    return QuickShell(house.settings.instance, house.settings.database_url, **spoken)


_CODES = re.compile(
    r"(?:^|(?<=\t))[a-z_0-9-]+(?=\t|$)"  # a cell of a list that programs read: a state, a role, a short name
    r"|^(?:ok|FAIL) +[a-z]+ "  # what was looked at, as ``flask doctor`` names it
    rf"|(?<={said('side ')})(?:{'|'.join(Side)})\b"  # a side as commands take it
    r"|\b(?:surveyapp|Python|tzdata|sqlite)\b"  # programs
    r"|\b(?:Asia/Hebron|development|UTC|SMTP_URL)\b|(?:https?:/)?/\S+"  # settings, their values, and paths
    r"|'[\w-]+'|[a-z_]+, (?:[a-z_]+, )+[a-z_]+",  # what was typed, and what may be
    re.MULTILINE,
)


PRINTS = """partner list; round list; staff list; review list; review check 9; review check 10; mail list; results 1
results 2; invitation list 9; invitation list 10; remind 10 --dry-run; purge --dry-run; doctor
questionnaire check tests/questionnaires/frozen.yaml"""
REFUSES = """review open 9; review share 9; review extend 10 --closes 2020-01-01; results 8; invite 1 --side prcs
partner archive nobodys; partner merge nobodys else; partner create x-y --kind king --name xx=a; demo load
staff create nobody --role viewer; pack 8 --language xx x.pdf"""


def lines(text: str) -> list[str]:
    return re.split(r"; |\n", text)


@pytest.mark.parametrize("line", lines(PRINTS))
def test_what_a_command_prints_is_in_the_terminals_language(shell: QuickShell, line: str) -> None:
    ran = shell.run(f"flask {line}")
    assert ran.stdout
    assert strangers(_CODES.sub(" ", ran.stdout + ran.stderr)) == []


@pytest.mark.parametrize("line", lines(REFUSES))
def test_what_a_command_refuses_is_said_in_the_terminals_language(shell: QuickShell, line: str) -> None:
    ran = shell.run(f"flask {line}")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert strangers(_CODES.sub(" ", ran.stderr)) == []
