"""What stands on the sheet of one topic."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Comments
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import own_direction, without_controls
from surveyapp.core.text.languages import TABLE, Language
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.making import make_pack, pack_data
from tests.invented import ORGANISATION, STANDARD, Invented, polar
from tests.languages import AR, EN
from tests.reports.packs import WORDS, blocks_of, facets_of, make, plain, spelled, taken_out, text_of, the, told_apart
from tests.reports.reading import read_aloud

SCRIPTS = (
    "نَحْتَاجُ إِلَى التَّخْطِيطِ مَعاً فِي وَقْتٍ أَبْكَرَ، وَإِلَى مَحَاضِرَ مَكْتُوبَةٍ",
    "لأن ما لا يُكتب يُنسى دائماً (مرة كل 3 أشهر)، ولا بأس بـ Microsoft Teams.",
    "We learned a lot from the training (IFRC 2025), and wrote 12% of it down; more next time!",
    "צריך לתכנן יחד מוקדם יותר, ולכתוב הכול.",
    "Πρέπει να σχεδιάζουμε νωρίτερα μαζί, Нам нужно раньше планировать.",
    "我们需要更早一起规划。",
)
"""Comments: vocalised and mixed Arabic, and five scripts more."""
_CLAUSE = re.compile("[\u064b-\u0652]?[،,.:;%()0-9]|(?<=[a-z]) |(?<=بـ) |[\u064b-\u0652]$")


def clauses(words: str, language: Language) -> list[str]:
    """Return what a program finds of a comment that runs against its page's direction: what no sign or digit parts.

    It goes by one direction a page, and takes commas and digits as they stand, and a vowel sign beside one.
    """
    runs_along = own_direction(words, otherwise="ltr") == TABLE[language.code].direction
    return [words] if runs_along else [one for one in _CLAUSE.split(words) if spelled(one)]


@pytest.mark.parametrize("language", [AR, EN])
def test_all_that_a_topic_shows_is_found_in_reading_order(questionnaire: Questionnaire, language: Language) -> None:
    told = replace(STANDARD.result(questionnaire), comments=(Comments("integrity", Side.PARTNER, SCRIPTS),))
    pack = make(questionnaire, language, result=told, chosen=frozenset({"integrity"}), size=Size.EVERYTHING)
    text, at = spelled(taken_out(make_pack(pack))), 0
    for one in blocks_of(pack, "principle"):
        for words in spoken_in(one):
            parts = [spelled(part) for part in clauses(words, language)] if words in SCRIPTS else [spelled(words)]
            places = [text.index(part, at) for part in parts]
            at = max(place + len(part) for place, part in zip(places, parts, strict=True))


def spoken_in(block: dict) -> Iterator[str]:
    """Yield what a block of a topic prints, from its top."""
    if block["kind"] == "facet":
        yield from (block["name"], *block["texts"], block["gap"])
        for one in block["statements"]:
            yield one["text"]
            yield from (row["said"] for row in one["rows"])
    elif block["kind"] == "quotes":
        yield from (block["heading"], *block["texts"])
    elif block["kind"] == "openings":
        yield from (one["text"] for one in block["lines"])
    elif block["kind"] == "agree":
        yield block["label"]


def test_a_meeting_has_some_comments_and_says_how_many_more_there_are(questionnaire: Questionnaire) -> None:
    texts = tuple(f"{number} {'long words ' * 30}" for number in range(5))
    told = replace(STANDARD.result(questionnaire), comments=(Comments("integrity", Side.PRCS, texts),))
    for size, shown, more in ((Size.MEETING, 2, "and 3 more, in the whole pack"), (Size.EVERYTHING, 5, None)):
        pack = make(questionnaire, EN, result=told, size=size)
        sheet = next(one for one in pack_data(pack)["sheets"] if one["place"] == "en-integrity")
        quoted = the(sheet["blocks"], "quotes")
        assert (quoted["texts"], quoted["more"][-1:]) == (list(texts[:shown]), [more] if more else [])


def test_people_are_counted_in_words_for_those_who_hear_them(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, chosen=frozenset({"integrity"}))
    cell = next(one for one in pack.result.sections if one.id == "integrity").statements[0].facets[Facet.PRCS].prcs
    points = ("Never", "Rarely", "Sometimes", "Often", "Always")
    expected = ", ".join(f"{name}: {n}" for name, n in zip(points, cell.distribution, strict=True))
    assert facets_of(pack)[0]["statements"][0]["rows"][0]["figure"]["alt"] == expected
    assert expected in [one.text for one in read_aloud(make_pack(pack))]


def test_each_facet_is_said_in_a_sentence_that_names_both(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, result=told_apart(questionnaire), chosen=frozenset({"integrity"}))
    lines = {line["name"]: line for line in facets_of(pack)}
    assert list(lines) == ["What PRCS does", "What the partner does", "What we do together"]
    said = {name: (line["reading"], without_controls(" ".join(line["texts"]))) for name, line in lines.items()}
    apart = "Norwegian Red Cross rates its own conduct higher (4.9) than PRCS does (2.1)."
    alike = "Both rate the joint work high (PRCS 4.1, Norwegian Red Cross 4.1)."
    assert said["What the partner does"] == ("Clear gap", apart)
    assert said["What we do together"] == ("Both rate it high", alike)


def test_a_flag_has_its_sentence_beside_the_reading(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire, sheets=polar(questionnaire, seldom_known="integrity"))
    pack = make(questionnaire, EN, result=result, chosen=frozenset({"integrity"}))
    texts = [without_controls(" ".join(line["texts"])) for line in facets_of(pack)]
    assert all("many answers at PRCS are “I don’t know”." in text for text in texts)


def test_a_prompt_says_which_facet_it_speaks_of(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, result=told_apart(questionnaire), chosen=frozenset({"integrity"}))
    (asked,) = the(blocks_of(pack, "principle"), "openings")["lines"]
    prompt = questionnaire.discussion_prompt("clear_gap")
    assert prompt is not None
    assert (asked["about"], asked["text"]) == (("What the partner does",), prompt["en"])


def test_divided_opinions_are_said_before_anything_shared(questionnaire: Questionnaire) -> None:
    """Five say “always”, five “never”: no page calls that a low score that both share."""
    result = STANDARD.result(questionnaire, sheets=polar(questionnaire))
    pack = make(questionnaire, EN, result=result, chosen=frozenset({"diversity"}))
    assert {line["reading"] for line in facets_of(pack)} == {"Opinions divided within a side"}


@pytest.mark.parametrize("invented", [STANDARD, ORGANISATION])
def test_comments_of_an_organisation_are_headed_as_its_own(questionnaire: Questionnaire, invented: Invented) -> None:
    result = replace(invented.result(questionnaire), comments=(Comments("integrity", Side.PARTNER, (WORDS,)),))
    pack = make(questionnaire, EN, invented=invented, result=result, chosen=frozenset({"integrity"}))
    heading = the(blocks_of(pack, "principle"), "quotes")["heading"]
    assert ("In the organisation’s own words" in heading) is invented.organisation


def test_comments_are_printed_only_where_they_are_released(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    none = make(questionnaire, AR, result=replace(result, comments=()))
    assert not any(one["kind"] == "quotes" for sheet in pack_data(none)["sheets"] for one in sheet["blocks"])
    told = replace(result, comments=(Comments("integrity", Side.PARTNER, (WORDS,)),))
    pdf = make_pack(make(questionnaire, AR, result=told, chosen=frozenset({"integrity"})))
    assert plain(WORDS) in text_of(pdf)
