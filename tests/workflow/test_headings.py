"""A table that the app made: the row of questions under the columns' names is no answer, whoever made it when."""

import pytest

from surveyapp.catalogue.columns import Meaning, question_of
from surveyapp.catalogue.tables import TableRow
from surveyapp.core.form.pages import Field, Page, ShareField, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.workflow.answers.imported_rows import is_heading
from tests.languages import BOTH

FORMER = (
    "The words above may be shown word for word to both sides.",
    "يجوز عرض ما كُتب أعلاه حرفياً على الطرفين.",
    "My words above may be shown, word for word and without a name, to both sides.",
    "يجوز عرض ما كتبته أعلاه حرفياً ومن دون اسم على الطرفين.",
)


def fields(questionnaire: Questionnaire) -> list[tuple[Page, Field]]:
    return [(page, field) for page in form_pages(questionnaire, Side.PRCS) for field in page.fields]


@pytest.mark.parametrize("language", BOTH)
def test_questions_are_known_in_any_language(questionnaire: Questionnaire, language: Language) -> None:
    asked = fields(questionnaire)
    cells = tuple(question_of(field, BOTH).in_(language) for _, field in asked)
    columns = [Meaning(page, field) for page, field in asked]
    assert is_heading(TableRow(2, cells), columns)
    assert not is_heading(TableRow(2, (*cells[:-1], "y")), columns)


@pytest.mark.parametrize("words", FORMER)
def test_a_tick_is_known_by_what_stood_beside_it_before(questionnaire: Questionnaire, words: str) -> None:
    page, field = next((page, field) for page, field in fields(questionnaire) if isinstance(field, ShareField))
    assert is_heading(TableRow(2, (words,)), [Meaning(page, field)])
