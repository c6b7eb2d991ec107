from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Message, Role
from bot.platforms.matrix.names import KEPT
from bot.platforms.matrix.reactions import Chosen, Reaction, chosen, kept, offers, reaction, reactions, standing
from bot.platforms.matrix.showing import Showing
from bot.platforms.matrix.signs import SIGNS
from bot.reply import Action, Enclosed, Hit, Hits, Notice, Reply
from tests.platforms.matrix.replies import quotation, said

ME, ANNA, BEN = "@tegenspraak:here", "@anna:here", "@ben:here"
LIST = Hits(tuple(Hit(quotation(f"{number}."), Action("open", f"at-{number}")) for number in (6, 7)), 6)
REPLY = Reply(
    (LIST,),
    (
        Action("next"),
        Action("side", "a:1", Message("action-side-of", {"author": "Storm"})),
        Action("side", "b:1", Message("action-side-of", {"author": "Westerlund"})),
        Action("forget"),
    ),
    shared="kronstadt\n1",
    locale="nl",
)


def event(reply: Reply, languages: Languages, *, changeable: bool = True) -> dict[str, Any]:
    """The bot's message with this reply, as it comes back from a homeserver."""
    found = kept(reply, offers(reply, languages), ANNA, changeable=changeable)
    return json.loads(json.dumps({"sender": ME, "event_id": "$1", "content": {"body": "x", **found}}))  # type: ignore[no-any-return]  # a dict comes back as one


def choose(said: str, of: dict[str, Any]) -> tuple[str, str] | None:
    found = chosen(said, of, ME)
    return (found.verb, found.target) if found else None


@pytest.mark.parametrize(
    ("said", "verb", "target"),
    [
        ("▶️", "next", ""),
        ("▶", "next", ""),
        ("next", "next", ""),
        ("Volgende!", "next", ""),
        ("!next", "next", ""),
        (" NEXT ", "next", ""),
        ("8", "next", ""),
        ("6", "open", "at-6"),
        ("6️⃣", "open", "at-6"),
        ("7.", "open", "at-7"),
        ("9️⃣", "side", "a:1"),
        ("🔟", "side", "b:1"),
        ("meer van Storm", "side", "a:1"),
        ("more  by westerlund", "side", "b:1"),
        ("forget", "forget", ""),
    ],
)
def test_a_sign_a_word_or_a_number_chooses(languages: Languages, said: str, verb: str, target: str) -> None:
    assert choose(said, event(REPLY, languages)) == (verb, target)


@pytest.mark.parametrize("said", ["", " ", "⚖️", "nextt", "1", "12", "openen", "side", "...", "dank, volgende graag"])
def test_anything_else_chooses_nothing(languages: Languages, said: str) -> None:
    assert choose(said, event(REPLY, languages)) is None


def test_what_is_chosen_comes_with_all_that_the_registry_needs(languages: Languages) -> None:
    assert chosen("next", event(REPLY, languages), ME) == Chosen("next", "", "kronstadt\n1", ANNA, changeable=True)


def test_who_asked_and_moderators_change_the_message_where_it_can_be_changed(languages: Languages) -> None:
    open_one = chosen("next", event(REPLY, languages), ME)
    fixed = chosen("next", event(REPLY, languages, changeable=False), ME)

    assert open_one
    assert fixed
    assert open_one.changes(ANNA, Role.ASKER)
    assert open_one.changes(BEN, Role.MODERATOR)
    assert not open_one.changes(BEN, Role.ASKER)
    assert not fixed.changes(ANNA, Role.OPERATOR)


def test_only_what_the_bot_itself_said_is_trusted(languages: Languages) -> None:
    assert chosen("next", {**event(REPLY, languages), "sender": BEN}, ME) is None


def test_of_many_the_bot_reacts_with_those_that_are_chosen_most(languages: Languages) -> None:
    verbs = ("report", "picture", "cite", "other", "next", "context", "previous")
    reply = Reply((), tuple(Action(verb) for verb in verbs))
    hits = Reply((Hits(LIST.hits * 5),), (Action("page", "9"),))

    assert reactions(offers(reply, languages)) == [
        SIGNS[verb] for verb in ("next", "context", "other", "cite", "previous")
    ]
    assert reactions(offers(hits, languages)) == ["📃", "1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣"]


