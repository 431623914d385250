"""What is typed for the boxes of a paper form, and what it stands for."""

import pytest

from surveyapp.core.form.marks import marks_of, read_marks, write_marks
from surveyapp.core.form.pages import (
    ChoiceField,
    ChoicesField,
    Field,
    RatingField,
    ShareField,
    TextField,
    find_page,
    form_pages,
)
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side


@pytest.fixture
def fields(questionnaire: Questionnaire) -> dict[type[Field], Field]:
    """The first field of every kind."""
    every = [field for page in form_pages(questionnaire, Side.PRCS) for field in page.fields]
    return {type(field): field for field in reversed(every)}


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        pytest.param(RatingField, "4", "4", id="a point"),
        pytest.param(RatingField, " ٤ ", "4", id="an Arabic-Indic digit"),
        pytest.param(RatingField, "۴", "4", id="a Persian digit"),
        pytest.param(RatingField, "0", "na", id="does not apply"),
        pytest.param(RatingField, "٠", "na", id="does not apply, in Arabic-Indic"),
        pytest.param(RatingField, "?", "dk", id="don't know"),
        pytest.param(RatingField, "؟", "dk", id="don't know, as Arabic writes it"),
        pytest.param(RatingField, "\u200f3", "3", id="with an invisible mark of direction"),
        pytest.param(RatingField, "", "", id="left empty"),
        pytest.param(ChoicesField, "3 ١", (1, 3), id="several, in the order of the form"),
        pytest.param(ChoicesField, "1،3؛ 4,", (1, 3, 4), id="several, however they are parted"),
        pytest.param(ChoicesField, "", (), id="none of several"),
        pytest.param(TextField, " كلمة\r\nأخرى ", "كلمة\nأخرى", id="words"),
        pytest.param(ShareField, "y", "y", id="a tick"),
        pytest.param(ShareField, "", "", id="no tick"),
    ],
)
def test_what_is_typed_is_read(
    fields: dict[type[Field], Field], kind: type[Field], typed: str, value: str | tuple[int, ...]
) -> None:
    field = fields[kind]
    expected = tuple(field.options[place - 1].key for place in value) if isinstance(value, tuple) else value
    assert read_marks(field, typed) == expected


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        pytest.param(RatingField, "6", id="no point of the scale"),
        pytest.param(RatingField, "44", id="a key pressed twice"),
        pytest.param(RatingField, "na", id="the value itself, which no paper shows"),
        pytest.param(RatingField, "4 5", id="two ticks"),
        pytest.param(ChoiceField, "0", id="a mark of ratings"),
        pytest.param(ChoiceField, "99", id="beyond the last option"),
        pytest.param(ChoicesField, "1 1", id="one topic twice"),
        pytest.param(ChoicesField, "1 2 3 4", id="too many topics"),
        pytest.param(ChoicesField, "1 14", id="no topic"),
        pytest.param(TextField, "ن" * 1001, id="too long"),
    ],
)
def test_what_stands_on_no_paper_is_refused(fields: dict[type[Field], Field], kind: type[Field], typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_marks(fields[kind], typed)


def test_what_was_read_is_written_as_it_was_typed(fields: dict[type[Field], Field]) -> None:
    typed = {RatingField: "?", ChoiceField: "2", ChoicesField: "1 3", TextField: "كلمة", ShareField: "y"}
    assert {kind: write_marks(field, read_marks(field, typed[kind])) for kind, field in fields.items()} == typed


def test_marks_are_those_on_paper(questionnaire: Questionnaire, fields: dict[type[Field], Field]) -> None:
    """The last topic is not 9: numbers of two digits are marks like others."""
    assert list(marks_of(fields[RatingField])) == ["1", "2", "3", "4", "5", "?", "0"]
    assert list(marks_of(fields[ChoicesField])) == [str(n) for n in range(1, len(questionnaire.sections) + 1)]
    page = find_page(form_pages(questionnaire, Side.PRCS), "profile")
    assert page is not None
    assert all(list(marks_of(field).values()) == [option.key for option in field.options] for field in page.fields)
