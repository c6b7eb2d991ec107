"""Each limit catches a planted fault, and lets through what is just allowed."""

from __future__ import annotations

from typing import Any

import pytest

from .limits import entry_findings

JSON = dict[str, Any]
QUIET: JSON = {"allowed_mentions": {"parse": []}}
V2 = 32768


def text(content: str = "x") -> JSON:
    """A TextDisplay."""
    return {"type": 10, "content": content}


def button(custom_id: str = "b", **changes: object) -> JSON:
    """A button."""
    return {"type": 2, "style": 1, "label": "x", "custom_id": custom_id} | changes


def row(*components: JSON) -> JSON:
    """A row."""
    return {"type": 1, "components": list(components)}


def buttons(number: int) -> list[JSON]:
    """So many different buttons."""
    return [button(f"b{place}") for place in range(number)]


def select(**changes: object) -> JSON:
    """A select with one option."""
    options = [{"label": "x", "value": "x"}]
    return {"type": 3, "custom_id": "s", "options": options} | changes


def section(*components: JSON, accessory: JSON | None = None) -> JSON:
    """A section with a button, unless told otherwise."""
    return {"type": 9, "components": list(components), "accessory": accessory or button()}


def gallery(number: int) -> JSON:
    """A gallery of so many pictures."""
    return {"type": 12, "items": [{"media": {"url": "https://example.org/x.png"}}] * number}


def v2(*components: JSON, **changes: object) -> JSON:
    """A V2 message."""
    return {"flags": V2, "components": list(components)} | changes


def v1(*components: JSON) -> JSON:
    """A message of the old kind."""
    return {"content": "x", "components": list(components)}


def message(body: JSON) -> list[str]:
    """Findings about a posted message that pings nobody."""
    return request("POST", "/channels/1/messages", body | QUIET)


def callback(kind: int, data: JSON) -> list[str]:
    """Findings about an answer to an interaction."""
    return request("POST", "/interactions/1/t/callback", {"type": kind, "data": data | QUIET})


def commands(*body: JSON) -> list[str]:
    """Findings about registered commands."""
    return request("PUT", "/applications/1/commands", list(body))


def request(method: str, path: str, body: object) -> list[str]:
    """Findings about one request."""
    return entry_findings({"method": method, "path": path, "query": {}, "body": body})


def embed(**parts: object) -> JSON:
    """A message with one embed."""
    return {"embeds": [parts]}


NESTED: list[JSON] = [{"type": 17, "components": [text() for _ in range(39)]}]
TOO_NESTED: list[JSON] = [{"type": 17, "components": [text() for _ in range(40)]}]
OPTIONS_26 = [{"label": "x", "value": str(place)} for place in range(26)]

MESSAGES = [
    ("content has 2001", {"content": "x" * 2001}, {"content": "x" * 2000}),
    ("empty message", {"content": " "}, {"content": "x"}),
    ("nonce has 26", {"content": "x", "nonce": "n" * 26}, {"content": "x", "nonce": "n" * 25}),
    ("without the flag", {"components": [text()]}, v2(text())),
    ("content beside", v2(text(), content="x"), v2(text(), content="")),
    ("embeds beside", v2(text(), embeds=[{"title": "x"}]), v2(text(), embeds=[])),
    ("poll beside", v2(text(), poll={"question": {"text": "?"}, "answers": [{}]}), v2(text())),
    ("41 components", v2(*TOO_NESTED), v2(*NESTED)),
    ("4001 characters", v2(text("x" * 4000), text("y")), v2(text("x" * 3999), text("y"))),
    ("TextDisplay has 0", v2(text("")), v2(text("x"))),
    ("custom_id has 0", v1(row(button(""))), v1(row(button("b")))),
    ("custom_id has 101", v1(row(button("b" * 101))), v1(row(button("b" * 100)))),
    ("custom_id 'b' 2 times", v1(row(button(), button())), v1(row(*buttons(2)))),
    ("label has 81", v1(row(button(label="x" * 81))), v1(row(button(label="x" * 80)))),
    ("6 buttons in a row", v1(row(*buttons(6))), v1(row(*buttons(5)))),
    ("0 buttons in a row", v1(row()), v1(row(button()))),
    ("beside a select", v1(row(select(), button())), v1(row(select()))),
    ("6 rows", v1(*map(row, buttons(6))), v1(*map(row, buttons(5)))),
    ("neither label nor emoji", v1(row(button(label=None))), v1(row(button(emoji={}, label="x")))),
    ("4 texts in a section", v2(section(*[text()] * 4)), v2(section(*[text()] * 3))),
    ("without a button", v2(section(text(), accessory=select())), v2(section(text()))),
    ("11 items", v2(gallery(11)), v2(gallery(10))),
    ("0 items", v2(gallery(0)), v2(gallery(1))),
    ("directly in a container", v2({"type": 17, "components": NESTED}), v2(*NESTED)),
    ("directly in a message", v2(button()), v2(row(button()))),
    ("26 options", v1(row(select(options=OPTIONS_26))), v1(row(select(options=OPTIONS_26[:25])))),
    ("placeholder", v1(row(select(placeholder="x" * 151))), v1(row(select(placeholder="x" * 150)))),
    ("embed title", embed(title="x" * 257), embed(title="x" * 256)),
    ("embeds, more than 6000", {"embeds": [{"description": "x" * 4000}] * 2}, embed(title="x")),
    ("11 embeds", {"embeds": [{"title": "x"}] * 11}, {"embeds": [{"title": "x"}] * 10}),
]


