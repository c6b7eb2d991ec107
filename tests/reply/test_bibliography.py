from __future__ import annotations

import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Work
from bot.reply.bibliography import TYPES, Item, Name, Record, bibtex, csl, name_of
from tests.texts import work

COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{character}": character for character in "&%$#_"},
}
TOKEN = re.compile("|".join([*map(re.escape, COMMANDS), "[{}]"]))
HOSTILE = r'100% & $5 #1 a_b {x} }{ ~ ^ \end{document} “Staat” @misc{x, "q" \\'
# Of CSL's data schema, what an entry of ours may hold.
STRINGS = ("title", "container-title", "language", "URL", "locator", "note")
NAME = {"type": "object", "properties": {}, "additionalProperties": {"type": "string"}, "minProperties": 1}
DATE = {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "array", "items": {"type": "integer"}}}
SCHEMA = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": list(TYPES)},
            "author": {"type": "array", "items": NAME},
            "issued": {"type": "object", "required": ["date-parts"], "properties": {"date-parts": DATE}},
            **{name: {"type": "string"} for name in STRINGS},
        },
    },
}


def item(made: Work | None = None, record: Record | None = None, note: str = "alinea 4 [proef-4]") -> Item:
    return Item("proef-4", made or work(), record or Record(), "alinea 4 [proef-4]", note)


def fields(entry: str) -> dict[str, str]:
    """The fields of an entry as BibTeX finds them: it counts braces, whatever stands before them."""
    at, found = entry.index(",") + 1, {}
    while field := re.compile(r"\s*(\w+) = \{").match(entry, at):
        depth, at = 1, field.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            at += 1
        found[field[1]] = entry[field.end() : at - 1]
        at += entry[at] == ","
    assert entry[at:] == "\n}"
    return found


def shown(value: str) -> str:
    """What LaTeX sets for a value, its grouping braces gone; an unescaped special character fails the test."""
    assert not set(TOKEN.sub("", value)) & set("\\&%$#_~^"), value
    return TOKEN.sub(lambda found: COMMANDS.get(found[0], ""), value)


def folded(text: str) -> str:
    """A text on one line, without control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "", " ".join(text.split()))


def test_an_entry_is_what_latex_takes() -> None:
    made = work(author="Per-Åke Westerlund", title="De echte Lenin", year=2019, url="https://a.b/c_d%20e#f")

    assert bibtex(item(made, Record("chapter", "Staat van Revolutie"))) == (
        "@incollection{proef-4,\n"
        "  author = {Westerlund, Per-Åke},\n"
        "  title = {{De echte Lenin}},\n"
        "  booktitle = {{Staat van Revolutie}},\n"
        "  year = {2019},\n"
        "  url = {https://a.b/c_d%20e#f},\n"
        "  langid = {dutch},\n"
        "  note = {alinea 4 [proef-4]},\n"
        "}"
    )


def test_an_entry_is_what_csl_describes() -> None:
    made = work(author="Per-Åke Westerlund", title="De “echte” Lenin", year=2019, url="https://a.b/c")

    [entry] = json.loads(csl(item(made, Record("chapter", "Staat van Revolutie"))))

    assert entry == {
        "id": "proef-4",
        "type": "chapter",
        "author": [{"family": "Westerlund", "given": "Per-Åke"}],
        "title": "De “echte” Lenin",
        "container-title": "Staat van Revolutie",
        "issued": {"date-parts": [[2019]]},
        "language": "nl",
        "URL": "https://a.b/c",
        "locator": "alinea 4 [proef-4]",
        "note": "alinea 4 [proef-4]",
    }


@given(st.text(min_size=1) | st.just(HOSTILE), st.text(max_size=60) | st.just(HOSTILE), st.sampled_from(list(TYPES)))
def test_no_character_of_a_work_breaks_an_entry(title: str, note: str, kind: str) -> None:
    made = work(title=title, author=f"{title} Auteur", url="https://a.b/{" + title)
    entry = item(made, Record(kind, title), note)

    read = fields(bibtex(entry))

    assert (shown(read["title"]), shown(read["note"])) == (folded(title), folded(note))
    jsonschema.validate(json.loads(csl(entry)), SCHEMA)
    assert json.loads(csl(entry))[0]["title"] == title


@pytest.mark.parametrize(
    ("author", "record", "name"),
    [
        ("Per-Åke Westerlund", Record(), Name("Westerlund", "Per-Åke")),
        ("Peter Storm", Record(), Name("Storm", "Peter")),
        ("John Eric Marot", Record(), Name("Marot", "John Eric")),
        ("Vincent van de Berg", Record(), Name("van de Berg", "Vincent")),
        ("Plato", Record(), Name("Plato", None)),
        ("Gabriel García Márquez", Record(family="García Márquez", given="Gabriel"), Name("García Márquez", "Gabriel")),
        (
            "Marx and Engels Institute",
            Record(family="Marx and Engels Institute"),
            Name("Marx and Engels Institute", None),
        ),
    ],
)
def test_a_name_is_divided_by_rule_or_as_recorded(author: str, record: Record, name: Name) -> None:
    assert name_of(work(author=author), record) == name


@pytest.mark.parametrize(
    ("family", "given", "author"),
    [
        ("Marx and Engels Institute", None, "{Marx and Engels Institute}"),
        ("Brandt and Sons, Ltd", "A.", "{Brandt and Sons, Ltd}, A."),
        ("Andersen", "Hans", "Andersen, Hans"),
    ],
)
def test_one_author_is_not_read_as_two(family: str, given: str | None, author: str) -> None:
    assert fields(bibtex(item(record=Record(family=family, given=given))))["author"] == author
