"""What changed in the questions since the last round: said in numbers, and what of it can still be compared."""

from dataclasses import replace

import pytest

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.rounds import compare_rounds
from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Questionnaire, Terms
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.words.asked_before import asked_differently
from surveyapp.words.naming import Names
from tests.core.building import computed, even_sheets, joint, questionnaire, review, section
from tests.invented import PARTNER
from tests.languages import AR, BOTH, EN, text
from tests.questionnaires import SHIPPED_FILE

FIRST, SECOND = (
    load_questionnaire(SHIPPED_FILE.with_name(f"code-of-good-partnership{name}.yaml")) for name in ("-first", "")
)
SHORT = text(ar="الجمعية", en="PRCS")
EARLIER = replace(FIRST, terms={**FIRST.terms, Side.PARTNER: Terms(SHORT, SHORT)})
"""The first edition as it was published before: to a partner it calls PRCS by its short name."""
SAID = {
    EN: (
        "11 statements were asked in the same words.",
        "6 statements were reworded; people may understand them differently, so they are not compared.",
        "22 statements are new.",
        "22 statements are no longer asked.",
        "Scores are compared only where every statement behind them is the same: Leadership commitment "
        "(What PRCS does, What the partner does).",
    ),
    AR: (
        "طُرحت 11 عبارة بالصياغة نفسها.",
        "أُعيدت صياغة 6 عبارات، وقد تُفهم الآن على نحو مختلف، ولذلك لا تُقارَن.",
        "أُضيفت 22 عبارة جديدة.",
        "حُذفت 22 عبارة ولم تعد تُطرح.",
        "لا تُقارَن الدرجات إلا حيث لم تتغيّر أي عبارة من العبارات التي تقوم عليها: التزام القادة (ما تقوم به الجمعية، "
        "ما تقوم به الجهة الشريكة).",
    ),
}
ASKED, REPLACED = questionnaire(section("one", joint("a"))), questionnaire(section("one", joint("b")))


def told(
    old: Questionnaire, new: Questionnaire, language: Language = EN, policy: Policy = Policy.STANDARD
) -> tuple[str, ...]:
    rounds = [
        Answered(
            computed(
                asked, [*even_sheets(asked, Side.PRCS, "55544"), *even_sheets(asked, Side.PARTNER, "33344")], of=of
            ),
            asked,
        )
        for asked, of in ((old, review()), (new, review(policy=policy)))
    ]
    return asked_differently(compare_rounds(*rounds), Names(new, PARTNER, language))


@pytest.mark.parametrize("language", BOTH)
def test_between_the_shipped_editions_all_changes_are_told_and_what_is_left_to_compare(language: Language) -> None:
    assert told(EARLIER, SECOND, language) == SAID[language]


def test_nothing_is_told_of_the_same_questions_and_no_score_is_promised_that_is_not_compared() -> None:
    assert told(ASKED, ASKED) == ()
    replaced = ("1 statement is new.", "1 statement is no longer asked.")
    assert told(ASKED, REPLACED)[:2] == replaced
    assert "so none is compared" in told(ASKED, REPLACED)[2]
    more = questionnaire(section("one", joint("a")), section("two", joint("b")))
    assert told(ASKED, more, policy=Policy.PROTECTED) == (
        "1 statement was asked in the same words.",
        "1 statement is new.",
    )
