from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from discord import SelectOption
from discord.ui import Label, Modal, Select, TextInput

from bot.platforms.discord.components import Component, button, container, row, section, text
from bot.platforms.discord.limits import Fitting, OverLimit, choice_fits, command_findings, fitting, fitting_form
from bot.platforms.discord.page import Page


def page(items: Sequence[Component]) -> Page:
    made = Page()
    made.add(*items)
    return made


def gallery(count: int, description: str) -> Component:
    return {"type": 12, "items": [{"media": {"url": "attachment://a.png"}, "description": description}] * count}


def test_what_fits_is_given_back() -> None:
    items = [
        container([text("x" * 4000)], 1),
        row([button(f"{n}", "b") for n in range(5)]),
        gallery(10, "x" * 1024),
    ]

    assert isinstance(fitting(page(items)), Fitting)


@pytest.mark.parametrize(
    "items",
    [
        [],
        [text("")],
        [text("x" * 4001)],
        [container([text("x" * 2001)], 1), text("x" * 2000)],
        [text(f"{n}") for n in range(41)],
        [container([text(f"{n}") for n in range(40)], 1)],
        [row([button("x" * 101, "b")])],
        [row([button("x", "y" * 81)])],
        [row([button("x", "")])],
        [row([button("x", "b"), button("x", "b")])],
        [row([button(f"{n}", "b") for n in range(6)])],
        [row([])],
        [section([text("x")], button("x", "b")), row([button("x", "b")])],
        [section([text("x")] * 4, button("x", "b"))],
        [gallery(1, "x" * 1025)],
        [gallery(0, "")],
        [gallery(11, "x")],
    ],
)
def test_what_discord_would_refuse_is_refused_here(items: list[Component]) -> None:
    with pytest.raises(OverLimit) as refused:
        fitting(page(items))

    assert refused.value.findings


def test_findings_do_not_repeat_the_text() -> None:
    with pytest.raises(OverLimit) as refused:
        fitting(page([text("geheim" * 1000)]))

    assert "geheim" not in str(refused.value)


def test_choices_are_one_to_a_hundred_characters() -> None:
    assert choice_fits("x" * 100, "y" * 100)
    assert not any(choice_fits(*pair) for pair in [("", "y"), ("x", ""), ("x" * 101, "y"), ("x", "y" * 101)])


def test_commands_over_the_limits_are_found() -> None:
    good: dict[str, Any] = {"name": "a", "description": "b", "options": [{"name": "c", "description": "d"}]}
    bad = {
        **good,
        "description_localizations": {"nl": "x" * 101},
        "options": [{"name": f"{n}", "description": ""} for n in range(26)],
    }

    assert list(command_findings([good])) == []
    assert len(list(command_findings([bad]))) == 1 + 1 + 26
    assert len(list(command_findings([good] * 101))) == 1


def test_what_is_in_a_group_is_measured_too() -> None:
    deep = {"name": "d", "description": "x" * 101}
    group = {"name": "a", "description": "b", "options": [{"name": "c", "description": "d", "options": [deep] * 26}]}

    assert len(list(command_findings([group]))) == 1 + 26


def test_all_that_a_command_says_counts_together() -> None:
    deep = [{"name": f"{n}", "description": "x" * 100} for n in range(25)]
    group = {"name": "a", "description": "b", "options": [{"name": "c", "description": "d", "options": deep}] * 4}

    assert [finding.split()[0] for finding in command_findings([group])] == ["10170"]


def line(custom_id: str = "a", max_length: int | None = None, default: str | None = None) -> TextInput[Any]:
    return TextInput(custom_id=custom_id, max_length=max_length, default=default)


def select(*values: str, label: str = "l", chosen: int = 0) -> Select[Any]:
    options = [SelectOption(label=label, value=value, default=at < chosen) for at, value in enumerate(values)]
    return Select(custom_id="s", options=options)


def field(component: TextInput[Any] | Select[Any], label: str = "l", hint: str | None = None) -> Label[Any]:
    return Label(text=label, description=hint, component=component)


def modal(*fields: Label[Any], title: str = "t", custom_id: str = "m") -> Modal:
    made = Modal(title=title, custom_id=custom_id)
    for one in fields:
        made.add_item(one)
    return made


def test_a_form_that_fits_is_given_back() -> None:
    fields = [
        field(line("x" * 100, max_length=4000, default="x" * 4000), "l" * 45, "h" * 100),
        field(select(*[f"{n}".rjust(100) for n in range(25)], label="l" * 100, chosen=1)),
        *(field(line(f"{n}")) for n in range(3)),
    ]
    made = modal(*fields, title="t" * 45, custom_id="m" * 100)

    assert fitting_form(made).modal is made


@pytest.mark.parametrize(
    "made",
    [
        modal(),
        modal(field(line()), title=""),
        modal(field(line()), title="t" * 46),
        modal(field(line()), custom_id=""),
        modal(field(line()), custom_id="m" * 101),
        modal(field(line()), field(line())),
        modal(field(line(""))),
        modal(field(line("x" * 101))),
        modal(field(line(), "")),
        modal(field(line(), "l" * 46)),
        modal(field(line(), "l", "h" * 101)),
        modal(field(line(max_length=4001))),
        modal(field(line(default="x" * 4001))),
        modal(field(line(max_length=3, default="xxxx"))),
        modal(field(select())),
        modal(field(select(*[str(n) for n in range(26)]))),
        modal(field(select(""))),
        modal(field(select("v" * 101))),
        modal(field(select("v", label=""))),
        modal(field(select("v", label="l" * 101))),
        modal(field(select("v", "v"))),
        modal(field(select("v", "w", chosen=2))),
    ],
)
def test_a_form_that_discord_would_refuse_is_refused_here(made: Modal) -> None:
    with pytest.raises(OverLimit) as refused:
        fitting_form(made)

    assert refused.value.findings
