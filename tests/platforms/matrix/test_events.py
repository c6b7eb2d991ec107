from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.registry import Registry
from bot.model import Ask
from bot.platforms.matrix.events import RoomFacts, Said, said
from tests.fuzz.queries import HOSTILE

ME, ANNA = "@tegenspraak:here", "@anna:here"
NAME = "Tegen Spraak"


@pytest.fixture
def room(everything: Registry) -> RoomFacts:
    return RoomFacts(ME, NAME, "!", direct=False, commands=everything.commands)


@pytest.fixture
def direct(everything: Registry) -> RoomFacts:
    return RoomFacts(ME, NAME, "!", direct=True, commands=everything.commands)


def event(body: object, sender: object = ANNA, **content: object) -> dict[str, Any]:
    return {
        "type": "m.room.message",
        "event_id": "$1",
        "sender": sender,
        "content": {"msgtype": "m.text", "body": body, **content},
    }


def mention(body: str, formatted: str = "", **content: object) -> dict[str, Any]:
    html = {"format": "org.matrix.custom.html", "formatted_body": formatted} if formatted else {}
    return event(body, **{"m.mentions": {"user_ids": [ME]}, **html, **content})


def pill(name: str, to: str = ME) -> str:
    return f'<a href="https://matrix.to/#/{to}">{name}</a>'


def reply(to: str, **more: object) -> dict[str, Any]:
    return {"m.relates_to": {"m.in_reply_to": {"event_id": to}, **more}}


def line_of(found: Said | None) -> str | None:
    assert found
    return found.line


@pytest.mark.parametrize("body", ["!quote kronstadt", "/quote kronstadt", "  !quote kronstadt ", "!QUOTE kronstadt"])
def test_a_prefix_or_a_slash_makes_a_command(room: RoomFacts, body: str) -> None:
    found = said(event(body), room)

    assert found == Said("$1", ANNA, body.strip(), body.strip()[1:])


async def test_a_line_is_read_as_the_console_reads_it(room: RoomFacts, everything: Registry, ask: Ask) -> None:
    line = line_of(said(event('!quote "een partij"\nauthor=storm'), room))
    reply = await everything.line(ask, line or "")
    missing = await everything.line(ask, line_of(said(event("!quote"), room)) or "")

    assert [quotation.author_key for quotation in reply.quotations()] == ["storm"]
    assert missing.blocks[0].message.key == "argument-missing"  # type: ignore[union-attr]  # it says so itself


@pytest.mark.parametrize(
    "body", ["!ban anna", "!", "! ", "!!", "kronstadt", "quote kronstadt", "/me waves", "?quote x", "!quoted x", ""]
)
def test_what_is_for_others_is_left_to_them(room: RoomFacts, body: str) -> None:
    assert said(event(body), room) is None


def test_the_name_of_a_group_alone_is_for_the_bot(room: RoomFacts) -> None:
    assert line_of(said(event("!topic"), room)) == "topic"
    assert line_of(said(event("!topic add Graan keywords=graan"), room)) == "topic add Graan keywords=graan"


def test_each_room_has_a_prefix_of_its_own(everything: Registry) -> None:
    theirs = RoomFacts(ME, NAME, "ts ", direct=False, commands=everything.commands)
    none = RoomFacts(ME, NAME, "", direct=False, commands=everything.commands)

    assert line_of(said(event("ts quote x"), theirs)) == "quote x"
    assert said(event("!quote x"), theirs) is None
    assert said(event("quote x"), none) is None
    assert line_of(said(event("/quote x"), none)) == "quote x"


@pytest.mark.parametrize(
    "made",
    [
        mention("Tegen Spraak: quote kronstadt", pill("Tegen Spraak") + ": quote kronstadt"),
        mention("Tegen Spraak quote kronstadt", pill("Tegen Spraak") + " quote kronstadt"),
        event("Tegen S. quote kronstadt", formatted_body=pill("Tegen S.") + " quote kronstadt"),
        event("a<b quote kronstadt", formatted_body="<p>" + pill("a&lt;b", "%40tegenspraak%3Ahere") + " quote</p>"),
        event(f"[Wie](https://matrix.to/#/{ME}) quote kronstadt", formatted_body=pill("Wie") + " quote kronstadt"),
        mention("@Tegen Spraak, quote kronstadt"),
        mention("@tegenspraak:here: quote kronstadt"),
        mention("tegenspraak: quote kronstadt"),
        event("@tegenspraak:here quote kronstadt"),
        event("tegen spraak: quote kronstadt"),
        mention("Tegen Spraak: !quote kronstadt"),
        mention("Tegen Spraak: /quote kronstadt"),
    ],
)
def test_its_name_at_the_beginning_calls_the_bot(room: RoomFacts, made: dict[str, Any]) -> None:
    assert line_of(said(made, room)) == "quote kronstadt"


def test_after_its_name_a_bare_text_asks_for_a_quotation_and_nothing_for_help(room: RoomFacts) -> None:
    assert line_of(said(mention("Tegen Spraak: kronstadt"), room)) == "quote kronstadt"
    assert line_of(said(mention("Tegen Spraak"), room)) == "help"
    assert line_of(said(mention("Tegen Spraak: !nothing"), room)) == "/nothing"


