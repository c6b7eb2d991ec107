from __future__ import annotations

from typing import Any

import pytest

from tests.local_discord.components import walk
from tests.platforms.discord.stage import Stage, said, shown

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

EMPTY = (
    "Typ waarover u een citaat wilt, bijvoorbeeld: kronstadt.",
    "Type what you want a quotation about, for example: kronstadt.",
)
LONG = (
    "Dat is te lang om naar te zoeken: gebruik hooguit 200 tekens.",
    "That is too long to search for: use at most 200 characters.",
)
WORDLESS = ("Daar staat geen woord in om naar te zoeken.", "There is no word in that to search for.")
AUTHOR = (
    "Die auteur is er niet. Wel: Per-Åke Westerlund, Peter Storm.",
    "There is no such author. There are: Per-Åke Westerlund, Peter Storm.",
)

REFUSED = [
    (" ", EMPTY),
    ("\u200b\u202e\u2066", EMPTY),
    ("\x00\x01\x7f", EMPTY),
    ("\ud800", EMPTY),
    ("a" * 6000, LONG),
    ("lenin " * 1667, LONG),
    ("?!… — «»", WORDLESS),
    ("de het een of", WORDLESS),
    ('""', WORDLESS),
]
HOSTILE = [
    "@everyone",
    "@here kronstadt",
    "<@1> <#1> <@&1> </quote:1> <t:1:R> <:e:1> :smile:",
    "**kronstadt** __lenin__ ||trotski|| `x` [a](https://a.b) https://example.org",
    "# kop\n- lijst\n> citaat\n-# klein",
    "kronstadt AND OR NOT lenin",
    "NOT",
    "text:kronstadt id:storm-1 field:x",
    'kronstadt "rode leger',
    "kron* lenin~2 (trotski^3 [a TO b] {x} \\ /regex/ +a -b",
    "kronstadt\x00lenin\u202e\ud83d",
    "'; DROP TABLE passages; --",
    "{ $limit } {0} %s ${x}",
    "qqqqwx @everyone <@1>",
    "𝕶𝖗𝖔𝖓𝖘𝖙𝖆𝖉𝖙 ﷽ Z̷̡͑a̸l̵g̶o",
]


@pytest.mark.parametrize("command", ["quote", "search"])
@pytest.mark.parametrize(("typed", "told"), REFUSED)
async def test_what_cannot_be_searched_for_is_told_in_one_sentence(
    stage: Stage, command: str, typed: str, told: tuple[str, str]
) -> None:
    for locale, sentence in zip(("nl", "en-US"), told, strict=True):
        answer = await stage.member(locale).slash(command, query=typed)

        assert answer.ephemeral
        assert said(answer) == [sentence]


@pytest.mark.parametrize("command", ["quote", "excerpt"])
async def test_an_unknown_author_is_told_in_one_sentence(stage: Stage, command: str) -> None:
    for locale, sentence in zip(("nl", "en-US"), AUTHOR, strict=True):
        given: dict[str, Any] = {"query": "lenin"} if command == "quote" else {}
        answer = await stage.member(locale).slash(command, author="@everyone", **given)

        assert answer.ephemeral
        assert said(answer) == [sentence]


async def test_help_on_an_unknown_command_is_told_in_one_sentence(stage: Stage) -> None:
    answer = await stage.member().slash("help", command="<@1>")

    assert said(answer) == ["Die opdracht bestaat niet. Typ /help voor wat er kan."]


@pytest.mark.parametrize("typed", HOSTILE)
async def test_hostile_text_pings_nobody_and_becomes_no_format(stage: Stage, typed: str) -> None:
    for command in ("quote", "search"):
        answer = await stage.member().slash(command, query=typed)

        # Both hold every text against Discord's markdown.
        assert shown(answer) or said(answer)
        assert answer.exchange.callback
        assert answer.exchange.callback["data"]["allowed_mentions"] == {"parse": []}
        assert all(len(c.get("custom_id", "")) <= 100 for c in walk(answer.components))


@pytest.mark.parametrize("typed", HOSTILE)
async def test_hostile_text_is_completed_without_fail(stage: Stage, typed: str) -> None:
    for option in ("query", "author"):
        choices = await stage.member().autocomplete("quote", option, typed)

        assert len(choices) <= 25
