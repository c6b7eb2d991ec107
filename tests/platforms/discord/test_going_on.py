"""Going on from a reply: around a quotation, back through results, and through what is too long for one message."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from bot.app.commands import registry
from bot.app.reading import open_library
from bot.config import Config
from bot.i18n import Languages
from bot.library.library import Library
from tests.local_discord import Answer, User
from tests.local_discord.places import snowflake
from tests.platforms.discord.rendering import quotations
from tests.platforms.discord.stage import Stage, altered, button, local_discord, served, shown, staged, verbs
from tests.platforms.discord.test_buttons import LONG_QUERY
from tests.texts import Corpus

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MODERATOR = 1 << 13
WEEK_MS = 7 * 24 * 3600 * 1000
ROUND = ["narrower", "wider", "before", "before", "return"]
# Every character of it needs a backslash: longer than a message, and so is its second sentence.
LONG = f"De molen van Groningen maalt. {'*_* ' * 1500}einde. " + "De *molen* maalt weer koren! " * 200


def week_old(answer: Answer) -> dict[str, Any]:
    """The message of an answer as if it had been sent a week ago."""
    message: dict[str, Any] = copy.deepcopy(answer.message)
    return message | {"id": str(snowflake() - (WEEK_MS << 22)), "timestamp": "2026-01-01T00:00:00+00:00"}


async def pressed(member: User, answer: Answer, *wanted: str) -> Answer:
    """What comes of pressing these, one after the other."""
    for verb in wanted:
        answer = await member.press(answer, button(answer, verb))
    return answer


def whole(text: str) -> str:
    """The characters of a text without the blanks, which a part does not begin or end with."""
    return "".join(text.split())


async def test_every_way_on_works_a_week_later_in_a_process_that_never_saw_the_reply(
    library: Library, settings: Config, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, registry(library), languages, tmp_path / "one"):
            second = await pressed(member, await member.slash("quote", query="kronstadt"), "next")
            page = await pressed(member, await member.slash("search", query="lenin"), "page")
            near = await pressed(member, second, "context", "narrower")
            away = await pressed(member, second, "context", "after")
            old = {"previous": second, "back": page, "wider": near, "before": near, "after": near, "return": away}
            old["narrower"] = await pressed(member, second, "context")
            expected = {verb: shown(await member.press(week_old(a), button(a, verb))) for verb, a in old.items()}

        another = registry(open_library(settings))
        async with served(local, another, languages, tmp_path / "two"):
            found = {verb: shown(await member.press(week_old(a), button(a, verb))) for verb, a in old.items()}

    assert found == expected
    assert all(found.values())


async def test_a_context_goes_on_in_its_own_message_for_the_asker_alone(stage: Stage) -> None:
    member = stage.member("en-GB")
    context = await pressed(member, await member.slash("quote", query="kronstadt"), "context")

    for verb in ROUND:
        following = await pressed(member, context, verb)
        assert following.ephemeral
        assert following.message is not None
        assert context.message is not None
        assert following.message["id"] == context.message["id"]
        assert "paragraph" in shown(following)[0].told[1]
        context = following


async def test_the_quote_stays_bold_while_it_is_in_view(stage: Stage) -> None:
    member = stage.member()
    context = await pressed(member, await member.slash("quote", query="kronstadt"), "context")

    away = await pressed(member, context, "before")

    assert "**" in context.texts()[0]
    assert "**" not in away.texts()[0]
    assert (await pressed(member, away, "return")).texts() == context.texts()


@pytest.mark.parametrize("verb", ["previous", "back"])
async def test_an_askers_and_a_moderators_press_change_the_message_and_anyone_elses_does_not(
    stage: Stage, verb: str
) -> None:
    member = stage.member()
    first = ("quote", "next", "kronstadt") if verb == "previous" else ("search", "page", "lenin")

    for presser, changes in ((member, True), (stage.member(permissions=MODERATOR), True), (stage.member(), False)):
        answer = await pressed(member, await member.slash(first[0], query=first[2]), first[1])
        following = await pressed(presser, answer, verb)
        assert following.ephemeral is not changes
        assert (answer.now != answer.message) is changes


async def test_a_passage_that_is_too_long_is_read_part_by_part_to_its_end_and_back(
    corpus: Corpus, languages: Languages, tmp_path: Path
) -> None:
    corpus.clear()
    corpus.add("lang", LONG.encode())
    async with staged(registry(corpus.library()), languages, tmp_path) as stage:
        member = stage.member()
        answer = await member.slash("quote", query="lang-1")
        parts = [quotations(answer.components)[0]]
        while (later := labelled(answer, "Volgend deel")) is not None:
            answer = await member.press(answer, later)
            parts.append(quotations(answer.components)[0])
        back = [parts[-1]]
        while (earlier := labelled(answer, "Vorig deel")) is not None:
            answer = await member.press(answer, earlier)
            back.append(quotations(answer.components)[0])

    assert len(parts) > 3
    assert "".join(whole(part.text) for part in parts) == whole(LONG)
    assert parts[0].text == "De molen van Groningen maalt."
    assert parts[1].text.endswith("*_*")
    assert parts[-2].text.endswith(("koren!", "einde."))
    assert {"De alinea loopt door."} <= set(parts[0].told)
    assert back[-1].text.startswith("De molen van Groningen")
    assert all(part.text in LONG for part in back)


async def test_a_part_keeps_the_other_ways_on_and_works_a_week_later_elsewhere(
    corpus: Corpus, languages: Languages, tmp_path: Path
) -> None:
    corpus.clear()
    corpus.add("lang", LONG.encode())
    corpus.add("kort", b"De molen staat stil.")
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, registry(corpus.library()), languages, tmp_path / "one"):
            quote = await member.slash("quote", query="lang-1")
            context = await pressed(member, quote, "context")
        async with served(local, registry(corpus.library()), languages, tmp_path / "two"):
            for answer in (quote, context):
                later = labelled(answer, "Volgend deel")
                assert later is not None
                following = await member.press(week_old(answer), later)
                assert quotations(following.components) != quotations(answer.components)
                assert set(verbs(answer)) == set(verbs(following))


async def test_a_part_that_is_shared_is_the_one_that_was_shown(
    corpus: Corpus, languages: Languages, tmp_path: Path
) -> None:
    corpus.clear()
    corpus.add("lang", LONG.encode())
    async with staged(registry(corpus.library()), languages, tmp_path) as stage:
        member = stage.member()
        quote = await member.slash("quote", query="lang-1", private=True)
        context = await pressed(member, quote, "context")
        for answer in (quote, context):
            later = labelled(answer, "Volgend deel")
            assert later is not None
            following = await member.press(answer, later)
            public = await pressed(member, following, "share")
            seen, shared = (quotations(a.components)[0].text for a in (following, public))

            # Who shared it needs some room too.
            assert not public.ephemeral
            assert seen.startswith(shared)
            assert labelled(public, "Vorig deel") is not None


async def test_a_part_of_a_side_is_read_on_aside_so_that_the_other_side_stays(
    corpus: Corpus, languages: Languages, tmp_path: Path
) -> None:
    corpus.clear()
    corpus.add("een", f"De molen {'maalt *koren* en ' * 400}meel.".encode(), author="A. Een")
    corpus.add("twee", b"De molen staat stil.", author="B. Twee")
    async with staged(registry(corpus.library()), languages, tmp_path) as stage:
        member = stage.member()
        answer = await member.slash("positions", topic="molen")
        later = labelled(answer, "Volgend deel van A. Een")
        assert later is not None
        aside = await member.press(answer, later)

    assert len(quotations(answer.components)) == 2
    assert aside.ephemeral
    assert labelled(aside, "Vorig deel") is not None


def labelled(answer: Answer, label: str) -> str | None:
    """The id of the button that says so, where there is one."""
    return next((str(b["custom_id"]) for b in answer.buttons() if b["label"] == label), None)


def to_the_list(answer: Answer) -> str:
    """The id of the button that leads back to the list."""
    [found] = [b["custom_id"] for b in answer.buttons() if b["label"] == "Terug naar de lijst"]
    return str(found)


@pytest.mark.parametrize(
    ("query", "ways"), [("lenin", ["page"]), ("lenin", ["page", "page", "back"]), (LONG_QUERY, [])]
)
async def test_what_a_list_led_to_leads_back_to_its_page(stage: Stage, query: str, ways: list[str]) -> None:
    member = stage.member()
    page = await pressed(member, await member.slash("search", query=query), *ways)
    listed, opens = shown(page), [b for b in page.buttons() if b["custom_id"].startswith("t:open:")]
    opened = await member.press(page, opens[1]["custom_id"])
    further = await pressed(member, opened, "next", "picture", "open", "previous")

    assert [found.text for found in shown(further)] == [listed[1].text]
    for left in (opened, further):
        back = await member.press(week_old(left), to_the_list(left))
        assert (shown(back), back.texts()) == (listed, page.texts())


async def test_the_other_author_leads_back_to_a_list_of_all_authors(stage: Stage) -> None:
    member = stage.member()
    for author, count in (("", 1), ("storm", 0)):
        answer = await member.slash("search", query="lenin", author=author)
        other = await pressed(member, answer, "open", "other")

        assert len([b for b in other.buttons() if b["label"] == "Terug naar de lijst"]) == count


async def test_where_no_list_led_there_none_is_offered(stage: Stage) -> None:
    member = stage.member()
    quote, excerpt = await member.slash("quote", query="rode leger"), await member.slash("excerpt")
    forged = button(quote, "next").replace("+0|", "+0<x|")
    answers = [quote, excerpt, await member.press(altered(quote, next=forged), forged)]

    assert not [b for answer in answers for b in answer.buttons() if b["label"] == "Terug naar de lijst"]
