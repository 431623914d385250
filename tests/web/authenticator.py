"""A device that keeps passkeys, as far as a browser and a site can see it (WebAuthn level 2, ES256, no attestation)."""

import hashlib
import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

_PRESENT, _VERIFIED, _WITH_KEY = 1, 4, 64


@dataclass
class Device:
    """One passkey on one device; what it does wrong is said by name."""

    origin: str = "http://localhost"
    host: str = "localhost"
    verifies: bool = True
    count: int = 0
    id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """Return what a browser hands over when it was asked to make a passkey."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(public)
        made = {"fmt": "none", "attStmt": {}, "authData": self._said(_WITH_KEY) + attested}
        return self._answer("webauthn.create", options, {"attestationObject": cbor.encode(made)})

    def show(self, options: dict[str, Any]) -> str:
        """Return what a browser hands over when it was asked to show a passkey."""
        self.count += 1
        said = self._said(0)
        told = self._told("webauthn.get", options)
        signature = self.key.sign(said + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        return self._answer("webauthn.get", options, {"authenticatorData": said, "signature": signature})

    def _said(self, more: int) -> bytes:
        bits = _PRESENT | (_VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", bits, self.count)

    def _told(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _answer(self, kind: str, options: dict[str, Any], parts: dict[str, bytes]) -> str:
        response = {"clientDataJSON": self._told(kind, options), **parts}
        plain = {name: _words(part) for name, part in response.items()}
        return json.dumps({"id": _words(self.id), "rawId": _words(self.id), "type": "public-key", "response": plain})


def read_words(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _words(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
