"""What was checked, for those who read the verdict in a channel."""

from __future__ import annotations

import pytest

from tests.platforms.discord.stage import Stage, button, said

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

CLAIM = "Trotski eiste voorwaardelijke overgave."
HEADING = "Wat is nagegaan"
ALTERED = "Veranderd: zo staat het er niet. De woorden die verschillen, zijn gemarkeerd."


async def test_everyone_sees_what_was_checked_before_the_verdict(stage: Stage) -> None:
    answer = await stage.member("en-US").slash("verify", text=CLAIM)

    assert not answer.ephemeral
    assert said(answer)[:3] == [HEADING, CLAIM, ALTERED]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- **@everyone** <@1>\n# zie https://a.b", "- **@everyone** <@1> # zie https://a.b"),
        ("\u202eTrotski\u200b eiste\u2066", "Trotski eiste"),
        ("kaas " * 60, ("kaas " * 60).strip()),
        ("kaas " * 61, f"{'kaas ' * 60}…"),
        ("k" * 301, f"{'k' * 300} …"),
        (f"kaas{'*_' * 200}", f"kaas{'*_' * 148} …"),
    ],
)
async def test_a_claim_is_told_in_the_members_own_words_on_one_line(stage: Stage, text: str, told: str) -> None:
    answer = await stage.member().slash("verify", text=text)

    # `said` fails where the words have become something else.
    assert said(answer)[:2] == [HEADING, told]


async def test_who_asks_in_private_knows_what_they_asked_until_it_is_shared(stage: Stage) -> None:
    member = stage.member()
    alone = await member.slash("verify", text=CLAIM, private=True)
    menu = await member.message_menu("Check quotation", member.say(CLAIM))
    direct = await stage.local.direct("bram", "nl").slash("verify", text=CLAIM)
    public = await member.press(menu, button(menu, "share"))

    assert [said(answer)[0] for answer in (alone, menu, direct)] == [ALTERED] * 3
    assert said(public)[:3] == [HEADING, CLAIM, ALTERED]
