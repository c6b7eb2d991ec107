"""SQLite FTS5 ranked by bm25: the settled words as they are, any of them."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from tests.bench.engines import LIMIT, texts


def build(folder: Path) -> float:
    """Writes the database; the seconds that it took."""
    began = time.perf_counter()
    database = sqlite3.connect(folder / "fts5.db")
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    database.executemany("INSERT INTO passage VALUES (?)", ((text,) for text in texts(folder)))
    database.commit()
    database.execute("INSERT INTO passage(passage) VALUES ('optimize')")
    database.commit()
    database.close()
    return time.perf_counter() - began


class Engine:
    """The database, asked in FTS5's own ranking, which is bm25."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fts5.db")

    async def ask(self, text: str, words: str) -> str:
        match = " OR ".join(f'"{word}"' for word in words.split())
        found = "SELECT text FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?"
        row = self._database.execute(found, (match, LIMIT)).fetchone()
        return str(row[0]) if row else ""
