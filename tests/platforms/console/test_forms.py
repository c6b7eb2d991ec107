"""Forms and files in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Annotated

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.dispatch.command import Arg, action, command, submit
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Message, Upload
from bot.platforms.console.chat import Chat
from bot.platforms.console.plain import Plain
from bot.platforms.console.pretty import Pretty
from bot.reply import Action, Enclosed, Field, Form, Notice, Option, Reply, notice


def words(text: str) -> Message:
    """A sentence that says just this."""
    return Message("positions-title", {"title": text})


SIDES = tuple(Option(value, words(label)) for value, label in (("left", "To the left"), ("right", "To the right")))
FORM = Form(
    words("A plea"),
    (
        Field("what", words("What?"), words("In a few words"), longest=9),
        Field("who", words("Who?"), value="me", required=False),
        Field("side", words("Which side?"), value="left", choices=SIDES),
        Field("why", words("Why?"), required=False),
    ),
    "plead",
    "it",
    again=Action("amend"),
)


class Pleas:
    """A command with a form, and one that takes a file and gives it back."""

    @command("plea", private=True)
    async def plea(self, ask: Ask) -> Reply:
        """Opens a form."""
        return Reply((Notice(words("Please plead.")),), form=FORM, shared="kept")

    @command("bring", private=True)
    async def bring(self, ask: Ask, file: Annotated[Upload, Arg(longest=9)]) -> Reply:
        """Says what was brought, and gives it back."""
        return Reply((Notice(words(file.name)), Enclosed("brought.txt", file.content.decode())))

    @action("amend")
    async def amend(self, ask: Ask, target: str, shared: str) -> Reply:
        """Opens the form once more."""
        return Reply((), form=FORM)

    @submit("plead", "what", "who", "side", "why")
    async def plead(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Says what was filled in, or asks again."""
        if filled["what"] == "nonsense":
            return Reply((Notice(words("Not that.")),), form=FORM)
        told = notice(words(f"{target} {kept} {dict(filled)}"), private=False)
        return Reply(told.blocks, (Action("amend", label=words("Amend")),))


@pytest.fixture
def chat(languages: Languages, monkeypatch: pytest.MonkeyPatch) -> Chat:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return Chat(Registry([Pleas()], {}), languages)


async def told(chat: Chat, languages: Languages, *lines: str) -> list[str]:
    """What each of these lines is answered."""
    return [Plain(languages).reply(await chat.answer(line)) for line in lines]


async def test_each_line_answers_the_field_that_is_asked(chat: Chat, languages: Languages) -> None:
    opening, who, side, why, done = await told(chat, languages, "/plea", " peace \n", "you", "2", "because")

    assert opening.startswith("Please plead.\n\nA plea\n\n")
    assert opening.endswith("What?\n  In a few words")
    assert who == "Who?\n  Empty line: me"
    assert side == "Which side?\n  1. To the left\n  2. To the right\n  Empty line: To the left"
    assert why == "Why?"
    filled = {"what": " peace ", "who": "you", "side": "right", "why": "because"}
    assert done.startswith(f"it kept {filled}")


async def test_an_empty_line_keeps_what_stands_there(chat: Chat, languages: Languages) -> None:
    *_, done = await told(chat, languages, "/plea", "peace", "\n", "  \n", "\n")

    assert done.startswith(f"it kept { ({'what': 'peace', 'who': 'me', 'side': 'left', 'why': ''}) }")


@pytest.mark.parametrize("line", ["right", "2", " 2 "])
async def test_a_choice_is_made_by_number_or_value(chat: Chat, languages: Languages, line: str) -> None:
    *_, done = await told(chat, languages, "/plea", "peace", "", line, "")

    assert "'side': 'right'" in done


