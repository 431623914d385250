"""What changed between two versions: each kind of change is named, nothing is passed over, nothing is made up."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from surveyapp.catalogue.files import read_questionnaire
from surveyapp.core.instrument.changes import Change, Kind, TextChange, ValueChange, compare
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.wire import from_plain, to_plain
from tests.catalogue.samples import SMALL, spoiled
from tests.languages import text

WORD, SPEAK = ("statements", "keeps_word"), ("statements", "safe_to_speak")
ADVICE = text(ar="نصيحتكم؟", en="Your advice?")


def read(text: str) -> Questionnaire:
    return read_questionnaire(text.encode(), name="small.yaml")


OLD = read(SMALL)
JOINT = SMALL[SMALL.index("      - id: safe_to_speak") : SMALL.index('    open: {en: "What would help?"')]
MIRRORED = SMALL[SMALL.index("      - id: keeps_word") : SMALL.index("      - id: safe_to_speak")]
LATE = '        we: {en: "We reply late."'
TWO_SECTIONS = SMALL[SMALL.index("  - id: integrity\n    scale") : SMALL.index("closing:\n")]
INTEGRITY = TWO_SECTIONS[: TWO_SECTIONS.index("  - id: respect\n")]
RESPECT = TWO_SECTIONS.removeprefix(INTEGRITY)
WE, SAID = text(ar="نفي بوعودنا.", en="We keep our word."), text(ar="نفي بكلامنا.", en="We do as we say.")


def changed(*changes: tuple[str, str]) -> list[Change]:
    return list(compare(OLD, read(spoiled(*changes))))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([("thanks: {", "# a comment\nthanks: {")], [], id="a comment"),
        pytest.param(
            [(WE["en"], SAID["en"]), (WE["ar"], SAID["ar"])],
            [Change(WORD, (Kind.WORDING,), (TextChange("we", WE, SAID),))],
            id="a wording",
        ),
        pytest.param(
            [(WE["ar"], SAID["ar"])],
            [Change(WORD, (Kind.TRANSLATION,), (TextChange("we", WE, text(ar=SAID["ar"], en=WE["en"])),))],
            id="the Arabic alone",
        ),
        pytest.param(
            [(WE["en"], SAID["en"])],
            [Change(WORD, (Kind.TRANSLATION,), (TextChange("we", WE, text(ar=WE["ar"], en=SAID["en"])),))],
            id="the English alone",
        ),
        pytest.param(
            [("        reverse: true\n", "")],
            [Change(("statements", "late_replies"), (Kind.MEANING,), (), (ValueChange("reverse", True, False),))],
            id="the direction of a statement",
        ),
        pytest.param(
            [("id: overall, type: rating, scale: good2", "id: overall, type: rating, scale: often3")],
            [Change(("closing", "overall"), (Kind.MEANING,), (), (ValueChange("scale", "good2", "often3"),))],
            id="the scale of a closing question",
        ),
        pytest.param(
            [("reference_period_months: 12", "reference_period_months: 6")],
            [Change(("reference_period_months",), (Kind.MEANING,), (), (ValueChange("", 12, 6),))],
            id="the months that are looked back on",
        ),
        pytest.param(
            [("min_side: 3", "min_side: 4")],
            [Change(("disclosure",), (Kind.RULE,), (), (ValueChange("min_side", 3, 4),))],
            id="a rule",
        ),
        pytest.param(
            [(MIRRORED + JOINT, JOINT + MIRRORED)],
            [Change(SPEAK, (Kind.MOVED,), (), (ValueChange("position", 2, 1),))],
            id="two statements that changed places: one moved",
        ),
        pytest.param(
            [(JOINT, ""), ("    statements:\n      - id: late", f"    statements:\n{JOINT}      - id: late")],
            [
                Change(
                    ("statements", "safe_to_speak"),
                    (Kind.MOVED,),
                    (),
                    (ValueChange("section", "integrity", "respect"),),
                )
            ],
            id="a statement in another section moves nothing else",
        ),
        pytest.param(
            [("  - {id: advice", "  - {id: counsel")],
            [
                Change(("closing", "counsel"), (Kind.ADDED,), (TextChange("question", None, ADVICE),)),
                Change(("closing", "advice"), (Kind.REMOVED,), (TextChange("question", ADVICE, None),)),
            ],
            id="a new id is a new question",
        ),
    ],
)
def test_each_kind_of_change(changes: list[tuple[str, str]], expected: list[Change]) -> None:
    assert changed(*changes) == expected


def test_a_new_statement_brings_its_texts_and_moves_nobody() -> None:
    new = JOINT.replace("safe_to_speak", "all_heard").replace("can speak", "are heard")
    assert [(c.path, c.kinds, [t.name for t in c.texts]) for c in changed((MIRRORED, new + MIRRORED))] == [
        (("statements", "all_heard"), (Kind.ADDED,), ["text"])
    ]


def test_a_statement_of_another_kind_means_something_else() -> None:
    change = changed((MIRRORED, JOINT.replace("safe_to_speak", "keeps_word")))[0]
    assert change.path == WORD
    assert change.kinds == (Kind.MEANING, Kind.WORDING)
    assert change.values == (ValueChange("kind", "mirrored", "joint"),)


def test_a_longer_scale_means_something_else() -> None:
    point = '      - {value: 3, key: always, label: {en: "Always", ar: "دائماً"}}\n'
    more = point + '      - {value: 4, key: ever, label: {en: "Ever", ar: "كل مرة"}}\n'
    found = {change.path: change.kinds for change in changed((point, more))}
    assert found == {
        ("scales", "often3"): (Kind.MEANING,),
        ("scales", "often3", "points", "ever"): (Kind.ADDED,),
    }


def test_sections_that_change_places() -> None:
    order = ("sections: [integrity, respect]", "sections: [respect, integrity]")
    assert [(c.path, c.values) for c in changed((TWO_SECTIONS, RESPECT + INTEGRITY))] == [
        (("sections", "respect"), (ValueChange("position", 2, 1),))
    ]
    assert [(c.path, c.values) for c in changed(order)] == [
        (("parts", "principles"), (ValueChange("sections", "integrity, respect", "respect, integrity"),))
    ]


NEVER_ALONE = {("slug",), ("scales", "id"), ("parts", "sections")}
"""Values that a file cannot have otherwise while everything else stays: names that are written twice."""


def _leaves(plain: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(plain, dict | list):
        for key, held in plain.items() if isinstance(plain, dict) else enumerate(plain):
            yield from _leaves(held, (*path, key))
    elif plain is not None and path[-1] != "kind" and path[0::2] not in NEVER_ALONE:
        yield path


def test_no_change_is_passed_over(questionnaire: Questionnaire) -> None:
    """Every single value of a questionnaire, changed alone, shows up."""
    plain = to_plain(OLD)
    paths = list(_leaves(plain))
    assert len(paths) > 180
    for path in paths:
        other = copy.deepcopy(plain)
        holder = other
        for part in path[:-1]:
            holder = holder[part]
        value = holder[path[-1]]
        holder[path[-1]] = (not value) if isinstance(value, bool) else value + 1 if not isinstance(value, str) else "x"
        assert compare(OLD, from_plain(Questionnaire, other)), path
    assert compare(OLD, OLD) == compare(questionnaire, questionnaire) == ()