def test_no_two_verbs_that_stand_under_one_reply_have_a_sign_in_common() -> None:
    shared = [sign for sign in SIGNS.values() if list(SIGNS.values()).count(sign) > 1]

    # A change of settings is taken back in another reply than one of topics.
    assert set(shared) <= {SIGNS["undo"]}


def test_every_verb_is_one_of_the_bot(everything: Registry) -> None:
    assert set(SIGNS) <= set(everything.actions)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply((Notice(said("x")),), (Action("next"),)), True),
        (Reply((Notice(said("x")),), (Action("next"),), private=True), False),
        (Reply((Notice(said("x")),), (Action("next"),), fresh=True), False),
        (Reply((Notice(said("x")), Enclosed("a.txt", "x")), (Action("next"),)), False),
        (Reply(tuple(Notice(said("x" * 2000)) for _ in range(9)), (Action("next"),)), False),
    ],
)
def test_a_reply_of_one_message_can_be_changed(languages: Languages, reply: Reply, expected: bool) -> None:  # noqa: FBT001 - a parameter
    shown = Showing(languages, "!").reply(reply, ANNA)

    assert shown.changeable is expected
    assert shown.kept[KEPT]["changeable"] is expected


def test_a_reply_under_which_nothing_can_be_done_keeps_nothing(languages: Languages) -> None:
    shown = Showing(languages, "!").reply(Reply((Notice(said("x")),)), ANNA)

    assert (dict(shown.kept), list(shown.signs)) == ({}, [])


def test_the_latest_edit_is_what_stands(languages: Languages) -> None:
    first, second = event(REPLY, languages), event(Reply((), (Action("context"),)), languages)
    edit = {"sender": ME, "content": {"m.new_content": second["content"]}}
    bundled = {**first, "unsigned": {"m.relations": {"m.replace": edit}}}
    forged = {**first, "unsigned": {"m.relations": {"m.replace": {**edit, "sender": BEN}}}}

    assert choose("context", standing(bundled)) == ("context", "")
    assert choose("context", standing(first, edit)) == ("context", "")
    assert choose("next", standing(forged)) == ("next", "")
    assert choose("next", standing(first)) == ("next", "")


def test_a_reaction_is_read() -> None:
    relation = {"rel_type": "m.annotation", "event_id": "$0", "key": "▶️"}
    found = {"event_id": "$1", "sender": ANNA, "content": {"m.relates_to": relation}}

    assert reaction(found, ME) == Reaction("$1", ANNA, "$0", "▶️")
    assert reaction({**found, "sender": ME}, ME) is None
    assert reaction({**found, "content": {"m.relates_to": {**relation, "rel_type": "m.thread"}}}, ME) is None


async def test_what_is_under_a_real_reply_leads_where_the_console_goes(
    commands: Registry, languages: Languages, ask: Ask
) -> None:
    reply = await commands.line(ask, "quote kronstadt")
    following = chosen("volgende", event(reply, languages), ME)

    assert following
    pressed = await commands.press(ask, following.verb, following.target, following.shared)
    again = await commands.press(ask, "next", "", reply.shared)
    assert pressed.quotations()[0].quote == again.quotations()[0].quote


KEYS = st.sampled_from([KEPT, "asker", "shared", "actions", "verb", "target", "sign", "words", "form", "values"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just("next"),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(KEYS, of, max_size=6),
    max_leaves=14,
)


@given(JSON, st.text(max_size=5), JSON)
def test_whatever_stands_in_an_event_a_choice_is_read_or_none(content: object, said: str, unsigned: object) -> None:
    for made in (content, {KEPT: content}, {KEPT: {"shared": "", "actions": content}}):
        found: dict[str, Any] = {"sender": ME, "event_id": "$1", "content": made, "unsigned": unsigned}
        chosen(said, standing(found), ME)
        reaction(found, ME)


def test_random_replies_choose_what_they_offer(languages: Languages) -> None:
    chance = random.Random(1)
    for _ in range(50):
        verbs = chance.choices(list(SIGNS), k=chance.randint(1, 6))
        reply = Reply((), tuple(Action(verb, str(at), said(verb)) for at, verb in enumerate(verbs)))
        of = event(reply, languages)
        for offer in offers(reply, languages):
            if len({other.sign for other in offers(reply, languages)}) == len(verbs):
                assert choose(offer.sign, of) == (offer.action.verb, offer.action.target)
