"""The way from a file to core: what arrives, what a version is blind to, and how the frozen copy stands."""

import json
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from surveyapp.catalogue.files import (
    FaultyQuestionnaireError,
    list_remarks,
    load_questionnaire,
    read_questionnaire,
    version_of,
)
from surveyapp.catalogue.writing import to_document, to_yaml
from surveyapp.core.errors import InputError
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import ClosingChoice, Questionnaire, Scoring, Thresholds
from surveyapp.core.instrument.statement import MirroredStatement
from surveyapp.core.sides import About, Facet, PromptKey, Side
from surveyapp.core.wire import canonical_json, from_plain
from tests.catalogue.samples import HERE, SMALL, spoiled
from tests.languages import BOTH, EN, text
from tests.questionnaires import FROZEN_FILE


def read(text: str) -> Questionnaire:
    return read_questionnaire(text.encode(), name="small.yaml")


@pytest.fixture(scope="module")
def frozen() -> Questionnaire:
    return load_questionnaire(FROZEN_FILE)


def test_small_questionnaire_arrives_whole() -> None:
    small = read(SMALL)
    assert (small.slug, small.title, small.reference_period_months) == ("small", text(ar="استعراض", en="Review"), 12)
    assert small.scoring == Scoring(0.9, 0.25, 3, 0.5, 2.5, 2.0, 0.3, 0.2)
    assert small.disclosure == Thresholds(min_side=3, min_detail=5, min_cell=5)
    assert [scale.top for scale in small.scales.values()] == [3, 2]
    assert [option.key for option in small.scales["often3"].non_answers] == ["dk", "na"]
    assert [(s.id, s.part) for s in small.sections] == [("integrity", "principles"), ("respect", "principles")]
    assert small.sections[1].statements[0] == MirroredStatement(
        "late_replies",
        we=text(ar="نتأخر في الرد.", en="We reply late."),
        they=text(ar="تتأخر {other} في الرد.", en="{Other} replies late."),
        reverse=True,
    )
    assert [question.kind for question in small.closing] == ["rating", "multiple", "text"]
    assert isinstance(small.closing[1], ClosingChoice)
    assert small.closing[1].max == 2


def test_prompts_are_filled_for_each_side() -> None:
    small = read(SMALL)
    key = PromptKey("keeps_word", About.OTHER)
    texts = {side: {p.key: p.text for p in small.prompts(small.sections[0], side)}[key] for side in Side}
    assert texts == {
        Side.PRCS: text(ar="تفي الشريكة بوعودها.", en="Our partner keeps its word."),
        Side.PARTNER: text(ar="تفي الجمعية بوعودها.", en="PRCS keeps its word."),
    }


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "2026-11-24", "12:30", "0x1F", "1_000", ".inf"])
def test_bare_words_stay_text(word: str) -> None:
    assert read(spoiled(('en: "Thank you."', f"en: {word}"))).thanks["en"] == word


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + SMALL.encode(), id="a byte order mark"),
        pytest.param(SMALL.replace("\n", "\r\n").encode(), id="the line ends of Windows"),
        pytest.param(b"%YAML 1.1\n---\n" + SMALL.encode(), id="a YAML directive"),
    ],
)
def test_files_as_other_editors_write_them(data: bytes) -> None:
    assert read_questionnaire(data, name="small.yaml") == read(SMALL)


def test_directive_does_not_turn_words_into_truth_values() -> None:
    text = "%YAML 1.1\n---\n" + spoiled(('en: "Thank you."', "en: no"))
    assert read(text).thanks["en"] == "no"


def test_version_is_blind_to_comments_and_the_order_of_keys() -> None:
    yaml = YAML(typ="safe", pure=True)
    document = yaml.load(SMALL)
    reordered = StringIO()
    yaml.dump(dict(sorted(document.items(), reverse=True)), reordered)
    versions = {version_of(read(text)) for text in (SMALL, f"# new\n{SMALL}", reordered.getvalue())}
    assert len(versions) == 1
    assert len(versions.pop()) == 12


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("Thank you.", "Thanks."), id="a word"),
        pytest.param(("min_detail: 5", "min_detail: 4"), id="a figure"),
        pytest.param(("[integrity, respect]", "[respect, integrity]"), id="the order of a list"),
    ],
)
def test_version_sees_every_change_of_substance(change: tuple[str, str]) -> None:
    assert version_of(read(spoiled(change))) != version_of(read(SMALL))


