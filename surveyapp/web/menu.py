"""The menu of staff's pages: its sections, whom each is for, and in which of them one is."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask, g, request, url_for

from surveyapp.core.conduct.roles import Right
from surveyapp.web.i18n import gettext, marked


class Section(NamedTuple):
    """A part of the menu: the page that it leads to, what it is called, whom it is for, and what belongs to it."""

    page: str
    name: str
    right: Right
    blueprints: frozenset[str] = frozenset()
    """Whose pages stand in it; all that no other section names stand in the first."""


SECTIONS = (
    Section("desk.home", marked("Reviews"), Right.OWN_ACCOUNT),
    Section(
        "rounds.index",
        marked("Rounds"),
        Right.RUN_REVIEWS,
        frozenset({"rounds", "round_results", "new_reviews", "round_people", "own_words"}),
    ),
    Section("partners.index", marked("Partners"), Right.RUN_REVIEWS, frozenset({"partners", "partner_lists"})),
    Section(
        "questionnaires.index",
        marked("Questionnaires"),
        Right.READ_QUESTIONNAIRES,
        frozenset({"questionnaires", "publishing"}),
    ),
    Section("people.index", marked("Accounts"), Right.KEEP_PEOPLE, frozenset({"people", "programs"})),
    Section("audit.index", marked("Activity log"), Right.SEE_AUDIT, frozenset({"audit"})),
    Section(
        "installation.index",
        marked("Installation"),
        Right.OPERATE,
        frozenset({"installation", "backups", "archives", "mail_tests"}),
    ),
)
_BESIDE = frozenset({"account", "passkeys", "signing_in", "help", "style"})
"""Blueprints of what stands beside the sections: one's own account, help, and what pages are made of."""


class MenuLink(NamedTuple):
    """A section as one reader's menu has it; ``current`` is what ``aria-current`` says of it, or nothing."""

    address: str
    name: str
    current: str


def menu() -> Iterator[MenuLink]:
    """Go through the sections that whoever is signed in may see; the one that the page stands in says so."""
    here = _find_section()
    for one in SECTIONS:
        if g.get("staff") and g.staff.may(one.right):
            current = "" if one is not here else "page" if request.endpoint == one.page else "true"
            yield MenuLink(url_for(one.page), gettext(one.name), current)


def _find_section() -> Section | None:
    if request.blueprint in _BESIDE:
        return None
    return next((one for one in SECTIONS if request.blueprint in one.blueprints), SECTIONS[0])


def init_menu(app: Flask) -> None:
    """Let templates draw it."""
    app.context_processor(lambda: {"menu": menu})
