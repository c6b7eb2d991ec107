"""Signs JSON as Matrix does: Ed25519 over the canonical form, in Base64 without padding."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from Crypto.PublicKey.ECC import EccKey
from Crypto.Signature import eddsa

Json = Mapping[str, Any]
Sign = Callable[[bytes], str]
"""Makes the signature of a message, in Base64 without padding."""

SEED_BYTES = 32
RFC = "rfc8032"
# Neither is signed: the one holds signatures, the other is the server's.
UNSIGNED = {"signatures", "unsigned"}


@dataclass(frozen=True)
class SigningKey:
    """A key that signs, by its seed."""

    seed: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> SigningKey:
        """A key that nobody has."""
        return cls(secrets.token_bytes(SEED_BYTES))

    @cached_property
    def _key(self) -> EccKey:
        return eddsa.import_private_key(self.seed)

    @cached_property
    def public(self) -> str:
        """What others know it by."""
        return unpadded(self._key.public_key().export_key(format="raw"))

    @property
    def id(self) -> str:
        """What its signatures are found under."""
        return f"ed25519:{self.public}"

    def sign(self, message: bytes) -> str:
        """Its signature under a message."""
        return unpadded(eddsa.new(self._key, RFC).sign(message))


def signed(value: Json, user: str, key: str, sign: Sign) -> dict[str, Any]:
    """The value with a user's signature by the key of that id, beside those that it has."""
    others = value.get("signatures", {})
    own = {**others.get(user, {}), key: sign(canonical(value))}
    return {**value, "signatures": {**others, user: own}}


def canonical(value: Json) -> bytes:
    """What is signed of a value: its keys in order, no blanks, in UTF-8."""
    told = {name: of for name, of in value.items() if name not in UNSIGNED}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def verifies(value: Json, user: str, key: str, public: str) -> bool:
    """Whether the value has a user's signature under that id, by the key that is known as `public`."""
    try:
        signature = padded(value["signatures"][user][key])
        eddsa.new(eddsa.import_public_key(padded(public)), RFC).verify(canonical(value), signature)
    except (KeyError, TypeError, ValueError):
        return False
    return True


def unpadded(content: bytes) -> str:
    """Base64 as Matrix has it; clients silently drop keys with padding."""
    return base64.b64encode(content).decode().rstrip("=")


def padded(text: str) -> bytes:
    """What unpadded Base64 says; ValueError where it is none."""
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
