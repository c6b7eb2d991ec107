"""Files that members hand over with a command: fetched from Discord, never more of them than may be."""

from __future__ import annotations

import aiohttp
import discord
import structlog

from bot.dispatch.uploads import check_size
from bot.errors import PlatformUnreachable
from bot.model import Upload
from bot.platforms.discord.mishaps import described

log = structlog.get_logger(__name__)

FETCH_S = 20.0
PIECE = 1 << 16
OK = 200


class Attached:
    """A file in an option of a command; Discord tells its size and where it is."""

    def __init__(self, attachment: discord.Attachment) -> None:
        self._attachment = attachment

    async def read(self, longest: int) -> Upload:
        """The file; refused by the size that Discord tells, and by the one that it turns out to have."""
        check_size(self._attachment.size, longest)
        try:
            content = await self._fetched(longest)
        except (aiohttp.ClientError, OSError) as e:
            log.warning("attachment not fetched", **described(e))
            raise PlatformUnreachable("upload-unreachable") from None
        return Upload(self._attachment.filename, content)

    async def _fetched(self, longest: int) -> bytes:
        """What stands at its address. discord.py's own way reads all of it, however much that is."""
        session = self._attachment._http._HTTPClient__session  # type: ignore[attr-defined]  # noqa: SLF001
        content = bytearray()
        timeout = aiohttp.ClientTimeout(total=FETCH_S)
        async with session.get(self._attachment.url, timeout=timeout, allow_redirects=False) as response:
            if response.status != OK:
                raise aiohttp.ClientError
            async for piece in response.content.iter_chunked(PIECE):
                content += piece
                check_size(len(content), longest)
        return bytes(content)
