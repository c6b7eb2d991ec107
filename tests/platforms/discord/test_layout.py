from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.i18n import Languages
from bot.model import Message, Passage, Quote, Span, Voice
from bot.platforms.discord.layout import ACCENTS, NEUTRAL, Layout
from bot.reply import Action, Entry, Heading, Hit, Hits, Notice, Quotation, Reply
from tests.local_discord.components import walk
from tests.platforms.discord.rendering import quotations, render, sentences

TEXT = "Eerst dit.\n  • *Dan* dit; @everyone.\nEn <@1> tot slot."


@pytest.fixture
def layout(languages: Languages) -> Layout:
    return Layout(languages, ["anna", "bram"])


def quotation(author: str = "anna", start: int = 0) -> Quotation:
    quote = Quote(Passage("proef", 4, 1, 0, TEXT), Span(start, len(TEXT)))
    return Quotation(quote, Voice("Anna", own=True, kind="author"), cited(), "nl", author.title(), author)


def cited() -> Message:
    return Message("citation", {"work": "Proef", "number": 4, "id": "proef-4"})


def laid_out(layout: Layout, reply: Reply) -> list[dict[str, Any]]:
    components: list[dict[str, Any]] = layout.page(reply).to_components()  # type: ignore[no-untyped-call]
    return components


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
