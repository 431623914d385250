"""Refusals of files: backups, archives, tables and questionnaires. Only a terminal takes the first two."""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

FILES: Mapping[Code, Refusal] = {
    Code.ARCHIVED_ROUND_EXISTS: Refusal(
        marked("A round with the short name %(slug)s is here already. Nothing was stored."),
        shell=marked("%(slug)r is taken"),
    ),
    Code.ARCHIVE_TOO_LARGE: Refusal(marked("%(file)s: larger than any archive")),
    Code.BACKUP_ENCRYPTED: Refusal(marked("this backup is encrypted: give --identity FILE, or --passphrase")),
    Code.BACKUP_LOCKED: Refusal(
        marked("This passphrase does not open the backup, or another installation made it, or it was altered."),
        shell=marked("this key does not open the backup, or the backup was cut or altered; nothing was changed"),
    ),
    Code.BACKUP_NOT_WRITTEN: Refusal(marked("%(file)s: what was written is not what came back from the disk")),
    Code.BACKUP_TOO_NEW: Refusal(
        marked("this backup is at revision %(revision)s, which this version of the app does not know: use a newer one")
    ),
    Code.NO_PUBLIC_KEY: Refusal(marked("--recipient: not a public key of age, such as age1…")),
    Code.NO_SECRET_KEYS: Refusal(marked("%(file)s: not a file of secret keys as age-keygen writes it")),
    Code.SHORT_PASSPHRASE: Refusal(
        marked("A passphrase has at least %(minimum)s characters."),
        shell=marked("a passphrase has at least %(minimum)s characters"),
    ),
    Code.ANOTHER_PARTNER: Refusal(
        marked("Another organisation has the short name %(partner)s here. Rename one of the two. Nothing was stored."),
        shell=marked("partner %(partner)r is another organisation here; rename one of the two"),
    ),
    Code.BACKUP_DAMAGED: Refusal(
        marked("This is no backup of this app, or it was cut or altered."),
        shell=marked("this is no backup of this app, or it was cut or altered; nothing was changed"),
    ),
    Code.BACKUP_EXPIRED: Refusal(
        marked(
            "review %(reviews)s was open when this backup was made, and closed since: its answers may not come back"
            " (docs/runbook.md); --leave-out restores everything else"
        ),
    ),
    Code.BACKUP_INCOMPLETE: Refusal(
        marked("what was written is not what the database holds; nothing was kept"),
    ),
    Code.BACKUP_OF_OTHER_KEY: Refusal(
        marked("This backup was made by another installation, or under another secret key."),
        shell=marked(
            "this backup was made under another SECRET_KEY; --other-key restores all of it but open links,"
            " drafts and two-step verification"
        ),
    ),
    Code.BAD_ARCHIVE: Refusal(
        marked("This is no archive of a round, or it was altered. Nothing was stored."),
        shell=marked("this is no archive of a round, or it was altered; nothing was stored"),
    ),
    Code.DATABASE_NOT_EMPTY: Refusal(
        marked("the database holds something already; --replace puts the backup in its place"),
    ),
    Code.DEMONSTRATION_EXISTS: Refusal(
        marked("there are reviews already; the demonstration loads into an empty database only"),
    ),
    Code.FAULTY_QUESTIONNAIRE: Refusal(marked("This file cannot become a questionnaire as it is.")),
    Code.FAULTY_TABLE: Refusal(marked("This table cannot be taken as it is.")),
    Code.NOT_MIGRATED: Refusal(
        marked("the database has no tables yet; run `flask db upgrade`"),
    ),
    Code.NOTHING_TO_ARCHIVE: Refusal(
        marked("None of the reviews in this round is closed."),
        shell=marked("round %(round)s: none of its reviews is closed"),
    ),
}
