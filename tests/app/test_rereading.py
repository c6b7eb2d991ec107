"""A bot that serves takes up other texts when it is told to, whole or not at all, and drops nobody's question."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app.adding import Facts, add
from bot.app.editions import Editions, Use
from bot.app.reading import serving_library
from bot.app.rereading import SIGNAL, Rereading, build_apart, rereading
from bot.app.works import remove
from bot.communities.keeper import FRESH_S
from bot.config import Config
from bot.errors import CorpusError
from bot.library.library import Library
from bot.reply.accents import ACCENTS, NEUTRAL, Accents
from bot.store.deliveries import SENT
from tests.app.serving import serving
from tests.local_discord import Answer, LocalDiscord
from tests.platforms.discord.rendering import quotations
from tests.platforms.discord.stage import said
from tests.texts import Corpus

OLD = "De molen staat stil, want er is vandaag geen wind die hem in beweging kan brengen.\n"
NEW = (
    "Vrijheid is altijd de vrijheid van wie anders denkt, en nooit alleen die van de aanhangers van een regering. "
    "Een partij die haar voor zichzelf houdt, neemt haar van allen, ook van de arbeiders in wier naam zij spreekt. "
    "Zonder pers, zonder vergaderingen en zonder strijd van meningen sterft het leven in elke openbare instelling.\n"
)
FACTS = Facts("Rosa Luxemburg", "Vrijheid", 1918, "Publiek domein", language="nl")


@pytest.fixture
def settings(corpus: Corpus) -> Config:
    """One short text."""
    corpus.clear()
    corpus.forget()
    corpus.add("oud", OLD.encode(), author="O. Oud")
    return corpus.config()


@pytest.fixture
def unfrozen() -> Iterator[None]:
    """What a service keeps from the collector is given back after the test, and so are the signals that it holds."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    yield
    signal.pthread_sigmask(signal.SIG_SETMASK, held)
    gc.unfreeze()


def written(folder: Path) -> Path:
    file = folder / "nieuw.txt"
    file.write_text(NEW, "utf-8")
    return file


async def seen(editions: Editions, key: str, seconds: float = 20) -> None:
    """Until there is a work of that key in use."""
    async with asyncio.timeout(seconds):
        while key not in editions.library.works:  # noqa: ASYNC110 - nothing could set an event
            await asyncio.sleep(0.02)


@pytest.mark.usefixtures("unfrozen")
async def test_a_text_that_is_added_while_it_serves_is_quoted_and_posted_after_sighup_and_nobody_waits_in_vain(
    local: LocalDiscord, settings: Config, corpus: Corpus, tmp_path: Path
) -> None:
    editions = Editions(serving_library(settings))
    async with rereading(settings, editions), serving(local, editions, settings.state) as bot:
        channel = bot.guild.add_channel("dagelijks")
        member = local.member(bot.guild, "anna", "nl", channel=channel)
        before = await member.slash("quote", query="vrijheid")
        answers = list[Answer]()

        async def keep_asking() -> None:
            while "luxemburg" not in editions.library.works:
                other = local.member(bot.guild, f"lid{len(answers)}", "nl", channel=channel)
                answers.append(await other.slash("quote", query="molen"))
                # As often as may be asked in one channel.
                await asyncio.sleep(0.5)

        asking = asyncio.create_task(keep_asking())
        await asyncio.to_thread(add, settings, written(tmp_path), FACTS)
        os.kill(os.getpid(), SIGNAL)
        await seen(editions, "luxemburg")
        await asking
        after = await member.slash("quote", query="vrijheid")
        choices = await member.autocomplete("quote", "author", "lux")
        # What another process changed is seen then.
        await asyncio.sleep(FRESH_S)
        await bot.post_now(channel, author="luxemburg")
        delivery = await bot.settled()
        [message] = local.messages(channel)[-1:]

    assert said(before) == ["De teksten die hier staan, zeggen hier niets over."]
    assert len(answers) > 1
    assert [[of.text for of in quotations(of.components)] for of in answers] == [[OLD.strip()]] * len(answers)
    assert [of.text in NEW for of in quotations(after.components)] == [True]
    assert [of["value"] for of in choices] == ["luxemburg"]
    assert delivery.state == SENT
    assert [of.text in NEW for of in quotations(message["components"])] == [True]


