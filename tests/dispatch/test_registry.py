from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.dispatch.line import arguments, usage
from bot.dispatch.registry import Registry
from bot.errors import BadInput
from bot.model import Ask, Message
from tests.dispatch.room import Room, said, things


@pytest.fixture
def registry() -> Registry:
    return Registry([Room()], {"things": things})


async def test_a_signature_becomes_the_declaration(registry: Registry) -> None:
    say = registry.commands["say"]

    assert [(p.name, p.required, p.arg.complete) for p in say.parameters] == [
        ("what", True, "things"),
        ("to", False, None),
        ("private", False, None),
    ]
    assert say.parameters[0].arg.longest == 9
    assert (say.examples, usage(say).line) == (("say hallo",), "/say <what> [to=…] [private=yes]")


@pytest.mark.parametrize(
    ("line", "what", "to"),
    [
        ("/say hallo daar", "hallo daar", "allen"),
        ("say hallo to=jou", "hallo", "jou"),
        ('SAY to="jullie allemaal" hallo', "hallo", "jullie allemaal"),
        ("/say hallo --to=jou", "hallo", "jou"),
        ("/say hallo daar:x y=z", "hallo daar:x y=z", "allen"),
        ("/say what=hallo jou", "hallo", "jou"),
        ("/say  spaties   binnen ", "spaties   binnen", "allen"),
        ("/say to:jou", "to:jou", "allen"),
    ],
)
async def test_a_line_is_read_as_arguments(registry: Registry, ask: Ask, line: str, what: str, to: str) -> None:
    assert said(await registry.line(ask, line)).values == {"what": what, "to": to}


async def test_a_missing_argument_is_named(registry: Registry, ask: Ask) -> None:
    assert said(await registry.line(ask, "/say")) == Message("argument-missing", {"command": "say", "argument": "what"})
    with pytest.raises(BadInput):
        arguments(registry.commands["say"], "to=x")


@pytest.mark.parametrize("line", ["/nope", "/", "", "/say\x00"])
async def test_an_unknown_command_is_told_so(registry: Registry, ask: Ask, line: str) -> None:
    reply = await registry.line(ask, line)

    assert said(reply).key == "command-unknown"
    assert reply.private


async def test_a_rule_that_fails_is_told_to_the_asker_alone(registry: Registry, ask: Ask) -> None:
    reply = await registry.run(ask, "fail", {"how": "told"})

    assert (said(reply), reply.private) == (Message("gone", {"what": "it"}), True)


async def test_a_defect_is_told_as_one(registry: Registry, ask: Ask) -> None:
    with capture_logs() as logged:
        reply = await registry.run(ask, "fail", {"how": "oops"})

    assert said(reply).key == "internal-error"
    [entry] = [of for of in logged if of["event"] != "asked"]
    assert (entry["event"], entry["error"]) == ("command failed", "RuntimeError")
    assert "room.fail" in str(entry["at"])
    assert "oops" not in str(logged)
    assert "exc_info" not in entry


async def test_a_public_reply_is_in_the_communitys_language_and_a_private_one_in_the_askers(registry: Registry) -> None:
    ask = Ask("en", "nl")

    assert (await registry.line(ask, "/say hallo")).locale == "nl"
    assert (await registry.press(ask, "again", "t", "s")).locale == "en"


async def test_an_action_is_given_what_its_button_carried(registry: Registry, ask: Ask) -> None:
    assert said(await registry.press(ask, "again", "t", "s")).values == {"target": "t", "shared": "s"}
    assert said(await registry.press(ask, "never", "t", "s")).key == "action-unknown"


async def test_completion_never_fails_and_offers_at_most_what_discord_takes(registry: Registry, ask: Ask) -> None:
    choices = await registry.complete(ask, "say", "what", "a")

    assert len(choices) == 25
    assert all(0 < len(c.name) <= 100 for c in choices)
    assert await registry.complete(ask, "say", "what", "boom") == []
    assert await registry.complete(ask, "say", "to", "a") == []
    assert await registry.complete(ask, "never", "what", "a") == []


@pytest.mark.parametrize(("typed", "outcome", "errors"), [("away", "unavailable", 0), ("boom", "failed", 1)])
async def test_of_a_completion_that_finds_the_database_away_no_defect_is_logged(
    registry: Registry, ask: Ask, typed: str, outcome: str, errors: int
) -> None:
    with capture_logs() as logged:
        assert await registry.complete(ask, "say", "what", typed) == []

    assert [of["outcome"] for of in logged if of["event"] == "asked"] == [outcome]
    assert sum(of["log_level"] == "error" for of in logged) == errors


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Registry([Room(), Room()], {})


async def test_what_can_be_written_nowhere_is_left_out_of_what_was_typed(registry: Registry, ask: Ask) -> None:
    typed = await registry.line(ask, "/say ha\ud800llo")
    chosen = await registry.run(ask, "say", {"what": "ha\x00llo", "to": "\udfff"})

    assert said(typed).values["what"] == "hallo"
    assert said(chosen).values == {"what": "hallo", "to": ""}
