"""Who the bot is on Matrix: kept in one file of the state folder, which its owner alone may read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.errors import SettingsError
from bot.platforms.matrix.private import write_private

FILE = "matrix.json"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The homeserver's address, and the account, device and token that it knows the bot by."""

    homeserver: str
    user: str
    device: str
    token: str = field(repr=False)


def are_in(state: Path) -> bool:
    """Whether there are credentials, of whatever use."""
    try:
        return (state / FILE).exists()
    except OSError:
        # A folder that nobody may look into; whoever needs it says so.
        return False


def read(state: Path) -> Credentials:
    """The credentials; SettingsError where there are none, or none that can be used."""
    file = state / FILE
    try:
        kept = json.loads(file.read_text("utf-8"))
        return Credentials(*(_text(kept[name]) for name in Credentials.__slots__))
    except FileNotFoundError:
        raise SettingsError("matrix-missing") from None
    except OSError as e:
        raise SettingsError("matrix-unusable", file=str(file), reason=e.strerror or type(e).__name__) from None
    except (ValueError, TypeError, KeyError):
        # Not what it says: it may be the token.
        raise SettingsError("matrix-unusable", file=str(file), reason="JSON") from None


def write(state: Path, credentials: Credentials) -> Path:
    """Keeps the credentials, whole or not at all; SettingsError where the folder takes no file."""
    return write_private(state / FILE, json.dumps(asdict(credentials), indent=1))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("no text")
    return value
