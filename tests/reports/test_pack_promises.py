"""What was agreed last time and what became of it, and what is agreed now."""

from dataclasses import replace
from datetime import date

from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.rounds import compare_rounds
from surveyapp.core.conduct.actions import Action, Agreement, Meeting, SignOff, Status
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Facet
from surveyapp.core.text.bidi import without_controls
from surveyapp.reports.pack.content import MeetingPack
from surveyapp.reports.pack.making import make_pack, pack_data
from surveyapp.store.earlier import Earlier
from surveyapp.words.editions import editions_note
from tests.invented import STANDARD, Invented, leaning
from tests.languages import EN, text
from tests.reports.packs import PROMISE, blocks_of, make, plain, text_of, the


def moved(questionnaire: Questionnaire, *actions: Action, method: int = 2) -> MeetingPack:
    """Return a pack of a round in which a gap of the round before has closed, with what that meeting agreed."""
    views = {("integrity", Facet.PARTNER): (2, 5)}
    old, new = (Invented(8, 8).result(questionnaire, sheets=leaning(questionnaire, one)) for one in (views, {}))
    moves = compare_rounds(Answered(replace(old, method=method), questionnaire), Answered(new, questionnaire))
    earlier = Earlier(1, text(ar="استعراض 2025", en="Review 2025"), Meeting(actions=actions), moves)
    return make(questionnaire, EN, result=new, earlier=earlier, chosen=frozenset({"promises", "integrity", "summary"}))


def test_a_long_promise_has_a_wider_column(questionnaire: Questionnaire) -> None:
    widths = []
    for words in ("Share the plan", "Share the plan. " * 40):
        meeting = Meeting(actions=(Action(1, replace(PROMISE, words=words)),))
        pack = make(questionnaire, EN, meeting=meeting, chosen=frozenset({"plan"}))
        widths.append(the(blocks_of(pack, "plan"), "table")["widths"])
    assert [widths[0][1], widths[1][1]] == ["22fr", "40fr"]
    assert widths[0][2:] == widths[1][2:]


def test_what_was_agreed_and_promised_is_printed(questionnaire: Questionnaire) -> None:
    kept = Action(1, PROMISE, Status.DONE, "Four meetings", date(2026, 3, 1))
    meeting = Meeting(
        date(2026, 8, 1),
        date(2027, 2, 1),
        {
            "integrity": Agreement("integrity", {"prcs": 3.5}, "Half way", "Say it earlier"),
            "diversity": Agreement("diversity", {"prcs": None}),
        },
        (Action(2, replace(PROMISE, words="Share the plan")),),
    )
    chosen = frozenset({"integrity", "plan"})
    meeting = replace(meeting, signed_off=SignOff("Rana Khalid", "Kari Nordmann", date(2026, 8, 2)))
    pack = replace(moved(questionnaire, kept), meeting=meeting, chosen=chosen)
    text = text_of(make_pack(pack))
    assert plain("Kari Nordmann") + plain("2 August 2026") in text
    since = replace(pack, meeting=replace(meeting, later=("integrity",)))
    assert {one["signed"] for one in the(blocks_of(since, "plan"), "signatures")["sides"]} == {""}
    for words in ("Half way", "Say it earlier", "Share the plan", "1 February 2027", "Actions agreed in Review 2025"):
        assert plain(words) in text
    assert plain("Done: Four meetings") in text


def test_whether_a_gap_closed_is_told_by_its_verdict(questionnaire: Questionnaire) -> None:
    pack = moved(questionnaire, Action(1, PROMISE), Action(2, replace(PROMISE, section=None)))
    (one,), (other,) = (the(blocks_of(pack, kind), "promises")["lines"] for kind in ("principle", "promises"))
    told, still = "The gap on the conduct of", "shows no change beyond chance (0.0 before, 0.0 now)"
    assert list(map(without_controls, one["closed"])) == [
        f"{told} PRCS {still}. It moved by 0.0 (−0.8 to +0.8).",
        f"{told} Norwegian Red Cross is narrower: −2.8 before, 0.0 now. It moved by +2.8 (+2.1 to +3.5).",
        f"The gap on the joint work {still}. It moved by 0.0 (−0.8 to +0.8).",
    ]
    assert other["closed"][0].startswith("It names no topic")
    summary = "".join(str(block) for block in blocks_of(pack, "summary"))
    assert "is narrower" in summary


def test_what_cannot_be_compared_says_why(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    asked = tuple(replace(section, statements=section.statements[:1]) for section in questionnaire.sections)
    rounds = (Answered(result, replace(questionnaire, sections=asked)), Answered(result, questionnaire))
    pack = moved(questionnaire, Action(1, PROMISE))
    pack = replace(pack, earlier=replace(pack.earlier, moves=compare_rounds(*rounds)))
    (promise,) = the(blocks_of(pack, "principle"), "promises")["lines"]
    assert promise["closed"] == ["Not compared: asked in different words", "Not compared: not asked before"]


def test_a_first_edition_is_said_to_be_one(questionnaire: Questionnaire) -> None:
    old = replace(STANDARD.result(questionnaire), method=1)
    chosen = frozenset({"cover", "how", "annex"})
    for sheet in pack_data(make(questionnaire, EN, result=old, chosen=chosen))["sheets"]:
        told = " ".join([str(one.get("text", "")) + str(one.get("texts", "")) for one in sheet["blocks"]])
        assert "first edition of the method" in told, sheet["title"]
    told = str(pack_data(make(questionnaire, EN, chosen=chosen)))
    assert "first edition" not in told
    across = moved(questionnaire, Action(1, PROMISE), method=1)
    for kind in ("principle", "summary"):
        assert editions_note((1, 2), EN) in str(blocks_of(across, kind))
