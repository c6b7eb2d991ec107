from __future__ import annotations

import json

from hypothesis import example, given, settings

from bot.i18n import Languages
from bot.model import Channel, Message, Span, Usage
from bot.platforms.matrix.reactions import offers
from bot.platforms.matrix.rendering import Body, Rendering
from bot.reply import (
    Action,
    Block,
    Content,
    Enclosed,
    Entry,
    Heading,
    Hit,
    Hits,
    Link,
    Notice,
    Picture,
    Quotation,
    Reference,
    Reply,
    Stamp,
)
from bot.reply.bibliography import Record
from tests.platforms.matrix.reading import quoted, read
from tests.platforms.matrix.replies import LONGEST, MOMENT, REPLIES, quotation, said
from tests.texts import work

LANGUAGES = Languages("nl")
# Half of what an event may be.
MOST = 20_000


def shown(*blocks: Content, actions: tuple[Action, ...] = (), locale: str = "en") -> list[Body]:
    """The messages of a reply of these blocks, in a room where commands begin with `!`."""
    reply = Reply(blocks, actions, locale=locale)
    return Rendering(LANGUAGES, "!", {"!room:here": "The room"}).bodies(reply, offers(reply, LANGUAGES))


def one(*blocks: Content, actions: tuple[Action, ...] = (), locale: str = "en") -> Body:
    [body] = shown(*blocks, actions=actions, locale=locale)
    return body


def words_of(block: Content) -> list[str]:
    """What a block quotes, in the order in which it stands there."""
    if isinstance(block, Quotation):
        return [block.quote.text]
    if isinstance(block, Hits):
        return [hit.quotation.quote.text for hit in block.hits]
    return [block.quotation.quote.text] if isinstance(block, Picture) else []


@settings(max_examples=20)
@given(REPLIES)
@example(Reply((quotation(LONGEST),), locale="nl"))
@example(Reply((Notice(said('"\x01' * 1200)), Entry(said("x"), (said('"' * 2400),) * 9)), locale="nl"))
def test_whatever_is_quoted_stands_in_the_messages_character_by_character(reply: Reply) -> None:
    bodies = Rendering(LANGUAGES, "!").bodies(reply, offers(reply, LANGUAGES))

    assert quoted(bodies) == "".join(words for block in reply.blocks for words in words_of(block))
    for body in bodies:
        assert read(body.html).text == body.plain
        assert len(json.dumps([body.plain, body.html], ensure_ascii=False).encode()) < MOST
        assert "\0" not in body.plain
        assert all(link.startswith("https://matrix.to/#/!") for link in read(body.html).links)


def test_a_quotation_stands_as_it_is_above_its_source() -> None:
    text = "Een  <b>molen</b> & nog een.\n- één;\r\n- twee."
    body = one(quotation(text, marks=(Span(8, 13), Span(10, 16))))

    assert body.plain == f"{text}\n— A. Auteur\n— A. Auteur, paragraph 1 [proef-1]\n— Text in Dutch."
    words = "Een  &lt;b&gt;<strong>molen&lt;/b</strong>&gt; &amp; nog een.<br>- één;&#13;<br>- twee."
    assert body.html.startswith(f"<blockquote>{words}</blockquote>\n<p>— A. Auteur<br>")


def test_what_a_context_was_asked_for_is_marked() -> None:
    body = one(quotation("Eerst dit. Dan dat.", Span(0, 10)))

    assert ("strong", "Eerst dit.") in read(body.html).inside


def test_every_kind_of_block_is_said_in_the_language_of_the_reply() -> None:
    quoted_one = quotation("Een molen.")
    reference = Reference(quoted_one.quote, quoted_one.voice, quoted_one.citation, work(), Record())
    blocks: tuple[Block | Reference, ...] = (
        Heading(said("Kop")),
        Notice(Message("nothing-found"), quiet=True),
        Link(Message("posted-already"), "https://matrix.to/#/!a:b/$c"),
        Entry(said("Titel"), (said("regel"),), Stamp("@anna:here", MOMENT)),
        Hits((Hit(quoted_one, Action("open", "x")),), 6),
        reference,
    )
    body = one(*blocks, locale="nl")

    assert body.plain == (
        "Kop\n\nDe teksten die hier staan, zeggen hier niets over.\n\n"
        "Dit citaat staat hier al, van nog geen tien minuten geleden: https://matrix.to/#/!a:b/$c\n\n"
        "Titel\nregel\n@anna:here, 22 nov 2026, 17:30 (UTC)\n\n"
        "6.\nEen molen.\n— A. Auteur\n— A. Auteur, alinea 1 [proef-1]\n\n"
        "Citaat met bronvermelding\nEen molen.\n\n— A. Auteur, alinea 1 [proef-1]\n\n"
        + body.plain[body.plain.index("BibTeX") :]
    )
    inside = read(body.html).inside
    assert ("h4", "Kop") in inside
    assert ("a", "https://matrix.to/#/!a:b/$c") in inside
    assert ("code", "Een molen.\n\n— A. Auteur, alinea 1 [proef-1]") in inside
    assert body.plain.endswith("Reageer, of antwoord met het woord: 6️⃣ Openen")


