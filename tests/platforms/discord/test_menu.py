"""The entries in the menu of somebody's message: one checks what it quotes, one quotes about what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.commands import registry
from bot.i18n import Languages
from tests.platforms.discord.stage import Stage, button, said, seeds, shown, staged, verbs
from tests.texts import Corpus

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MENU = "Check quotation"
ABOUT = "Find a quote about this"
NOTHING = "Dit raakt aan niets waarover de teksten hier iets zeggen."
TRUE = "Trotski eiste onvoorwaardelijke overgave."
VERBATIM = "Letterlijk: zo staat het in de tekst."
ALTERED = "Veranderd: zo staat het er niet. De woorden die verschillen, zijn gemarkeerd."


async def test_the_menu_is_registered_for_messages_in_two_languages(stage: Stage) -> None:
    menu, about = sorted((c for c in stage.local.commands if c["type"] == 3), key=lambda c: c["name"])

    assert menu["name"] == MENU
    assert menu["name_localizations"] == {"nl": "Controleer citaat"}
    assert about["name"] == ABOUT
    assert about["name_localizations"] == {"nl": "Zoek een citaat hierover"}
    assert (menu["contexts"], menu["integration_types"]) == ([0, 1, 2], [0, 1])


@pytest.mark.parametrize(
    "content",
    [
        TRUE,
        f"Storm schrijft „{TRUE}” en dat klopt ook.",
        f'Klopt dit? "{TRUE}"',
        "«Trotski eiste onvoorwaardelijke overgave», zegt men van de “bom” van toen.",
        "Wat is dit?\n> Trotski eiste onvoorwaardelijke\n> overgave.\nIk weet het niet.",
        f"Kijk:\n>>> {TRUE}",
        "**Trotski** eiste _onvoorwaardelijke_ ||overgave||\\.",
    ],
)
async def test_what_a_message_quotes_is_checked_for_who_asked(stage: Stage, content: str) -> None:
    member = stage.member()

    answer = await member.message_menu(MENU, stage.member().say(content))

    assert answer.ephemeral
    assert said(answer) == [VERBATIM]
    assert shown(answer)[0].text == TRUE


async def test_the_differing_words_are_bold_and_told(stage: Stage) -> None:
    member = stage.member()

    answer = await member.message_menu(MENU, member.say("“Trotski eiste voorwaardelijke overgave.”"))

    assert said(answer) == [ALTERED, "Bewering: voorwaardelijke · tekst: onvoorwaardelijke"]
    assert any("**onvoorwaardelijke**" in text for text in answer.texts())
    assert verbs(answer) == ["context", "cite", "report", "share"]


async def test_its_context_opens(stage: Stage) -> None:
    member = stage.member()
    answer = await member.message_menu(MENU, member.say(TRUE))

    context = await member.press(answer, button(answer, "context"))

    assert context.ephemeral
    assert TRUE in shown(context)[0].text


async def test_what_the_bot_itself_quoted_is_verbatim(stage: Stage) -> None:
    member = stage.member()
    quoted = await member.slash("quote", query="kronstadt")

    answer = await member.message_menu(MENU, quoted)

    assert said(answer)[0] == VERBATIM
    assert shown(answer)[0].text == shown(quoted)[0].text


async def test_of_a_list_and_of_a_picture_by_the_bot_the_quotation_is_checked_too(stage: Stage) -> None:
    member = stage.member()
    found = await member.slash("search", query="overgave")
    pictures = [await member.slash("quote", query=query, card=True) for query in ("overgave", "storm-2")]

    checked = [await member.message_menu(MENU, answer) for answer in (found, *pictures)]

    assert [said(answer)[0] for answer in checked] == [VERBATIM] * 3
    assert shown(checked[0])[0].text == shown(found)[0].text
    assert [shown(answer)[0].passage for answer in checked[1:]] == ["storm-5", "storm-2"]


async def test_whatever_characters_the_bot_quotes_it_finds_its_own_quotation_verbatim(
    corpus: Corpus, languages: Languages, tmp_path: Path
) -> None:
    corpus.clear()
    text = r"De molen_aar _zei_ (*zacht*): `maal` ~~niet~~ ||hier||, maar [daar](x) \_ en \\* #1 <@1> :zon: > toen."
    corpus.add("molen", text.encode())
    async with staged(registry(corpus.library()), languages, tmp_path) as stage:
        member = stage.member()
        answers = [await member.slash("quote", query="molen-1", card=card) for card in (False, True)]
        checked = [await member.message_menu(MENU, answer) for answer in answers]

    assert [said(answer) for answer in checked] == [[VERBATIM]] * 2


@pytest.mark.parametrize(
    "content", ["", "?!", "x" * 4001, "<@1> @everyone **", "> ", "““““", "De revolutie eet haar kinderen op."]
)
async def test_a_message_without_a_quotation_gets_one_private_sentence(stage: Stage, content: str) -> None:
    member = stage.member("en-GB")

    answer = await member.message_menu(MENU, member.say(content))

    assert answer.ephemeral
    assert len(said(answer)) == 1
    assert said(answer)[0].isascii()


async def test_verify_itself_answers_everyone(stage: Stage) -> None:
    answer = await stage.member().slash("verify", text=TRUE, author="westerlund")

    assert not answer.ephemeral
    assert said(answer)[2:] == [
        "Verkeerd toegeschreven: dit zijn woorden van Peter Storm, niet van Per-Åke Westerlund."
    ]


async def test_the_longest_claim_fits_whatever_it_matches(stage: Stage) -> None:
    for text in seeds().values():
        body = text[text.index("In de jaren" if "In de jaren 1917" in text else "Het 11de") :]

        answer = await stage.member().slash("verify", text=body[:3900].rpartition(" ")[0])

        assert said(answer)[2] in (VERBATIM, ALTERED)


@pytest.mark.parametrize(
    "content",
    [
        "Waarom traden ze bij **Kronstadt** zo hard op tegen de matrozen?",
        "<@1> wat vind jij van _Kronstadt_ <:boos:123> :angry: https://example.org/trotski/stalin?x=lenin matrozen",
        "kijk ```py\nprint('Trotski Stalin')\n``` naar `Lenin` en <#12> [Kronstadt](https://lenin.example/x) matrozen",
        "> Kronstadt was nooit\n> een complot van de matrozen\nNee toch?",
        "🚩 KRONSTADT, matrozen 🚩 <t:1700000000:R> </quote:1>",
    ],
)
async def test_what_a_message_says_finds_a_quote_for_who_asked(stage: Stage, content: str) -> None:
    member = stage.member()

    answer = await member.message_menu(ABOUT, stage.member().say(content))

    assert answer.ephemeral
    assert [told.casefold() for told in said(answer)] == ["gezocht op: kronstadt matrozen"]
    assert shown(answer)[0].passage == "storm-4"
    assert verbs(answer) == ["next", "context", "other", "cite", "picture", "report", "share"]


async def test_its_next_result_and_the_other_authors_are_on_the_same(stage: Stage) -> None:
    member = stage.member()
    answer = await member.message_menu(ABOUT, member.say("De bureaucratie nam in de burgeroorlog de macht over"))
    first = shown(answer)[0]

    onward = await member.press(answer, button(answer, "next"))
    other = await member.press(onward, button(onward, "other"))

    assert first.passage.startswith("westerlund-")
    assert shown(onward)[0].text != first.text
    assert shown(other)[0].passage.startswith("storm-")


async def test_about_what_the_bot_itself_quoted_something_else_is_quoted(stage: Stage) -> None:
    member = stage.member()
    quoted = await member.slash("quote", query="kronstadt")

    answer = await member.message_menu(ABOUT, quoted)

    assert answer.ephemeral
    assert shown(answer)[0].text != shown(quoted)[0].text


@pytest.mark.parametrize(
    "content",
    [
        "",
        "?!",
        "<@1> @everyone **",
        "``` Kronstadt",
        "https://example.org/kronstadt",
        "lol ik ook",
        "Ajax speelde de eerste helft sterk, maar na de rode kaart was het een gelopen partij.",
        "Meng 250 gram bloem met een halve liter melk, twee eieren en een snufje zout.",
    ],
)
async def test_a_message_that_touches_nothing_gets_one_private_sentence(stage: Stage, content: str) -> None:
    member = stage.member()

    answer = await member.message_menu(ABOUT, member.say(content))

    assert answer.ephemeral
    assert said(answer) == [NOTHING]


async def test_the_longest_message_is_asked_about_too(stage: Stage) -> None:
    member = stage.member("en-GB")

    answer = await member.message_menu(ABOUT, member.say(("Kronstadt " + "x" * 300 + " Trotsky ") * 12))

    assert said(answer)[0] == "Looked for: Kronstadt Trotsky"
    assert shown(answer)
