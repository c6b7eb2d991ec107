"""Brings replies to those who asked. Whatever goes wrong on the way ends here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
import structlog

from bot.model import Ask, Message
from bot.platforms.discord.asking import seen_by_one
from bot.platforms.discord.delivery import Delivery
from bot.platforms.discord.flight import Flight
from bot.platforms.discord.forms import Forms, waiting
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.limits import Fitting, FittingForm, OverLimit, fitting
from bot.platforms.discord.membership import PLATFORM
from bot.platforms.discord.mishaps import ALREADY_ANSWERED, NOT_THERE, TOO_LATE, described, is_code
from bot.platforms.discord.repeats import Repeats
from bot.platforms.drawing import Drawing
from bot.reply import Reply, notice
from bot.reply.sharing import sharable

log = structlog.get_logger(__name__)

# Discord waits 3 seconds; the deferral has to arrive within them too.
PATIENCE_S = 1.5


@dataclass(frozen=True, slots=True)
class _Made:
    """A reply as it will be shown; `alone` to the asker. Where a form can be opened, it is all that is shown."""

    reply: Reply
    page: Fitting
    alone: bool
    form: FittingForm | None = None


class Replier:
    """Lays out replies and delivers them. `flight` counts the answers under way, `repeats` knows what stands where."""

    def __init__(self, layout: Layout, forms: Forms, drawing: Drawing, flight: Flight, repeats: Repeats) -> None:
        self._layout = layout
        self._forms = forms
        self._drawing = drawing
        self.flight = flight
        self.repeats = repeats

    async def answer(self, interaction: discord.Interaction[Any], ask: Ask, work: Coroutine[Any, Any, Reply]) -> None:
        """Delivers what the work gives, or says that something went wrong."""
        with self.flight.boarding(interaction.id) as aboard:
            if not aboard:
                work.close()
                return
            delivery, began = Delivery(interaction, alone=ask.alone), time.perf_counter()
            try:
                made = await _in_time(self._made(ask, work), delivery)
                await self._deliver(interaction, made, delivery)
                log.debug("answer delivered", seconds=time.perf_counter() - began, platform=PLATFORM)
                await self._add(made.reply, ask, delivery)
            except Exception as e:  # noqa: BLE001 - nobody above would tell the member, and discord.py logs too much
                await self._failed(ask, delivery, e)
            finally:
                self.repeats.settled(interaction)

    async def _made(self, ask: Ask, work: Coroutine[Any, Any, Reply]) -> _Made:
        """What to show, and to whom."""
        reply = await work
        alone = reply.private or (ask.alone and not reply.fresh)
        if alone:
            reply = replace(sharable(reply) if ask.overheard and ask.may_post else reply, locale=ask.locale)
        try:
            form = self._forms.fitting(reply) if reply.form else None
            page = self._fitting(waiting(reply) if form else reply, await self._drawing.drawn(reply))
            return _Made(reply, page, alone=alone, form=form)
        except OverLimit as e:
            log.warning("reply over Discord's limits", findings=e.findings)
            return _Made(replace(reply, private=True), self._sentence("too-long", ask), alone=True)

    async def _deliver(self, interaction: discord.Interaction[Any], made: _Made, delivery: Delivery) -> None:
        if made.form and delivery.takes_form:
            await delivery.open(made.form)
            return
        if made.alone and (made.reply.private or not seen_by_one(interaction)):
            await delivery.alone(made.page)
            return
        if not made.reply.fresh:
            self.repeats.changing(interaction)
        if (message := await delivery.openly(made.page, fresh=made.reply.fresh)) is not None:
            self.repeats.posted(interaction, made.reply, message)

    async def _add(self, reply: Reply, ask: Ask, delivery: Delivery) -> None:
        """Tells the asker what is said aside, after the reply."""
        if reply.aside and not reply.form:
            await delivery.aside(self._fitting(Reply(reply.aside, private=True, locale=ask.locale)))

    async def _failed(self, ask: Ask, delivery: Delivery, error: Exception) -> None:
        """Notes what went wrong; tells the asker too, where Discord still takes a word."""
        if is_code(error, ALREADY_ANSWERED, TOO_LATE):
            log.info("answer came too late or twice", platform=PLATFORM, **described(error))
            return
        if is_code(error, *NOT_THERE):
            log.info("answer had nowhere to go", platform=PLATFORM, **described(error))
            return
        log.error("answer failed", platform=PLATFORM, **described(error))
        try:
            await delivery.alone(self._sentence("internal-error", ask))
        except Exception as e:  # noqa: BLE001 - the first failure is the one that counts
            log.info("failure not told", **described(e))

    def _sentence(self, key: str, ask: Ask) -> Fitting:
        return self._fitting(replace(notice(Message(key)), locale=ask.locale))

    def _fitting(self, reply: Reply, drawn: Sequence[bytes] = ()) -> Fitting:
        return fitting(self._layout.page(reply, drawn))


async def _in_time(work: Coroutine[Any, Any, _Made], delivery: Delivery) -> _Made:
    """What was made; deferred where it takes longer than Discord would wait."""
    deferring: list[asyncio.Task[None]] = []

    def defer() -> None:
        deferring.append(asyncio.create_task(delivery.defer()))

    late = asyncio.get_running_loop().call_later(PATIENCE_S, defer)
    try:
        return await work
    finally:
        late.cancel()
        # What is delivered next has to know whether the deferral arrived.
        for deferral in deferring:
            await deferral
