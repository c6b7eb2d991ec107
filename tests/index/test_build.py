from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.index import keeper
from bot.index.build import FACTS
from tests.texts import Corpus

OPENS = """
import sys, time
from pathlib import Path
from bot.app.reading import open_library
from tests.texts import config
open_library(config(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])), progress=lambda n: time.sleep(0.002))
"""


def folders(corpus: Corpus) -> list[Path]:
    return [f for f in (corpus.folder / "state" / "index").iterdir() if f.is_dir()]


def opens(corpus: Corpus) -> subprocess.Popen[bytes]:
    state = corpus.folder / "state"
    return subprocess.Popen([sys.executable, "-c", OPENS, str(state), str(corpus.seeds), str(corpus.data)])


def test_a_second_start_opens_the_index_that_the_first_built(corpus: Corpus) -> None:
    corpus.library()
    (built,) = folders(corpus)
    before = (built / FACTS).stat().st_mtime_ns

    corpus.library()

    assert folders(corpus) == [built]
    assert (built / FACTS).stat().st_mtime_ns == before


def test_changed_texts_get_a_new_index_and_the_old_one_goes(corpus: Corpus) -> None:
    corpus.library()
    (old,) = folders(corpus)
    corpus.add("derde", b"Een derde tekst over zeepaardjes, die lang genoeg is.")

    library = corpus.library()

    assert library.quote("zeepaardjes").results[0].quote.passage.id == "derde-1"
    assert old not in folders(corpus)
    assert len(folders(corpus)) == 1


@pytest.mark.parametrize("damage", ["facts", "meta", "segments", "words", "emptied"])
def test_an_index_that_does_not_open_is_rebuilt(corpus: Corpus, damage: str) -> None:
    corpus.library()
    (built,) = folders(corpus)
    for file in [f for f in built.rglob("*") if f.is_file()]:
        if damage == "words" and file.parent != built:
            _empty(file)
        elif damage == "emptied" or file.name.startswith({"facts": FACTS, "meta": "meta.json"}.get(damage, "-")):
            file.unlink()
        elif damage == "segments" and file.suffix in {".store", ".term", ".idx"}:
            _empty(file)

    assert corpus.library().quote("kronstadt").results


def _empty(file: Path) -> None:
    """Puts an empty file in its place: one that is mapped may not be shortened under its reader."""
    file.unlink()
    file.touch()


def test_a_build_killed_at_any_moment_leaves_an_index_that_opens_or_none(corpus: Corpus) -> None:
    """The build of these texts takes about 130 ms more than the imports; kills are spread over it."""
    for tenths in range(10):
        process = opens(corpus)
        _wait_for_draft(corpus)
        time.sleep(0.014 * tenths)
        process.send_signal(signal.SIGKILL)
        process.wait()

    assert corpus.library().quote("kronstadt").results
    assert len(folders(corpus)) == 1


def _wait_for_draft(corpus: Corpus) -> None:
    """Until the build has begun (or is over)."""
    index = corpus.folder / "state" / "index"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not (index.exists() and any(f.is_dir() for f in index.iterdir())):
        time.sleep(0.001)


def test_two_processes_that_start_at_once_share_one_index(corpus: Corpus) -> None:
    processes = [opens(corpus) for _ in range(3)]

    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert len(folders(corpus)) == 1


def test_threads_that_open_at_once_share_one_index(corpus: Corpus) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(corpus.library().quote("kronstadt").results)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [3, 3, 3, 3]


def test_the_name_of_an_index_depends_on_every_part() -> None:
    names = {keeper.fingerprint(parts) for parts in ([b"a", b"b"], [b"ab"], [b"a"], [b"b", b"a"], [])}

    assert len(names) == 5
