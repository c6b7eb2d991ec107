"""bm25s: scores of every word in every passage computed beforehand, as sparse matrices in memory."""

from __future__ import annotations

import time
from pathlib import Path

import bm25s  # type: ignore[import-untyped]  # it has no types of its own
import Stemmer  # type: ignore[import-not-found]  # as above

from tests.bench.engines import LIMIT, texts


def build(folder: Path) -> float:
    """Writes the matrices and the texts; the seconds that it took."""
    began = time.perf_counter()
    corpus = list(texts(folder))
    retriever = bm25s.BM25(corpus=corpus)
    retriever.index(_tokens(corpus), show_progress=False)
    retriever.save(str(folder / "bm25s"), show_progress=False)
    return time.perf_counter() - began


class Engine:
    """The matrices, asked for the stems of the settled words."""

    def __init__(self, folder: Path) -> None:
        self._retriever = bm25s.BM25.load(str(folder / "bm25s"), load_corpus=True)
        self._stemmer = Stemmer.Stemmer("dutch")

    async def ask(self, text: str, words: str) -> str:
        tokens = bm25s.tokenize(words, stopwords=None, stemmer=self._stemmer, show_progress=False)
        results, _ = self._retriever.retrieve(tokens, k=LIMIT, show_progress=False)
        return str(results[0, 0]["text"])


def _tokens(corpus: list[str]) -> object:
    return bm25s.tokenize(corpus, stopwords=None, stemmer=Stemmer.Stemmer("dutch"), show_progress=False)
