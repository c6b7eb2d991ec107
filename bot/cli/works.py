"""`tegenspraak works …`: the texts that the bot quotes from, and those that whoever runs it adds."""

from __future__ import annotations

import json
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.app.reading import languages, open_library
from bot.cli.progress import progress
from bot.cli.telling import told
from bot.config import Config
from bot.model import Message, MessageValue
from bot.reply.telling import language_name

WELL, NOT_WELL = 0, 1
MARKS = {True: "check-well", False: "check-not-well"}

works = typer.Typer(help="The texts that the bot quotes from.", no_args_is_help=True)


class Layout(StrEnum):
    """What a paragraph is in a text."""

    LINES = "lines"
    BLOCKS = "blocks"


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
Key = Annotated[str, typer.Argument(help="The key of a work.")]


@works.command()
def add(
    file: Annotated[Path, typer.Argument(help="A text: .txt, .md, .html or .epub.")],
    author: Annotated[str, typer.Option(help="Who wrote it.")],
    title: Annotated[str, typer.Option(help="What it is called.")],
    year: Annotated[int, typer.Option(min=1, max=9999, help="When it appeared.")],
    rights: Annotated[str, typer.Option(help="Under which licence, or why it may be quoted.")],
    language: Annotated[str, typer.Option(help="Its language (nl, en, de, fr); else its words say.")] = "",
    url: Annotated[str, typer.Option("--source", help="The address that it came from.")] = "",
    published: Annotated[str, typer.Option(help="When and where it appeared, in words.")] = "",
    kind: Annotated[str, typer.Option("--type", help="What a bibliography calls it: book, article, webpage …")] = "",
    container: Annotated[str, typer.Option(help="What it appeared in.")] = "",
    key: Annotated[str, typer.Option(help="Its key; else the author's last name.")] = "",
    encoding: Annotated[str, typer.Option(help="What its characters are in, where it is not UTF-8.")] = "",
    layout: Annotated[Layout | None, typer.Option(help="A paragraph is a line, or lines up to an empty one.")] = None,
    body: Annotated[int, typer.Option(min=1, help="The line of the text on which what is to be quoted begins.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be added.")] = False,  # noqa: FBT002 - passed by name
    as_json: AsJson = False,  # noqa: FBT002 - as above
) -> None:
    """Adds a text to those that the bot quotes from; nothing writes to the seeds."""
    with told() as config:
        # Late, as the readers of files would slow down every other command.
        adding = import_module("bot.app.adding")
        given = {"language": language, "url": url, "published": published, "container": container, "key": key}
        read = {"encoding": encoding, "layout": layout.value if layout else "", "body": body}
        facts = adding.Facts(author, title, year, rights, **given, **read, type=kind)
        found = adding.add(config, file, facts, keep=not dry_run)
        if not dry_run:
            # Now, so that a running bot need not do it.
            open_library(config, progress())
        typer.echo(_json(_addition(found)) if as_json else _told_of(config, found, dry_run=dry_run))


@works.command("list")
def listing(as_json: AsJson = False) -> None:  # noqa: FBT002 - passed by name
    """All works, the seeds first."""
    with told() as config:
        for of in import_module("bot.app.works").held(config):
            typer.echo(_json(_held(of)) if as_json else _line(config, of))


@works.command()
def check(as_json: AsJson = False) -> None:  # noqa: FBT002 - passed by name
    """Whether each work is as it was when it was reviewed or added. Exit status 1 where one is not."""
    with told() as config:
        states = list(import_module("bot.app.works").states(config))
        for of in states:
            said = _say(config, of.told.key, **of.told.values)
            shape = {"work": of.key, "ok": of.well, "told": said}
            typer.echo(_json(shape) if as_json else f"{_say(config, MARKS[of.well])}  {said}")
        raise typer.Exit(WELL if all(of.well for of in states) else NOT_WELL)


@works.command()
def remove(
    key: Key,
    yes: Annotated[bool, typer.Option("--yes", help="Even where communities use it.")] = False,  # noqa: FBT002 - passed by name
) -> None:
    """Removes an added work with its files. Its key stays that of this text."""
    with told() as config:
        missed = import_module("bot.app.works").remove(config, key, sure=yes)
        open_library(config, progress())
        counts = {"topics": missed.topics, "bans": missed.bans, "schedules": missed.schedules}
        typer.echo(_say(config, "works-removed", work=key, **counts))


@works.command()
def shares(as_json: AsJson = False) -> None:  # noqa: FBT002 - passed by name
    """How much of each work was posted, for those who hold the rights to it."""
    with told() as config:
        for of in import_module("bot.app.shares").shares(config):
            typer.echo(_json(_share(of)) if as_json else _share_told(config, of))


def _told_of(config: Config, found: Any, *, dry_run: bool) -> str:  # noqa: ANN401 - of `bot.app.adding`
    work = found.work
    facts = {"work": work.key, "count": found.passages, "language": language_name(work.language)}
    said = [_say(config, "works-would-add" if dry_run else "works-added", **facts)]
    if found.unreviewed:
        said.append(_say(config, "works-unreviewed", work=work.key, count=found.unreviewed))
    if not dry_run:
        said.append(_say(config, "works-reload"))
    return "\n".join(said)


def _addition(found: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    counts = {"passages": found.passages, "characters": found.characters, "unreviewed": found.unreviewed}
    return {**_work(found.work), **counts}


def _work(work: Any) -> dict[str, Any]:  # noqa: ANN401 - a Work
    return {
        "key": work.key,
        "author": work.author,
        "author_key": work.author_key,
        "title": work.title,
        "year": work.year,
        "language": work.language,
        "source": work.source,
        "sha256": work.sha256,
        "rights": work.rights,
        "url": work.url,
    }


def _held(of: Any) -> dict[str, Any]:  # noqa: ANN401 - of `bot.app.works`
    return {**_work(of.work), "file": str(of.folder / of.work.source), "added": of.added}


def _line(config: Config, of: Any) -> str:  # noqa: ANN401 - as above
    work = of.work
    facts = {"work": work.key, "author": work.author, "title": work.title, "year": str(work.year)}
    return _say(config, "works-line-added" if of.added else "works-line", **facts, day=(of.added or "")[:10])


def _share(of: Any) -> dict[str, Any]:  # noqa: ANN401 - of `bot.app.shares`
    return {
        "work": of.work.key,
        "author": of.work.author,
        "title": of.work.title,
        "source": of.work.source,
        "characters": of.characters,
        "posts": of.posts,
        "quoted": of.quoted,
        "share": round(of.share, 4),
        "longest": of.longest,
        "longest_paragraph": of.paragraph,
    }


def _share_told(config: Config, of: Any) -> str:  # noqa: ANN401 - as above
    share = f"{100 * of.share:.1f}"
    counts = {"posts": of.posts, "quoted": of.quoted, "characters": of.characters, "longest": of.longest}
    return _say(config, "works-share", work=of.work.key, title=of.work.title, share=share, **counts, most=of.paragraph)


def _json(shape: dict[str, Any]) -> str:
    return json.dumps(shape, ensure_ascii=False)


def _say(config: Config, key: str, **values: MessageValue) -> str:
    return languages(config).say(Message(key, values), config.locale)
