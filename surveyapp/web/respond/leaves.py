"""One page of the form as it is shown, alone or among all that a browser turns by itself; and its skeleton."""

from flask import url_for

from surveyapp.core.form.pages import Page, PageValues
from surveyapp.web.i18n import current_language, gettext, text
from surveyapp.web.respond.forms import PageForm, page_form
from surveyapp.web.respond.frame import title
from surveyapp.web.respond.manifest import write_manifest
from surveyapp.workflow.answers.answering import WayIn

CHECK = "check"


def one_page(
    way_in: WayIn, page: Page, *, form: PageForm | None = None, kept: PageValues | None = None
) -> dict[str, object]:
    """Return what the template of one page shows: its fields with what was kept of them, or with ``form`` as posted."""
    values = way_in.draft.values(page) if kept is None else kept
    shown = form or page_form(page, current_language(), values=values, body=None)
    position = way_in.pages.index(page)
    after = way_in.pages[position + 1 :]
    return {
        "page": page,
        "title": title(page),
        "position": position,
        "before": way_in.pages[position - 1] if position else None,
        "fields": list(zip(page.fields, shown, strict=True)),
        "errors": [field for field in shown if field.errors],
        "manifest": write_manifest(page, values),
        "action": url_for("respond.save", token=way_in.token, page_id=page.id),
        "next_id": after[0].id if after else CHECK,
        "pause": _pause(way_in, page),
    }


def _pause(way_in: WayIn, page: Page) -> str:
    """Return what stands on the first page of a part but the first: how far one has come, and that one may rest."""
    parts = way_in.questionnaire.parts
    before = next((parts[i - 1] for i, part in enumerate(parts) if i and part.sections[0] == page.id), None)
    if before is None:
        return ""
    return str(
        gettext(
            "“%(part)s” is done. This is page %(n)s of %(total)s: you can stop here and go on later through the same "
            "link. Your answers are kept.",
            part=text(before.title),
            n=way_in.pages.index(page) + 1,
            total=len(way_in.pages),
        )
    )
