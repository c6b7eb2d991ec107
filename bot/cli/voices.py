"""`tegenspraak voices …`: who speaks where the author of a work does not."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.app.reading import listings_of
from bot.cli.telling import told
from bot.config import Config
from bot.corpus.collected import map_of, texts_of, works_of
from bot.corpus.lexicon import read_lexicon
from bot.corpus.proposing.proposal import Proposal
from bot.corpus.proposing.propose import read_proposer
from bot.corpus.proposing.writing import as_toml
from bot.corpus.utterances import Utterance, heard
from bot.corpus.works import Text
from bot.errors import BadInput

voices = typer.Typer(help="Who speaks where the author of a work does not.")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


@voices.callback(invoke_without_command=True)
def listing(context: typer.Context, as_json: AsJson = False) -> None:  # noqa: FBT002 - passed by name
    """Every quotation and reported view in the texts, and who speaks in it; those that nobody has reviewed too."""
    if context.invoked_subcommand:
        return
    with told() as config:
        listings = listings_of(config)
        utterances = map_of(listings, read_lexicon(config.data).titles).utterances
        for text in texts_of(listings):
            for utterance in heard(text, utterances.get(text.work.key, ())):
                typer.echo(_listed_json(text, utterance) if as_json else _listed(text, utterance))


@voices.command()
def propose(
    work: Annotated[str, typer.Argument(help="The key of a work in works.toml.")],
    as_json: AsJson = False,  # noqa: FBT002 - passed by name
) -> None:
    """Finds by rule where somebody else may be speaking, for a person to review and add to voices.toml."""
    with told() as config:
        text = _text(config, work)
        for proposal in read_proposer(config.data, text.work.language).proposals(text):
            typer.echo(_as_json(text, proposal) if as_json else as_toml(text, proposal))


def _text(config: Config, key: str) -> Text:
    listings = listings_of(config)
    text = next(texts_of(listings, [key]), None)
    if text is None:
        raise BadInput("work-unknown", work=key, works=", ".join(work.key for work in works_of(listings)))
    return text


def _listed_json(text: Text, utterance: Utterance) -> str:
    shape = {
        "source": text.work.source,
        "line": _line(text, utterance),
        "start": utterance.span.start,
        "end": utterance.span.end,
        "speaker": utterance.named,
        "kind": utterance.kind,
        "reviewed": utterance.reviewed,
    }
    return json.dumps(shape, ensure_ascii=False)


def _listed(text: Text, utterance: Utterance) -> str:
    words = text.content[utterance.span.start : utterance.span.end]
    return f"{text.work.key}:{_line(text, utterance)}  {utterance.kind}  {utterance.named or '-'}  {words}"


def _line(text: Text, utterance: Utterance) -> int:
    return text.content.count("\n", 0, utterance.span.start) + 1


def _as_json(text: Text, proposal: Proposal) -> str:
    shape = {
        "source": text.work.source,
        "line": proposal.line,
        "start": proposal.span.start,
        "end": proposal.span.end,
        "speaker": proposal.named,
        "kind": proposal.kind,
        "reviewed": False,
        "key": proposal.speaker,
        "text": text.content[proposal.span.start : proposal.span.end],
    }
    return json.dumps(shape, ensure_ascii=False)