@pytest.mark.parametrize(
    ("before", "line", "sentence"),
    [
        ([], "", "This has to be filled in."),
        ([], "ten letters", "One field has too much text: use at most 9 characters."),
        (["peace", ""], "3", "Choose one of these, by its number."),
        (["peace", ""], "0", "Choose one of these, by its number."),
        (["peace", ""], "to the left", "Choose one of these, by its number."),
    ],
)
async def test_what_does_not_fit_is_told_and_asked_again(
    chat: Chat, languages: Languages, before: list[str], line: str, sentence: str
) -> None:
    *_, asked = await told(chat, languages, "/plea", *before)
    [again] = await told(chat, languages, line)

    assert again == f"{sentence}\n\n{asked.rpartition(chr(10) * 2)[2]}"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (" /nothing", "There is no such command. Type /help for what there is."),
        ("/amend", "That cannot be done under the last answer."),
    ],
)
async def test_a_line_with_a_slash_gives_the_form_up_and_is_read_as_a_command(
    chat: Chat, languages: Languages, line: str, sentence: str
) -> None:
    _, _, answered, number = await told(chat, languages, "/plea", "peace", line, "2")

    assert answered == sentence
    assert "Which side?" not in number


async def test_what_is_not_to_the_handlers_liking_is_said_and_asked_anew(chat: Chat, languages: Languages) -> None:
    *_, again = await told(chat, languages, "/plea", "nonsense", "", "", "")
    *_, done = await told(chat, languages, "peace", "", "", "")

    assert again.startswith("Not that.\n\nA plea\n\n")
    assert done.startswith("it  {'what': 'peace'")


async def test_an_action_may_open_a_form_and_the_last_reply_goes_on_after_it(chat: Chat, languages: Languages) -> None:
    await told(chat, languages, "/plea", "peace", "", "", "")
    opening, *_, done = await told(chat, languages, "amend", "war", "", "", "")
    *_, again = await told(chat, languages, "/nothing", "amend")

    assert opening == again
    assert "'what': 'war'" in done


async def test_a_pipe_fills_a_form_in_with_empty_lines_too(
    chat: Chat, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("\n/plea\npeace\n\n\n\n\n"))

    await chat.run()

    shown = capsys.readouterr().out
    assert f"it kept { ({'what': 'peace', 'who': 'me', 'side': 'left', 'why': ''}) }" in shown
    assert shown.count("Which side?") == 1


async def test_a_person_at_a_terminal_fills_a_form_in(chat: Chat, capsys: pytest.CaptureFixture[str]) -> None:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("\r/plea\rpeace\r\r\r\r\r\x04")
        await chat._talk()

    shown = "".join(capsys.readouterr().out.split())
    assert "itkept{'what':'peace','who':'me','side':'left','why':''}" in shown
    assert shown.count("A plea".replace(" ", "")) == 1


async def test_a_form_is_shown_in_colour_too(
    chat: Chat, languages: Languages, capsys: pytest.CaptureFixture[str]
) -> None:
    Pretty(languages, Console(width=80)).print(await chat.answer("/plea"))

    assert "In a few words" in capsys.readouterr().out
    assert chat._prompt() == "What?> "
    await chat.answer("/nothing")
    assert chat._prompt() == "> "


async def test_a_file_is_named_by_its_path(
    chat: Chat, languages: Languages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my notes.txt").write_text("één")
    monkeypatch.setenv("HOME", str(tmp_path))

    for path in (tmp_path / "my notes.txt", "~/my notes.txt"):
        assert await told(chat, languages, f'/bring file="{path}"') == ["my notes.txt\n\néén"]


async def test_what_goes_with_a_reply_is_shown_as_it_is(
    chat: Chat, languages: Languages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").write_text("[red]x\n y")

    Pretty(languages, Console(width=2)).print(await chat.answer(f"/bring file={tmp_path / 'a'}"))

    assert "\n[red]x\n y\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("none.txt", "That file cannot be read: No such file or directory."),
        (".", "That file cannot be read: Is a directory."),
        ("a\0b", "That file cannot be read: ValueError."),
        ("~nobody-of-that-name/x", "That file cannot be read: RuntimeError."),
        ("/dev/zero", "That file is too large: it may have at most 9 bytes."),
    ],
)
async def test_a_file_that_cannot_be_taken_is_told_so(
    chat: Chat, languages: Languages, path: str, sentence: str
) -> None:
    assert await told(chat, languages, f"/bring file={path}") == [sentence]
