"""What can be done with many reviews at once, what it is called, and what must be said before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.conduct.review import Review
from surveyapp.core.sides import Side
from surveyapp.web.i18n import current_language, gettext, marked, ngettext
from surveyapp.words.joining import named
from surveyapp.workflow.invitations.confirming import Vouching


class Act(StrEnum):
    """Something that is done with each of the reviews that are ticked."""

    CHECK = "check"
    ASK = "ask"
    OPEN = "open"
    REMIND = "remind"
    EXTEND = "extend"
    CLOSE = "close"
    SHARE = "share"
    LETTERS = "letters"
    FORMS = "forms"
    CODES = "codes"
    PACKS = "packs"

    @property
    def gives_files(self) -> bool:
        """Say whether it gives files, and changes nothing but the record."""
        return self in {Act.LETTERS, Act.FORMS, Act.CODES, Act.PACKS}


NAMES: Mapping[Act, str] = {
    Act.CHECK: marked("See what is missing before opening"),
    Act.ASK: marked("Ask focal points to confirm the lists"),
    Act.OPEN: marked("Open the reviews"),
    Act.REMIND: marked("Send reminders"),
    Act.EXTEND: marked("Extend the deadline"),
    Act.CLOSE: marked("Close the reviews"),
    Act.SHARE: marked("Share the results"),
    Act.LETTERS: marked("Print letters (ZIP)"),
    Act.FORMS: marked("Print blank forms (ZIP)"),
    Act.CODES: marked("Print forms with codes (ZIP)"),
    Act.PACKS: marked("Meeting packs (ZIP)"),
}
"""What is chosen."""

LEADS: Mapping[Act, str] = {
    Act.CHECK: marked("Nothing is changed. Each line leads to its review."),
    Act.ASK: marked(
        "Each focal point gets an e-mail with a link to the list. Anyone asked before gets a new link, and the "
        "earlier one ends."
    ),
    Act.OPEN: marked(
        "Look at both lists of each review. Once it is open, answers are accepted, and what was prepared and who is "
        "asked can no longer change."
    ),
    Act.REMIND: marked(
        "Everyone who has an address gets the same e-mail, whether they have answered or not; each side twice at most."
    ),
    Act.EXTEND: marked("The deadline can be moved to a later day, never to an earlier one."),
    Act.CLOSE: marked(
        "Closing is final: nobody can answer any more. The results are calculated once, and in the same step all "
        "answers are erased, also those that were started but not sent."
    ),
    Act.SHARE: marked(
        "Both sides see the summary from the same minute on, each person through their own link. This cannot be "
        "undone. Everyone on the lists who has an address is told by e-mail."
    ),
    Act.LETTERS: marked(
        "One file holds the letters of all sides. They can be printed until the review is opened. It is recorded who "
        "printed them."
    ),
    Act.FORMS: marked("One file holds the blank forms of both sides. They carry no codes."),
    Act.CODES: marked(
        "One file holds the forms for which codes were made, each with its own. They can be printed until the review "
        "is opened. Print each form once. It is recorded who printed them."
    ),
    Act.PACKS: marked("One file holds a pack for each review. This may take a minute or two."),
}
"""What is said before it."""

BUTTONS: Mapping[Act, str] = {
    Act.ASK: marked("Send the e-mails"),
    Act.REMIND: marked("Send the reminders"),
    Act.EXTEND: marked("Extend the deadline"),
    Act.CLOSE: marked("Close permanently"),
    Act.SHARE: marked("Share with both sides"),
    Act.LETTERS: marked("Download the file"),
    Act.FORMS: marked("Download the file"),
    Act.CODES: marked("Download the file"),
    Act.PACKS: marked("Download the file"),
}
"""What the button says that does it; of opening it tells how many are opened, and how many proposed."""


_SIDES: Mapping[Side, str] = {Side.PRCS: marked("PRCS"), Side.PARTNER: marked("Partner")}


def of_side(side: Side, said: str) -> str:
    """Return what is said of one side, which stands before it."""
    return named(gettext(_SIDES[side]), said, current_language())


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of one review: what is ``said`` of it, or why it ``stays`` as it is.

    ``seen`` is the digest of what is shown of a review that is opened or proposed, or of what was mailed before;
    ``vouchings`` are its lists and what was said of them, and ``asks_reason`` says that nobody confirmed one of them.
    ``unprinted`` are the acts that print what was not printed, and cannot be once it is opened.
    """

    review: Review
    said: tuple[str, ...] = ()
    stays: str = ""
    mails: int = 0
    letters: int = 0
    files: int = 0
    seen: str = ""
    is_proposed: bool = False
    asks_reason: bool = False
    unprinted: tuple[Act, ...] = ()
    vouchings: Mapping[Side, Vouching] | None = None
    prepared_by: tuple[str, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Say whether somebody objected to one of its lists: then they are shown unfolded."""
        return any(one.objections for one in (self.vouchings or {}).values())

    @property
    def people(self) -> int:
        """Return how many people by name are shown of it."""
        return sum(len(one.roster.people) for one in (self.vouchings or {}).values())


def button_of(act: Act, going: Sequence[Planned]) -> str:
    """Return what the button says that does it with these; nothing where nothing is done."""
    proposed = sum(one.is_proposed for one in going)
    if act is not Act.OPEN or not going:
        return gettext(BUTTONS.get(act, NAMES[act])) if act is not Act.CHECK else ""
    if not proposed:
        return ngettext("Open %(num)s review", "Open %(num)s reviews", len(going))
    if proposed == len(going):
        return ngettext("Propose to open %(num)s review", "Propose to open %(num)s reviews", proposed)
    return gettext("Open: %(opened)s. Propose to open: %(proposed)s", opened=len(going) - proposed, proposed=proposed)
