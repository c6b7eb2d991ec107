from __future__ import annotations

from bot.library.answers import Answer
from bot.library.library import Library
from bot.library.remembering import Remembered


def test_what_was_asked_longest_ago_is_forgotten(library: Library) -> None:
    remembered = Remembered(2)
    for query in ("a", "b"):
        remembered.keep((query, None, 1, 0), library.curated, Answer(query, (), ()), of_topics=False)
    remembered.get(("a", None, 1, 0), library.curated)
    remembered.keep(("c", None, 1, 0), library.curated, Answer("c", (), ()), of_topics=False)

    kept = [remembered.get((query, None, 1, 0), library.curated) is not None for query in ("a", "b", "c")]
    assert kept == [True, False, True]


def test_the_same_question_gets_the_same_answer_at_once(library: Library) -> None:
    assert library.answered("de zeis van de tijd", None, 3, 0) is None

    answer = library.quote("de zeis van de tijd", None, 3, 0)

    assert library.answered("de zeis van de tijd", None, 3, 0) is answer
    assert library.answered("de zeis van de tijd", "storm", 3, 0) is None
