"""Sheets, made up."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.communities.sheets import Sheet
from bot.communities.wishes import KEYWORD, NAME, QUESTION, TITLE, cleaned
from bot.corpus.topics import MOST_PINS, Pin, Topic

LOCALES = st.sampled_from(["nl", "en"])


def lines(longest: int, least: int = 0) -> st.SearchStrategy[str]:
    """Lines as they are kept."""
    return st.text(max_size=longest).map(cleaned).filter(lambda text: least <= len(text) <= longest)


PINS = st.builds(
    Pin,
    st.from_regex(r"(storm|westerlund)-[1-9][0-9]{0,2}", fullmatch=True),
    st.integers(1, 3),
    st.integers(3, 9),
    digest=st.text("0123456789abcdef", max_size=16),
)
SIDES = st.dictionaries(
    st.sampled_from(["storm", "westerlund"]), st.none() | st.lists(PINS, max_size=MOST_PINS).map(tuple)
)
SHEETS = st.builds(
    Sheet,
    title=st.dictionaries(LOCALES, lines(TITLE, 1), min_size=1),
    names=st.dictionaries(LOCALES, st.lists(lines(NAME, 1), min_size=1, max_size=4).map(tuple)),
    keywords=st.lists(lines(KEYWORD, 1), max_size=4).map(tuple),
    question=st.dictionaries(LOCALES, lines(QUESTION, 1)),
    sides=SIDES,
    hidden=st.booleans(),
)


def differing(sheet: Sheet, curated: Topic) -> Sheet:
    """What of a sheet is otherwise than a curated topic has it."""
    places = {author: [(p.passage, p.first, p.last) for p in pins] for author, pins in curated.sides.items()}
    return Sheet(
        title={locale: text for locale, text in sheet.title.items() if curated.title.get(locale) != text},
        names={locale: of for locale, of in sheet.names.items() if curated.names.get(locale) != of},
        keywords=() if sheet.keywords == curated.keywords else sheet.keywords,
        question={locale: text for locale, text in sheet.question.items() if curated.question.get(locale) != text},
        sides={
            author: pins
            for author, pins in sheet.sides.items()
            if pins is None or places.get(author) != [(p.passage, p.first, p.last) for p in pins]
        },
        hidden=sheet.hidden,
    )
