"""Files of the state folder that hold secrets: their owner alone may read them, and they are written whole or not."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import SettingsError

OWNER_ONLY = 0o600


def write_private(file: Path, text: str) -> Path:
    """Keeps the text in a file; SettingsError where the folder takes none."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    except OSError as e:
        raise SettingsError(
            "state-unwritable", folder=str(file.parent), reason=e.strerror or type(e).__name__
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return file
