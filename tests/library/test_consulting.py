from __future__ import annotations

import threading

import pytest

from bot.library import library as module
from bot.library.library import Library

pytestmark = pytest.mark.asyncio


async def test_of_few_texts_a_question_is_answered_at_once(library: Library) -> None:
    assert await library.consult(threading.get_ident) == threading.get_ident()


async def test_of_many_texts_others_are_answered_meanwhile(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", len(library.works))

    assert await library.consult(threading.get_ident) != threading.get_ident()


async def test_what_is_asked_reaches_the_library(library: Library) -> None:
    answer = await library.consult(library.quote, "kronstadt", limit=2)

    assert answer == library.quote("kronstadt", limit=2)
