"""What is asked on a blank form: ratings on one scale as one table, every other question by itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from surveyapp.core.form.marks import MARKS, marks_of
from surveyapp.core.form.pages import CLOSING, ChoiceField, ChoicesField, Field, Page, ShareField, form_pages
from surveyapp.core.instrument.scale import Scale
from surveyapp.reports.paper.codes import item_codes
from surveyapp.reports.paper.content import BlankForm, Data, Said


def pages_of(form: BlankForm) -> Iterator[Data]:
    """Yield the pages of the form on a screen, each under its heading."""
    codes = item_codes(form.questionnaire, form.side)
    titles = {part.sections[0]: form.words(part.title) for part in form.questionnaire.parts if part.sections}
    numbers = {section.id: number for number, section in enumerate(form.questionnaire.sections, 1)}
    for page in form_pages(form.questionnaire, form.side, asks_profile=form.review.asks_profile(form.side)):
        yield {
            "part": titles.get(page.id),
            "number": numbers.get(page.id),
            "title": _title(form, page),
            "hint": form.words(page.section.hint) if page.section else None,
            "blocks": list(_blocks(form, page, codes)),
        }


def _title(form: BlankForm, page: Page) -> Said:
    if page.section:
        return form.words(page.section.title)
    return form.say("In closing") if page.id == CLOSING else form.say("About your work")


def _blocks(form: BlankForm, page: Page, codes: Mapping[tuple[str, str], str]) -> Iterator[Data]:
    """Yield what stands under one heading: ratings on one scale as one table, every other question by itself."""
    asked = [field for field in page.fields if not isinstance(field, ShareField)]
    for scale, fields in groupby(asked, key=lambda field: getattr(field, "scale", None)):
        if scale:
            yield _ratings(form, scale, fields, codes=lambda field: codes[page.id, field.name])
        else:
            yield from (_question(form, field, codes[page.id, field.name]) for field in fields)


def _ratings(form: BlankForm, scale: Scale, fields: Iterable[Field], *, codes: Callable[[Field], str]) -> Data:
    """Return the ratings on one scale: those about us, about the other side, about both, each under its heading."""
    groups = []
    for about, ratings in groupby(fields, key=lambda field: getattr(field, "about", None)):
        questions = [_question(form, field, codes(field)) for field in ratings]
        groups.append({"heading": form.head(about) if about else None, "questions": questions})
    return {
        "kind": "ratings",
        "question": form.words(scale.question) if scale.question else None,
        "options": list(_scale_options(form, scale)),
        "groups": groups,
    }


def _question(form: BlankForm, field: Field, code: str) -> Data:
    said: Data = {"code": code, "kind": field.kind}
    if not isinstance(field, ShareField):
        said["text"] = form.words(field.label)
    if isinstance(field, (ChoiceField, ChoicesField)):
        said["options"] = list(_options(form, field))
    return said


def _scale_options(form: BlankForm, scale: Scale) -> Iterator[Data]:
    for point in scale.points:
        yield {"mark": str(point.value), "label": form.words(point.label), "is_apart": False}
    for option in scale.non_answers:
        yield {"mark": MARKS[option.key], "label": form.words(option.label), "is_apart": True}


def _options(form: BlankForm, field: ChoiceField | ChoicesField) -> Iterator[Data]:
    for mark, option in zip(marks_of(field), field.options, strict=True):
        yield {"mark": mark, "label": form.words(option.label)}
