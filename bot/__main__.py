"""The door: `tegenspraak`, or `python -m bot`."""

from __future__ import annotations

from bot.cli import app


def main() -> None:
    """Runs the command line."""
    app()


if __name__ == "__main__":
    main()
