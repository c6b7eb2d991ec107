from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.command import Group, command, submit
from bot.dispatch.cooldown import Cooldown, Rate, Rates
from bot.dispatch.filling import held
from bot.dispatch.registry import Registry
from bot.model import Ask, Message, Role
from bot.reply import Action, Enclosed, Field, Form, Notice, Reply, notice
from tests.dispatch.room import said

FORM = Form(Message("title"), (Field("what", Message("what")),), "tell", "target", again=Action("ask"))


class Forms:
    """A command with a form, and what happens when it is filled in."""

    @command("ask")
    async def ask(self, ask: Ask) -> Reply:
        """Opens a form."""
        return Reply((Notice(Message("asked")),), form=FORM)

    @submit("tell", "what", "who")
    async def tell(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Says what was filled in."""
        return notice(Message("told", {"target": target, "kept": kept, **filled}), private=False)

    @submit("any")
    async def any(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Says what was filled in, whatever the form."""
        return notice(Message("told", {"missing": filled["missing"], **filled}))

    @submit("fail", "what")
    async def fail(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Fails with what was filled in."""
        raise RuntimeError(filled["what"])


class Grouped(Forms):
    """The same, for moderators."""

    group = Group("forms", Role.MODERATOR)

    @submit("enter")
    async def enter(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Says that something is entered."""
        return notice(Message("entered"))


@pytest.fixture
def forms() -> Registry:
    return Registry([Forms(), Grouped()], {})


async def test_what_is_filled_in_goes_to_the_handler_of_its_verb(forms: Registry, ask: Ask) -> None:
    reply = await forms.submit(ask, "tell", "target", "kept", {"what": "this", "who": "me"})

    assert said(reply).values == {"target": "target", "kept": "kept", "what": "this", "who": "me"}


async def test_fields_that_the_form_lacks_are_dropped_and_missing_ones_are_empty(forms: Registry, ask: Ask) -> None:
    reply = await forms.submit(ask, "tell", "", "", {"what": "this", "target": "x", "else": "x" * 5000})

    assert said(reply).values == {"target": "", "kept": "", "what": "this", "who": ""}


async def test_where_no_fields_are_named_any_five_are_taken_and_a_missing_one_is_empty(
    forms: Registry, ask: Ask
) -> None:
    reply = await forms.submit(ask, "any", "", "", {f"f{n}": str(n) for n in range(6)})

    assert said(reply).values == {"missing": "", **{f"f{n}": str(n) for n in range(5)}}


async def test_a_field_may_hold_four_thousand_characters_and_no_more(forms: Registry, ask: Ask) -> None:
    fits = await forms.submit(ask, "tell", "", "", {"what": "x" * 4000})
    refused = await forms.submit(ask, "tell", "", "", {"what": "x" * 4001})

    assert said(fits).values["what"] == "x" * 4000
    assert (said(refused), refused.private) == (Message("field-long", {"limit": 4000}), True)


@given(st.text(st.characters(), max_size=50))
def test_what_is_left_of_a_text_can_be_written_and_nothing_else_is_lost(text: str) -> None:
    left = held({"what": text}, ["what"])["what"]

    assert "\0" not in left.encode().decode()
    assert left == "".join(c for c in text if c != "\0" and not "\ud800" <= c <= "\udfff")


async def test_a_form_that_nobody_knows_is_told_so(forms: Registry, ask: Ask) -> None:
    for verb in ("ask", "", "gone"):
        reply = await forms.submit(ask, verb, "", "", {})

        assert (said(reply).key, reply.private) == ("form-unknown", True)


async def test_what_goes_wrong_is_told_without_what_was_filled_in(forms: Registry, ask: Ask) -> None:
    reply = await forms.submit(ask, "fail", "", "", {"what": "secret"})

    assert (said(reply), reply.private) == (Message("internal-error"), True)


async def test_forms_of_a_group_are_for_those_of_the_group(forms: Registry, ask: Ask) -> None:
    asked = {
        "for-moderators": [ask, replace(ask, role=Role.MANAGER, granted={"forms": False})],
        "entered": [replace(ask, role=Role.MODERATOR), replace(ask, granted={"forms": True})],
    }

    for key, asks in asked.items():
        assert [said(await forms.submit(one, "enter", "", "", {})).key for one in asks] == [key] * 2
    assert (forms.group_of_form("enter"), forms.group_of_form("tell"), forms.group_of_form("gone")) == (
        Grouped.group,
        None,
        None,
    )


async def test_filling_in_costs_what_pressing_does(ask: Ask) -> None:
    registry = Registry([Forms()], {}, cooldown=Cooldown(Rates(Rate(1, 10), Rate(9, 0), Rate(9, 0)), lambda: 0.0))

    replies = [await registry.submit(ask, "tell", "", "", {}) for _ in range(2)]

    assert [said(reply).key for reply in replies] == ["told", "too-fast"]


async def test_a_reply_with_a_form_is_private_whatever_is_asked(forms: Registry, ask: Ask) -> None:
    reply = await forms.line(replace(ask, overheard=True, public_locale="en"), "/ask private=no")

    assert (reply.private, reply.form, reply.locale) == (True, FORM, "nl")
    assert replace(reply, private=False).private
    assert not replace(reply, form=None, private=False).private


def test_a_form_is_declared_once() -> None:
    with pytest.raises(ValueError, match="tell is declared twice"):
        Registry([Forms(), type("Others", (Forms,), {"tell": Forms.tell})()], {})


@pytest.mark.parametrize("names", [[], ["a", "a"], list("abcdef")])
def test_a_form_has_one_to_five_fields_each_with_a_name_of_its_own(names: list[str]) -> None:
    with pytest.raises(ValueError, match="one to five"):
        replace(FORM, fields=tuple(Field(name, Message("what")) for name in names))


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A.toml", ".x", "a b", "é", "x" * 81])
def test_a_file_that_goes_with_a_reply_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="name of a file"):
        Enclosed(name, "")
