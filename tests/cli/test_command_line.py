from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Protocol

import pytest

from bot.config import Config
from bot.library.library import Library
from tests.texts import SEEDS, Corpus

BARE = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}


class Run(Protocol):
    """Runs the command line with these arguments, this on standard input, and these settings."""

    def __call__(self, *arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def tegenspraak(settings: Config, library: Library, tmp_path: Path) -> Run:
    """Runs the command line in an empty folder, over the index of the test run."""

    def run(*arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        env = {**BARE, "TEGENSPRAAK_STATE": str(settings.state), "COLUMNS": "200", **environment}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=text, capture_output=True, encoding="utf-8", env=env, cwd=tmp_path, timeout=60, check=False,
        )  # fmt: skip

    return run


def test_quote_prints_the_promised_shape(tegenspraak: Run) -> None:
    done = tegenspraak("quote", "kronstadt", "--json")
    answer = json.loads(done.stdout)
    first = answer["results"][0]
    content = (SEEDS / first["source"]).read_bytes().decode()

    assert done.returncode == 0
    assert (answer["query"], first["author"], first["voice"]["own"]) == ("kronstadt", "Peter Storm", True)
    assert first["line"] in (10, 11)
    assert content[first["start"] : first["end"]] == first["text"]
    assert first.keys() >= {
        "id", "author", "work", "source", "line", "start", "end",
        "text", "before", "after", "voice", "citation", "score",
    }  # fmt: skip


def test_quote_ends_with_1_where_there_is_nothing(tegenspraak: Run) -> None:
    done = tegenspraak("quote", "qzxvwy", "--json")

    assert (done.returncode, json.loads(done.stdout)["results"]) == (1, [])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("quote", ""), "Typ waarover"),
        (("quote", "x" * 10_000), "te lang"),
        (("quote", "?!"), "geen woord"),
        (("quote", "lenin", "--author", "skott"), "Die auteur is er niet"),
        (("quote",), "Geef een vraag of --batch"),
        (("quote", "--batch", "nergens.txt"), "niet te lezen"),
        (("verify", ""), "Geef de aangehaalde woorden"),
        (("verify", "x" * 5000), "te lang om te controleren"),
        (("verify",), "Geef een vraag of --batch"),
        (("verify", "Kronstadt", "--author", "niemand"), "Die auteur is er niet"),
    ],
)
def test_unusable_arguments_get_one_sentence_and_2(tegenspraak: Run, arguments: tuple[str, ...], sentence: str) -> None:
    done = tegenspraak(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_query_that_begins_with_a_dash_comes_after_two(tegenspraak: Run) -> None:
    assert tegenspraak("quote", "--json", "--", "-kronstadt").returncode == 0


def test_limit_and_author_are_kept_to(tegenspraak: Run) -> None:
    answer = json.loads(tegenspraak("quote", "lenin", "--json", "--limit", "2", "--author", "storm").stdout)

    assert [r["author"] for r in answer["results"]] == ["Peter Storm", "Peter Storm"]


def test_a_batch_gives_an_object_a_line_whatever_the_line(tegenspraak: Run, tmp_path: Path) -> None:
    lines = ["kronstadt", "", "qzxvwy", "x" * 300, "a\u2028b", "lenin"]
    file = tmp_path / "vragen.txt"
    file.write_text("\n".join(lines) + "\n", "utf-8")

    done = tegenspraak("quote", "--json", "--batch", str(file))
    answers = [json.loads(line) for line in done.stdout.removesuffix("\n").split("\n")]

    assert done.returncode == 0
    assert [a["query"] for a in answers] == lines
    assert [bool(a["results"]) for a in answers] == [True, False, False, False, False, True]
    assert ["error" in a for a in answers] == [False, True, False, True, False, False]


def test_positions_gives_a_side_for_each_author(tegenspraak: Run, tmp_path: Path) -> None:
    file = tmp_path / "onderwerpen.txt"
    file.write_text("kronstadt\n??\n", "utf-8")
    done = tegenspraak("positions", "--json", "--batch", str(file))
    kronstadt, unusable = (json.loads(line) for line in done.stdout.splitlines())

    assert [(s["key"], s["silent"]) for s in kronstadt["sides"]] == [("westerlund", True), ("storm", False)]
    about = kronstadt["topic"]
    assert (about["key"], about["title"], about["origin"]) == ("kronstadt", "Kronstadt", "curated")
    assert about["question"].endswith("?")
    assert {of["author"] for of in kronstadt["related"]} == {"Per-Åke Westerlund"}
    assert all(of.keys() == {"key", "title", "author"} for of in kronstadt["related"])
    assert all(p["voice"]["own"] for s in kronstadt["sides"] for p in s["passages"])
    assert "error" in unusable
    assert [s["silent"] for s in unusable["sides"]] == [True, True]


def test_verify_prints_the_promised_shape(tegenspraak: Run) -> None:
    done = tegenspraak("verify", "Trotski eiste voorwaardelijke overgave.", "--json", "--author", "storm")
    answer = json.loads(done.stdout)
    [match] = answer["matches"]
    content = (SEEDS / match["passage"]["source"]).read_bytes().decode()

    assert (done.returncode, answer["verdict"]) == (0, "altered")
    assert match["differences"] == [{"op": "replace", "claimed": "voorwaardelijke", "source": "onvoorwaardelijke"}]
    assert 0.5 < match["similarity"] < 1
    assert content[match["passage"]["start"] : match["passage"]["end"]] == match["passage"]["text"]
    assert match["passage"]["voice"] == {"speaker": "Peter Storm", "own": True, "kind": "author"}


def test_verify_ends_with_0_whatever_the_verdict(tegenspraak: Run) -> None:
    for text in ("Kronstadt", "Blauwe olifanten dansen op het ijs."):
        assert tegenspraak("verify", text, "--json").returncode == tegenspraak("verify", text).returncode == 0


def test_verify_tells_people_what_differs(tegenspraak: Run) -> None:
    done = tegenspraak("verify", "Trotski eiste voorwaardelijke overgave.")

    assert done.stdout.startswith("Veranderd:")
    assert "Bewering: voorwaardelijke · tekst: onvoorwaardelijke" in done.stdout
    assert "[context]" not in done.stdout


def test_a_batch_of_claims_gives_an_object_a_line(tegenspraak: Run, tmp_path: Path) -> None:
    lines = ["Trotski eiste onvoorwaardelijke overgave.", "", "?!", "x" * 9000, "-Kronstadt", "bitcoin"]
    (tmp_path / "claims.txt").write_text("\n".join(lines) + "\n", "utf-8")

    done = tegenspraak("verify", "--json", "--batch", str(tmp_path / "claims.txt"), "--author", "westerlund")
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    verdicts = [a["verdict"] for a in answers]
    assert verdicts == ["misattributed", "absent", "absent", "absent", "misattributed", "absent"]
    assert ["error" in a for a in answers] == [False, True, True, True, False, False]


def test_without_json_the_answer_is_for_people(tegenspraak: Run) -> None:
    done = tegenspraak("quote", "kronstadt", "--limit", "1")

    assert "Kronstadt" in done.stdout
    assert "alinea 4 [storm-4]" in done.stdout


def test_serve_without_a_platform_says_what_to_set_and_how_to_try(tegenspraak: Run) -> None:
    done = tegenspraak("serve")

    assert done.returncode == 2
    assert "TEGENSPRAAK_DISCORD_TOKEN" in done.stderr
    assert "tegenspraak chat" in done.stderr


def test_the_default_language_is_a_setting(tegenspraak: Run) -> None:
    assert "No platform is configured" in tegenspraak("serve", TEGENSPRAAK_LOCALE="en").stderr


def test_piped_lines_are_answered_plainly(tegenspraak: Run) -> None:
    done = tegenspraak("chat", text="/quote kronstadt\n\nnext\n/quote qzxvwy\n", TERM="xterm-256color")

    assert done.returncode == 0
    assert done.stdout.count("[next] Volgende") == 2
    assert "\x1b" not in done.stdout
    assert "zeggen hier niets over" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("locale", [{"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_a_pipe_carries_utf_8_whatever_the_locale(tegenspraak: Run, locale: dict[str, str]) -> None:
    done = tegenspraak("chat", text="/quote kronstadt\n", PYTHONCOERCECLOCALE="0", **locale)

    assert done.returncode == 0
    assert "— Peter Storm" in done.stdout


def test_hostile_lines_end_nothing(tegenspraak: Run) -> None:
    done = tegenspraak("chat", text="1" * 5000 + "\n/quote \x00\u202e\n/quote kronstadt\n")

    assert (done.returncode, done.stderr) == (0, "")
    assert "te lang" in done.stdout
    assert "Typ waarover" in done.stdout
    assert "— Peter Storm" in done.stdout


def test_a_changed_text_stops_the_start_with_one_sentence(tegenspraak: Run, corpus: Corpus) -> None:
    file = corpus.seeds / "000_80314a258c1e2769.txt"
    file.write_bytes(file.read_bytes() + b" ")
    done = tegenspraak("quote", "kronstadt", TEGENSPRAAK_SEEDS=str(corpus.seeds))

    assert done.returncode == 2
    assert (
        done.stderr
        == "De tekst 000_80314a258c1e2769.txt is veranderd: de inhoud past niet bij de sha256 in works.toml.\n"
    )


def test_a_state_folder_that_is_a_file_is_told(tegenspraak: Run, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", "utf-8")
    done = tegenspraak("quote", "kronstadt", TEGENSPRAAK_STATE=str(tmp_path / "bestand"))

    assert done.returncode == 2
    assert "kan niet worden geschreven" in done.stderr
    assert done.stderr.count("\n") == 1


def test_quote_imports_no_chat_library_and_no_database() -> None:
    late = ("discord", "nio", "aiohttp", "prompt_toolkit", "aiosqlite", "sqlalchemy", "alembic", "psycopg")
    code = f"import sys, bot.cli; print([m for m in {late} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    assert done.stdout.strip() == "[]"


def test_voices_propose_prints_the_map_as_reviewers_keep_it(tegenspraak: Run) -> None:
    done = tegenspraak("voices", "propose", "westerlund")
    spans = tomllib.loads(done.stdout)["span"]
    content = (SEEDS / "000_80314a258c1e2769.txt").read_bytes().decode()

    assert done.returncode == 0
    assert not any(span["reviewed"] for span in spans)
    assert all(content[span["start"] : span["end"]] == span["text"] for span in spans)
    assert spans[0].keys() == {"work", "start", "end", "text", "kind", "reviewed"}


def test_voices_propose_prints_json_in_the_promised_shape(tegenspraak: Run) -> None:
    lines = [json.loads(line) for line in tegenspraak("voices", "propose", "storm", "--json").stdout.splitlines()]
    keys = {"source", "line", "start", "end", "speaker", "kind", "reviewed"}

    assert all(line.keys() >= keys and line["reviewed"] is False for line in lines)
    assert any(line["speaker"] == "John Eric Marot" and line["line"] == 26 for line in lines)


def test_voices_propose_tells_of_a_work_that_is_not_here(tegenspraak: Run) -> None:
    done = tegenspraak("voices", "propose", "nergens")

    assert (done.returncode, done.stderr) == (2, "De tekst nergens is hier niet; wel: westerlund, storm.\n")


def test_a_proposed_text_with_any_character_is_valid_toml(tegenspraak: Run, corpus: Corpus) -> None:
    corpus.clear()
    corpus.add("raar", "Hij zei “a\\ \x7f \x01 \t 😀 b” hier.".encode())
    folders = {"TEGENSPRAAK_SEEDS": str(corpus.seeds), "TEGENSPRAAK_DATA": str(corpus.data)}
    done = tegenspraak("voices", "propose", "raar", **folders)

    assert tomllib.loads(done.stdout)["span"][0]["text"] == "“a\\ \x7f \x01 \t 😀 b”"


def test_voices_lists_every_quotation_of_the_files_in_the_promised_shape(tegenspraak: Run) -> None:
    done = tegenspraak("voices", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert all(set(row) == {"source", "line", "start", "end", "speaker", "kind", "reviewed"} for row in rows)
    assert {row["kind"] for row in rows} == {"speech", "term", "title", "scare", "report"}
    marot = next(row for row in rows if row["speaker"] == "John Eric Marot")
    assert (marot["line"], marot["kind"], marot["reviewed"]) == (26, "speech", True)


def test_quotations_of_a_text_without_a_map_are_listed_as_unreviewed(tegenspraak: Run, tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    corpus.add("nieuw", "Kop\n\nZij zei: “Nee.” Meer niet.\n".encode())
    folders = {"TEGENSPRAAK_SEEDS": str(corpus.seeds), "TEGENSPRAAK_DATA": str(corpus.data)}
    done = tegenspraak("voices", "--json", **folders)
    rows = [json.loads(line) for line in done.stdout.splitlines() if '"nieuw.txt"' in line]

    assert [(row["line"], row["speaker"], row["reviewed"]) for row in rows] == [(3, None, False)]
