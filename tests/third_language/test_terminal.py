"""With ``TERMINAL_LANGUAGE`` the terminal says no word of another language, but for what a command itself is called."""

import re

import pytest

from tests.cli.shells import QuickShell
from tests.third_language.house import House
from tests.third_language.inventing import CODE
from tests.third_language.reading import strangers


@pytest.fixture(scope="module")
def shell(house: House) -> QuickShell:
    spoken = {"LANGUAGES": f"{CODE},ar,en", "TERMINAL_LANGUAGE": CODE, "CONTACT": "a@example.org"}
    return QuickShell(house.settings.instance, house.settings.database_url, **spoken)


@pytest.mark.parametrize("line", ["review list", "partner list", "round list", "staff list", "review check 9", "review check 1",
  "invitation list 9", "results 1", "results 2", "mail list", "questionnaire check questionnaires/code-of-good-partnership.yaml", "remind 10 --dry-run", "purge --dry-run","doctor", "version","worker --once", "audit", "tokens", "review open 9", "review close 1", "partner merge a b", "partner archive x", "invite 1 --side prcs", "results 8", "review extend 10 --closes 2020-01-01", "partner create example-ministry --name xx=a --kind ngo", "staff create nobody --role viewer", "demo load", "pack 8 --language xx x.pdf", "ask 9"])
def test_x(shell: QuickShell, line: str) -> None:
    ran = shell.run(f"flask {line}")
    print(line, ran.returncode, ran.stdout, ran.stderr)
    assert strangers(ran.stdout + ran.stderr) == []
