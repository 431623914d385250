"""Delivery reports (RFC 3464): which mail a server gave up for good, read out of what came into a mailbox.

Whether a report is about a mail of ours is for ``workflow/invitations/returning.py`` to say: the Message-ID proves it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from surveyapp.core.conduct.mail import is_about_mailbox

SIZE_LIMIT = 256 * 1024
"""Bytes of a message that are looked at; what a server returns of a mail of ours is far smaller."""

_RETURNED = re.compile(rb"^Message-ID:\s*<([0-9a-f]{32}\.[0-9a-z]{32})@", re.IGNORECASE | re.MULTILINE)
_FOR_GOOD = re.compile(r"\s*(5\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """The mail that did not arrive, by the local part of its Message-ID, and what the server said.

    ``is_nowhere`` says that there is no such mailbox, or that it takes no mail; else the mail itself was not wanted.
    """

    message_id: str
    reason: str
    is_nowhere: bool = True


def read_report(data: bytes) -> DeliveryReport | None:
    """Return what a message reports of a mail that failed for good; None of any other message, malformed ones too."""
    data = data[:SIZE_LIMIT]
    message = message_from_bytes(data, policy=compat32)
    if message.get_content_type() != "multipart/report" or message.get_param("report-type") != "delivery-status":
        return None
    returned, found = _RETURNED.search(data), next(_reasons(message), None)
    return DeliveryReport(returned[1].decode(), *found) if returned and found else None


def _reasons(message: Message) -> Iterator[tuple[str, bool]]:
    """Yield, of each recipient to whom delivery failed for good, what the server said, and whether of the mailbox."""
    for part in message.walk():
        action, status, said = (str(part.get(name, "")) for name in ("Action", "Status", "Diagnostic-Code"))
        code = _FOR_GOOD.match(status)
        if code and action.strip().lower() == "failed":
            yield " ".join(f"{status} {said}".split()), is_about_mailbox(code[1])