def test_version_names_the_same_content_for_ever() -> None:
    assert version_of(read(SMALL)) == "4a9a33be2f82"


def test_questionnaire_survives_canonical_json(frozen: Questionnaire) -> None:
    for questionnaire in (frozen, read(SMALL)):
        document = canonical_json(questionnaire)
        again = from_plain(Questionnaire, json.loads(document))
        assert again == questionnaire
        assert canonical_json(again) == document
        assert version_of(again) == version_of(questionnaire)


def test_a_version_of_before_is_read_and_keeps_its_name() -> None:
    """Its notice, its idle question and idle words are in it, since its name is its hash; and nothing shows them."""
    old = from_plain(Questionnaire, json.loads((HERE / "before.json").read_text(encoding="utf-8")))
    assert (version_of(old), old.privacy_notice is None) == ("b4e947e326db", False)
    assert [page.id for page in form_pages(old, Side.PRCS)] == ["profile", "integrity", "respect", "closing"]
    assert (old.labels["progress"][EN], old.scales["often3"].unfavourable_max) == ("Section {n} of {total}", 1)
    written = to_document(old, source_language=EN)
    assert {*written["labels"]} == {"about_us", "about_other", "about_joint", "save_continue", "back", "finish"}
    assert "agreed_score" not in written["meeting_form"]
    assert "unfavourable_max" not in written["scales"]["often3"]
    assert "privacy_notice" not in written
    assert list_remarks(to_yaml(written), name="old.yaml") == ()


def test_frozen_questionnaire_has_its_counts(frozen: Questionnaire) -> None:
    statements = [statement for section in frozen.sections for statement in section.statements]
    mirrored = [statement for statement in statements if statement.kind == "mirrored"]
    assert (len(frozen.sections), len(statements), len(mirrored)) == (13, 39, 18)
    assert sum(len(statement.abouts) for statement in statements) == 57
    assert [len(part.sections) for part in frozen.parts] == [5, 8]
    assert {len(frozen.keys(side, facet)) for side in Side for facet in (Facet.PRCS, Facet.PARTNER)} == {18}
    assert [question.id for question in frozen.profile] == ["role", "location"]
    assert [q.id for q in frozen.closing] == ["overall", "trend", "priorities", "start_stop_continue"]


def test_frozen_questionnaire_has_a_facet_of_each_kind_in_every_section(frozen: Questionnaire) -> None:
    assert all(section.keys(about) for section in frozen.sections for about in About)


def test_frozen_questionnaire_leaves_no_placeholder_on_any_form(frozen: Questionnaire) -> None:
    prompts = [p for side in Side for section in frozen.sections for p in frozen.prompts(section, side)]
    assert len(prompts) == 2 * 57
    assert not [p for p in prompts for language in BOTH if "{" in p.text.in_(language)]


def test_error_carries_faults_and_a_code() -> None:
    with pytest.raises(FaultyQuestionnaireError) as caught:
        read(spoiled(("max: 2, question", "question"), ("min_side: 3", "min_side: 2")))
    error = caught.value
    assert isinstance(error, InputError)
    assert (error.code, error.details) == ("faulty_questionnaire", {"count": 2})
    assert [(f.file, f.line, f.column) for f in error.faults] == [("small.yaml", 65, 13), ("small.yaml", 108, 5)]
    assert str(error).splitlines() == [str(fault) for fault in error.faults]


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        pytest.param("nowhere.yaml", "No such file or directory", id="no file"),
        pytest.param(".", "Is a directory", id="a folder"),
    ],
)
def test_file_that_cannot_be_read(name: str, trouble: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with pytest.raises(FaultyQuestionnaireError) as caught:
        load_questionnaire(path)
    sentence = f"{path}:1:1: the file cannot be used: {trouble}; check its name and its permissions"
    assert str(caught.value) == sentence


def test_core_types_are_plain_values(frozen: Questionnaire) -> None:
    assert replace(frozen, slug="other") != frozen
    assert type(frozen.scoring.shared_concern_max) is float
    assert "pydantic" not in {type(section).__module__.split(".")[0] for section in frozen.sections}


def test_only_this_room_knows_the_yaml_and_shape_libraries() -> None:
    rooms = "surveyapp.core.instrument.questionnaire, surveyapp.core.results, surveyapp.catalogue.versions"
    script = f"import sys, {rooms}; print([m for m in ('ruamel.yaml', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
