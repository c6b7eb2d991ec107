from __future__ import annotations

from bot.platforms.matrix.messages import Where, annotation, content, edit, name_of
from bot.platforms.matrix.rendering import Body
from bot.reply import Enclosed, Picture
from tests.platforms.matrix.replies import quotation

THREAD = Where(thread="$root", to="$last")
BODY = Body("a < b", "<p>a &lt; b</p>")


def test_an_answer_is_a_notice_in_the_thread_that_mentions_nobody() -> None:
    assert content(BODY, THREAD, kept={"x": 1}) == {
        "msgtype": "m.notice",
        "body": "a < b",
        "x": 1,
        "format": "org.matrix.custom.html",
        "formatted_body": "<p>a &lt; b</p>",
        "m.mentions": {},
        "m.relates_to": {
            "rel_type": "m.thread",
            "event_id": "$root",
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": "$last"},
        },
    }


def test_what_is_to_be_noticed_is_a_text_of_its_own() -> None:
    made = content(BODY, Where(), notifies=True)

    assert made["msgtype"] == "m.text"
    assert made["m.mentions"] == {}
    assert "m.relates_to" not in made


def test_outside_threads_an_answer_is_a_reply() -> None:
    assert content(BODY, Where(to="$last"))["m.relates_to"] == {"m.in_reply_to": {"event_id": "$last"}}


def test_a_picture_has_its_text_for_those_who_do_not_see_it() -> None:
    body = Body("Een molen.", "<p>Een molen.</p>", Picture(quotation("Een molen.")))
    made = content(body, Where(), uploaded={"url": "mxc://here/1", "info": {"size": 3}})

    assert name_of(body) == ("proef-1.png", "image/png")
    assert made == {
        "msgtype": "m.image",
        "body": "Een molen.",
        "filename": "proef-1.png",
        "format": "org.matrix.custom.html",
        "formatted_body": "<p>Een molen.</p>",
        "url": "mxc://here/1",
        "info": {"size": 3},
        "m.mentions": {},
    }


def test_a_file_has_its_name() -> None:
    body = Body("", "", Enclosed("topics.toml", "x"))

    assert name_of(body) == ("topics.toml", "text/plain")
    assert content(body, Where(), uploaded={"url": "mxc://here/1"}) == {
        "msgtype": "m.file",
        "body": "topics.toml",
        "filename": "topics.toml",
        "url": "mxc://here/1",
        "m.mentions": {},
    }


def test_an_edit_holds_all_that_is_new_and_leaves_the_message_where_it_is() -> None:
    made = edit(content(BODY, THREAD, kept={"x": 1}), "$first")

    assert made["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$first"}
    assert made["body"] == "* a < b"
    assert made["m.mentions"] == {}
    assert "m.relates_to" not in made["m.new_content"]
    assert (made["m.new_content"]["body"], made["m.new_content"]["x"]) == ("a < b", 1)


def test_a_reaction_names_the_event_and_the_sign() -> None:
    assert annotation("$1", "▶️") == {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "▶️"}}
