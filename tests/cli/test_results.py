"""What ``flask results`` says in plain words: chance first, then every comparison with its reading and sentence."""

import re
from pathlib import Path

import pytest

from surveyapp.catalogue.files import load_questionnaire
from tests.cli.shells import QuickShell
from tests.databases import SqliteMaker
from tests.demonstrated import demonstration
from tests.languages import EN
from tests.questionnaires import SHIPPED_FILE

FACETS = [re.escape(text.in_(EN)) for text in load_questionnaire(SHIPPED_FILE).facets.values()]
"""As the demonstration words them today."""


@pytest.fixture(scope="module")
def shell(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> QuickShell:
    """A shell on a database with the demonstration."""
    return QuickShell(tmp_path_factory.mktemp("instance"), demonstration(sqlite_maker))


def test_each_comparison_is_said_with_its_reading_and_both_names(shell: QuickShell) -> None:
    chance, *lines = shell.say("flask results 5").splitlines()
    assert re.fullmatch(r"\d+ comparisons are shown\. .* \d+ (is|are) clear\.", chance)
    said = [line for line in lines if re.match(f"  ({'|'.join(FACETS)}): ", line)]
    assert len(said) == 39
    pattern = re.compile(r"  [^:]+: [A-Z][^.]+\. .*\(.*\d\.\d.*\)")
    assert [line for line in said if not pattern.match(line) or "Example National Society" not in line] == []
    assert not any(mark in chance + "".join(lines) for mark in "\u2066\u2068\u2069")


def test_one_agreed_answer_is_called_that_and_chance_is_left_out(shell: QuickShell) -> None:
    said = shell.say("flask results 7")
    assert "One agreed answer. Example Company" in said
    assert "comparisons are shown" not in said


def test_of_few_people_the_topic_is_said_and_what_the_other_side_alone_shows(shell: QuickShell) -> None:
    said = shell.say("flask results 4")
    assert said.count("  Topic as a whole: ") == 13
    assert re.search(rf"  {FACETS[0]}: withheld \(Example University \d\.\d\)\n", said)


def test_where_too_few_answered_that_is_said(shell: QuickShell, tmp_path: Path) -> None:
    assert re.search(rf"  {FACETS[0]}: Too few answers to compare\n", shell.say("flask results 6"))
    assert shell.run(f"flask export 6 {tmp_path / 'figures.xlsx'}").returncode == 0