@pytest.mark.parametrize(("finding", "bad", "good"), MESSAGES, ids=[m[0] for m in MESSAGES])
def test_a_bad_message_is_found_and_a_good_one_is_not(finding: str, bad: JSON, good: JSON) -> None:
    """In posts and in answers alike."""
    assert [found for found in message(bad) if finding in found]
    assert [found for found in callback(4, bad) if finding in found]
    assert message(good) == []
    assert callback(4, good) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/channels/1/messages"),
        ("PATCH", "/channels/1/messages/2"),
        ("POST", "/webhooks/1/token"),
        ("PATCH", "/webhooks/1/token/messages/@original"),
    ],
)
@pytest.mark.parametrize("body", [{"content": "@everyone"}, v2(text("@everyone"))])
def test_text_that_may_ping_is_found(method: str, path: str, body: JSON) -> None:
    """`parse` has to be there, and empty."""
    finding = ["text without allowed_mentions {'parse': []}"]

    assert request(method, path, body) == finding
    assert request(method, path, body | {"allowed_mentions": {"parse": ["users"]}}) == finding
    assert request(method, path, body | QUIET) == []


@pytest.mark.parametrize("kind", [4, 7])
def test_an_answer_that_may_ping_is_found(kind: int) -> None:
    """First answers are no exception."""
    body = {"type": kind, "data": {"content": "@everyone"}}

    assert "allowed_mentions" in request("POST", "/interactions/1/t/callback", body)[0]


def choices(number: int = 1, **changes: object) -> JSON:
    """So many choices."""
    return {"choices": [{"name": "x", "value": "x"} | changes] * number}


@pytest.mark.parametrize(
    ("finding", "bad", "good"),
    [
        ("26 choices", choices(26), choices(25)),
        ("choice name has 101", choices(name="x" * 101), choices(name="x" * 100)),
        ("choice name has 0", choices(name=""), choices(value=0)),
        ("choice value has 101", choices(value="x" * 101), choices(value="x" * 100)),
        ("choice value has 0", choices(value=""), choices()),
    ],
)
def test_bad_choices_are_found(finding: str, bad: JSON, good: JSON) -> None:
    """In answers to autocomplete; no choice at all is fine."""
    assert finding in callback(8, bad)[0]
    assert callback(8, good) == []
    assert callback(8, {"choices": []}) == []


def label(custom_id: str = "i", **changes: object) -> JSON:
    """A labelled text input."""
    field = {"type": 4, "style": 1, "custom_id": custom_id}
    return {"type": 18, "label": "x", "component": field} | changes


def entry(**changes: object) -> JSON:
    """A text input."""
    return {"type": 4, "style": 1, "custom_id": "i"} | changes


CHOSEN = [{"label": "x", "value": value, "default": True} for value in "ab"]


def modal(*components: JSON, **changes: object) -> JSON:
    """A modal."""
    return {"custom_id": "m", "title": "x", "components": list(components)} | changes


