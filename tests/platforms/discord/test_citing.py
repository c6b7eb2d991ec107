from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from bot.app.commands import registry
from bot.commands.citing import Citing
from bot.commands.held import held_by_all
from bot.dispatch.command import Deed
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.answers import Result
from bot.library.holdings import Holdings
from bot.library.library import Asked, Library, Told
from bot.model import Ask, Passage, Quote, Span, Voice, Work
from bot.reply import Reference, Reply
from bot.reply.bibliography import Record
from bot.reply.telling import citation
from tests.local_discord import Answer
from tests.platforms.discord.fakes import Around
from tests.platforms.discord.stage import Stage, button, local_discord, served, shown
from tests.texts import work

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

BLOCK = re.compile(r"```\n(.*)\n```", re.DOTALL)


class Said(Library):
    """Another library, which takes whatever it is asked for for words of Lenin's."""

    def __init__(self, inner: Library, kind: Literal["speech", "report"]) -> None:
        self._inner = inner
        self._kind = kind

    async def consult(self, question: Callable[Asked, Told], *arguments: Asked.args, **named: Asked.kwargs) -> Told:
        return question(*arguments, **named)

    def at(self, passage_id: str, span: Span, query: str = "", holdings: Holdings | None = None) -> Result:
        found = self._inner.at(passage_id, span, query, holdings)
        return Result(found.quote, found.marks, Voice("Lenin", own=False, kind=self._kind), found.score)

    def work_of(self, passage: Passage) -> Work:
        return self._inner.work_of(passage)

    def record_of(self, passage: Passage) -> Record:
        return self._inner.record_of(passage)


class Enclosing(Around):
    """Answers every press with the same quotation to copy."""

    def __init__(self, inner: Registry, reference: Reference) -> None:
        super().__init__(inner)
        self._reference = reference

    async def press(self, ask: Ask, verb: str, target: str, shared: str) -> Reply:
        return Reply((self._reference,), private=True, locale=ask.locale)


def reference(text: str) -> Reference:
    passage, cited = Passage("proef", 4, 1, 0, text), work()
    voice = Voice(cited.author, own=True, kind="author")
    return Reference(Quote(passage, Span(0, len(text))), voice, citation(cited, passage), cited, Record())


def blocks(answer: Answer) -> list[str]:
    """The texts to copy, as a member takes them out of their code blocks."""
    found = [BLOCK.fullmatch(text) for text in answer.texts()]
    return [block[1] for block in found if block]


async def test_the_text_to_copy_is_the_exact_quotation_with_its_source(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt")
    [quotation] = shown(answer)

    cited = await member.press(answer, button(answer, "cite"))

    text, bibtex, csl = blocks(cited)
    assert cited.ephemeral
    assert answer.now == answer.message
    assert text == f"{quotation.text}\n\n— {quotation.told[1]}"
    assert bibtex.startswith(f"@misc{{{quotation.passage},\n  author = {{Storm, Peter}},\n")
    assert f'"id": "{quotation.passage}"' in csl


async def test_the_source_is_told_in_the_askers_language(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")

    cited = await stage.member("en-GB").press(answer, button(answer, "cite"))

    assert cited.ephemeral
    assert "— Peter Storm" in blocks(cited)[0]
    assert "paragraph 4 [storm-4]" in blocks(cited)[0]


async def test_the_context_can_be_copied_as_well(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt")
    context = await member.press(answer, button(answer, "context"))

    cited = await member.press(context, button(context, "cite"))

    assert blocks(cited)[0].startswith(shown(context)[0].text)


@pytest.mark.parametrize(
    ("kind", "told"),
    [("speech", "Lenin, geciteerd in: Peter Storm, "), ("report", "Lenins visie, weergegeven door Peter Storm, ")],
)
async def test_the_speaker_is_named(
    library: Library, languages: Languages, tmp_path: Path, kind: Literal["speech", "report"], told: str
) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        inner = registry(library)
        inner.actions["cite"] = Deed("cite", Citing(Said(library, kind), held_by_all(library)).cite)
        async with served(local, inner, languages, tmp_path):
            answer = await member.slash("quote", query="kronstadt")
            cited = await member.press(answer, button(answer, "cite"))

    text, bibtex, csl = blocks(cited)
    assert f"\n\n— {told}" in text
    assert told in bibtex
    assert told in csl


async def test_a_quotation_of_before_a_restart_can_be_cited(
    library: Library, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, registry(library), languages, tmp_path):
            answer = await member.slash("quote", query="kronstadt")
        async with served(local, registry(library), languages, tmp_path):
            cited = await member.press(answer, button(answer, "cite"))

    assert blocks(cited)[0].startswith(shown(answer)[0].text)


async def test_a_long_quotation_arrives_whole_as_a_file(library: Library, languages: Languages, tmp_path: Path) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, Enclosing(registry(library), reference("Een zin. " * 900)), languages, tmp_path):
            answer = await member.slash("quote", query="kronstadt")
            cited = await member.press(answer, button(answer, "cite"))

    assert cited.ephemeral
    assert cited.message
    assert [(a["filename"], a["size"] > 8100) for a in cited.message["attachments"]] == [("proef-4.txt", True)]
    assert [block[:10] for block in blocks(cited)] == ["@misc{proe", '[{\n  "id":']
