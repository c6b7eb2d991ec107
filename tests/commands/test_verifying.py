from __future__ import annotations

import pytest

from bot.app.commands import registry
from bot.commands.verifying import KEPT_CLAIM
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Message
from bot.platforms.console.plain import Plain
from bot.reply import Hits, Notice, Reply
from tests.texts import Corpus


def told(reply: Reply, languages: Languages, locale: str = "nl") -> list[str]:
    """The sentences of a reply outside its quotations."""
    return [languages.say(block.message, locale) for block in reply.blocks if isinstance(block, Notice)]


def verdict(reply: Reply) -> str:
    block = reply.blocks[0]
    assert isinstance(block, Notice)
    return block.message.key


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Trotski eiste onvoorwaardelijke overgave.", "verify-verbatim"),
        ("De revoluties liepen op nederlagen uit […] Oostenrijk en Italië.", "verify-elided"),
        ("Trotski eiste voorwaardelijke overgave.", "verify-altered"),
        ("Lenin en Trotski waren […] voorstanders van een éénpartijstaat.", "verify-altered-limit"),
        ("Trotski eiste onvoorwaardelijke overgave. author=westerlund", "verify-misattributed"),
        ("De revolutie eet haar kinderen op.", "verify-absent"),
    ],
)
async def test_every_verdict_is_a_sentence_in_both_languages(
    commands: Registry, ask: Ask, languages: Languages, line: str, key: str
) -> None:
    reply = await commands.line(ask, f"/verify {line}")

    assert verdict(reply) == key
    assert told(reply, languages)[0] != told(reply, languages, "en")[0]
    assert bool(reply.quotations()) == (key != "verify-absent")


async def test_differing_words_are_marked_and_told(commands: Registry, ask: Ask, languages: Languages) -> None:
    reply = await commands.line(ask, "/verify Trotski eiste voorwaardelijke overgave.")
    [quotation] = reply.quotations()

    assert [quotation.quote.text[at.start : at.end] for at in quotation.marks] == ["onvoorwaardelijke"]
    assert told(reply, languages)[1] == "Bewering: voorwaardelijke · tekst: onvoorwaardelijke"


async def test_words_that_one_side_lacks_are_said_to_be_nothing(
    commands: Registry, ask: Ask, languages: Languages
) -> None:
    reply = await commands.line(ask, "/verify Lenin en Trotski waren grote voorstanders van een éénpartijstaat.")

    assert told(reply, languages)[1:] == ["Bewering: grote · tekst: geen"]
    reply = await commands.line(ask, "/verify Lenin en Trotski waren voorstanders van een éénpartijstaat.")
    assert told(reply, languages)[1:] == ["Bewering: (niets) · tekst: geen"]


async def test_the_context_of_the_true_words_is_one_press_away(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/verify over het al smeltende water")
    action = reply.actions[0]

    context = await commands.press(ask, action.verb, action.target, reply.shared)

    assert action.verb == "context"
    assert context.private
    assert reply.quotations()[0].quote.text in context.quotations()[0].quote.text


async def test_further_places_are_listed_and_can_be_opened(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, "/verify Kronstadt")
    hits = next(block for block in reply.blocks if isinstance(block, Hits))

    assert hits.first == 2
    for hit in hits.hits:
        opened = await commands.press(ask, hit.action.verb, hit.action.target, reply.shared)
        assert opened.quotations()[0].quote == hit.quotation.quote


async def test_an_unchecked_speaker_is_said_to_be_so(commands: Registry, ask: Ask, languages: Languages) -> None:
    reply = await commands.line(ask, "/verify De machine weigert de hand die het leidt te volgen. author=lenin")

    if reply.quotations()[0].voice.speaker is None:
        assert "Vladimir Lenin" in told(reply, languages)[1]
    assert verdict(reply) == "verify-verbatim"


async def test_many_and_long_differences_are_counted(commands: Registry, ask: Ask, languages: Languages) -> None:
    quote = await commands.line(ask, "/quote Marot")
    words = quote.quotations()[0].quote.passage.text.split()
    altered = " ".join(word if at % 6 else "xyzzy" for at, word in enumerate(words))

    sentences = told(await commands.line(ask, f"/verify {altered}"), languages)

    assert sentences[0].startswith("Veranderd")
    assert sentences[-1].startswith("En nog ")
    assert len(sentences) == 10

    claim = "Trotski eiste onvoorwaardelijke overgave. In werkelijkheid vertegenwoordigde de opstand een poging"
    sentences = told(await commands.line(ask, f"/verify {claim}"), languages)
    assert sentences[1].startswith("Bewering: (niets) · tekst: 6")
    assert sentences[1].endswith(" woorden")


async def test_a_refusal_is_private(commands: Registry, ask: Ask) -> None:
    reply = await commands.line(ask, f"/verify {'x' * 5000}")

    assert reply.private
    assert [b.message for b in reply.blocks if isinstance(b, Notice)] == [Message("claim-long", {"limit": 4000})]


async def test_a_terminal_shows_all_of_it(commands: Registry, ask: Ask, languages: Languages) -> None:
    shown = Plain(languages).reply(await commands.line(ask, "/verify Trotski eiste voorwaardelijke overgave."))

    assert [line.split(" ")[0] for line in shown.split("\n\n")] == ["Veranderd:", "Trotski", "Bewering:", "[context]"]


async def test_differences_leave_room_for_the_quotation(corpus: Corpus, ask: Ask) -> None:
    corpus.clear()
    same = [" ".join(f"molen{n}woord{k}" for k in range(20)) for n in range(8)]
    source, claim = (
        " ".join(f"{words} {' '.join(f'{other}{n}{k}' for k in range(6))}" for n, words in enumerate(same))
        for other in ("koopmannen", "waterlopen")
    )
    corpus.add("proef", f"{source}.".encode())

    reply = await registry(corpus.library()).run(ask, "verify", {"text": claim})

    told = [b.message for b in reply.blocks if isinstance(b, Notice) and b.message.key == "verify-difference"]
    assert sum(len(str(side)) for message in told for side in message.values.values()) <= 900
    assert told
    assert "verify-differences-more" in [b.message.key for b in reply.blocks if isinstance(b, Notice)]


async def test_a_long_quotation_that_stands_there_can_be_checked_again_for_everyone(
    commands: Registry, library: Library, ask: Ask
) -> None:
    [result] = library.quote("kronstadt", limit=1).results
    assert len(result.quote.text) > KEPT_CLAIM
    reply = await commands.run(ask, "verify", {"text": result.quote.text})
    assert reply.again is not None

    again = await commands.press(ask, reply.again.verb, reply.again.target, reply.shared)

    assert again.blocks == reply.blocks


async def test_a_long_claim_that_stands_nowhere_so_is_not_kept(commands: Registry, library: Library, ask: Ask) -> None:
    [result] = library.quote("kronstadt", limit=1).results
    reply = await commands.run(ask, "verify", {"text": result.quote.text.replace("Kronstadt", "Petrograd", 1)})

    assert reply.quotations()
    assert reply.again is None
