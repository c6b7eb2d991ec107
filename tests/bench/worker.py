"""A process for one engine, so that its memory is its own: reads requests as JSON lines, and times itself."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from bot.config import HOME
from tests.bench.engines import Asked


@dataclass(frozen=True, slots=True)
class Answers:
    """How long each query took, in milliseconds, and the text of each best passage. Slow engines answer fewer."""

    ms: list[float] = field(default_factory=list)
    tops: list[str] = field(default_factory=list)


class Worker:
    """The parent's end of a worker over an engine and a folder."""

    def __init__(self, engine: str, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.bench.worker", engine, str(folder)]
        self._process = subprocess.Popen(command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate()

    def build(self) -> float:
        """Has the engine build what it searches; the seconds that it took."""
        return float(self._asked({"do": "build"})["seconds"])

    def open(self) -> float:
        """Opens the engine; the seconds that it took."""
        return float(self._asked({"do": "open"})["seconds"])

    def ask(self, queries: Sequence[tuple[str, str]], seconds: float) -> Answers:
        """Asks as many queries (typed, settled) as fit in the seconds, one at least."""
        return Answers(**self._asked({"do": "ask", "queries": queries, "seconds": seconds}))

    def memory(self) -> dict[str, float]:
        """Megabytes: `anonymous` now, `peak` since the process began (mapped files too)."""
        return dict(self._asked({"do": "memory"}))

    def _asked(self, request: dict[str, object]) -> Any:  # noqa: ANN401 - JSON, checked by the callers' types
        pipe, answers = self._process.stdin, self._process.stdout
        if pipe is None or answers is None:
            raise ValueError("a worker without pipes")
        pipe.write(json.dumps(request) + "\n")
        pipe.flush()
        answer = answers.readline()
        if not answer:
            raise ChildProcessError("a worker ended; it has said why on standard error")
        return json.loads(answer)


async def _serve(engine: str, folder: Path) -> None:
    module = import_module(f"tests.bench.engines.{engine}")
    opened: Any = None
    for line in sys.stdin:
        request = json.loads(line)
        match request["do"]:
            case "build":
                _answer({"seconds": module.build(folder)})
            case "open":
                began = time.perf_counter()
                opened = module.Engine(folder)
                _answer({"seconds": time.perf_counter() - began})
            case "ask":
                _answer(await _timed(opened, request["queries"], request["seconds"]))
            case _:
                _answer(memory())


async def _timed(engine: Asked, queries: Sequence[tuple[str, str]], seconds: float) -> dict[str, object]:
    ms: list[float] = []
    tops: list[str] = []
    for text, words in queries:
        began = time.perf_counter_ns()
        tops.append(await engine.ask(text, words))
        ms.append((time.perf_counter_ns() - began) / 1e6)
        if sum(ms) > seconds * 1000:
            break
    return {"ms": ms, "tops": tops}


def memory() -> dict[str, float]:
    """What the kernel says of this process, in megabytes."""
    peak = _kilobytes(Path("/proc/self/status"), "VmHWM:")
    return {"peak": peak / 1000, "anonymous": anonymous_mb("self")}


def anonymous_mb(process: int | str) -> float:
    """The memory that is a process's own, in megabytes."""
    return _kilobytes(Path(f"/proc/{process}/smaps_rollup"), "Anonymous:") / 1000


def _kilobytes(file: Path, name: str) -> int:
    return next(int(line.split()[1]) for line in file.read_text("ascii").splitlines() if line.startswith(name))


def _answer(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], Path(sys.argv[2])))
