"""How a typed line is read: what belongs to which option."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.command import command, commands_of
from bot.dispatch.line import arguments
from bot.errors import BadInput
from bot.model import Ask
from bot.reply import Reply


class Lists:
    """A command with several options that are lists."""

    @command("add")
    async def add(self, ask: Ask, title: str = "", keywords: str = "", names: str = "", *, loud: bool = False) -> Reply:
        """Is never run."""
        raise NotImplementedError


[ADD] = commands_of(Lists())


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Brood keywords=honger", {"title": "Brood", "keywords": "honger"}),
        ("Brood keywords=honger, meel", {"title": "Brood", "keywords": "honger, meel"}),
        ("x keywords=honger, duur brood names=y", {"title": "x", "keywords": "honger, duur brood", "names": "y"}),
        ("keywords=a, b names=c, d title=Brood", {"title": "Brood", "keywords": "a, b", "names": "c, d"}),
        ("keywords=a ,b names=c", {"keywords": "a ,b", "names": "c"}),
        ("Brood keywords=a,b en meel", {"title": "Brood  en meel", "keywords": "a,b"}),
        ("Brood keywords=honger en meel", {"title": "Brood  en meel", "keywords": "honger"}),
        ('x keywords="duur brood, meel" names=y', {"title": "x", "keywords": "duur brood, meel", "names": "y"}),
        ('keywords="a" , b', {"title": ", b", "keywords": "a"}),
        ("Brood, duur keywords=a,", {"title": "Brood, duur", "keywords": "a,"}),
        ("keywords=a, b keywords=c", {"keywords": "a, b keywords=c"}),
        ("keywords=a, x=y z:w", {"keywords": "a, x=y z:w"}),
        ("Brood loud=yes keywords=a, b", {"title": "Brood", "keywords": "a, b", "loud": True}),
        ("Brood, meel", {"title": "Brood, meel"}),
        ("Brood keywords=a,\nb\tnames=c", {"title": "Brood", "keywords": "a,\nb", "names": "c"}),
    ],
)  # fmt: skip
def test_a_value_is_a_word_or_in_quotes_or_a_list_up_to_the_next_option(line: str, read: dict[str, str]) -> None:
    assert arguments(ADD, line) == read


WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters='=:",'), min_size=1)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
LIST = st.tuples(WORD, st.lists(PHRASE, min_size=1, max_size=4)).map(lambda of: ", ".join([of[0], *of[1]]))


@given(PHRASE, LIST, LIST, st.permutations(["keywords", "names"]))
def test_lists_are_read_as_they_were_typed(title: str, first: str, second: str, options: list[str]) -> None:
    line = f"{title} {options[0]}={first} --{options[1]}:{second}"

    assert arguments(ADD, line) == {"title": title, options[0]: first, options[1]: second}


TYPED = st.lists(
    st.sampled_from(["keywords=", "names:", "--title=", "loud=", "yes", ",", '"', " ", "  ", "\n", "x", "é", "="])
    | st.text()
).map("".join)


@given(TYPED)
def test_whatever_is_typed_nothing_of_it_is_lost_or_the_line_is_refused(line: str) -> None:
    try:
        told = [value for value in arguments(ADD, line).values() if isinstance(value, str)]
    except BadInput:
        return
    # What then stands besides belongs nowhere.
    if len(told) < sum(of.kind is str for of in ADD.parameters):
        assert ["".join(told).count(sign) for sign in "xé,"] == [line.count(sign) for sign in "xé,"]
