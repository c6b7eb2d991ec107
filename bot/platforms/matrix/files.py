"""Hands the files of a reply to the homeserver: quotations as pictures, texts."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog

from bot.cards.drawing import Cards
from bot.i18n import Languages
from bot.platforms.drawing import Drawing
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.messages import name_of
from bot.platforms.matrix.rendering import Body
from bot.reply import Enclosed, Picture
from bot.reply.accents import Accents

log = structlog.get_logger(__name__)


class Files:
    """Draws and uploads; each author has a colour."""

    def __init__(self, homeserver: Homeserver, languages: Languages, authors: Sequence[str]) -> None:
        self._homeserver = homeserver
        self._drawing = Drawing(Cards(), languages, Accents(authors))

    async def uploaded(self, body: Body, locale: str) -> tuple[Body, dict[str, Any]]:
        """The message, where its file is, and what is known of that; without it where the homeserver takes none."""
        if body.file is None:
            return body, {}
        name, kind = name_of(body)
        content, info = await self._made(body.file, locale)
        try:
            address = await self._homeserver.upload(content, kind, name)
        except Rejected as e:
            log.warning("matrix file not taken", size=len(content), code=e.code)
            return replace(body, file=None), {}
        return body, {"url": address, "info": {"mimetype": kind, "size": len(content), **info}}

    async def _made(self, file: Enclosed | Picture, locale: str) -> tuple[bytes, dict[str, int]]:
        if isinstance(file, Enclosed):
            return file.text.encode(), {}
        drawn = await self._drawing.picture(file, locale)
        # The size of a PNG stands at its beginning.
        width, height = struct.unpack(">II", drawn[16:24])
        return drawn, {"w": width, "h": height}
