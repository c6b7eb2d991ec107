"""Brings one reply to the interaction that asked for it: once, in time, to those whom it is for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

import aiohttp
import discord
import structlog

from bot.platforms.discord.limits import Fitting, FittingForm
from bot.platforms.discord.mishaps import ALREADY_ANSWERED, is_code

log = structlog.get_logger(__name__)

Sent = TypeVar("Sent")


class Delivery:
    """The answer to one interaction.

    A command's answer is a new message. The answer to a button, or to a form that was opened with one, takes the place
    of the button's message, or is a new one for the member alone, or a fresh one for all. `alone` says where it is
    known beforehand that it is for the member alone.
    """

    def __init__(self, interaction: discord.Interaction[Any], *, alone: bool = False) -> None:
        self._interaction = interaction
        self._alone = alone
        self._pressed = interaction.message is not None
        self._deferred = False

    @property
    def takes_form(self) -> bool:
        """Whether a form can still be opened: as the first word, and not in answer to a form."""
        return not (self._deferred or self._interaction.type is discord.InteractionType.modal_submit)

    async def open(self, form: FittingForm) -> None:
        """Opens a form; Discord waits for no further answer then."""
        await _surely(lambda: self._interaction.response.send_modal(form.modal))

    async def defer(self) -> None:
        """Tells Discord that the answer takes longer than the 3 seconds it waits.

        For a command everybody then sees "thinking", unless the answer is known to be for one: most slow replies are
        public, and a deferral cannot become so later. After a press nobody sees anything, and any answer may follow.
        """
        try:
            await _surely(lambda: self._interaction.response.defer(thinking=not self._pressed, ephemeral=self._alone))
        except discord.HTTPException as e:
            # discord.py tries again after a 5xx, and the first attempt may have arrived.
            if not is_code(e, ALREADY_ANSWERED):
                raise
        self._deferred = True

    async def openly(self, page: Fitting, *, fresh: bool = False) -> int | None:
        """Shows a reply to everyone: as a new message, or in the place of the one whose button was pressed.

        `fresh` leaves that one as it is. Gives the id of a new message; None where there is none, or Discord lets
        nobody but the asker see it.
        """
        interaction, view = self._interaction, page.view
        if self._deferred and self._pressed and fresh:
            added = await _surely(lambda: interaction.followup.send(view=view, files=_files(page), wait=True))
            return None if added.flags.ephemeral else added.id
        if self._deferred:
            message = await _surely(lambda: interaction.edit_original_response(view=view, attachments=_made(page)))
            return None if self._pressed or message.flags.ephemeral else message.id
        if self._pressed and not fresh:
            await _surely(lambda: interaction.response.edit_message(view=view, attachments=_made(page)))
            return None
        sent = await _surely(lambda: interaction.response.send_message(view=view, files=_files(page)))
        return None if sent.is_ephemeral() else sent.message_id

    async def alone(self, page: Fitting) -> None:
        """Shows a reply to the asker alone, as a new message."""
        interaction, view = self._interaction, page.view
        if not self._deferred:
            await _surely(lambda: interaction.response.send_message(view=view, files=_files(page), ephemeral=True))
            return
        if self._alone and not self._pressed:
            await _surely(lambda: interaction.edit_original_response(view=view, attachments=_made(page)))
            return
        if not self._pressed:
            # The first follow-up would take the public message's place and be as public; without it, it is new.
            with suppress(discord.NotFound):
                await _surely(interaction.delete_original_response)
        await _surely(lambda: interaction.followup.send(view=view, files=_files(page), ephemeral=True))

    async def aside(self, page: Fitting) -> None:
        """Tells the asker alone something more, after the answer."""
        await _surely(lambda: self._interaction.followup.send(view=page.view, files=_files(page), ephemeral=True))


def _made(page: Fitting) -> list[discord.File]:
    """The files of a page, made anew for each attempt. A message that is edited loses those of before."""
    return [enclosure.file() for enclosure in page.enclosed]


def _files(page: Fitting) -> list[discord.File]:
    """The files of a page for a new message; what stands for none where it has none."""
    files: list[discord.File] = _made(page) or discord.utils.MISSING
    return files


async def _surely(send: Callable[[], Awaitable[Sent]]) -> Sent:
    """Sends, and sends again where the connection broke before Discord's word came.

    Had the first attempt arrived, then Discord refuses another first answer, and an edit or removal changes nothing;
    only a follow-up could come twice, to one member, which is better than not at all.
    """
    try:
        return await send()
    except (aiohttp.ClientError, OSError) as lost:
        log.info("answer lost on the way, sent again", error=type(lost).__name__)
        return await send()
