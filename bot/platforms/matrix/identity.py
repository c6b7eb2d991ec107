"""The bot's identity: three keys that last longer than its device, kept in one file of the state folder.

Whoever loses them has to begin a new identity, of which members' clients warn them; so they belong into the backup of
the state folder, with the credentials.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.errors import SettingsError
from bot.platforms.matrix.private import write_private
from bot.platforms.matrix.signing import SEED_BYTES, SigningKey, padded, unpadded

FILE = "matrix-identity.json"


@dataclass(frozen=True)
class Identity:
    """The keys: `master` stands for the account and signs the others, of which `own` signs its devices.

    `others` would sign other people's identities; accounts have one, and the bot does nothing with it.
    """

    master: SigningKey
    own: SigningKey
    others: SigningKey

    @classmethod
    def fresh(cls) -> Identity:
        """An identity that nobody has."""
        return cls(SigningKey.fresh(), SigningKey.fresh(), SigningKey.fresh())


NAMES = ("master", "self_signing", "user_signing")


def read(state: Path) -> Identity | None:
    """The identity, where there is one; SettingsError where its file cannot be used."""
    file = state / FILE
    try:
        kept = json.loads(file.read_text("utf-8"))
        return Identity(*(SigningKey(_seed(kept[name])) for name in NAMES))
    except FileNotFoundError:
        return None
    except OSError as e:
        raise SettingsError("matrix-identity-unusable", file=str(file), reason=e.strerror or type(e).__name__) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        # Not what it says: it may be a secret.
        raise SettingsError("matrix-identity-unusable", file=str(file), reason="JSON") from None


def write(state: Path, identity: Identity) -> Path:
    """Keeps the identity, whole or not at all; SettingsError where the folder takes no file."""
    keys = (identity.master, identity.own, identity.others)
    seeds = {name: unpadded(key.seed) for name, key in zip(NAMES, keys, strict=True)}
    return write_private(state / FILE, json.dumps(seeds, indent=1))


def _seed(text: object) -> bytes:
    if not isinstance(text, str) or len(seed := padded(text)) != SEED_BYTES:
        raise ValueError("no seed")
    return seed
