"""What takes more than one message where there are many texts: the sides of a topic, and the list of texts."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app.commands import registry
from bot.i18n import Languages
from tests.local_discord import Answer, User
from tests.platforms.discord.rendering import quotations
from tests.platforms.discord.stage import Stage, altered, said, staged, verbs
from tests.texts import Corpus

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

AUTHORS = [f"Auteur {letter}." for letter in "ABCDEFGHIJKL"]
# Each is too long for a fifth of a message.
LONG = (
    "De molen van Groningen maalt koren, *meel* en_zout. "
    + "Hij draait en draait, zegt de molenaar, en staat stil. " * 20
)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage(languages: Languages, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A server where the bot serves texts of twelve authors, a new day at each question."""
    folder = tmp_path_factory.mktemp("many")
    corpus = Corpus(folder / "corpus")
    corpus.clear()
    corpus.forget()
    for at, author in enumerate(AUTHORS):
        corpus.add(f"w{at}", f"{LONG}\nVan {author} is dit ook.".encode(), author=author)
    days = iter(date(2026, 11, 23) + timedelta(days=n) for n in range(1000))
    made = registry(corpus.library(), random.Random(7), lambda: next(days))
    async with staged(made, languages, folder / "discord") as built:
        yield built


def labelled(answer: Answer, label: str) -> str | None:
    """The id of the button with that label."""
    return next((str(b["custom_id"]) for b in answer.buttons() if b["label"] == label), None)


async def through(member: User, answer: Answer, label: str) -> list[Answer]:
    """An answer, and those that a button leads to, as far as it goes."""
    found = [answer]
    while wanted := labelled(found[-1], label):
        found.append(await member.press(found[-1], wanted))
    return found


async def test_of_many_authors_each_speaks_once_whatever_the_day(stage: Stage) -> None:
    member = stage.member()
    pages = await through(member, await member.slash("positions", topic="molen"), "Meer auteurs")
    speakers = [[found.told[0] for found in quotations(page.components)] for page in pages]
    back = await through(member, pages[-1], "Vorige auteurs")

    assert [len(page) for page in speakers] == [5, 5, 2]
    assert sorted(chain.from_iterable(speakers)) == AUTHORS
    assert [[found.told[0] for found in quotations(page.components)] for page in back] == speakers[::-1]
    assert [labelled(pages[0], "Vorige auteurs"), labelled(pages[-1], "Meer auteurs")] == [None, None]


async def test_a_page_of_authors_is_shared_as_it_is(stage: Stage) -> None:
    member = stage.member()
    page = await member.slash("positions", topic="molen", private=True)
    for _ in range(2):
        public = await member.press(page, labelled(page, "Deel in kanaal") or "")

        assert not public.ephemeral
        assert quotations(public.components) == quotations(page.components)
        page = await member.press(page, labelled(page, "Meer auteurs") or "")


@pytest.mark.parametrize("target", ["niemand:5", "w1:99", "w1:12", "w1", "5"])
async def test_a_page_that_is_not_there_is_the_first(stage: Stage, target: str) -> None:
    member = stage.member()
    forged = f"t:positions:0/1:{len(target)}:{target}molen."
    answer = await member.press(altered(await member.slash("positions", topic="molen"), positions=forged), forged)

    assert len(quotations(answer.components)) == 5


async def test_all_texts_are_told_on_several_pages(stage: Stage) -> None:
    member = stage.member()
    pages = await through(member, await member.slash("sources"), "Meer teksten")
    told = [line for page in pages for line in said(page) if line.startswith("Auteur") and "1999" in line]
    back = await through(member, pages[-1], "Vorige pagina")

    assert [verbs(page) for page in pages] == [["sources"], ["sources"]]
    assert told == [f"{author}, Proef w{at} (1999)" for at, author in enumerate(AUTHORS)]
    assert [page.texts() for page in back] == [page.texts() for page in pages[::-1]]


async def test_a_page_of_texts_that_is_no_more_is_the_first(stage: Stage) -> None:
    member = stage.member()
    first = await member.slash("sources")
    forged = "t:sources:0/1:1:9."

    answer = await member.press(altered(first, sources=forged), forged)

    assert answer.texts() == first.texts()


async def test_long_names_take_more_pages(languages: Languages, tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus")
    corpus.clear()
    corpus.forget()
    names = [f"{'*_' * 250}{at}" for at in range(4)]
    for at, author in enumerate(names):
        corpus.add(f"w{at}", b"Een molen.", author=author)
    async with staged(registry(corpus.library()), languages, tmp_path / "discord") as stage:
        member = stage.member()
        pages = await through(member, await member.slash("sources"), "Meer teksten")

    told = "\n".join(line for page in pages for line in said(page))
    assert len(pages) > 1
    assert all(f"{name}, Proef" in told for name in names)