@pytest.mark.parametrize(
    "made",
    [
        event("Tegen Spraak zegt veel"),
        event("Tegen Spraakwater: quote x"),
        mention("Wat zegt Tegen Spraak: quote x"),
        mention("tegenspraaks quote x"),
        mention("quote kronstadt"),
        event("Ben quote x", formatted_body=pill("Ben", "@ben:here") + " quote x"),
        event("Wie quote x", formatted_body="<mx-reply>" + pill("Wie") + "</mx-reply> quote x"),
    ],
)
def test_talk_about_the_bot_is_not_for_it(room: RoomFacts, made: dict[str, Any]) -> None:
    assert said(made, room) is None


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("quote kronstadt", "quote kronstadt"),
        ("kronstadt", "quote kronstadt"),
        ("!quote kronstadt", "quote kronstadt"),
        ("!nothing", "/nothing"),
        ("next", "quote next"),
    ],
)
def test_in_private_everything_is_for_the_bot(direct: RoomFacts, body: str, line: str) -> None:
    found = said(event(body), direct)

    assert line_of(found) == line
    assert found
    assert found.chooses == (body != "!quote kronstadt")


def test_a_reply_may_choose_what_is_offered(room: RoomFacts) -> None:
    assert said(event("next", **reply("$0")), room) == Said("$1", ANNA, "next", chooses=True, to="$0")
    assert said(mention("Tegen Spraak: next", **reply("$0")), room) == Said(
        "$1", ANNA, "next", "quote next", chooses=True, to="$0"
    )
    assert said(event("!quote x", **reply("$0")), room) == Said("$1", ANNA, "!quote x", "quote x", to="$0")


def test_what_is_replied_to_is_no_part_of_what_is_said(room: RoomFacts) -> None:
    body = "> <@ben:here> !quote lenin\n> and more\n\n!quote kronstadt"

    assert line_of(said(event(body, **reply("$0")), room)) == "quote kronstadt"
    assert said(event(body), room) is None
    assert said(event("> <@ben:here> !quote x", **reply("$0")), room) is None


def test_a_message_of_a_thread_says_which(room: RoomFacts) -> None:
    related = reply("$9", rel_type="m.thread", event_id="$root", is_falling_back=True)

    assert said(event("!quote x", **related), room) == Said("$1", ANNA, "!quote x", "quote x", thread="$root", to="$9")
    assert said(event("hello", **related), room) == Said("$1", ANNA, "hello", chooses=True, thread="$root", to="$9")


@pytest.mark.parametrize(
    "made",
    [
        event("!quote x", sender=ME),
        event("!quote x", msgtype="m.notice"),
        event("!quote x", msgtype="m.emote"),
        event("!quote x", msgtype="m.image"),
        event("* !quote x", **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}),
        event("!quote x", **{"m.new_content": {"body": "!quote x"}}),
    ],
)
def test_the_bots_own_messages_notices_and_edits_are_passed_over(
    room: RoomFacts, direct: RoomFacts, made: dict[str, Any]
) -> None:
    assert said(made, room) is None
    assert said(made, direct) is None


def structured(command: object, arguments: object = None, body: str = "words", **content: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    given: dict[str, Any] = {"command": command, "arguments": arguments}
    return mention(body, **{"org.matrix.msc4391.command": given, **content})


def test_a_command_with_its_arguments_by_name_wins_over_the_text(room: RoomFacts) -> None:
    given = {"query": ' "één" ', "author": "storm", "private": "ja", "card": False, "unheard": 1, "speaker": ["x"]}
    found = said(structured("/Quote", given, body="!quote other"), room)

    assert found
    assert found.named
    assert (found.line, found.chooses) == (None, False)
    assert found.named.name == "quote"
    assert found.named.values == {"query": '"één"', "author": "storm", "private": True, "card": False}


def test_of_a_command_that_lacks_an_argument_the_registry_says_which(room: RoomFacts) -> None:
    assert line_of(said(structured("quote", {}), room)) == "quote"
    assert line_of(said(structured("topic  rename", None), room)) == "topic rename"


def test_a_command_for_another_bot_is_left_to_it(room: RoomFacts) -> None:
    theirs: dict[str, Any] = {"m.mentions": {"user_ids": ["@other:here"]}}

    assert said(structured("quote", {"query": "x"}, **theirs), room) is None
    assert said(structured("unheard-of"), room) is None


WORDS = """body msgtype m.relates_to m.thread m.mentions user_ids m.in_reply_to event_id rel_type formatted_body command
arguments org.matrix.msc4391.command query content sender"""
KEYS = st.sampled_from(WORDS.split())
TEXTS = st.one_of(
    HOSTILE,
    st.sampled_from(["m.text", "quote", ME, "!quote", "m.thread", "> <@a:b>", "Tegen Spraak:", pill("x")]),
    st.lists(st.sampled_from(["!quote ", "/", "> <@a:b>", "\n", "Tegen Spraak", ":", pill("x"), "@"])).map("".join),
)
ANYTHING = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(KEYS, of, max_size=6),
    max_leaves=12,
)


@pytest.mark.parametrize("private", [False, True])
def test_whatever_a_message_holds_it_is_read(everything: Registry, private: bool) -> None:  # noqa: FBT001 - a parameter
    room = RoomFacts(ME, NAME, "!", direct=private, commands=everything.commands)

    @given(ANYTHING, TEXTS, st.dictionaries(KEYS, ANYTHING))
    def read(whole: object, body: str, content: Mapping[str, object]) -> None:
        made = event(body, **{"msgtype": "m.text", **{k: v for k, v in content.items() if k != "body"}})
        for one in (made, {**made, "content": whole}, {**made, "sender": whole}, {**made, "event_id": whole}):
            found = said(one, room)
            if found is not None:
                "".join([found.text, found.line or "", str(found.named)]).encode()
                assert "\0" not in found.text

    read()


@pytest.mark.parametrize(
    "body", ["!quote " + "a" * 100_000, "> <@" * 25_000, "!quote " + 'a="' * 30_000, "\n>" * 50_000]
)
def test_a_long_message_is_read_at_once(room: RoomFacts, body: str) -> None:
    said(event(body, formatted_body="<p>" * 30_000, **reply("$0")), room)
