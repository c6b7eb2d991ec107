from __future__ import annotations

import pytest

from tests.platforms.discord.stage import Stage, altered, button, said, seeds, shown, verbs

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MODERATOR = 1 << 13


async def test_a_quote_shows_the_words_of_the_file_with_their_source(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")

    [quotation] = shown(answer)
    assert "ronstadt" in quotation.text
    assert quotation.passage in quotation.told[1]
    assert not answer.ephemeral
    assert verbs(answer) == ["next", "context", "other", "cite", "picture", "report"]


async def test_each_author_has_a_colour_of_their_own(stage: Stage) -> None:
    member = stage.member()

    [storm] = shown(await member.slash("quote", query="bureaucratie", author="storm"))
    [westerlund] = shown(await member.slash("quote", query="bureaucratie", author="westerlund"))

    assert (westerlund.accent, storm.accent) == (0x0072B2, 0xE69F00)


async def test_the_matched_words_are_bold(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")

    assert "**" in answer.texts()[0]


async def test_a_search_lists_finds_that_open_in_its_place(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("search", query="rode leger")
    listed = shown(answer)
    opens = [b for b in answer.buttons() if b["custom_id"].startswith("t:open:")]

    opened = await member.press(answer, opens[1]["custom_id"])

    assert len(listed) == len(opens) > 1
    assert [b["label"] for b in opens] == [f"Openen {n}" for n in range(1, len(opens) + 1)]
    assert opened.now is not None
    assert answer.message is not None
    assert opened.now["id"] == answer.message["id"]
    assert [q.text for q in shown(opened)] == [listed[1].text]


async def test_more_shows_the_next_finds(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("search", query="lenin")
    first = shown(answer)

    more = await member.press(answer, button(answer, "page"))

    second = shown(more)
    assert not {(q.passage, q.text) for q in first} & {(q.passage, q.text) for q in second}
    assert more.buttons()[0]["label"] == f"Openen {len(first) + 1}"


async def test_next_shows_another_passage_in_the_same_message(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt")

    following = await member.press(answer, button(answer, "next"))

    assert shown(following)[0].passage != shown(answer)[0].passage
    assert following.message is not None
    assert answer.message is not None
    assert following.message["id"] == answer.message["id"]


async def test_the_context_is_for_who_asked_and_marks_the_quote(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt")
    [quotation] = shown(answer)

    context = await member.press(answer, button(answer, "context"))

    [wider] = shown(context)
    assert context.ephemeral
    assert quotation.text in wider.text
    assert answer.now == answer.message


async def test_the_other_author_answers_on_the_same_query(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="bureaucratie")

    other = await member.press(answer, button(answer, "other"))

    assert shown(other)[0].accent != shown(answer)[0].accent


async def test_an_excerpt_is_followed_by_another(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("excerpt", author="storm")

    another = await member.press(answer, button(answer, "another"))

    assert shown(answer)[0].passage != shown(another)[0].passage
    assert {q.passage.partition("-")[0] for q in shown(answer) + shown(another)} == {"storm"}


async def test_help_shows_options_as_discord_does(stage: Stage) -> None:
    member = stage.member()
    listed, detail = said(await member.slash("help")), said(await member.slash("help", command="quote"))

    assert "/search query: … [author: …] [speaker: …] [private: True]" in listed
    assert detail[0] == "/quote query: … [author: …] [speaker: …] [card: True] [private: True]"
    assert "Voorbeeld: /quote query: bureaucratie author: storm" in detail
    assert not [line for line in listed + detail if "=" in line or "<" in line]


async def test_help_is_private_and_names_every_command(stage: Stage) -> None:
    answer = await stage.member().slash("help")

    assert answer.ephemeral
    assert all(any(line.startswith(f"/{name.split()[0]}") for line in said(answer)) for name in stage.registry.commands)


async def test_sources_are_public_and_name_every_text(stage: Stage) -> None:
    answer = await stage.member().slash("sources")

    assert not answer.ephemeral
    assert len(seeds()) == sum("Auteur in opdrachten" in line for line in said(answer))


async def test_a_public_reply_speaks_the_servers_language(stage: Stage) -> None:
    answer = await stage.member("en-GB").slash("quote", query="kronstadt")

    assert "alinea" in shown(answer)[0].told[1]


async def test_a_private_reply_speaks_the_askers_language(stage: Stage) -> None:
    english, dutch = stage.member("en-GB"), stage.member("nl")

    told = [said(await member.slash("quote", query="qqqqwx"))[0] for member in (english, dutch)]

    assert told == [
        "The texts held here say nothing about this.",
        "De teksten die hier staan, zeggen hier niets over.",
    ]


async def test_in_private_the_reply_speaks_the_askers_language(stage: Stage) -> None:
    for locale, word in (("nl", "alinea"), ("en-US", "paragraph"), ("fr", "paragraph")):
        answer = await stage.local.direct(f"direct-{locale}", locale).slash("quote", query="kronstadt")

        assert word in shown(answer)[0].told[1]


async def test_who_installed_the_bot_alone_may_ask_anywhere(stage: Stage) -> None:
    elsewhere = stage.local.add_guild("Elders", "nl", bot=False)
    people = (
        stage.local.member(elsewhere, "personal", "nl"),
        stage.local.direct("in-a-group", "nl", group=True),
    )

    for member in people:
        assert len(shown(await member.slash("quote", query="kronstadt"))) == 1


async def test_somebody_elses_press_is_answered_to_them_alone(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")

    pressed = await stage.member("en-GB").press(answer, button(answer, "next"))

    assert pressed.ephemeral
    assert "paragraph" in shown(pressed)[0].told[1]
    assert answer.now == answer.message


async def test_a_moderators_press_changes_the_message(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")

    pressed = await stage.member(permissions=MODERATOR).press(answer, button(answer, "next"))

    assert not pressed.ephemeral
    assert answer.now != answer.message


async def test_a_press_on_what_nobody_asked_for_is_answered_in_private_to_moderators_too(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")
    posted = altered(answer)
    del posted["interaction_metadata"]

    for member in (stage.member(), stage.member(permissions=MODERATOR)):
        pressed = await member.press(posted, button(answer, "next"))

        assert pressed.ephemeral
        assert shown(pressed)
    assert stage.local.message(posted) == posted


async def test_a_private_copy_goes_on_in_its_own_place_and_language(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")
    other = stage.member("en-GB")
    copy = await other.press(answer, button(answer, "next"))

    onward = await other.press(copy, button(copy, "next"))

    assert onward.message is not None
    assert copy.message is not None
    assert onward.message["id"] == copy.message["id"]
    assert "paragraph" in shown(onward)[0].told[1]


async def test_nothing_more_is_said_to_the_asker_alone(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt")
    while True:
        following = await member.press(answer, button(answer, "next"))
        if following.ephemeral:
            break
        answer = following

    assert said(following) == ["Meer is er niet gevonden."]
