"""The second factor: codes of an app by time (RFC 6238), each used once, and recovery codes for when it is lost."""

import base64
import hashlib
import hmac
import os
import secrets
from datetime import datetime, timedelta
from hmac import compare_digest

import pyotp
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import Right, Role, may
from surveyapp.core.text.bidi import western_digits
from surveyapp.settings import Settings
from surveyapp.store import audit, passkeys, people
from surveyapp.store.rows import StaffRow
from surveyapp.workflow.keys import Keys, read_token

ISSUER = "PRCS partnership review"
STEP = timedelta(seconds=30)
DRIFT = (0, -1, 1)
"""Steps by which an app's clock may be off."""

RECOVERY_CODES = 10
RECOVERY_LENGTH = 12
_READABLE = "0123456789abcdefghjkmnpqrstvwxyz"
_NONCE_BYTES = 12
_SECRET_BYTES = 20


def is_required(role: Role, settings: Settings) -> bool:
    """Say whether somebody of this role needs a second factor before seeing any page."""
    if settings.is_production and role is Role.ADMINISTRATOR:
        return True
    return settings.requires_totp and may(role, Right.SEE_RESULTS)


def offered_secret(session_key: str, *, keys: Keys) -> str:
    """Return the secret that is offered in a browser, in Base32: the same until it is taken or the session ends."""
    mac = hmac.digest(keys.factor, b"offer|" + session_key.encode(), hashlib.sha256)
    return base64.b32encode(mac[:_SECRET_BYTES]).decode()


def app_address(secret: str, *, email: str) -> str:
    """Return the address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def set_factor(
    session: Session, row: StaffRow, *, secret: str, typed: str, now: datetime, keys: Keys
) -> list[str] | None:
    """Let ``secret`` be the account's second factor; return new recovery codes, or None when the code is wrong."""
    step = _find_step(secret, typed, now=now)
    if step is None:
        return None
    nonce = os.urandom(_NONCE_BYTES)
    row.factor_sealed = nonce + AESGCM(keys.factor).encrypt(nonce, secret.encode(), _bound(row))
    row.factor_step = step
    audit.record(session, "staff.factor_set", email=row.email)
    return _put_codes(session, row, keys=keys)


def use_code(session: Session, row: StaffRow, *, typed: str, now: datetime, keys: Keys) -> bool:
    """Say whether a code is right, from the app or a recovery code; either is used up."""
    if row.factor_sealed is None or row.factor_step is None:
        return False
    sealed = row.factor_sealed
    secret = AESGCM(keys.factor).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound(row)).decode()
    step = _find_step(secret, typed, now=now)
    if step is not None and step > row.factor_step:
        row.factor_step = step
        return True
    if not people.use_recovery_code(session, row.id, code_hash=_code_hash(row, read_token(typed), keys=keys)):
        return False
    audit.record(session, "staff.recovery_code_used", email=row.email)
    return True


def drop_factor(session: Session, row: StaffRow) -> None:
    """Let the account have no second factor: neither app nor passkey nor recovery code."""
    if row.factor_sealed is None:
        return
    row.factor_sealed, row.factor_step = None, None
    people.put_recovery_codes(session, row.id, hashes=())
    passkeys.drop_passkeys(session, row.id)
    audit.record(session, "staff.factor_dropped", email=row.email)


def renew_recovery_codes(session: Session, row: StaffRow, *, keys: Keys) -> list[str]:
    """Return new recovery codes; those before lose their force. There are none without a second factor."""
    if row.factor_sealed is None:
        return []
    audit.record(session, "staff.recovery_codes_renewed", email=row.email)
    return _put_codes(session, row, keys=keys)


def _put_codes(session: Session, row: StaffRow, *, keys: Keys) -> list[str]:
    codes = ["".join(secrets.choice(_READABLE) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    people.put_recovery_codes(session, row.id, hashes=[_code_hash(row, code, keys=keys) for code in codes])
    return codes


def _find_step(secret: str, typed: str, *, now: datetime) -> int | None:
    """Return the step of time whose code was typed, or None."""
    code = "".join(western_digits(typed).split())
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // int(STEP.total_seconds())
    for step in (current + drift for drift in DRIFT):
        if compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def _code_hash(row: StaffRow, code: str, *, keys: Keys) -> bytes:
    return hmac.digest(keys.factor, f"recovery|{row.id}|{code}".encode(), hashlib.sha256)


def _bound(row: StaffRow) -> bytes:
    return f"staff|{row.id}".encode()
