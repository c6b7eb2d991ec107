"""Hands the files of a reply to the homeserver: quotations as pictures, texts."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog
from nio.crypto.attachments import encrypt_attachment

from bot.cards.drawing import Cards
from bot.i18n import Languages
from bot.platforms.drawing import Drawing
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.messages import name_of
from bot.platforms.matrix.rendering import Body
from bot.reply import Enclosed, Picture
from bot.reply.accents import Accents

log = structlog.get_logger(__name__)

# What an encrypted file is, as far as the homeserver may know.
BYTES = "application/octet-stream"


class Files:
    """Draws and uploads; each author has a colour."""

    def __init__(self, homeserver: Homeserver, languages: Languages, authors: Sequence[str]) -> None:
        self._homeserver = homeserver
        self._drawing = Drawing(Cards(), languages, Accents(authors))

    async def uploaded(self, body: Body, locale: str, *, secret: bool = False) -> tuple[Body, dict[str, Any]]:
        """The message, where its file is, and what is known of that; without it where the homeserver takes none.

        A `secret` file is encrypted first; the key to it stands in the message, which is encrypted too.
        """
        if body.file is None:
            return body, {}
        name, kind = name_of(body)
        content, info = await self._made(body.file, locale)
        try:
            where = await (self._hidden(content) if secret else self._plain(content, kind, name))
        except Rejected as e:
            log.warning("matrix file not taken", size=len(content), code=e.code)
            return replace(body, file=None), {}
        return body, {**where, "info": {"mimetype": kind, "size": len(content), **info}}

    async def _plain(self, content: bytes, kind: str, name: str) -> dict[str, Any]:
        return {"url": await self._homeserver.upload(content, kind, name)}

    async def _hidden(self, content: bytes) -> dict[str, Any]:
        hidden, keys = encrypt_attachment(content)
        return {"file": {**keys, "url": await self._homeserver.upload(hidden, BYTES)}}

    async def _made(self, file: Enclosed | Picture, locale: str) -> tuple[bytes, dict[str, int]]:
        if isinstance(file, Enclosed):
            return file.text.encode(), {}
        drawn = await self._drawing.picture(file, locale)
        # The size of a PNG stands at its beginning.
        width, height = struct.unpack(">II", drawn[16:24])
        return drawn, {"w": width, "h": height}
