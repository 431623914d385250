"""Browsers in which somebody signed in before: their failures count apart, so that a stranger's bar nobody there.

A browser keeps a mark that fits one account and its present password, and no other; the server keeps nothing of it. A
password that is changed makes every mark worthless (OWASP: "Slow down online guessing with device cookies").
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from surveyapp.workflow.keys import Keys

LIFE = timedelta(days=180)
_NONCE_BYTES = 16


def make_mark(email: str, *, password_hash: str, now: datetime, keys: Keys) -> str:
    """Return a new mark for the account of ``email``, of which ``password_hash`` is kept; each is good for ``LIFE``."""
    body = f"{int(now.timestamp())}.{secrets.token_hex(_NONCE_BYTES)}"
    return f"{body}.{_signature(body, email, password_hash, keys)}"


def find_browser(mark: str, *, email: str, password_hash: str | None, now: datetime, keys: Keys) -> bytes | None:
    """Return what stands for the browser that shows ``mark``; None when the mark does not fit the account."""
    body, _, signature = mark.rpartition(".")
    if not body or password_hash is None:
        return None
    if not hmac.compare_digest(signature.encode(), _signature(body, email, password_hash, keys).encode()):
        return None
    made = int(body.partition(".")[0])
    is_good = made <= now.timestamp() < made + LIFE.total_seconds()
    return hmac.digest(keys.browser, f"failures|{body}".encode(), hashlib.sha256) if is_good else None


def _signature(body: str, email: str, password_hash: str, keys: Keys) -> str:
    said = "|".join(("mark", email.strip().lower(), password_hash, body))
    return hmac.digest(keys.browser, said.encode(), hashlib.sha256).hex()
