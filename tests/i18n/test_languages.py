from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

import bot
from bot.app.commands import registry
from bot.app.ports import Ports
from bot.i18n import HERE, Languages
from bot.library.library import Library
from bot.model import Message
from bot.platforms.matrix.wording import Wording
from tests.desks import Owned

BOT = Path(bot.__file__).parent
# Keys that are put together from a name: their pieces are found where the names are declared.
MADE = re.compile(
    r"(command|option|action|language|menu|deed|fault|field|decided|setting|form-topic|topic|review|news|import|propose|too-many|step|state|weekday|schedule-kind|undo-of|need|balance|reason|came)-"
)


def keys(locale: str) -> set[str]:
    found: set[str] = set()
    for file in (HERE / locale).glob("*.ftl"):
        resource = FluentParser().parse(file.read_text("utf-8"))
        assert not [e for e in resource.body if isinstance(e, ftl.Junk)], file.name
        found |= {e.id.name for e in resource.body if isinstance(e, ftl.Message)}
    return found


def variables(locale: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in (HERE / locale).glob("*.ftl"):
        content = file.read_text("utf-8")
        for entry in FluentParser().parse(content).body:
            if isinstance(entry, ftl.Message) and entry.span:
                found[entry.id.name] = set(re.findall(r"\$(\w+)", content[entry.span.start : entry.span.end]))
    return found


def literals() -> set[str]:
    """Every string that stands in the code."""
    found = set()
    for file in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_language_has_the_same_keys_with_the_same_values(languages: Languages) -> None:
    first = variables("nl")
    for locale in languages.locales:
        assert variables(locale) == first, locale


def test_what_is_posted_daily_has_one_word_in_dutch_and_what_members_write_another() -> None:
    daily = ("daily", "doctor", "discussing", "excerpts")
    texts = {name: (HERE / "nl" / f"{name}.ftl").read_text("utf-8") for name in daily}

    assert [name for name, text in texts.items() if re.search("bericht", text, re.IGNORECASE)] == []
    assert "bericht" in Languages().say(Message("command-about"), "nl")


def test_no_key_is_unused() -> None:
    # Sentences have others as parts.
    parts = {
        key for file in (HERE / "nl").glob("*.ftl") for key in re.findall(r"\{ ([a-z-]+) \}", file.read_text("utf-8"))
    }
    unused = {key for key in keys("nl") - literals() - parts if not MADE.match(key)}

    assert unused == set()


def test_every_key_that_the_code_names_exists() -> None:
    raised = set()
    for file in BOT.rglob("*.py"):
        raised |= set(
            re.findall(
                r"(?:Message|BadInput|NotFound|\w+Error|IndexUnusable|PlatformRefused|StoreUnusable|StoreUnreachable)\(\s*\"([a-z]+(?:-[a-z0-9]+)+)\"",
                file.read_text("utf-8"),
            )
        )

    assert raised - keys("nl") == set()
    assert len(raised) > 20


def test_every_command_option_and_action_is_described_within_discords_limits(
    languages: Languages, library: Library, owned: Owned
) -> None:
    made = registry(library, desk=owned.desk, agenda=owned.agenda, ports=Ports(typed=True))
    wanted = {c.key for c in made.commands.values()} | {
        f"command-{c.group.name}" for c in made.commands.values() if c.group
    }
    wanted |= {p.key for c in made.commands.values() for p in c.parameters}
    labels = {f"action-{verb}" for verb in made.actions}

    for locale in languages.locales:
        assert all(0 < len(languages.say(Message(key), locale)) <= 100 for key in wanted)
        shown = (Message(key, {"title": "Voedsel"}) for key in labels)
        assert all(0 < len(languages.say(message, locale)) <= 80 for message in shown)
    present = {key for key in keys("nl") if re.match(r"(command|option)-", key)} - {"command-unknown"}
    assert present == wanted


@pytest.mark.parametrize(
    ("locale", "nearest"),
    [
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("nl_NL", "nl"),
        ("en-US", "en"),
        ("de", "en"),
        ("", "nl"),
        (None, "nl"),
        ("x" * 99, "en"),
    ],
)
def test_the_nearest_language_is_chosen(languages: Languages, locale: str | None, nearest: str) -> None:
    assert languages.nearest(locale) == nearest


def test_a_missing_key_is_a_defect(languages: Languages) -> None:
    with pytest.raises((KeyError, LookupError)):
        languages.say(Message("no-such-key"), "nl")


def test_values_are_put_in_as_they_are(languages: Languages) -> None:
    told = languages.say(Message("suggestions", {"words": "{ $x } <b>@everyone</b>"}), "nl")

    assert told == "Misschien bedoelde u: { $x } <b>@everyone</b>"


def test_a_text_in_several_languages_is_said_in_the_readers(languages: Languages) -> None:
    message = Message("source-citation", {"citation": {"nl": "voorwoord", "en": "preface"}})

    assert [languages.say(message, locale) for locale in ("nl", "en")] == ["voorwoord", "preface"]


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_what_is_said_often_is_said_alike(languages: Languages, locale: str) -> None:
    works: list[dict[str, str]] = [{"nl": "Werk", "en": "Work"}, {"nl": "Stuk", "en": "Piece"}]
    places = [Message("citation", {"work": work, "number": n, "id": "w-1"}) for work in works for n in (1, 1000)]
    by = Message("speaker-through", {"author": "Anna", "speaker": "Bram"})
    told = [*places, Message("speaker-nobody", {"author": by}), Message("speaker-unchecked")]

    sentences = [languages.say_often(message, locale) for message in told * 2]

    assert sentences == [languages.say(message, locale) for message in told * 2]
    assert len(set(sentences)) == len(told)


# How whoever runs the bot types commands of its own: in a shell, never in a chat.
OF_OPERATORS = {"operate.ftl"}


def test_sentences_take_the_sign_that_commands_begin_with_from_where_they_are_said(languages: Languages) -> None:
    for file in HERE.glob("*/*.ftl"):
        if file.name not in OF_OPERATORS:
            named = re.findall(r"(?m)^[^#\n]*[\s(‘]/[a-z{].*$", file.read_text("utf-8"))
            assert not named, file

    assert languages.say(Message("command-unknown"), "en").endswith("Type /help for what there is.")
    told = Message("command-unknown", {"sign": "!"})
    assert languages.say(told, "en").endswith("Type !help for what there is.")


@pytest.mark.parametrize(("locale", "said"), [("nl", "die kamer is weg"), ("en", "that room is gone")])
def test_where_people_talk_in_rooms_they_are_called_so(locale: str, said: str) -> None:
    gone, languages = Message("reason-no-place"), Languages()

    assert Wording(languages).say(gone, locale).startswith(said)
    assert re.match("dat kanaal|that channel", languages.say(gone, locale))
