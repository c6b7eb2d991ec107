"""The secret that the vault is encrypted with, in one file of the state folder, and whose vault that is."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingsError
from bot.platforms.matrix.private import write_private
from bot.platforms.matrix.signing import padded, unpadded

FILE = "matrix-secret.json"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Secret:
    """The account and its device, and the key to what is kept of it."""

    user: str
    device: str
    key: bytes = field(repr=False)

    @classmethod
    def fresh(cls, user: str, device: str) -> Secret:
        """A secret that nobody has."""
        return cls(user, device, secrets.token_bytes(KEY_BYTES))


def read(state: Path) -> Secret | None:
    """The secret, where there is one; SettingsError where its file cannot be used."""
    file = state / FILE
    try:
        kept = json.loads(file.read_text("utf-8"))
        return Secret(str(kept["user"]), str(kept["device"]), _key(kept["secret"]))
    except FileNotFoundError:
        return None
    except OSError as e:
        raise SettingsError("matrix-identity-unusable", file=str(file), reason=e.strerror or type(e).__name__) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        # Not what it says.
        raise SettingsError("matrix-identity-unusable", file=str(file), reason="JSON") from None


def write(state: Path, secret: Secret) -> Path:
    """Keeps the secret, whole or not at all; SettingsError where the folder takes no file."""
    kept = {"user": secret.user, "device": secret.device, "secret": unpadded(secret.key)}
    return write_private(state / FILE, json.dumps(kept, indent=1))


def _key(text: str) -> bytes:
    key = padded(text)
    if len(key) != KEY_BYTES:
        raise ValueError("no key")
    return key
