from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from bot.i18n import Languages
from bot.model import Message, Passage, Quote, Span, Voice
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.limits import OverLimit, fitting
from bot.reply import Action, Entry, Heading, Hit, Hits, Notice, Quotation, Reference, Reply
from bot.reply.accents import ACCENTS, NEUTRAL, Accents
from bot.reply.bibliography import Record
from bot.reply.telling import citation
from tests.local_discord.components import buttons, walk
from tests.platforms.discord.rendering import quotations, render, sentences
from tests.platforms.discord.test_markup import HOSTILE
from tests.texts import work

TEXT = "Eerst dit.\n  • *Dan* dit; @everyone.\nEn <@1> tot slot."


@pytest.fixture
def layout(languages: Languages) -> Layout:
    return Layout(languages, Accents(["anna", "bram"]))


def quotation(author: str = "anna", start: int = 0) -> Quotation:
    quote = Quote(Passage("proef", 4, 1, 0, TEXT), Span(start, len(TEXT)))
    return Quotation(quote, Voice("Anna", own=True, kind="author"), cited(), "nl", author.title(), author)


def cited() -> Message:
    return Message("citation", {"work": "Proef", "number": 4, "id": "proef-4"})


def laid_out(layout: Layout, reply: Reply) -> list[dict[str, Any]]:
    return layout.page(reply).components


def test_a_quotation_stands_by_itself_with_its_small_print_under_it(layout: Layout) -> None:
    [shown] = quotations(laid_out(layout, Reply((quotation(),), locale="en")))

    assert shown.text == TEXT
    assert shown.told == ["Anna", "Proef, paragraph 4 [proef-4]", "Text in Dutch."]


def test_authors_keep_their_colours_and_strangers_are_grey(layout: Layout) -> None:
    reply = Reply(tuple(quotation(author) for author in ("bram", "anna", "carla")), locale="nl")

    assert [shown.accent for shown in quotations(laid_out(layout, reply))] == [ACCENTS[1], ACCENTS[0], NEUTRAL]


def test_marks_and_the_asked_stretch_are_bold(layout: Layout) -> None:
    reply = Reply((replace(quotation(start=6), marks=(Span(0, 3),), focus=Span(6, 10)),), locale="nl")

    [container] = laid_out(layout, reply)

    assert render(container["components"][0]["content"]).bold == [(0, 4)]


def test_hits_have_their_button_beside_them_and_the_others_follow(layout: Layout) -> None:
    hits = Hits((Hit(quotation(), Action("open", "a")), Hit(quotation(), Action("open", "b"))), first=6)
    reply = Reply((hits,), (Action("page", "8"),), "|query", locale="nl")

    components = laid_out(layout, reply)

    buttons = [c for c in walk(components) if c["type"] == 2]
    assert [b["label"] for b in buttons] == ["Openen 6", "Openen 7", "Meer"]
    assert components[0]["components"][0]["accessory"] == buttons[0]
    assert components[-1]["components"] == [buttons[2]]


def test_more_than_five_buttons_take_another_row(layout: Layout) -> None:
    actions = tuple(Action("next", str(n)) for n in range(7))

    components = laid_out(layout, Reply((Notice(Message("no-more")),), actions, locale="nl"))

    assert [len(c["components"]) for c in components[1:]] == [5, 2]


def test_sentences_show_as_they_are_said(layout: Layout) -> None:
    hostile = "*@everyone*\n# <@1> https://a.b"
    reply = Reply(
        (
            Heading(Message("help-heading")),
            Notice(Message("suggestions", {"words": hostile}), quiet=True),
            Entry(Message("help-usage", {"usage": "/quote <query>"}), (Message("help-usage", {"usage": hostile}),)),
        ),
        locale="nl",
    )

    components = laid_out(layout, reply)

    flat = hostile.replace("\n", " ")
    assert sentences(components) == ["Opdrachten", f"Misschien bedoelde u: {flat}", "/quote <query>", flat]


def test_equal_actions_have_different_ids(layout: Layout) -> None:
    components = laid_out(layout, Reply((Notice(Message("no-more")),), (Action("next"), Action("next")), locale="nl"))

    assert len({b["custom_id"] for b in components[1]["components"]}) == 2


def reference(text: str, **facts: object) -> Reference:
    passage, cited = Passage("proef", 4, 1, 0, text), work(**facts)  # type: ignore[arg-type]  # facts are given by name
    voice = Voice(cited.author, own=True, kind="author")
    return Reference(Quote(passage, Span(0, len(text))), voice, citation(cited, passage), cited, Record())


def copied(layout: Layout, block: Reference) -> list[str]:
    """What a member copies: out of code blocks as Discord shows them, or out of files."""
    fit = fitting(layout.page(Reply((block,), private=True, locale="nl")))
    files = {f"attachment://{e.name}": e.content.decode() for e in fit.enclosed}
    found = []
    for component in fit.view.components:
        if component["type"] == 13:
            found.append(files.pop(component["file"]["url"]))
        elif component["content"].startswith("```"):
            inside = re.fullmatch(r"```(?:[\w+.#-]+?\n)?\n*(.*?)\n*```", component["content"], re.DOTALL)
            assert inside
            assert "```" not in inside[1]
            found.append(inside[1])
    assert not files
    return found


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "`a` en ``b`` tot slot `",
        "```\n@everyone\n```",
        "\nEen regel.\n\n",
        "lang",
        "Een zin. " * 500,
        "Een zin. " * 390,
        "x" * 3990,
        "é" * 100_000,
    ],
)
def test_what_is_copied_is_the_text_whole(layout: Layout, text: str) -> None:
    quotation, bibtex, csl = copied(layout, reference(text))

    assert quotation == f"{text}\n\n— A. Auteur, Proef, alinea 4 [proef-4]"
    assert bibtex.startswith("@misc{proef-4,")
    assert json.loads(csl)[0]["id"] == "proef-4"


@given(HOSTILE)
def test_nothing_in_a_quotation_or_its_source_gets_out_of_the_text_to_copy(languages: Languages, hostile: str) -> None:
    layout = Layout(languages, Accents([]))
    block = reference(f"{hostile}.", title=f"{hostile}.", citation={"nl": hostile}, url=f"https://a.b/{hostile}")

    quotation, _, csl = copied(layout, block)

    assert quotation == f"{hostile}.\n\n— {hostile}, alinea 4 [proef-4]"
    assert json.loads(csl)[0]["title"] == f"{hostile}."


def test_a_text_too_large_for_a_file_is_refused(layout: Layout) -> None:
    with pytest.raises(OverLimit):
        fitting(layout.page(Reply((reference("é" * 6_000_000),), locale="nl")))


def test_what_would_be_shared_in_part_is_not_offered_to_be_shared(layout: Layout) -> None:
    actions = (Action("context"), Action("share", "open:"))
    offered = [
        [b["custom_id"].split(":")[1] for b in buttons(laid_out(layout, reply))]
        for reply in (Reply((quotation(),), actions, "x" * length, locale="en") for length in (100, 300))
    ]

    assert offered == [["context", "share"], ["context"]]
