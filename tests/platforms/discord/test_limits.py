from __future__ import annotations

from typing import Any

import pytest
from discord import MediaGalleryItem, SelectOption
from discord.ui import (
    ActionRow,
    Button,
    Container,
    Label,
    LayoutView,
    MediaGallery,
    Modal,
    Section,
    Select,
    TextDisplay,
    TextInput,
)

from bot.platforms.discord.limits import Fitting, OverLimit, choice_fits, command_findings, fitting, fitting_form

Items = list[Any]


def view(items: Items) -> LayoutView:
    made = LayoutView(timeout=None)
    for item in items:
        made.add_item(item)
    return made


def button(custom_id: str = "a", label: str = "b") -> Button[Any]:
    return Button(custom_id=custom_id, label=label)


def gallery(count: int, description: str) -> MediaGallery[Any]:
    return MediaGallery(*[MediaGalleryItem(f"attachment://{n}.png", description=description) for n in range(count)])


def test_what_fits_is_given_back() -> None:
    items = [
        Container(TextDisplay("x" * 4000)),
        ActionRow(*[button(f"{n}") for n in range(5)]),
        gallery(10, "x" * 1024),
    ]

    assert isinstance(fitting(lambda: view(items)), Fitting)


@pytest.mark.parametrize(
    "items",
    [
        [],
        [TextDisplay("")],
        [TextDisplay("x" * 4001)],
        [Container(TextDisplay("x" * 2001)), TextDisplay("x" * 2000)],
        [TextDisplay(f"{n}") for n in range(41)],
        [Container(*[TextDisplay(f"{n}") for n in range(40)])],
        [ActionRow(button("x" * 101))],
        [ActionRow(button("x", "y" * 81))],
        [ActionRow(button("x", ""))],
        [ActionRow(button("x"), button("x"))],
        [Section("x", accessory=button("x")), ActionRow(button("x"))],
        [gallery(1, "x" * 1025)],
        [gallery(0, "")],
        [gallery(11, "x")],
    ],
)
def test_what_discord_would_refuse_is_refused_here(items: Items) -> None:
    with pytest.raises(OverLimit) as refused:
        fitting(lambda: view(items))

    assert refused.value.findings


def test_findings_do_not_repeat_the_text() -> None:
    with pytest.raises(OverLimit) as refused:
        fitting(lambda: view([TextDisplay("geheim" * 1000)]))

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


def text(custom_id: str = "a", max_length: int | None = None, default: str | None = None) -> TextInput[Any]:
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
        field(text("x" * 100, max_length=4000, default="x" * 4000), "l" * 45, "h" * 100),
        field(select(*[f"{n}".rjust(100) for n in range(25)], label="l" * 100, chosen=1)),
        *(field(text(f"{n}")) for n in range(3)),
    ]
    made = modal(*fields, title="t" * 45, custom_id="m" * 100)

    assert fitting_form(made).modal is made


@pytest.mark.parametrize(
    "made",
    [
        modal(),
        modal(field(text()), title=""),
        modal(field(text()), title="t" * 46),
        modal(field(text()), custom_id=""),
        modal(field(text()), custom_id="m" * 101),
        modal(field(text()), field(text())),
        modal(field(text(""))),
        modal(field(text("x" * 101))),
        modal(field(text(), "")),
        modal(field(text(), "l" * 46)),
        modal(field(text(), "l", "h" * 101)),
        modal(field(text(max_length=4001))),
        modal(field(text(default="x" * 4001))),
        modal(field(text(max_length=3, default="xxxx"))),
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
