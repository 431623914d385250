"""A form as one side reads it, all its pages on one, from the pages and fields of the real one."""

from dataclasses import dataclass, replace

from surveyapp.core.form.pages import Field, Page, form_pages
from surveyapp.core.sides import Side
from surveyapp.store.questionnaires import Published
from surveyapp.web.i18n import current_language
from surveyapp.web.respond.forms import PageForm, page_form
from surveyapp.web.respond.frame import title


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of the form: its title, and its fields with their form."""

    page: Page
    title: str
    fields: list[tuple[Field, object]]


def preview_pages(published: Published, side: Side) -> list[Preview]:
    """Return the pages of the form of ``side`` in the reader's language; nothing on them is filled in."""
    return [
        Preview(page, title(page), list(zip(page.fields, _form(page), strict=True))) for page in _pages(published, side)
    ]


def _form(page: Page) -> PageForm:
    return page_form(page, current_language(), values={}, body=None)


def _pages(published: Published, side: Side) -> tuple[Page, ...]:
    """Return the pages, their fields named apart: ``open`` stands on every page, and here they are all on one."""
    known = _PAGES.get((str(published.version), side))
    if known is None:
        pages = form_pages(published.questionnaire, side)
        known = _PAGES[str(published.version), side] = tuple(_named_apart(page) for page in pages)
    return known


def _named_apart(page: Page) -> Page:
    fields = tuple(replace(field, name=f"{page.id}-{field.name}") for field in page.fields)
    return Page(page.id, fields, page.section)


_PAGES: dict[tuple[str, Side], tuple[Page, ...]] = {}
"""Pages of versions already seen; a version never changes."""
