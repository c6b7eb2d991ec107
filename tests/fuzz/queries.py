"""Hostile queries: what nobody would type, and what somebody will."""

from __future__ import annotations

from hypothesis import strategies as st

SYNTAX = "\"“”«»():*?^~-+[]{}\\/|&!<>=@#%$'`.,;"
STRANGE = "\u202e\u200b\u0000\ud800\udfff\ufeff\u0301\u00adİßŒĳﬁ𐍈😀٣あ漢אبप्"
WORDS = st.sampled_from(
    "lenin Kronstadt AND OR NOT NEAR( author: section:x -stalin kron* één een partij staat".split()  # noqa: SIM905 - reads better
)
HOSTILE = st.one_of(
    st.text(max_size=250),
    st.text(alphabet=SYNTAX + STRANGE + "lenistakrod ", max_size=220),
    st.lists(st.one_of(WORDS, st.text(alphabet=SYNTAX + STRANGE, max_size=6)), max_size=30).map(" ".join),
    st.builds(lambda part, times: part * times, st.text(min_size=1, max_size=8), st.integers(1, 2000)),
    st.text(alphabet=st.characters(min_codepoint=0x590, max_codepoint=0x6FF), max_size=200),
    st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=150, max_size=200),
    st.lists(st.text(alphabet="aeioubdlnrst", min_size=4, max_size=14), min_size=8, max_size=14).map(" ".join),
)
