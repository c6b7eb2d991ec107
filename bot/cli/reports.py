"""`tegenspraak reports`: what members say is wrong with quotations, beside what is to be mended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Annotated, Any

import typer

from bot.app.reading import languages
from bot.cli.telling import told
from bot.config import Config
from bot.model import Message, MessageValue

reports = typer.Typer(help="What members say is wrong with quotations.")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


@reports.callback(invoke_without_command=True)
def listing(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Those that are settled too.")] = False,  # noqa: FBT002 - passed by name
    as_json: AsJson = False,  # noqa: FBT002 - as above
) -> None:
    """The reports of all communities, with what they are about; beside a running bot too."""
    if context.invoked_subcommand:
        return
    with told() as config:
        # Late, as the database would slow down every other command.
        found = import_module("bot.app.reported").reported(config, settled=every)
        teller = _Teller(config)
        if as_json:
            lines = [json.dumps(_shape(of), ensure_ascii=False) for of in found]
        else:
            lines = ["\n".join(teller.told(of)) for of in found] or [teller.say("reports-none")]
        typer.echo(("\n" if as_json else "\n\n").join(lines), nl=bool(lines))


@reports.command()
def close(
    number: Annotated[str, typer.Argument(metavar="ID", help="Its id. Put -- before one that begins with -.")],
    reason: Annotated[str, typer.Option("--reason", help="What came of it, for whoever reported it.")],
) -> None:
    """Settles a report; with SQLite while no bot runs."""
    with told() as config:
        # Late, as above.
        import_module("bot.app.reported").close(config, number, reason)
        typer.echo(_Teller(config).say("report-closed", number=number))


class _Teller:
    """Tells of reports in the operator's language; they are of `bot.app.reported`."""

    def __init__(self, config: Config) -> None:
        self._languages = languages(config)
        self._locale = config.locale

    def say(self, key: str, **values: MessageValue) -> str:
        """A sentence."""
        return self._languages.say(Message(key, values), self._locale)

    def told(self, of: Any) -> Iterator[str]:  # noqa: ANN401 - see above
        """One report, line by line."""
        petition, report = of.filed.petition, of.report
        fault, state = Message(f"fault-{report.fault}"), Message(f"state-{petition.state}")
        yield self.say("reports-head", number=petition.id, passage=report.passage, fault=fault, state=state)
        yield self.say("reports-where", community=of.filed.community, at=petition.made_at)
        if report.why:
            yield self.say("report-why", why=report.why)
        if petition.reason:
            yield self.say("news-reason", reason=petition.reason)
        yield from self._place(of.place) if of.place else [self.say("reports-gone")]

    def _place(self, place: Any) -> Iterator[str]:  # noqa: ANN401 - see above
        yield f"  {place.source}:{place.line}  {place.start}-{place.end}"
        yield f"  {place.text}"
        if not place.entries:
            yield f"  {self.say('reports-no-entry', file=place.map)}"
        for entry in place.entries:
            yield f"  {place.map}:{entry.line}"
            yield from (f"    {line}" for line in entry.text.split("\n"))


def _shape(of: Any) -> dict[str, Any]:  # noqa: ANN401 - see above
    petition, report, place = of.filed.petition, of.report, of.place
    shape = {
        "id": petition.id,
        "community": of.filed.community,
        "state": petition.state,
        "made_at": petition.made_at.isoformat(),
        "passage": report.passage,
        "fault": report.fault,
        "why": report.why,
        "reason": petition.reason,
    }
    if place is None:
        return {**shape, "source": None}
    entries = [{"file": place.map, "line": entry.line, "text": entry.text} for entry in place.entries]
    stands = {"source": place.source, "line": place.line, "start": place.start, "end": place.end, "text": place.text}
    return {**shape, **stands, "entries": entries}
