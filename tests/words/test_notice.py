"""The notice before the first question, by way of answering, policy and thresholds, in both languages."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy
from surveyapp.core.instrument.questionnaire import Questionnaire, Thresholds
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.settings import Keeping
from surveyapp.words.collected import collected_notice
from surveyapp.words.comments import advice, tick
from surveyapp.words.notice import Told, notice
from surveyapp.words.opening import opening_words
from tests.core.building import review
from tests.languages import AR, BOTH, EN, text

KEEPING = Keeping(*(timedelta(days=days) for days in (180, 30, 730)))
INDIVIDUALS = AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL)
AGREED = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)

ANONYMITY = {
    EN: "word for word, without a name|random order|ask for your name|who you are|own experience|individual people"
    "|colleague",
    AR: r"حرفياً، من دون اسم|ترتيب عشوائي|ذكر اسمكم|هويتكم|تجربتكم الشخصية|إجابات كل شخص|الزملاء",
}
"""What is promised to people, or asked of them, and to no organisation."""

BAND = {EN: "averages over at least 4 ratings a person", AR: "متوسطات لا يقل فيها عدد تقييمات الشخص الواحد عن 4"}
UNANIMITY = {EN: "the results will show it.", AR: "ظهر ذلك في النتيجة."}
ROUNDED = {EN: "do not show it exactly", AR: "فلا تُظهر النتيجة ذلك بدقة"}
GROUPS = {EN: "Averages by role and place", AR: "المتوسطات بحسب طبيعة العمل والمكان"}


def told(questionnaire: Questionnaire, side: Side = Side.PARTNER, **more: object) -> Told:
    of_review = {name: more.pop(name) for name in ("policy", "thresholds", "answering") if name in more}
    invited = {Side.PRCS: 6, Side.PARTNER: 5}
    return Told(review(**of_review), side, questionnaire, **{"invited": invited, "keeping": KEEPING, **more})


def words_of(one: Told, language: Language) -> str:
    groups = notice(one, language)
    assert all(group.heading and group.sentences for group in groups)
    return " ".join(sentence for group in groups for sentence in (group.heading, *group.sentences))


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("changes", "says", "keeps_quiet"),
    [
        pytest.param({}, [BAND, UNANIMITY, GROUPS], [ROUNDED], id="standard"),
        pytest.param(
            {"thresholds": Thresholds(3, 3, 5)}, [UNANIMITY, GROUPS], [BAND, ROUNDED], id="details from three people"
        ),
        pytest.param({"policy": Policy.PROTECTED}, [ROUNDED], [BAND, UNANIMITY, GROUPS], id="protected"),
        pytest.param({"answering": AGREED}, [], [BAND, UNANIMITY, ROUNDED, GROUPS], id="an organisation"),
        pytest.param(
            {"answering": AGREED, "policy": Policy.PROTECTED},
            [],
            [BAND, UNANIMITY, ROUNDED, GROUPS],
            id="an organisation, protected",
        ),
        pytest.param({"answering": AGREED, "side": Side.PRCS}, [BAND, UNANIMITY, GROUPS], [], id="across from one"),
    ],
)
def test_each_says_what_holds_for_it_and_nothing_else(
    questionnaire: Questionnaire,
    language: Language,
    changes: dict[str, object],
    says: list[dict[Language, str]],
    keeps_quiet: list[dict[Language, str]],
) -> None:
    words = words_of(told(questionnaire, **changes), language)
    assert [said[language] for said in says if said[language] not in words] == []
    assert [said[language] for said in keeps_quiet if said[language] in words] == []


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("is_on_paper", [False, True], ids=["on a screen", "on paper"])
def test_an_organisation_is_promised_no_anonymity(
    questionnaire: Questionnaire, language: Language, policy: Policy, *, is_on_paper: bool
) -> None:
    of_people = told(questionnaire, policy=policy, is_on_paper=is_on_paper)
    of_one = told(questionnaire, policy=policy, answering=AGREED, is_on_paper=is_on_paper)
    said = {
        one.is_attributed: " ".join(
            (
                words_of(one, language),
                opening_words(one, language),
                tick(language, is_attributed=one.is_attributed),
                advice(language, is_attributed=one.is_attributed, limit=1000),
            )
        ).lower()
        for one in (of_people, of_one)
    }
    assert set(re.findall(ANONYMITY[language], said[False])) == set(ANONYMITY[language].split("|"))
    assert re.findall(ANONYMITY[language], said[True]) == []


@pytest.mark.parametrize(
    ("thresholds", "said"),
    [
        pytest.param(Thresholds(3, 4, 5), {EN: "3 people: averages", AR: "3 أشخاص: متوسطات"}, id="one number"),
        pytest.param(
            Thresholds(3, 5, 5),
            {EN: "3 or 4 people: averages", AR: "3 أو 4 أشخاص: متوسطات"},
            id="two",
        ),
        pytest.param(
            Thresholds(3, 12, 12),
            {EN: "3 to 11 people: averages", AR: "من 3 إلى 11 شخصاً: متوسطات"},
            id="many",
        ),
    ],
)
@pytest.mark.parametrize("language", BOTH)
def test_few_people_are_counted_by_the_reviews_own_numbers(
    questionnaire: Questionnaire, thresholds: Thresholds, said: dict[Language, str], language: Language
) -> None:
    assert said[language] in words_of(told(questionnaire, thresholds=thresholds), language)


@pytest.mark.parametrize(
    ("number", "people"),
    [
        pytest.param(3, "3 أشخاص أو أكثر", id="three to ten"),
        pytest.param(11, "11 شخصاً أو أكثر", id="from eleven"),
        pytest.param(100, "100 شخص أو أكثر", id="a hundred"),
        pytest.param(103, "103 أشخاص أو أكثر", id="a hundred and three"),
    ],
)
def test_arabic_numbers_have_their_nouns(questionnaire: Questionnaire, number: int, people: str) -> None:
    one = told(questionnaire, thresholds=Thresholds(3, number, number))
    assert words_of(one, AR).count(people) == 3  # statements, groups, comments


@pytest.mark.parametrize(
    ("days", "said"),
    [
        pytest.param(1, "بعد يوم واحد من الإغلاق", id="one"),
        pytest.param(2, "بعد يومين من الإغلاق", id="two"),
        pytest.param(9, "بعد 9 أيام من الإغلاق", id="three to ten"),
        pytest.param(365, "بعد 365 يوماً من الإغلاق", id="the last two digits count"),
        pytest.param(700, "بعد 700 يوم من الإغلاق", id="hundreds"),
    ],
)
@pytest.mark.parametrize("answering", [INDIVIDUALS, AGREED], ids=["people", "an organisation"])
def test_how_long_things_are_kept_is_the_settings_own(
    questionnaire: Questionnaire, days: int, said: str, answering: AnsweringBySide
) -> None:
    kept = Keeping(*[timedelta(days=days)] * 3)
    assert words_of(told(questionnaire, answering=answering, keeping=kept), AR).count(said) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, "Invited on your side: 5; on the other side: 6.", id="people on both"),
        pytest.param(
            {"answering": AGREED, "side": Side.PRCS},
            "Invited on your side: 6. The other side gives one agreed form.",
            id="across from an organisation",
        ),
        pytest.param({"answering": AGREED}, "Invited on the other side: 6.", id="an organisation"),
        pytest.param(
            {"answering": AnsweringBySide(Answering.ORGANISATION, Answering.ORGANISATION)},
            "The other side gives one agreed form too.",
            id="two organisations",
        ),
        pytest.param({"invited": None}, "", id="lists may grow"),
    ],
)
def test_who_is_invited(questionnaire: Questionnaire, changes: dict[str, object], said: str) -> None:
    words = words_of(told(questionnaire, **changes), EN)
    assert said in words
    assert bool(re.search(r"Invited on|one agreed form too", words)) is bool(said)


def test_paper_is_read_by_staff(questionnaire: Questionnaire) -> None:
    for answering in (INDIVIDUALS, AGREED):
        on_screen, on_paper = (
            words_of(told(questionnaire, answering=answering, is_on_paper=is_on_paper), EN)
            for is_on_paper in (False, True)
        )
        assert ("enter your answers" in on_screen, "enter your answers" in on_paper) == (False, True)
        assert ("handed" in on_screen, "handed" in on_paper) == (True, False)
    on_screen, on_paper = (words_of(told(questionnaire, is_on_paper=is_on_paper), EN) for is_on_paper in (False, True))
    promised = "individual people’s answers are shown to nobody"
    assert promised in on_screen.lower()
    assert f"Apart from the staff who enter them, {promised}" in on_paper


@pytest.mark.parametrize("language", BOTH)
def test_that_exact_numbers_may_be_shown_once_is_told(questionnaire: Questionnaire, language: Language) -> None:
    """As ``closing.show_numbers`` lets one member of staff see them."""
    said = {EN: "Once a review, one member of staff may be shown the exact numbers", AR: "الأعداد الدقيقة مرة واحدة"}
    assert said[language] in words_of(told(questionnaire), language)


def test_who_had_the_link_in_hand_follows_from_how_it_went(questionnaire: Questionnaire) -> None:
    by_hand, by_mail = (words_of(told(questionnaire, is_mailed=is_mailed), EN) for is_mailed in (False, True))
    assert ("anyone who kept it could open it" in by_hand, "anyone who kept it" in by_mail) == (True, False)
    for said in (by_hand, by_mail):
        assert "read and change what you have started, and send it" in said
    assert ("No member of staff was shown it" in by_hand, "No member of staff was shown it" in by_mail) == (False, True)


@pytest.mark.parametrize("side", Side)
def test_an_organisation_is_spoken_to_by_its_name(questionnaire: Questionnaire, side: Side) -> None:
    both = AnsweringBySide(Answering.ORGANISATION, Answering.ORGANISATION)
    opening = opening_words(told(questionnaire, side, answering=both), EN)
    names = {Side.PRCS: "\u2068Palestine Red Crescent Society\u2069", Side.PARTNER: "\u2068Norwegian Red Cross\u2069"}
    assert f"“We” means {names[side]}" in opening
    assert f"mean {names[side.opposite]}" in opening
    assert "last 12 months" in opening


def test_a_hostile_name_stays_in_its_place(questionnaire: Questionnaire) -> None:
    one = told(questionnaire, answering=AGREED)
    partner = replace(one.review.partner, name=text(ar="%(own)s \u202eجهة", en="%(own)s {x} 100%"))
    opening = opening_words(replace(one, review=replace(one.review, partner=partner)), EN)
    assert "means \u2068%(own)s {x} 100%\u2069" in opening


@pytest.mark.parametrize("language", BOTH)
def test_where_others_collect_no_review_is_known(language: Language) -> None:
    said = list(collected_notice(Thresholds(3, 5, 5), language))
    assert len(said) == len(set(said)) > 8
    assert not re.search(r"[{}]|%\(", " ".join(said))
    if language == AR:
        assert not re.search(r"[A-Za-z]", " ".join(said))
