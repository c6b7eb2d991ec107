"""The door: `tegenspraak`, or `python -m bot`."""

from __future__ import annotations

import io
import sys

from bot.cli import app


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _make_safe(stream)
    app()


def _make_safe(stream: object) -> None:
    """Pipes carry UTF-8 whatever the locale; what a stream cannot take is replaced, and ends nothing."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


if __name__ == "__main__":
    main()