@pytest.mark.usefixtures("unfrozen")
async def test_what_cannot_be_read_leaves_everything_as_it_was_and_is_logged(settings: Config, tmp_path: Path) -> None:
    editions = Editions(serving_library(settings))
    old = editions.library
    add(settings, written(tmp_path), FACTS)
    kept = settings.state / "works" / "luxemburg" / "luxemburg.txt"
    whole = kept.read_bytes()
    kept.write_bytes(b"Anders.")

    with capture_logs() as logs:
        async with rereading(settings, editions):
            os.kill(os.getpid(), SIGNAL)
            async with asyncio.timeout(20):
                while len(logs) < 2:  # noqa: ASYNC110 - nothing could set an event
                    await asyncio.sleep(0.02)
            stayed = editions.library
            kept.write_bytes(whole)
            os.kill(os.getpid(), SIGNAL)
            await seen(editions, "luxemburg")

    assert stayed is old
    assert old.quote("molen").results
    failed = logs[1]
    assert (failed["event"], failed["log_level"]) == ("texts stay as they were", "error")
    assert "text-changed" in failed["reason"]
    assert "luxemburg.txt" in failed["reason"]


@pytest.mark.usefixtures("unfrozen")
async def test_an_index_that_is_built_anew_leaves_the_one_in_use_readable(settings: Config, tmp_path: Path) -> None:
    old = serving_library(settings)
    folders = set((settings.state / "index").glob("[!.]*"))
    add(settings, written(tmp_path), FACTS)

    await build_apart(settings)

    assert folders.isdisjoint((settings.state / "index").glob("[!.]*"))
    assert [of.quote.text for of in old.quote("molen").results] == [OLD.strip()]


@pytest.mark.usefixtures("unfrozen")
async def test_a_library_that_was_replaced_is_let_go_of(settings: Config, corpus: Corpus, tmp_path: Path) -> None:
    editions = Editions(serving_library(settings))
    # The index keeps itself: only a collection frees it.
    old: list[weakref.ref[object]] = [weakref.ref(editions.library), weakref.ref(editions.library._index)]
    add(settings, written(tmp_path), FACTS)

    async def read() -> Library:
        return corpus.library()

    made = Rereading(editions, read, settled_s=0)
    task = asyncio.create_task(made.run())
    made.want()
    await seen(editions, "luxemburg")
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert [of() for of in old] == [None, None]


async def test_told_again_on_the_way_it_reads_once_more(settings: Config, corpus: Corpus) -> None:
    editions, library, read_at = Editions(corpus.library()), corpus.library(), asyncio.Queue[None]()
    going_on = asyncio.Event()

    async def read() -> Library:
        read_at.put_nowait(None)
        await going_on.wait()
        return library

    made = Rereading(editions, read, settled_s=0)
    task = asyncio.create_task(made.run())
    made.want()
    await read_at.get()
    made.want()
    made.want()
    going_on.set()
    async with asyncio.timeout(5):
        await read_at.get()
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert read_at.empty()


def test_nothing_is_put_in_use_before_all_is_made(corpus: Corpus, settings: Config) -> None:
    library, used = corpus.library(), list[str]()
    editions = Editions(library)

    def sound(_: Library) -> Use:
        return lambda: used.append("sound")

    def failing(_: Library) -> Use:
        raise CorpusError("data-unreadable", file="x", reason="y")

    editions.follow(sound)
    editions.follow(failing)
    with pytest.raises(CorpusError):
        editions.replace(corpus.library())

    assert used == []
    assert editions.library is library


def test_authors_keep_their_colours_when_others_come_and_go(settings: Config, corpus: Corpus, tmp_path: Path) -> None:
    editions = Editions(corpus.library())
    accents = Accents(editions.authors)
    before = accents.of("oud"), accents.of("luxemburg")
    add(settings, written(tmp_path), FACTS)
    editions.replace(corpus.library())
    with_more = accents.of("oud"), accents.of("luxemburg")
    remove(replace(settings), "luxemburg", sure=True)
    editions.replace(corpus.library())

    assert before == (accents.of("oud"), accents.of("luxemburg")) == (ACCENTS[0], NEUTRAL)
    assert with_more == ACCENTS[:2]
    assert (len(editions.authors), editions.authors[0]) == (1, "oud")