def test_commands_begin_as_they_do_in_the_room() -> None:
    usage = Message("help-usage", {"usage": Usage("/quote <query>", "quote")})
    nested = Message("form-kept", {"value": Message("command-unknown")})

    assert [one(Notice(message)).plain for message in (usage, Message("command-unknown"), nested)] == [
        "!quote <query>",
        "There is no such command. Type !help for what there is.",
        "Empty line: There is no such command. Type !help for what there is.",
    ]


def test_another_room_is_a_link_that_names_nobody() -> None:
    message = Message("channel-lacking", {"channel": Channel("!room:here")})
    strange = Message("channel-lacking", {"channel": Channel('!"><b>')})

    assert '<a href="https://matrix.to/#/!room:here">The room</a>' in one(Notice(message)).html
    assert read(one(Notice(strange)).html).links == ["https://matrix.to/#/!%22%3E%3Cb%3E"]
    assert '!"><b>' in one(Notice(strange)).plain


def test_nothing_that_somebody_typed_is_taken_for_a_room() -> None:
    message = Message("changed-field", {"field": "\ufdd0", "before": "\ufdd1", "after": Channel("!room:here")})

    assert one(Notice(message)).plain == ":  → The room"


def test_an_address_that_leads_nowhere_safe_is_no_link() -> None:
    assert read(one(Link(said("Look"), "javascript:alert(1)")).html).links == []


def test_a_long_quotation_is_divided_at_sentence_ends_and_numbered() -> None:
    sentence = "De molen van Groningen maalt koren, zegt men. "
    bodies = shown(Heading(said("Boven")), quotation(sentence * 600), actions=(Action("next"),))

    assert len(bodies) == 4
    for number, body in enumerate(bodies[:-1], 1):
        assert body.plain.endswith(f"zegt men. \n({number}/4)")
    assert bodies[0].plain.startswith("Boven\n\nDe molen")
    assert all(body.plain.startswith("De molen") for body in bodies[1:])
    assert "zegt men. \n(4/4)\n— A. Auteur\n" in bodies[-1].plain
    assert bodies[-1].plain.endswith("▶️ Next")


def test_a_long_reply_is_divided_between_its_blocks() -> None:
    quotations = [quotation(f"{'Een molen. ' * 300}{number}.") for number in range(5)]
    bodies = shown(*quotations)

    assert len(bodies) > 1
    assert sum(body.plain.count("[proef-1]") for body in bodies) == 5
    assert not [body for body in bodies if "(1/" in body.plain]


def test_a_file_is_a_message_of_its_own() -> None:
    enclosed = Enclosed("topics.toml", "x = 1")
    before, file, after = shown(Notice(said("Before")), enclosed, actions=(Action("forget"),))

    assert (before.file, file, after.file) == (None, Body("x = 1", "<pre><code>x = 1</code></pre>", enclosed), None)
    assert after.plain == "React, or reply with the word: 1️⃣ Delete it all"


def test_of_a_long_file_the_name_is_said() -> None:
    assert one(Enclosed("topics.toml", "x" * 20_000)).plain == "topics.toml"


def test_a_picture_has_all_that_it_shows_as_text_under_it() -> None:
    picture = Picture(quotation("Een molen."))
    body = one(picture, actions=(Action("dark"),))

    assert body.file == picture
    assert body.plain.startswith("Een molen.\n— A. Auteur\n")
    assert body.plain.endswith("🌙 Dark")


def test_neighbours_that_are_called_the_same_are_named_together() -> None:
    hits = Hits(tuple(Hit(quotation(str(number)), Action("open", str(number))) for number in range(3)))
    body = one(hits, actions=(Action("page", "3"),))

    assert body.plain.endswith("React, or reply with the word: 1️⃣–3️⃣ Open · 📃 More")
