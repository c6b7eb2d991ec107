"""Works that nobody would write: endless paragraphs, sentences and words, markup, every script, many headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

# Few words, so that questions find something; and what grows when it is escaped, joins, turns round or pings.
PLAIN = "molen koren Groningen bureaucratie Lenin Trotski revolutie niet alleen de het een en van".split()  # noqa: SIM905 - reads better
STRANGE = (
    "**",
    "__molen__",
    "~~x~~",
    "||spoiler||",
    "`koren`",
    "```",
    "[a](https://a.b)",
    "<@1>",
    "<#1>",
    "@everyone",
    "@here",
    ":smile:",
    "<t:1:R>",
    "https://example.org",
    "#",
    "-",
    "1.",
    ">",
    "-#",
    "\\",
    "*_~`|[<>#@:",
    "12)",
    "[3]",
    "(a)",
    "“molen”",
    "עברית",
    "العربية",
    "\u202eneloM",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "🇳🇱",
    "e\u0301\u0327\u0323",
    "漢字",
    "﷽",
    "\u200b",
    "\xa0",
    "İß",
    "x\u2028y",
)
ENDS = (".", "!", "?", "…", ".”", ".[3]", ";", "")


@dataclass(frozen=True)
class Written:
    """A work: by whom, in which language, and its paragraphs and headings."""

    author: str
    language: str
    lines: Sequence[str]

    @property
    def content(self) -> str:
        """What its file holds."""
        return "\n".join(self.lines)


def _sentence(words: Sequence[str], times: int, end: str) -> str:
    text = " ".join(list(words) * times)
    return text[:1].upper() + text[1:] + end


_WORDS = st.lists(st.sampled_from([*PLAIN, *PLAIN, *STRANGE]), min_size=1, max_size=12)
_SHORT = st.builds(_sentence, _WORDS, st.just(1), st.sampled_from(ENDS))
_LONG = st.builds(_sentence, _WORDS, st.integers(1, 300), st.sampled_from(ENDS))
_WORD = st.builds(
    lambda part, times: part * times,
    st.sampled_from(["*", "ab", "molen", "_", "🇳🇱", "\\", "ש"]),
    st.integers(900, 6000),
)
_PARAGRAPH = st.one_of(
    st.lists(_SHORT, min_size=1, max_size=8).map(" ".join),
    st.builds(
        lambda sentences, times: " ".join(sentences * times),
        st.lists(_SHORT, min_size=1, max_size=6),
        st.integers(1, 30),
    ),
    st.lists(st.one_of(_SHORT, _LONG, _WORD), min_size=1, max_size=4).map(" ".join),
)
_HEADING = st.sampled_from(["Over molens", "**Koren** @everyone", "עברית", "#", "De molen van Lenin"])
_SECTIONS = st.one_of(
    st.lists(_HEADING, max_size=1), st.builds(lambda one, times: [one] * times, _HEADING, st.integers(1, 300))
)
_LINES = st.lists(st.tuples(_SECTIONS, st.lists(_PARAGRAPH, min_size=1, max_size=5)), min_size=1, max_size=3).map(
    lambda parts: [line for headings, paragraphs in parts for line in (*headings, *paragraphs)]
)
_WRITTEN = st.builds(
    Written,
    st.sampled_from(["A. Auteur", "B. *Ster* Schrijver", "@everyone", "עברית"]),
    st.sampled_from(["nl", "en", "de", "eo"]),
    _LINES.map(lambda lines: ["De molen van Groningen maalt koren, zegt men.", *lines]),
)  # fmt: skip
WORKS = st.lists(_WRITTEN, min_size=1, max_size=3)

# Every action has something to do here: many authors, and long paragraphs beside short ones, all on one subject.
_MOLEN = "De molen van Groningen maalt koren. Niet alleen koren! *Meel* ook, zegt de molenaar. "
_PAIRS = [line for n in range(6) for line in (f"{_MOLEN}Molen {n}.", f"Andere molen {n}. {_MOLEN * 60}")]
EVERYTHING = [
    Written(author, "nl", ["Over molens", *_PAIRS, "Slot", f"Een molen {'*_ ' * 3000}."])
    for author in ("A. Auteur", "B. Schrijver")
] + [Written(f"{letter}. Ander", "nl", [f"Molen {letter} maalt ook."]) for letter in "CDEFGHIJKL"]
