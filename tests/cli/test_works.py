"""`tegenspraak works …`, as a person and as a program sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_database_commands import run
from tests.texts import Corpus

TEXT = (
    "Vrijheid is altijd de vrijheid van wie anders denkt, en nooit alleen die van de aanhangers van een regering.\n\n"
    "“Zonder haar is er niets”, zei hij, en dat is waar.\n"
)


@pytest.fixture
def environment(corpus: Corpus) -> dict[str, str]:
    """One short text, and little else that takes time to read."""
    corpus.clear()
    corpus.forget()
    corpus.add("oud", b"De molen staat stil.\n", author="O. Oud")
    folders = {"STATE": corpus.folder / "state", "SEEDS": corpus.seeds, "DATA": corpus.data}
    return {f"TEGENSPRAAK_{name}": str(folder) for name, folder in folders.items()}


@pytest.fixture
def facts(tmp_path: Path) -> tuple[str, ...]:
    file = tmp_path / "rosa.txt"
    file.write_text(TEXT, "utf-8")
    about = ("--author", "Rosa Luxemburg", "--title", "Vrijheid", "--year", "1918", "--rights", "Publiek domein")
    return (str(file), *about, "--language", "nl")


def objects(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_a_person_adds_a_text_sees_it_and_removes_it(environment: dict[str, str], facts: tuple[str, ...]) -> None:
    tried = run("works", "add", *facts, "--dry-run", **environment)
    made = run("works", "add", *facts, **environment)
    again = run("works", "add", *facts, **environment)
    kept = (Path(environment["TEGENSPRAAK_STATE"]) / "works" / "luxemburg" / "luxemburg.txt").read_bytes().decode()
    listed = run("works", "list", **environment)
    quoted = run("quote", "vrijheid", "--json", **environment)
    checked = run("works", "check", **environment)
    shared = run("works", "shares", **environment)
    removed = run("works", "remove", "luxemburg", **environment)
    seed = run("works", "remove", "oud", **environment)

    told = "luxemburg, 2 paragraphs to quote from (Dutch).\n"
    unreviewed = "In one stretch somebody else than the author may be speaking, and nobody has looked: "
    assert tried.stdout.startswith(f"Would be added: {told}{unreviewed}")
    assert made.stdout.startswith(f"Added: {told}{unreviewed}")
    assert made.stdout.endswith("A running bot takes it up when it is sent SIGHUP.\n")
    assert (again.returncode, again.stderr) == (2, "That text is here already: luxemburg.\n")
    assert listed.stdout.splitlines()[0] == "oud  O. Oud, Proef oud (1999)"
    assert listed.stdout.splitlines()[1].startswith("luxemburg  Rosa Luxemburg, Vrijheid (1918), added on 20")
    [result] = json.loads(quoted.stdout)["results"]
    assert result["source"] == "luxemburg.txt"
    assert kept[result["start"] : result["end"]] == result["text"]
    assert checked.stdout.splitlines()[1] == "ok  luxemburg: 2 paragraphs, every byte in its place."
    assert "luxemburg  Vrijheid: 0.0 % posted (0 of " in shared.stdout
    assert removed.stdout.startswith("Removed: luxemburg. Topics with quotes from it: 0; ")
    assert (seed.returncode, seed.stdout) == (2, "")
    assert [of.returncode for of in (tried, made, listed, quoted, checked, shared, removed)] == [0] * 7


def test_a_program_reads_one_object_a_line(environment: dict[str, str], facts: tuple[str, ...]) -> None:
    [made] = objects(run("works", "add", *facts, "--source", "https://example.org/a", "--json", **environment).stdout)
    _, held = objects(run("works", "list", "--json", **environment).stdout)
    kept = Path(held["file"])
    _, share = objects(run("works", "shares", "--json", **environment).stdout)
    sound = run("works", "check", "--json", **environment)
    kept.write_bytes(b"Anders.")
    damaged = run("works", "check", "--json", **environment)

    work = {"key": "luxemburg", "author": "Rosa Luxemburg", "author_key": "luxemburg", "title": "Vrijheid"}
    facts_of = {**work, "year": 1918, "language": "nl", "source": "luxemburg.txt", "url": "https://example.org/a"}
    assert made.items() >= {**facts_of, "passages": 2, "unreviewed": 1}.items()
    assert held.items() >= {**facts_of, "rights": "Publiek domein", "sha256": made["sha256"]}.items()
    assert held["added"].startswith("20")
    counts = {"posts": 0, "quoted": 0, "share": 0.0, "longest": 0}
    assert share.items() >= {"work": "luxemburg", "characters": made["characters"], **counts}.items()
    assert share["longest_paragraph"] == len(TEXT.split("\n", 1)[0])
    assert [(of["work"], of["ok"]) for of in objects(sound.stdout)] == [("oud", True), ("luxemburg", True)]
    assert [(of["work"], of["ok"]) for of in objects(damaged.stdout)] == [("oud", True), ("luxemburg", False)]
    assert (sound.returncode, damaged.returncode) == (0, 1)


def test_who_speaks_in_an_added_text_can_be_listed_and_proposed(
    environment: dict[str, str], facts: tuple[str, ...]
) -> None:
    run("works", "add", *facts, **environment)

    listed = run("voices", "--json", **environment)
    proposed = run("voices", "propose", "luxemburg", "--json", **environment)

    [heard] = [of for of in objects(listed.stdout) if of["source"] == "luxemburg.txt"]
    assert (heard["kind"], heard["reviewed"]) == ("speech", False)
    assert TEXT[heard["start"] : heard["end"]] == "“Zonder haar is er niets”"
    assert [of["text"] for of in objects(proposed.stdout)] == ["“Zonder haar is er niets”"]
