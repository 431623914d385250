"""What is done with the people of a review, and their links, as sentences."""

from collections.abc import Mapping

from surveyapp.web.audit.phrases import Phrase
from surveyapp.web.i18n import marked
from surveyapp.words.catalogue import marked_count

SENTENCES: Mapping[str, tuple[Phrase, ...]] = {
    "invitation.address_asked": (
        Phrase(marked("%(who)s recorded another address for %(person)s (%(side)s) in the review %(review)s.")),
    ),
    "invitation.corrected": (
        Phrase(marked("%(who)s corrected who %(person)s (%(side)s) on the list of the review %(review)s is.")),
    ),
    "invitation.forms_taken": (
        Phrase(
            *marked_count(
                "%(who)s printed %(num)s paper form with codes for %(side)s in the review %(review)s.",
                "%(who)s printed %(num)s paper forms with codes for %(side)s in the review %(review)s.",
            ),
            "count",
        ),
    ),
    "invitation.letter_asked": (
        Phrase(marked("%(who)s asked for another letter for %(person)s (%(side)s) in the review %(review)s.")),
    ),
    "invitation.letters_taken": (
        Phrase(
            *marked_count(
                "%(who)s printed %(num)s letter to people of %(side)s in the review %(review)s.",
                "%(who)s printed %(num)s letters to people of %(side)s in the review %(review)s.",
            ),
            "count",
        ),
    ),
    "invitation.links_shown": (
        Phrase(
            *marked_count(
                "%(who)s saw %(num)s link without a name of %(side)s in the review %(review)s.",
                "%(who)s saw %(num)s links without names of %(side)s in the review %(review)s.",
            ),
            "count",
        ),
    ),
    "invitation.list_asked": (
        Phrase(
            *marked_count(
                "%(who)s asked %(num)s focal point of %(side)s to confirm the list of the review %(review)s.",
                "%(who)s asked %(num)s focal points of %(side)s to confirm the list of the review %(review)s.",
            ),
            "focal_points",
        ),
    ),
    "invitation.list_confirmed": (
        Phrase(
            *marked_count(
                "%(who)s confirmed the list of %(side)s in the review %(review)s: %(num)s person.",
                "%(who)s confirmed the list of %(side)s in the review %(review)s: %(num)s people.",
            ),
            "people",
        ),
    ),
    "invitation.list_refused": (
        Phrase(
            *marked_count(
                "%(who)s objected to the list of %(side)s in the review %(review)s: %(num)s person.",
                "%(who)s objected to the list of %(side)s in the review %(review)s: %(num)s people.",
            ),
            "people",
        ),
    ),
    "invitation.made": (
        Phrase(
            *marked_count(
                "%(who)s created %(num)s code on paper for %(side)s in the review %(review)s.",
                "%(who)s created %(num)s codes on paper for %(side)s in the review %(review)s.",
            ),
            "count",
            when="is_paper",
        ),
        Phrase(
            *marked_count(
                "%(who)s created %(num)s link without a name for %(side)s in the review %(review)s.",
                "%(who)s created %(num)s links without names for %(side)s in the review %(review)s.",
            ),
            "count",
        ),
    ),
    "invitation.named": (
        Phrase(
            *marked_count(
                "%(who)s invited %(num)s person of %(side)s by name to the review %(review)s.",
                "%(who)s invited %(num)s people of %(side)s by name to the review %(review)s.",
            ),
            "count",
        ),
    ),
    "invitation.note_dropped": (
        Phrase(
            marked(
                "%(who)s dropped what was asked for %(person)s (%(side)s) in the review %(review)s and awaited a "
                "second member of staff."
            )
        ),
    ),
    "invitation.reissued": (
        Phrase(
            marked("%(who)s gave %(person)s (%(side)s) another link to the review %(review)s, as a printed letter."),
            when="is_letter",
        ),
        Phrase(
            marked("%(who)s gave %(person)s (%(side)s) another link to the review %(review)s, at another address."),
            when="is_moved",
        ),
        Phrase(marked("%(who)s gave %(person)s (%(side)s) another link to the review %(review)s.")),
    ),
    "invitation.reminded": (Phrase(marked("%(who)s sent reminder %(number)s to %(side)s in the review %(review)s.")),),
    "invitation.return_noted": (
        Phrase(marked("%(who)s noted that the e-mail to %(person)s (%(side)s) in the review %(review)s came back.")),
    ),
    "invitation.returned": (
        Phrase(
            marked("%(who)s confirmed that the e-mail to %(person)s (%(side)s) in the review %(review)s came back.")
        ),
    ),
    "invitation.undelivered": (
        Phrase(
            marked(
                "%(who)s noted that a mail server did not accept the e-mail to %(person)s (%(side)s) in the "
                "review %(review)s."
            )
        ),
    ),
    "invitation.withdrawal_asked": (
        Phrase(marked("%(who)s asked for the link of %(person)s (%(side)s) to the review %(review)s to be withdrawn.")),
    ),
    "invitation.withdrawn": (
        Phrase(
            *marked_count(
                "%(who)s withdrew %(num)s code on paper of %(side)s in the review %(review)s.",
                "%(who)s withdrew %(num)s codes on paper of %(side)s in the review %(review)s.",
            ),
            "nameless",
            when="is_paper",
        ),
        Phrase(
            *marked_count(
                "%(who)s withdrew %(num)s link without a name of %(side)s in the review %(review)s.",
                "%(who)s withdrew %(num)s links without names of %(side)s in the review %(review)s.",
            ),
            "nameless",
        ),
        Phrase(marked("%(who)s withdrew the link of %(person)s (%(side)s) to the review %(review)s.")),
    ),
}
