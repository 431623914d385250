"""What is printed on a terminal: it never obeys what somebody once typed, and programs read just that."""

import json

import pytest

from surveyapp.cli.installation import refuse, reply, tell
from tests.hostile import HOSTILE, PLAIN, hidden_in


def test_people_are_told_what_was_written_without_what_hides(capsys: pytest.CaptureFixture[str]) -> None:
    tell(HOSTILE)
    tell(HOSTILE, err=True)
    reply({}, as_json=False, plain=HOSTILE)
    with pytest.raises(SystemExit):
        refuse(HOSTILE)
    assert capsys.readouterr() == (f"{PLAIN}\n" * 2, f"{PLAIN}\n" * 2)


def test_programs_are_told_all_of_it_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    reply({"name": HOSTILE}, as_json=True, plain="")
    said = capsys.readouterr().out
    assert json.loads(said) == {"name": HOSTILE}
    assert hidden_in(said, also="\u2066\u2068\u2069") == []
