"""What is got out of files of each kind: what a reader sees, in order, and nothing else."""

from __future__ import annotations

import pytest

from bot.corpus.extracting.kinds import extracted, kind_of
from tests.corpus.extracting.books import book, chapter

PAGE = """<!doctype html><html lang="nl-BE"><head><title>Weg</title><style>p {}</style></head><body>
<nav>Menu</nav><header>Kop van de site</header>
<article><h1>Titel</h1>
<p>Een  zin<a href="#n1"><sup>1</sup></a> over 10<sup>2</sup> &amp;
oud&shy;heid&nbsp;hier.<br>Nieuwe regel.</p>
<blockquote><p>Hij zei dat.</p><p>En dit.</p></blockquote>
<ul><li>een</li><li>twee<ul><li>drie</li></ul></li></ul><ol start="3"><li>vier</li></ol>
<pre>
regel
  ingesprongen</pre>
<p hidden>weg</p><script>alert("weg")</script><q>ja</q></article>
<footer>Onderkant</footer></body></html>"""

BLOCKS = [
    "Titel",
    "Een zin[1] over 102 & oudheid\u00a0hier.\nNieuwe regel.",
    "Hij zei dat.",
    "En dit.",
    "• een",
    "• twee",
    "• drie",
    "3. vier",
    "regel\n  ingesprongen",
    "“ja”",
]


def blocks(text: str) -> list[str]:
    return text.rstrip("\n").split("\n\n")


def test_of_a_page_its_article_is_read_as_a_reader_sees_it() -> None:
    found = extracted(".html", PAGE.encode())

    assert blocks(found.text) == BLOCKS
    assert (found.layout, found.language) == ("blocks", "nl-BE")
    assert [found.text[of.start : of.end] for of in found.quoted] == ["Hij zei dat.", "En dit."]


def test_a_page_without_an_article_is_read_whole_but_for_what_stands_around_it() -> None:
    page = "<nav>weg</nav><p>Een<p>Twee <b>vet</b>.<table><tr><td>cel<td>nog een</table><article>x</article><article>y"

    assert blocks(extracted(".html", page.encode()).text) == ["Een", "Twee vet.", "cel", "nog een", "x", "y"]


@pytest.mark.parametrize("declared", ['<meta charset="{}">', '<meta http-equiv=c content="text/html; charset={}">'])
def test_a_page_is_in_the_encoding_that_it_declares(declared: str) -> None:
    page = f"<html><head>{declared.format('ISO-8859-1')}</head><body><p>Één “zin”.".encode("cp1252")

    assert blocks(extracted(".html", page).text) == ["Één “zin”."]


def test_markdown_is_read_as_the_page_that_it_makes() -> None:
    head, lists = "---\ntitel: weg\n---\n# Kop\n\n", "- een\n- twee\n\n1. x\n\n<script>weg</script>\n"
    text = f"{head}Een *zin* met `code`,\ndoorlopend.\n\n> citaat\n\n{lists}"

    found = extracted(".md", text.encode())

    assert blocks(found.text) == ["Kop", "Een zin met code, doorlopend.", "citaat", "• een", "• twee", "1. x"]
    assert [found.text[of.start : of.end] for of in found.quoted] == ["citaat"]


@pytest.mark.parametrize("text", ["Een.\r\nTwee.\n", "\ufeffMet een merk.\n", "Één\u00a0zin  met   blanks \n\n"])
def test_a_plain_text_is_kept_character_for_character(text: str) -> None:
    assert extracted(".txt", text.encode()).text == text


def test_a_plain_text_is_read_in_the_encoding_of_its_mark_or_the_one_that_is_told() -> None:
    assert extracted(".txt", "Één.".encode("utf-16")).text == "Één."
    assert extracted(".txt", "Één “zin”.".encode("cp1252"), "windows-1252").text == "Één “zin”."
    assert extracted(".txt", "Één.\rTwee.".encode("mac-roman"), "mac-roman").text == "Één.\nTwee."


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("Een alinea.\n\nNog een.\n\nEn nog een.", "lines"),
        ("Een alinea.\nNog een.\nEn nog een.", "lines"),
        ("Afgebroken na\neen paar woorden,\nzoals hier.\n\nEn ook\nhier\nweer.\n", "blocks"),
    ],
)
def test_whether_a_paragraph_is_a_line_is_seen_from_the_text(text: str, layout: str) -> None:
    assert extracted(".txt", text.encode()).layout == layout


def test_of_a_book_the_spine_is_read_in_its_order_without_the_table_of_contents() -> None:
    documents = {
        "nav.xhtml": chapter("<p>Inhoud</p>"),
        "een%20.xhtml": chapter("weg"),
        "twee.xhtml": chapter('<h1>Een</h1><p>Eerste&nbsp;zin.<a href="n#1">1</a></p><nav>weg</nav>'),
        "drie.xhtml": chapter("<p>Tweede<br/>zin &eacute;&#233;n.</p><p/><blockquote>Citaat.</blockquote>"),
    }
    listed = {name: of for name, of in documents.items() if name != "een%20.xhtml"}

    found = extracted(".epub", book(listed))

    assert blocks(found.text) == ["Een", "Eerste\u00a0zin.[1]", "Tweede\nzin één.", "Citaat."]
    assert found.language == "nl"
    assert [found.text[of.start : of.end] for of in found.quoted] == ["Citaat."]


def test_documents_of_a_book_are_found_by_the_names_that_addresses_give_them() -> None:
    made = book({"een%20twee.xhtml": chapter("weg")}, **{"OEBPS/een twee.xhtml": chapter("<p>Gevonden.</p>")})

    assert blocks(extracted(".epub", made).text) == ["Gevonden."]


def test_a_page_says_what_html_calls_it_by_without_a_doctype() -> None:
    made = book({"a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Een&nbsp;zin.</p></body></html>'})

    assert blocks(extracted(".epub", made).text) == ["Een\u00a0zin."]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.TXT", ".txt"), ("a.markdown", ".md"), ("a.htm", ".html"), ("a.xhtml", ".html"), ("a.b.epub", ".epub")],
)
def test_the_kind_of_a_file_is_told_by_its_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