@pytest.mark.parametrize(
    ("finding", "bad", "good"),
    [
        ("modal title", modal(label(), title="x" * 46), modal(label(), title="x" * 45)),
        ("label has 46", modal(label(label="x" * 46)), modal(label(label="x" * 45))),
        (
            "label description",
            modal(label(description="x" * 101)),
            modal(label(description="x" * 100)),
        ),
        ("6 components", modal(*map(label, "abcdef")), modal(*map(label, "abcde"))),
        ("0 components", modal(), modal(text(), label())),
        ("custom_id 'i' 2", modal(label(), label()), modal(label(), label("j"))),
        ("modal custom_id", modal(label(), custom_id=""), modal(label())),
        ("directly in a modal", modal(button()), modal(label())),
        (
            "holds one text input",
            modal(row(button())),
            modal(row(label()["component"] | {"label": "x"})),
        ),
        ("label around nothing", modal(label(component=text())), modal(label())),
        ("label of its own", modal(label(component=entry(label="x"))), modal(label(component=entry(label=None)))),
        ("max_length over", modal(label(component=entry(max_length=4001))), modal(label(component=entry()))),
        ("as text input", modal(label(component=entry(max_length=0))), modal(label(component=entry(max_length=1)))),
        (
            "for its max_length has 3",
            modal(label(component=entry(max_length=2, value="xxx"))),
            modal(label(component=entry(max_length=3, value="xxx"))),
        ),
        (
            "takes nothing",
            modal(label(component=select(min_values=0))),
            modal(label(component=select(min_values=0, required=False))),
        ),
        ("of 0 to 26", modal(label(component=select(max_values=26, min_values=0))), modal(label(component=select()))),
        (
            "2 options chosen",
            modal(label(component=select(options=CHOSEN))),
            modal(label(component=select(options=CHOSEN, max_values=2))),
        ),
    ],
)
def test_a_bad_modal_is_found(finding: str, bad: JSON, good: JSON) -> None:
    """The modal itself, its labels and what they hold."""
    assert [found for found in callback(9, bad) if finding in found]
    assert callback(9, good) == []


def command(**changes: object) -> JSON:
    """A slash command."""
    return {"type": 1, "name": "quote", "description": "x", "options": []} | changes


def option(name: str = "query", **changes: object) -> JSON:
    """A string option."""
    return {"type": 3, "name": name, "description": "x"} | changes


def with_options(*given: JSON) -> JSON:
    """A command with these options."""
    return command(options=list(given))


LONG = [option(f"o{n}", **choices(25, name="x" * 100, value="y" * 100)) for n in range(3)]
MANY = [option(f"o{n}") for n in range(26)]
DUTCH: JSON = {"name_localizations": {"nl": "query"}}


@pytest.mark.parametrize(
    ("finding", "bad", "good"),
    [
        ("bad name 'Quote'", command(name="Quote"), command(name="staat-en-revolutie")),
        ("bad name 'a b'", command(name="a b"), command(name="états")),
        ("bad name", command(name="x" * 33), command(name="x" * 32)),
        (
            "bad name",
            command(name_localizations={"nl": "A"}),
            command(name_localizations={"nl": "a"}),
        ),
        ("has 0 characters", command(description=""), command(description="x" * 100)),
        ("has 101 characters", command(description="x" * 101), command()),
        (
            "has 101 characters",
            command(description_localizations={"nl": "x" * 101}),
            command(description_localizations={"nl": "x" * 100}),
        ),
        ("unknown locale 'xx'", command(name_localizations={"xx": "a"}), command()),
        (
            "required option after",
            with_options(option("a"), option("b", required=True)),
            with_options(option("a", required=True), option("b")),
        ),
        ("26 options", with_options(*MANY), with_options(*MANY[:25])),
        ("clash in 'quote'", with_options(option(), option()), with_options(option())),
        ("for nl", with_options(option(), option("b", **DUTCH)), with_options(option(**DUTCH))),
        ("more than 8000", with_options(*LONG), with_options(LONG[0])),
        ("26 choices", with_options(option(**choices(26))), with_options(option(**choices(25)))),
        (
            "both choices and autocomplete",
            with_options(option(autocomplete=True, **choices())),
            with_options(option(autocomplete=True)),
        ),
        ("over 6000", with_options(option(max_length=6001)), with_options(option(max_length=6000))),
        (
            "mixes subcommands",
            with_options(option(type=1), option("b")),
            with_options(option(type=1), option("b", type=1)),
        ),
        ("menu name has 33", command(type=3, name="M" * 33, description=""), command()),
        ("with a description", command(type=3), command(type=3, name="Check it", description="")),
    ],
)
def test_a_bad_command_is_found(finding: str, bad: JSON, good: JSON) -> None:
    """Names, descriptions, options, translations and the size of it all."""
    assert [found for found in commands(bad) if finding in found]
    assert commands(good) == []


def test_commands_with_the_same_name_are_found() -> None:
    """A menu may have the name of a slash command."""
    assert commands(command(), command()) == ["command name 'quote' 2 times"]
    assert commands(command(), command(type=3, description="")) == []
