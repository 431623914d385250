"""What each check of the doctor is called on its page, and what to do where it fails."""

from collections.abc import Mapping
from typing import NamedTuple

from surveyapp.web.i18n import marked


class Remedy(NamedTuple):
    """What a check is called, and what to do when it fails; nothing where it cannot."""

    name: str
    todo: str = ""


_DATABASE = marked(
    "See on the server whether the database runs and can be reached; respondents’ pages wait for it too."
)

ADVICE: Mapping[str, Remedy] = {
    "version": Remedy(marked("Version")),
    "configuration": Remedy(
        marked("Configuration"),
        marked("Set `PUBLIC_URL` to an address that begins with `https://`, and restart the app."),
    ),
    "time": Remedy(marked("Time zone")),
    "languages": Remedy(
        marked("Languages"), marked("Run the command on the server, and restart the app and the worker.")
    ),
    "database": Remedy(marked("Database"), _DATABASE),
    "pool": Remedy(
        marked("Pool"),
        marked("See `POOL_URL` and whether the pool runs; `deploy/cluster/pgbouncer.ini` says how it is set."),
    ),
    "durability": Remedy(
        marked("Durability"),
        marked(
            "Take settings that are named back to their defaults, and see whether a standby follows; `deploy/README.md`"
            " says how."
        ),
    ),
    "revision": Remedy(
        marked("Tables"), marked("Make a backup, run the command on the server, and restart the app and the worker.")
    ),
    "counts": Remedy(marked("What is kept"), _DATABASE),
    "accounts": Remedy(
        marked("Accounts"), marked("Close the demonstration’s accounts here under Accounts, or run the command.")
    ),
    "results": Remedy(
        marked("Results"),
        marked(
            "Tell the operator of the server at once, share nothing of these reviews, and keep a backup as evidence."
        ),
    ),
    "audit": Remedy(
        marked("Activity log"),
        marked("Make a backup first, then follow the section on the activity log in `docs/runbook.md`."),
    ),
    "sealing": Remedy(
        marked("Sealing"),
        marked(
            "See on the server whether the worker runs: it wipes the files after closing. It needs as much free space"
            " as the database takes. Where `pg_wal` is kept, see why its archive takes nothing."
        ),
    ),
    "retention": Remedy(
        marked("Erasing"), marked("Erase it here under Erasing, then see on the server why the worker does not run.")
    ),
    "sender": Remedy(marked("Sender"), marked("Correct the settings of the sender, and restart the app.")),
    "mail": Remedy(
        marked("E-mail"),
        marked(
            "Nothing is lost: e-mails wait and go out once the server answers. See `SMTP_URL` and the mail server, then"
            " send a test."
        ),
    ),
    "mailbox": Remedy(
        marked("Returned e-mail"),
        marked("See `BOUNCES_URL`. Until then, note e-mails that come back by hand, at the review’s invitations."),
    ),
    "folders": Remedy(
        marked("Folder"), marked("Give the app’s user the right to write there, and see whether the disk is full.")
    ),
}
"""By the names of ``operating/checks.py``."""
