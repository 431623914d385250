"""What is done with partners, rounds, mails and the installation itself, as sentences."""

from collections.abc import Mapping

from surveyapp.web.audit.phrases import Phrase
from surveyapp.web.i18n import marked
from surveyapp.words.catalogue import marked_count

SENTENCES: Mapping[str, tuple[Phrase, ...]] = {
    "audit.bound": (Phrase(marked("%(who)s bound the activity log to the secret key, through entry %(through)s.")),),
    "audit.exported": (
        Phrase(
            *marked_count(
                "%(who)s downloaded %(num)s entry of the activity log as %(kind)s.",
                "%(who)s downloaded %(num)s entries of the activity log as %(kind)s.",
            ),
            "count",
        ),
    ),
    "backup.checked": (
        Phrase(
            *marked_count(
                "%(who)s looked into the backup of %(made_at)s: %(num)s row can be read.",
                "%(who)s looked into the backup of %(made_at)s: %(num)s rows can be read.",
            ),
            "rows",
        ),
    ),
    "backup.restored": (Phrase(marked("%(who)s restored everything from the backup of %(made_at)s.")),),
    "backup.written": (
        Phrase(
            *marked_count(
                "%(who)s made a full backup of %(num)s row, encrypted.",
                "%(who)s made a full backup of %(num)s rows, encrypted.",
            ),
            "rows",
            when="encrypted",
        ),
        Phrase(
            *marked_count(
                "%(who)s made a full backup of %(num)s row, not encrypted.",
                "%(who)s made a full backup of %(num)s rows, not encrypted.",
            ),
            "rows",
        ),
    ),
    "mail.tried": (
        Phrase(marked("%(who)s sent a sample of an e-mail of the review %(review)s: %(mail)s.")),
        Phrase(marked("%(who)s sent a test e-mail.")),
    ),
    "partner.archived": (Phrase(marked("%(who)s archived %(partner)s.")),),
    "partner.changed": (Phrase(marked("%(who)s changed what is kept of %(partner)s.")),),
    "partner.contacts_set": (Phrase(marked("%(who)s set the focal points of %(partner)s: %(people)s.")),),
    "partner.created": (Phrase(marked("%(who)s entered the partner %(partner)s.")),),
    "partner.merged": (
        Phrase(
            *marked_count(
                "%(who)s merged %(partner)s into %(into)s, with %(num)s review.",
                "%(who)s merged %(partner)s into %(into)s, with %(num)s reviews.",
            ),
            "reviews",
        ),
    ),
    "partner.restored": (Phrase(marked("%(who)s restored %(partner)s from the archive.")),),
    "program.created": (Phrase(marked("%(who)s gave the program %(program)s access.")),),
    "program.revoked": (Phrase(marked("%(who)s revoked the token of the program %(program)s.")),),
    "questionnaire.published": (Phrase(marked("%(who)s published the questionnaire %(questionnaire)s.")),),
    "retention.purged": (Phrase(marked("%(who)s erased what had reached the end of its retention period.")),),
    "round.archived": (
        Phrase(
            *marked_count(
                "%(who)s downloaded the round %(round)s as a file, with %(num)s review.",
                "%(who)s downloaded the round %(round)s as a file, with %(num)s reviews.",
            ),
            "reviews",
        ),
    ),
    "round.created": (Phrase(marked("%(who)s created the round %(round)s.")),),
    "round.deleted": (Phrase(marked("%(who)s deleted the round %(round)s, which had no reviews.")),),
    "round.imported": (
        Phrase(
            *marked_count(
                "%(who)s imported the round %(round)s from a file, with %(num)s review.",
                "%(who)s imported the round %(round)s from a file, with %(num)s reviews.",
            ),
            "reviews",
        ),
    ),
    "round.renamed": (Phrase(marked("%(who)s renamed the round %(round)s.")),),
    "round.worded": (Phrase(marked("%(who)s changed the own subject and sentence of the round %(round)s.")),),
}
