"""How a word sounds, across the spellings of Dutch, English, German and French and their transliterations."""

from __future__ import annotations

import re
from functools import lru_cache

SOFT = re.compile(r"c(?=[eiy])")
SOFT_CH = re.compile(r"ch(?=[eiy])")
# What is written with several letters comes before the letters that it holds.
SOUNDS = {
    **dict.fromkeys(("eaux", "eau", "oo", "au"), "o"),
    **dict.fromkeys(("shch", "tsch", "tsj", "tch", "cz", "sch", "sj", "sh"), "s"),
    **dict.fromkeys(("dzj", "zh", "zj", "dj", "ts", "tz", "z", "x"), "s"),
    **dict.fromkeys(("kh", "gh", "ch", "h"), "g"),
    **dict.fromkeys(("ph", "v", "w"), "f"),
    **dict.fromkeys(("oe", "ou"), "u"),
    **dict.fromkeys(("ij", "y", "ii", "ei", "ie", "j", "ey"), "i"),
    **dict.fromkeys(("ck", "qu", "q", "c"), "k"),
    **dict.fromkeys(("dt", "d"), "t"),
}
GRAPHEME = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))
REPEATED = re.compile(r"([a-z])\1+")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """The sound of a folded word; words that sound alike have the same."""
    soft = SOFT.sub("s", SOFT_CH.sub("s", word)) if "c" in word else word
    return REPEATED.sub(r"\1", GRAPHEME.sub(lambda found: SOUNDS[found.group()], soft))
