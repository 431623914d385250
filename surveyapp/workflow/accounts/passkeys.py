"""Passkeys (WebAuthn) in place of the code of an app: bound to this site's name, so that no other page can ask for one.

Whoever has one has an app for codes too, which works without scripts, and recovery codes. A browser answers a challenge
that only its own session knows, once; the person is verified by the device, and a counter that went back is refused.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from surveyapp.settings import Settings
from surveyapp.store import audit, passkeys
from surveyapp.store.passkeys import Passkey
from surveyapp.store.rows import StaffRow
from surveyapp.workflow.accounts.second_factor import ISSUER
from surveyapp.workflow.keys import Keys

if TYPE_CHECKING:
    from fido2.server import Fido2Server

NAME_LIMIT = 60
MOST = 10
"""How many passkeys somebody may have."""

_LOCAL = "localhost"
_CHALLENGE_BYTES = 32
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Site:
    """What passkeys are bound to: the name of this site's host, and the address that its pages come from."""

    host: str
    origin: str


def find_site(settings: Settings) -> Site | None:
    """Return what passkeys are bound to; None where browsers offer none: behind an IP address, or without https."""
    parts = urlsplit(settings.public_url)
    host = parts.hostname or ""
    if _is_address(host) or not (settings.is_https or host == _LOCAL):
        return None
    return Site(host, f"{parts.scheme}://{parts.netloc}".lower())


def begin_adding(session: Session, row: StaffRow, key_hash: bytes, *, site: Site, now: datetime, keys: Keys) -> str:
    """Return, as JSON, what the browser is asked to make a passkey by; its session has to answer."""
    from fido2.webauthn import (  # noqa: PLC0415 - few pages need it
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    handle = hmac.digest(keys.factor, f"passkey|{row.id}".encode(), hashlib.sha256)
    options, _ = _server(site).register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=row.email, display_name=row.email),
        _credentials(passkeys.list_passkeys(session, row.id)),
        ResidentKeyRequirement.PREFERRED,
        UserVerificationRequirement.REQUIRED,
        challenge=_ask(session, key_hash, now=now),
    )
    return _as_json(options)


def add(session: Session, row: StaffRow, key_hash: bytes, *, answer: str, name: str, site: Site, now: datetime) -> bool:
    """Keep the passkey that a browser made; False when it answers no challenge of its session, or is one too many."""
    challenge = passkeys.take_challenge(session, key_hash, now=now)
    has_room = row.factor_sealed is not None and len(passkeys.list_passkeys(session, row.id)) < MOST
    if challenge is None or not has_room:
        return False
    made = _or_none(lambda: _server(site).register_complete(_state(challenge), _read(answer)))
    if made is None or made.credential_data is None:
        return False
    found, count = made.credential_data, made.counter
    is_new = passkeys.put_passkey(
        session, row.id, credential_id=found.credential_id, credential=found, sign_count=count, name=name, now=now
    )
    if is_new:
        audit.record(session, "staff.passkey_added", email=row.email, name=name)
    return is_new


def begin_proving(session: Session, staff_id: int, key_hash: bytes, *, site: Site, now: datetime) -> str:
    """Return, as JSON, what the browser is asked to show a passkey by; its session has to answer."""
    from fido2.webauthn import UserVerificationRequirement  # noqa: PLC0415 - few pages need it

    options, _ = _server(site).authenticate_begin(
        _credentials(passkeys.list_passkeys(session, staff_id)),
        UserVerificationRequirement.REQUIRED,
        challenge=_ask(session, key_hash, now=now),
    )
    return _as_json(options)


def is_proved(session: Session, row: StaffRow, key_hash: bytes, *, answer: str, site: Site, now: datetime) -> bool:
    """Say whether a browser answered its challenge with one of the account's passkeys, and none that was copied."""
    challenge = passkeys.take_challenge(session, key_hash, now=now)
    kept = passkeys.list_passkeys(session, row.id)
    shown = _or_none(lambda: _shown(site, challenge, kept, _read(answer))) if challenge and kept else None
    if shown is None:
        return False
    passkey, count = shown
    if (count or passkey.sign_count) and count <= passkey.sign_count:
        audit.record(session, "staff.passkey_doubted", email=row.email, name=passkey.name)
        return False
    passkeys.use_passkey(session, passkey.id, sign_count=count, now=now)
    return True


def remove(session: Session, row: StaffRow, *, passkey_id: int) -> None:
    """Take a passkey away; nothing happens when it is not one's own."""
    name = passkeys.drop_passkey(session, row.id, passkey_id=passkey_id)
    if name is not None:
        audit.record(session, "staff.passkey_removed", email=row.email, name=name)


def _shown(site: Site, challenge: bytes | None, kept: list[Passkey], answer: Mapping[str, Any]) -> tuple[Passkey, int]:
    """Return the passkey that answers, and its counter; raises when none does."""
    from fido2.webauthn import AuthenticationResponse  # noqa: PLC0415 - few pages need it

    parsed = AuthenticationResponse.from_dict(answer)
    found = _server(site).authenticate_complete(_state(challenge or b""), _credentials(kept), parsed)
    passkey = next(one for one in kept if one.credential == found)
    return passkey, parsed.response.authenticator_data.counter


def _server(site: Site) -> "Fido2Server":
    from fido2.server import Fido2Server  # noqa: PLC0415 - few pages need it
    from fido2.webauthn import PublicKeyCredentialRpEntity  # noqa: PLC0415

    owner = PublicKeyCredentialRpEntity(id=site.host, name=ISSUER)
    return Fido2Server(owner, verify_origin=lambda origin: origin == site.origin)


def _credentials(kept: list[Passkey]) -> list[Any]:
    from fido2.webauthn import AttestedCredentialData  # noqa: PLC0415 - few pages need it

    return [AttestedCredentialData(one.credential) for one in kept]


def _ask(session: Session, key_hash: bytes, *, now: datetime) -> bytes:
    challenge = secrets.token_bytes(_CHALLENGE_BYTES)
    passkeys.put_challenge(session, key_hash, challenge=challenge, now=now)
    return challenge


def _state(challenge: bytes) -> dict[str, object]:
    from fido2.utils import websafe_encode  # noqa: PLC0415 - few pages need it
    from fido2.webauthn import UserVerificationRequirement  # noqa: PLC0415

    return {"challenge": websafe_encode(challenge), "user_verification": UserVerificationRequirement.REQUIRED}


def _as_json(options: Mapping[str, Any]) -> str:
    return json.dumps(options["publicKey"], default=dict)


def _read(answer: str) -> Mapping[str, Any]:
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError("no answer of a browser")
    return found


def _or_none(read: Callable[[], _T]) -> _T | None:
    """Return what ``read`` does; None where it fails, for a browser may send anything, and a library trip over it."""
    try:
        return read()
    except Exception:
        return None


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
