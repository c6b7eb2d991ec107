from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.commands import registry
from bot.cards.card import Card
from bot.cards.drawing import Cards
from bot.corpus.sentences import sentences
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Message, Passage, Quote, Span, Voice
from bot.platforms.discord.describing import beginning, description
from bot.platforms.discord.lasting import Lasting
from bot.reply import Picture, Quotation, Reply
from bot.reply.picturing import described
from tests.local_discord import Answer
from tests.local_discord.components import walk
from tests.platforms.discord.fakes import Around
from tests.platforms.discord.stage import Stage, button, local_discord, said, served, shown, until, verbs

pytestmark = pytest.mark.asyncio(loop_scope="module")

GALLERY = 12
LIMIT = 1024


class Held(Cards):
    """Draws nothing before the door is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()
        self.door = threading.Event()

    def draw(self, card: Card) -> bytes:
        self.begun.set()
        self.door.wait(10)
        return super().draw(card)


class Noting(Cards):
    """Notes what it draws."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Card] = []

    def draw(self, card: Card) -> bytes:
        self.drawn.append(card)
        return super().draw(card)


class Showing(Around):
    """Answers every press with the same picture."""

    async def press(self, ask: Ask, verb: str, target: str, shared: str) -> Reply:
        return Reply((picture("Een zin die er mag zijn. " * 60),), locale=ask.locale)


def picture(text: str) -> Picture:
    quote = Quote(Passage("proef", 4, 1, 0, text), Span(0, len(text)))
    cited = Message("citation", {"work": "Proef", "number": 4, "id": "proef-4"})
    return Picture(Quotation(quote, Voice("Anna", own=True, kind="author"), cited, "nl", "Anna", "anna"))


def files(answer: Answer) -> list[dict[str, Any]]:
    assert answer.now
    return list(answer.now["attachments"])


def alt(answer: Answer) -> str:
    """What a screen reader reads out."""
    [gallery] = [component for component in walk(answer.components) if component["type"] == GALLERY]
    [item] = gallery["items"]
    return str(item["description"])


async def test_a_card_is_a_picture_with_all_of_its_text_as_description(stage: Stage) -> None:
    member = stage.member()
    [quotation] = shown(await member.slash("quote", query="kronstadt"))

    card = await member.slash("quote", query="kronstadt", card=True)

    [file] = files(card)
    assert (file["filename"], file["content_type"], file["width"]) == ("storm-4.png", "image/png", 1200)
    assert 600 < file["height"] < 1800
    assert alt(card) == "\n".join([quotation.text, "", *(f"— {line}" for line in quotation.told)])
    assert (card.ephemeral, said(card), verbs(card)) == (False, [], ["dark", "open", "cite", "report"])


@pytest.mark.usefixtures("calm")
async def test_as_picture_turns_the_message_into_a_picture_and_back(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt")
    label = next(b["label"] for b in answer.buttons() if b["custom_id"] == button(answer, "picture"))
    card = await member.press(answer, button(answer, "picture"))
    kept = (files(card), alt(card))

    text = await member.press(card, button(card, "open"))

    assert label == "Als plaatje"
    assert [file["width"] for file in kept[0]] == [1200]
    assert kept[1].startswith(shown(answer)[0].text)
    assert [message.message["id"] for message in (card, text)] == [answer.message["id"]] * 2
    assert shown(text) == shown(answer)
    assert files(text) == []


async def test_a_picture_turns_dark_and_light(stage: Stage) -> None:
    member = stage.member()
    light = await member.slash("quote", query="kronstadt", card=True)
    dark = await member.press(light, button(light, "dark"))
    again = await member.press(dark, button(dark, "picture"))

    assert alt(light) == alt(dark) == alt(again)
    assert [answer.buttons()[0]["label"] for answer in (light, dark, again)] == ["Donker", "Licht", "Donker"]


async def test_somebody_elses_press_gives_the_picture_to_them_alone_in_their_language(stage: Stage) -> None:
    answer = await stage.member().slash("quote", query="kronstadt")

    card = await stage.member("en-GB").press(answer, button(answer, "picture"))

    assert card.ephemeral
    assert "paragraph 4 [storm-4]" in alt(card)
    assert [b["label"] for b in card.buttons()] == ["Dark", "As text", "Cite", "Report", "Share in channel"]
    assert answer.now == answer.message


async def test_a_picture_of_before_a_restart_still_turns(
    library: Library, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, registry(library), languages, tmp_path):
            card = await member.slash("quote", query="kronstadt", card=True)
        async with served(local, registry(library), languages, Lasting(tmp_path, cards=(cards := Noting()))):
            dark = await member.press(card, button(card, "dark"))

    assert alt(dark) == alt(card)
    assert [drawn.dark for drawn in cards.drawn] == [True]


async def test_a_long_description_goes_on_in_a_file(library: Library, languages: Languages, tmp_path: Path) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, Showing(registry(library)), languages, tmp_path):
            answer = await member.slash("quote", query="kronstadt")
            card = await member.press(answer, button(answer, "next"))

    assert alt(card).startswith("Een zin die er mag zijn. Een zin")
    assert "De tekst gaat verder" in alt(card)
    assert alt(card).endswith("— Anna\n— Proef, alinea 4 [proef-4]")
    assert [file["filename"] for file in files(card)] == ["proef-4.png", "proef-4.txt"]
    assert files(card)[1]["size"] > len("Een zin die er mag zijn. " * 60)


async def test_others_are_answered_while_a_picture_is_drawn(
    library: Library, languages: Languages, tmp_path: Path
) -> None:
    cards = Held()
    async with local_discord() as local:
        guild = local.add_guild("Leesgroep", "nl")
        anna, bram = local.member(guild, "anna", "nl"), local.member(guild, "bram", "nl")
        async with served(local, registry(library), languages, Lasting(tmp_path, cards=cards)):
            asked = asyncio.create_task(anna.slash("quote", settle=False, query="kronstadt", card=True))
            await until(cards.begun.is_set)
            other = await bram.slash("help")
            thinking = await asked
            cards.door.set()
            card = await thinking.changed()

    assert said(other)
    assert thinking.deferred
    assert [file["width"] for file in files(card)] == [1200]


SENTENCES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=400), min_size=1, max_size=12
)


@given(SENTENCES)
async def test_a_description_has_whole_sentences_and_never_more_than_discord_takes(parts: list[str]) -> None:
    languages = Languages("nl")

    def say(message: Message) -> str:
        return languages.say(message, "nl")

    text = ". ".join(parts) + "."
    shown = picture(text)
    whole, cut = description(shown, "nl", say), beginning(shown, "nl", say)

    assert whole in (None, described(shown, "nl", say))
    assert (whole is None) == (len(described(shown, "nl", say)) > LIMIT)
    assert len(cut) <= LIMIT
    told = cut.partition("(De tekst gaat verder")[0].removesuffix("\n\n")
    assert told in {"", *(text[: span.end].lstrip("\n") for span in sentences(text, "nl"))}


async def test_a_footing_that_alone_is_too_long_is_refused_nothing(languages: Languages) -> None:
    cited = Message("citation", {"work": "Proef " * 300, "number": 4, "id": "proef-4"})
    shown = picture("Een zin.")
    shown = replace(shown, quotation=replace(shown.quotation, citation=cited))

    assert len(beginning(shown, "nl", lambda message: languages.say(message, "nl"))) == LIMIT
