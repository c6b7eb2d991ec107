"""Files that the person at the keyboard names by their path."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.dispatch.uploads import check_size
from bot.errors import BadInput
from bot.model import Upload


class LocalFile:
    """A file of this computer, by the path that was typed; `~` is the person's own folder."""

    def __init__(self, typed: str) -> None:
        self._typed = typed

    async def read(self, longest: int) -> Upload:
        """The file; of a larger one no more is read than shows that it is."""
        try:
            return await asyncio.to_thread(self._read, longest)
        except (OSError, ValueError, RuntimeError) as e:
            # Paths that no system has are ValueErrors, a `~` of nobody is a RuntimeError.
            raise BadInput("upload-unreadable", reason=getattr(e, "strerror", None) or type(e).__name__) from None

    def _read(self, longest: int) -> Upload:
        path = Path(self._typed).expanduser()
        with path.open("rb") as file:
            content = file.read(longest + 1)
        check_size(len(content), longest)
        return Upload(path.name, content)
