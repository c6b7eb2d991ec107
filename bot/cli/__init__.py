"""The command line, one of the bot's front ends. What a command does not need is not imported for it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from bot.app.reading import languages, open_library
from bot.cli.answers import Answerer, Answers, dumped, found, plain
from bot.cli.database import backup, check, restore
from bot.cli.discord import discord
from bot.cli.evaluation import DEPTH, read_labels, score_queries, score_topics, table
from bot.cli.health import health
from bot.cli.matrix import matrix
from bot.cli.progress import progress
from bot.cli.reports import reports
from bot.cli.telling import told
from bot.cli.voices import voices
from bot.config import Config
from bot.errors import BadInput, SettingsError
from bot.library.rules import RULES

FOUND, NONE = 0, 1

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Answers with the exact words of texts that disagree.",
)

app.add_typer(voices, name="voices")
app.add_typer(discord, name="discord")
app.add_typer(matrix, name="matrix")
app.add_typer(reports, name="reports")
for command in (backup, restore, check, health):
    app.command()(command)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="Read one a line from this file.")]
Author = Annotated[str, typer.Option("--author", help="This author only (a key of `sources`).")]


@app.command()
def quote(
    query: Annotated[str | None, typer.Argument(help="What to find. Put -- before one that begins with -.")] = None,
    as_json: AsJson = False,  # noqa: FBT002 - a flag of the command line, passed by name
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many results.")] = 10,
    author: Author = "",
    speaker: Annotated[str, typer.Option("--speaker", help="What this person or group is quoted as saying.")] = "",
    batch: Batch = None,
) -> None:
    """Quotations on a query, best first. Exit status 1 where there are none."""
    with told() as config:
        _answer(_answers(config).quotes(author, limit, speaker), query, batch, as_json=as_json)


@app.command()
def positions(
    topic: Annotated[str | None, typer.Argument(help="The topic.")] = None,
    as_json: AsJson = False,  # noqa: FBT002 - a flag of the command line, passed by name
    batch: Batch = None,
) -> None:
    """What each author says on a topic in their own voice."""
    with told() as config:
        _answer(_answers(config).positions(), topic, batch, as_json=as_json)


@app.command()
def verify(
    text: Annotated[str | None, typer.Argument(help="What is claimed. Put -- before one that begins with -.")] = None,
    as_json: AsJson = False,  # noqa: FBT002 - a flag of the command line, passed by name
    author: Annotated[str, typer.Option("--author", help="Whose words they are said to be: author or speaker.")] = "",
    batch: Batch = None,
) -> None:
    """Whether the texts say this, word for word. Exit status 0 whatever the verdict."""
    with told() as config:
        answers = _answers(config)
        if text is None or batch is not None or as_json:
            _answer(answers.verdicts(author), text, batch, as_json=True)
        else:
            typer.echo(answers.verdict_told(text, author))


@app.command()
def evaluate(
    labels: Annotated[Path, typer.Argument(help="Labelled queries or topics, as JSON.")],
    without: Annotated[list[str] | None, typer.Option(help="Leave out a rule: " + ", ".join(RULES))] = None,
) -> None:
    """Scores the answers to labelled questions, by kind."""
    with told() as config:
        if set(without or ()) - set(RULES):
            raise BadInput("rule-unknown", rules=", ".join(RULES))
        library = open_library(config, progress(), without or ())
        answers = Answers(library, languages(config), config.locale)
        given = read_labels(labels)
        queries = [row for row in given if "query" in row]
        topics = [row for row in given if "topic" in row]
        rows = score_queries(queries, answers.quotes("", DEPTH).guarded) if queries else []
        rows += score_topics(topics, answers.positions().guarded) if topics else []
        typer.echo(table(rows))


@app.command()
def chat() -> None:
    """Chat in the terminal; reads lines from a pipe too."""
    with told() as config:
        library = open_library(config, progress())
        # Late, as the terminal's libraries would slow down every other command.
        import_module("bot.app.chat").run(config, library, languages(config))


@app.command()
def serve() -> None:
    """Serve the platforms that are configured, until told to stop."""
    with told() as config:
        if config.discord is None and not config.serves_matrix:
            raise SettingsError("nothing-to-serve")
        # Late, as a chat library would slow down every other command.
        import_module("bot.app.service").run(config)


def _answers(config: Config) -> Answers:
    return Answers(open_library(config, progress()), languages(config), config.locale)


def _answer(answer: Answerer, asked: str | None, batch: Path | None, *, as_json: bool) -> None:
    if (asked is None) == (batch is None):
        raise BadInput("query-or-batch")
    if batch is not None:
        for line in _lines(batch):
            typer.echo(dumped(answer.guarded(line)))
        return
    given = answer(asked or "")
    typer.echo(dumped(given) if as_json else plain(given))
    raise typer.Exit(FOUND if found(given) else NONE)


def _lines(batch: Path) -> list[str]:
    try:
        return batch.read_text("utf-8", errors="replace").removesuffix("\n").split("\n")
    except OSError as e:
        raise BadInput("batch-unreadable", reason=e.strerror or type(e).__name__) from None
