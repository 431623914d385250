"""Every action that is recorded has words, and so has every detail of it, in both languages."""

import ast
from datetime import timedelta
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from surveyapp.core.conduct.checklist import UNCONFIRMED, Finding, Item, Level
from surveyapp.core.conduct.four_eyes import Way
from surveyapp.settings import Keeping
from surveyapp.web.audit import details
from surveyapp.web.audit.details import DETAILS
from surveyapp.web.audit.sentences import SENTENCES
from surveyapp.web.audit.words import FAMILIES
from surveyapp.workflow import purging
from tests.architecture.sources import calls, modules, nodes

ROOT = Path(__file__).parents[2]


@cache
def recordings() -> list[tuple[ast.Call, ast.FunctionDef, ast.Module]]:
    """Return every call that records an action, with the function that it stands in, and the module."""
    by_module = {path for path, call, _ in calls() if records(call)}
    return [
        (call, function, modules()[path])
        for path in by_module
        for function in nodes()[path]
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if records(call)
    ]


def records(node: ast.AST) -> bool:
    """Say whether this is a call that records an action."""
    if not isinstance(node, ast.Call) or len(node.args) < 2 or not isinstance(node.args[1], ast.Constant):
        return False
    return getattr(node.func, "attr", getattr(node.func, "id", "")) == "record"


def recorded() -> set[str]:
    """Return the actions that the source records."""
    return {call.args[1].value for call, _, _ in recordings()}


def recorded_details() -> set[str]:
    """Return the names of all details that the source records; purging counts by the names of its rules."""
    found = {*purging.rules(Keeping(*[timedelta()] * len(Keeping.__dataclass_fields__)))}
    for call, function, module in recordings():
        for one in call.keywords:
            found |= {one.arg} if one.arg else keys_of(one.value, function, module)
    return found - {"review_id"}


def keys_of(spread: ast.expr, function: ast.FunctionDef, module: ast.Module) -> set[str]:
    """Return the keys of a mapping: those that its name is given, or that the function returns of which it comes."""
    if isinstance(spread, ast.Call):
        made = ast.unparse(spread.func)
        return keys_in(next(one for one in module.body if isinstance(one, ast.FunctionDef) and one.name == made))
    name, rest = ast.unparse(spread), function.args.kwarg
    within = module if rest and rest.arg == name else function
    given = [node for node in ast.walk(within) if isinstance(node, ast.Assign | ast.AugAssign)]
    return {key for node in given if name in names_in(node) for key in keys_in(node)}


def names_in(node: ast.Assign | ast.AugAssign) -> set[str]:
    """Return the names that something is given."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}


def keys_in(node: ast.AST) -> set[str]:
    """Return the keys that are written out in a piece of source."""
    dicts = [one for one in ast.walk(node) if isinstance(one, ast.Dict)]
    return {key.value for one in dicts for key in one.keys if isinstance(key, ast.Constant)}


def test_every_recorded_action_is_a_sentence() -> None:
    """A new action has a phrase in ``web/audit/sentences.py``, and none is left over."""
    assert recorded() == set(SENTENCES)
    assert {action.partition(".")[0] for action in SENTENCES} == set(FAMILIES)
    assert {action for action, phrases in SENTENCES.items() for one in phrases if "who" not in one.places} == set()


def test_every_recorded_detail_has_words() -> None:
    """A new detail is said by a phrase, or named in ``web/audit/details.py``; and nothing is that is not recorded."""
    said = {key for phrases in SENTENCES.values() for one in phrases for key in one.details}
    assert recorded_details() == said | set(DETAILS)
    assert {*Way} == set(details._WAYS)
    warned = {item for item in Item if Finding(item).level is Level.WARNING}
    assert warned | UNCONFIRMED == set(details._ITEMS)


def test_the_words_are_there_in_arabic() -> None:
    with (ROOT / "translations" / "ar" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    assert {*FAMILIES.values(), *DETAILS.values(), *details._ITEMS.values()} - known == set()
