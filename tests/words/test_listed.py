"""What people are told of the lists: the numbers, who confirmed them, and who opened."""

from datetime import date

import pytest

from surveyapp.core.conduct.four_eyes import OpenedList, Opening, Way
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.words.listed import list_counts, lists_told
from tests.languages import AR, EN

DAY = date(2026, 12, 3)
CONFIRMED, NOBODY = OpenedList(5, 2, 0, "Kari\u202e Nordmann", DAY), OpenedList(1, 0, 4)


def told(opening: Opening, side: Side, language: Language) -> list[str]:
    return [without_controls(sentence) for sentence in lists_told(opening, side, language)]


@pytest.mark.parametrize(
    ("language", "side", "own", "other"),
    [
        pytest.param(
            EN,
            Side.PARTNER,
            "Your side: 5 people by name (2 by letter or by hand, through PRCS staff), 0 links without a name. "
            "Kari Nordmann confirmed this list on 3 December 2026.",
            "The other side: 1 person by name, 4 links without a name. Nobody has confirmed this list.",
            id="confirmed at home",
        ),
        pytest.param(
            EN,
            Side.PRCS,
            "Your side: 1 person by name, 4 links without a name. Nobody has confirmed this list.",
            "The other side: 5 people by name (2 by letter or by hand, through PRCS staff), 0 links without a name. "
            "Its focal point confirmed this list on 3 December 2026.",
            id="the name of the other side's stays there",
        ),
        pytest.param(
            AR,
            Side.PRCS,
            "طرفكم: مدعوّ واحد بالاسم، 4 روابط من دون أسماء. لم يؤكد أحد هذه القائمة.",
            "الطرف الآخر: 5 مدعوّين بالاسم (اثنان برسالة مطبوعة أو باليد، عن طريق موظفي الهلال الأحمر الفلسطيني)، "
            "لا روابط من دون أسماء. "
            "أكّد هذه القائمة مسؤول الاتصال لدى الطرف الآخر في 3 كانون الأول 2026.",
            id="in Arabic",
        ),
    ],
)
def test_both_lists_are_told(language: Language, side: Side, own: str, other: str) -> None:
    opening = Opening(Way.TWO, {Side.PRCS: NOBODY, Side.PARTNER: CONFIRMED})
    assert told(opening, side, language)[:2] == [own, other]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        pytest.param(EN, "Nobody whose word counts has confirmed this list.", id="in English"),
        pytest.param(AR, "لم يؤكد هذه القائمة أحد يُعتدّ بتأكيده.", id="in Arabic"),
    ],
)
def test_who_confirmed_without_counting_is_not_told_to_be_nobody(language: Language, says: str) -> None:
    opening = Opening(Way.TWO, dict.fromkeys(Side, OpenedList(5, 0, 0, is_vouched=True)))
    assert [sentence.endswith(f" {says}") for sentence in told(opening, Side.PRCS, language)[:2]] == [True, True]


@pytest.mark.parametrize("language", [AR, EN])
def test_each_way_of_opening_is_told_apart(language: Language) -> None:
    said = {told(Opening(way, dict.fromkeys(Side, NOBODY)), Side.PRCS, language)[2] for way in Way}
    assert len(said) == len(Way)


def test_arabic_counts_in_its_own_forms() -> None:
    assert len({list_counts(n, 0, AR).replace(str(n), "") for n in (0, 1, 2, 3, 11, 100)}) == 6
    by_hand = {list_counts(100, 0, AR, by_hand=n).replace(str(n), "") for n in (1, 2, 3)}
    assert len(by_hand) == 3
