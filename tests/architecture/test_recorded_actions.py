"""Every action that is recorded has words, in both languages."""

import ast
from pathlib import Path

from babel.messages.pofile import read_po

from surveyapp.web.audit.words import ACTIONS, FAMILIES

ROOT = Path(__file__).parents[2]


def recorded() -> set[str]:
    """Return the actions that the source records."""
    found = set()
    for path in (ROOT / "surveyapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "record":
                    found.add(node.args[1].value)
    return found


def test_every_recorded_action_has_words() -> None:
    """A new action is named in ``web/audit/words.py``, and no name is left over."""
    assert recorded() == set(ACTIONS)
    assert {action.partition(".")[0] for action in ACTIONS} == set(FAMILIES)


def test_the_words_are_there_in_arabic() -> None:
    with (ROOT / "translations" / "ar" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    assert {*ACTIONS.values(), *FAMILIES.values()} - known == set()
