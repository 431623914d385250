"""Every secret, derived from one: links, receipts, drafts, second factors, backups, the record, known browsers."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from surveyapp.core.text.bidi import folded_typing
from surveyapp.core.text.typed_codes import Secret, read_code, write_code

_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_READABLE = b"0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o or u
_TO_READABLE = bytes.maketrans(_BASE32, _READABLE)
_MISREAD = str.maketrans("ilo", "110")
_IN_LINK = re.compile(r"/(?:r|paper|confirm)/\W*([0-9a-z]+(?:-[0-9a-z]+)*)", re.IGNORECASE | re.ASCII)
_TOKEN = re.compile("[0-9abcdefghjkmnpqrstvwxyz]{32}")
"""A token as it stands in every link; of it nothing is to be put right."""
_HOUSE_BITS = {4: 32, 6: 64}
TOKEN_BYTES, TOKEN_LENGTH = 20, 32
RECEIPT_LENGTH = 10


def _derived(secret: bytes, label: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"surveyapp/" + label.encode()).derive(secret)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of this installation. Losing the secret ends open links and drafts."""

    invite: bytes = field(repr=False)
    receipt: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    demonstration: bytes = field(repr=False)
    session: bytes = field(repr=False)
    factor: bytes = field(repr=False)
    source: bytes = field(repr=False)
    backup: bytes = field(repr=False)
    imported: bytes = field(repr=False)
    message: bytes = field(repr=False)
    record: bytes = field(repr=False)
    browser: bytes = field(repr=False)
    code: bytes = field(repr=False)
    lock: bytes = field(repr=False)

    @classmethod
    def from_secret(cls, secret: str) -> "Keys":
        """Return the keys that come from the setting SECRET_KEY."""
        raw = secret.encode()
        labels = (
            "invite",
            "receipt",
            "draft",
            "demonstration",
            "session",
            "second-factor",
            "source",
            "backup",
            "import",
            "message",
            "record",
            "known-browser",
            "typed-code",
            "backup-lock",
        )
        return cls(*(_derived(raw, label) for label in labels))

    def token(self, mail_id: str, nonce: bytes) -> str:
        """Return the key that a mail's link holds, 32 readable characters; the same every time it is asked for."""
        return _readable(_mac_of(self.invite, mail_id, nonce)[:TOKEN_BYTES])

    def secret(self, invitation_id: str, nonce: bytes, *, stored: bytes = b"") -> Secret:
        """Return what leads to a form; the same every time it is asked for.

        ``stored`` is the hash that is kept of the link: one made before codes were short has its token for a code.
        """
        code = write_code(int.from_bytes(_mac_of(self.code, invitation_id, nonce)))
        earlier = self.token(invitation_id, nonce)
        return Secret(earlier, earlier) if token_hash(earlier) == stored else Secret(self.token_of(code), code)

    def token_of(self, code: str) -> str:
        """Return the token of the link that a short code leads to, whether there is one or not."""
        return _readable(hmac.digest(self.code, code.encode(), hashlib.sha256)[:TOKEN_BYTES])

    def token_typed(self, typed: str) -> str:
        """Return the token of what somebody typed or pasted: a link, its token, or a short code.

        Raises:
            InputError: it is none of them, or a letter of the code was mistyped.
        """
        found = read_token(typed)
        return found if len(found) == TOKEN_LENGTH else self.token_of(read_code(found))

    def receipt_code(self, token: str) -> str:
        """Return the receipt of whoever holds ``token``; it is stored nowhere."""
        mac = hmac.digest(self.receipt, token.encode(), hashlib.sha256)
        return _readable(mac)[:RECEIPT_LENGTH].upper()

    def draft_key(self, token: str) -> bytes:
        """Return the key that encrypts the draft behind ``token``: 32 bytes."""
        return _derived(self.pepper + token.encode(), "draft-of-link")

    def message_id(self, kind: str, mail_id: str, *, link: str = "", nonce: bytes = b"") -> str:
        """Return the local part of a mail's Message-ID, which nobody makes up: it is bound to kind, mail and link."""
        about = "|".join((kind, mail_id, link)).encode() + b"|" + nonce
        return f"{mail_id}.{_readable(hmac.digest(self.message, about, hashlib.sha256)[:TOKEN_BYTES])}"

    def import_key(self, review_id: int) -> bytes:
        """Return the key of the digests by which a review's imports know again what they took: 32 bytes."""
        return _derived(self.imported + str(review_id).encode(), "import-of-review")

    def source_hash(self, address: str) -> bytes:
        """Return what stands for a network address; of IPv6 for its network of 64 bits, which is one house's."""
        ip = ip_address(address)
        ip = getattr(ip, "ipv4_mapped", None) or ip
        network = ip_network((ip, _HOUSE_BITS[ip.version]), strict=False)
        return hmac.digest(self.source, str(network).encode(), hashlib.sha256)

    def demonstration_password(self) -> str:
        """Return the password of the demonstration's staff account."""
        return _readable(self.demonstration[:10])


def token_hash(token: str) -> bytes:
    """Return what of a token is stored: its SHA-256."""
    return hashlib.sha256(token.encode()).digest()


def read_token(typed: str) -> str:
    """Return the letters and digits in what somebody typed or pasted, of a link those of its token, put right.

    Case does not matter, nor what stands between and around letters and digits, seen or not.
    """
    if _TOKEN.fullmatch(typed):
        return typed
    plain = folded_typing(typed)
    found = _IN_LINK.search(plain)
    code = found[1] if found else plain
    return "".join(c for c in code if c.isascii() and c.isalnum()).lower().translate(_MISREAD)


def _mac_of(key: bytes, name: str, nonce: bytes) -> bytes:
    return hmac.digest(key, name.encode() + b"|" + nonce, hashlib.sha256)


def _readable(raw: bytes) -> str:
    return base64.b32encode(raw).rstrip(b"=").translate(_TO_READABLE).decode()
