"""The entry in the menu of somebody's message that checks what the message quotes."""

from __future__ import annotations

import pytest

from tests.platforms.discord.stage import Stage, button, said, seeds, shown, verbs

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MENU = "Check quotation"
TRUE = "Trotski eiste onvoorwaardelijke overgave."
VERBATIM = "Letterlijk: zo staat het in de tekst."
ALTERED = "Veranderd: zo staat het er niet. De woorden die verschillen, zijn gemarkeerd."


async def test_the_menu_is_registered_for_messages_in_two_languages(stage: Stage) -> None:
    [menu] = [command for command in stage.local.commands if command["type"] == 3]

    assert menu["name"] == MENU
    assert menu["name_localizations"] == {"nl": "Controleer citaat"}
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
    assert verbs(answer) == ["context", "cite", "share"]


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
    assert said(answer) == ["Verkeerd toegeschreven: dit zijn woorden van Peter Storm, niet van Per-Åke Westerlund."]


async def test_the_longest_claim_fits_whatever_it_matches(stage: Stage) -> None:
    for text in seeds().values():
        body = text[text.index("In de jaren" if "In de jaren 1917" in text else "Het 11de") :]

        answer = await stage.member().slash("verify", text=body[:3900].rpartition(" ")[0])

        assert said(answer)[0] in (VERBATIM, ALTERED)
