"""Every kind of fault is reported at its exact place, with what to do; many at once are all reported."""

import pytest

from surveyapp.catalogue.characters import LINE_LIMIT, LINES_LIMIT, SIZE_LIMIT
from surveyapp.catalogue.faults import FAULT_LIMIT
from tests.catalogue.samples import SMALL, Case, cases, faults_in, spoiled


def test_small_questionnaire_has_no_fault() -> None:
    assert faults_in(SMALL) == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_fault(case: Case) -> None:
    assert faults_in(case.text) == case.faults


def test_each_case_has_its_own_name_and_a_fault() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) == 95
    assert all(case.faults for case in cases())


_MANY_CHANGES = [
    ("source_language: en", "source_language: en\nversion: 1"),
    ('{en: "Review", ar: "استعراض"}', '{en: "Review"}'),
    ('short_title: {en: "Review"', 'short_title: {en: "Review", en: "Again"'),
    ("reference_period_months: 12", "reference_period_months: soon"),
    ('Send"', 'Send {all}"'),
    ("value: 2, key: sometimes", "value: 3, key: sometimes"),
    ("min_side: 3", "min_side: 2"),
    ("[integrity, respect]", "[integrity, trust]"),
    ("{Other} keeps its word.", "They keep their word."),
    ("id: late_replies", "id: keeps_word"),
    ("type: rating, scale: good2", "type: rating, scale: good7"),
    ('  unseen: {en: "Not known.", ar: "غير معروف."}\n', ""),
]
_MANY_FAULTS = [
    "small.yaml:5:1: version: is not a key known here; correct its spelling or remove it",
    "small.yaml:6:1: title.ar: is missing; write the Arabic text",
    "small.yaml:7:29: en stands here again after line 7; keep one of the two",
    'small.yaml:8:26: reference_period_months: must be a whole number, not "soon"',
    "small.yaml:33:16: labels.finish.en: has the placeholder {all}, which nothing fills in here; "
    "write the words themselves",
    "small.yaml:42:5: scales.often3.points: has the points 1, 3, 3; number them 1 to 3, in this order",
    "small.yaml:66:13: disclosure.min_side: must be 3 or more, not 2; raise it",
    "small.yaml:81:27: parts.principles.sections.2: there is no section called trust; "
    "correct its spelling or remove it",
    "small.yaml:91:20: sections.integrity.statements.keeps_word.they.en: has no placeholder; "
    "write {Other} or {other} once",
    "small.yaml:96:9: sections.respect.id: respect stands in no part; add it to one under parts",
    "small.yaml:101:13: sections.respect.statements.keeps_word.id: keeps_word is the name of something "
    "in line 88 already; choose another",
    "small.yaml:108:40: closing.overall.scale: there is no scale called good7; write one of often3, good2",
    "small.yaml:112:1: discussion_prompts.unseen: is missing; write the prompt for this reading",
]


def test_more_than_ten_different_faults_are_reported_in_one_go() -> None:
    assert faults_in(spoiled(*_MANY_CHANGES)) == _MANY_FAULTS
    assert len(_MANY_FAULTS) == 13


def test_bytes_that_are_not_utf8_are_reported_with_their_line_beside_other_faults() -> None:
    data = spoiled(("min_side: 3", "min_side: 2")).encode().replace("شكراً".encode(), b"\xd4\xdf\xd1\xc7")
    assert faults_in(data) == [
        "small.yaml:65:13: disclosure.min_side: must be 3 or more, not 2; raise it",
        "small.yaml:110:33: byte 0xD4 is not UTF-8; save the file as UTF-8",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "small.yaml:1:1: the file is empty; write a questionnaire", id="no bytes"),
        pytest.param(b"# later\n", "small.yaml:1:1: the file is empty; write a questionnaire", id="a comment only"),
        pytest.param(b"hello", 'small.yaml:1:1: the file: must be a table of keys, not "hello"', id="a word only"),
        pytest.param(b"- a", "small.yaml:1:1: the file: must be a table of keys, not a list", id="a list"),
        pytest.param(
            b"#" * (SIZE_LIMIT + 1),
            "small.yaml:1:1: the file has 1,000,001 bytes; 1,000,000 are allowed, so make it shorter",
            id="over a megabyte",
        ),
        pytest.param(
            b"\n#" + b"x" * LINE_LIMIT,
            "small.yaml:2:20001: the line has 20,001 characters; 20,000 are allowed, so break it",
            id="a line too long",
        ),
        pytest.param(
            b"\n" * LINES_LIMIT,
            "small.yaml:50001:1: the file has more than 50,000 lines, so make it shorter",
            id="too many lines",
        ),
        pytest.param(
            b"-\n" * 20_001,
            "small.yaml:20000:2: the file holds more than 20,000 values; make it shorter",
            id="too many values",
        ),
    ],
)
def test_no_questionnaire_at_all(data: bytes, expected: str) -> None:
    assert faults_in(data) == [expected]


def test_text_over_the_limit() -> None:
    text = spoiled(("Thank you.", "x" * 2001))
    assert faults_in(text) == ["small.yaml:110:14: thanks.en: has 2001 characters; shorten it to 2000 at most"]


def test_report_ends_when_it_is_full() -> None:
    faults = faults_in("\n".join(f"k{n}: x" for n in range(FAULT_LIMIT * 2)))
    assert len(faults) == FAULT_LIMIT + 1
    assert [fault for fault in faults if fault.endswith("here are 500 faults; mend them first")]


def test_what_the_file_says_cannot_break_or_disguise_a_message() -> None:
    text = spoiled(("thanks: {", '"a\\n\\e[2J\\u202eb": x\nthanks: {'))
    assert faults_in(text) == [
        "small.yaml:110:1: a\ufffd\ufffd[2J\ufffdb: is not a key known here; correct its spelling or remove it"
    ]


@pytest.mark.parametrize("nothing", ["{}", '{enn: "Thank you."}'])
def test_a_text_without_a_language_is_no_text(nothing: str) -> None:
    text = spoiled(('thanks: {en: "Thank you.", ar: "شكراً لكم."}', f"thanks: {nothing}"))
    sentence = "thanks: holds no text in any language; write it in each language of the file"
    assert faults_in(text) == [f"small.yaml:110:1: {sentence}"]
