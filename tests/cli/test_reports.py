from __future__ import annotations

import asyncio
import json
from pathlib import Path

from bot.app.storing import ready_backend
from bot.communities.desk import desk
from bot.communities.reports import Report
from bot.config import HOME
from bot.corpus.entries import read_entries
from bot.library.library import Library
from bot.model import Ask, Span
from bot.store.database import opened
from tests.cli.test_database_commands import config_of, run
from tests.databases import Home

VOICES = (HOME / "data" / "voices.toml").read_text("utf-8").split("\n")


SPOKEN = "“Neem nu Moskou"


def member(community: str) -> Ask:
    return Ask("en", "en", community, "place", "7", communal=not community.startswith("discord:user:"))


def report(home: Home, library: Library, *reports: tuple[str, Report]) -> None:
    """Members report quotations, each in a community."""

    async def do() -> None:
        async with opened(ready_backend(config_of(home))) as database:
            made = desk(database, library)
            for community, of in reports:
                await made.reports.report(member(community), of)

    asyncio.run(do())


def spoken(library: Library) -> Report:
    """A report on a quotation that the map of voices knows."""
    passages = (library.passage(f"westerlund-{number}") for number in range(1, 20))
    passage = next(of for of in passages if SPOKEN in of.text)
    start = passage.text.index(SPOKEN)
    return Report(passage.id, Span(start, start + 40), "speaker", "Wie zegt dit?")


def test_the_operator_sees_the_reports_of_all_communities_with_the_entry_of_the_map(
    home: Home, library: Library
) -> None:
    own = Report("storm-4", Span(0, 10), "text", "")
    report(home, library, ("discord:1", spoken(library)), ("discord:user:7", own))

    done = run("reports", "--json", **home.environment)
    first, second = map(json.loads, done.stdout.splitlines())

    assert (done.returncode, done.stderr) == (0, "")
    assert (first["community"], first["fault"], first["why"]) == ("discord:1", "speaker", "Wie zegt dit?")
    seed = (HOME / "seeds" / first["source"]).read_bytes().decode()
    assert first["text"] == seed[first["start"] : first["end"]]
    assert SPOKEN in seed.split("\n")[first["line"] - 1]
    [entry] = first["entries"]
    assert VOICES[entry["line"] - 1] == "[[span]]"
    assert "\n".join(VOICES[entry["line"] - 1 :]).startswith(entry["text"])
    assert 'speaker = "lenin"' in entry["text"]
    assert (second["community"], second["entries"]) == ("discord:user:7", [])


def test_the_reports_are_told_in_sentences_too(tmp_path: Path, library: Library) -> None:
    home = Home(tmp_path)
    report(home, library, ("discord:1", spoken(library)))

    told = run("reports", **home.environment).stdout

    assert "westerlund-3  wrong: wrong speaker  (waiting)" in told
    assert "From discord:1" in told
    assert "Wie zegt dit?" in told
    assert '    speaker = "lenin"' in told


def test_a_report_is_closed_with_a_reason_and_whoever_made_it_hears_so(home: Home, library: Library) -> None:
    report(home, library, ("discord:user:7", spoken(library)))
    [listed] = map(json.loads, run("reports", "--json", **home.environment).stdout.splitlines())

    closed = run("reports", "close", "--reason", "Mended.", "--", listed["id"], **home.environment)
    again = run("reports", "close", "--reason", "Mended.", "--", listed["id"], **home.environment)
    waiting, all_ = run("reports", **home.environment), run("reports", "--all", "--json", **home.environment)

    assert (closed.returncode, again.returncode) == (0, 2)
    assert again.stderr.startswith("No report")
    assert waiting.stdout == "No reports are waiting.\n"
    assert json.loads(all_.stdout)["state"] == "closed"
    assert json.loads(all_.stdout)["reason"] == "Mended."
    assert asyncio.run(_untold(home, library)) == {"7"}


async def _untold(home: Home, library: Library) -> set[str]:
    async with opened(ready_backend(config_of(home))) as database:
        return set((await desk(database, library).state(member("discord:user:7"))).untold)


def test_on_sqlite_nothing_is_closed_while_a_bot_serves(tmp_path: Path, library: Library) -> None:
    home = Home(tmp_path)
    report(home, library, ("discord:1", spoken(library)))

    async def served() -> list[str]:
        async with opened(ready_backend(config_of(home))):
            listed = await asyncio.to_thread(run, "reports", "--json", **home.environment)
            number = json.loads(listed.stdout)["id"]
            refused = await asyncio.to_thread(
                run, "reports", "close", "--reason", "x", "--", number, **home.environment
            )
            return [listed.stderr, refused.stderr]

    listed, refused = asyncio.run(served())

    assert listed == ""
    assert refused.startswith("A bot is serving with this database")


def test_where_there_is_no_database_it_says_so_and_makes_none(tmp_path: Path) -> None:
    done = run("reports", **Home(tmp_path / "none").environment)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is nothing in the database")
    assert not (tmp_path / "none").exists()


def test_a_passage_that_is_gone_is_said_to_be(tmp_path: Path, library: Library) -> None:
    home = Home(tmp_path)
    report(home, library, ("discord:1", Report("storm-9999", Span(0, 1), "context", "")))

    assert "do not have that paragraph" in run("reports", **home.environment).stdout
    assert json.loads(run("reports", "--json", **home.environment).stdout)["source"] is None


def test_the_entries_of_the_map_are_those_of_its_file() -> None:
    entries = read_entries(HOME / "data")

    assert len(entries) == VOICES.count("[[span]]")
    for entry in entries:
        lines = VOICES[entry.line - 1 :]
        assert f"start = {entry.span.start}" in entry.text
        assert [line for line in lines if line.strip()][: entry.text.count("\n") + 1] == entry.text.split("\n")
