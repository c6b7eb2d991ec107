from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Message, Passage, Quote, Span, Voice
from bot.platforms.recent import MOST, Post, Recent, content
from bot.reply import Action, Heading, Notice, Quotation, Reply
from tests.clock import Clock

PASSAGE = Passage("storm", 4, 1, 0, "Een. Twee. Drie.")
QUOTE = Quote(PASSAGE, Span(0, 4))
FIRST, LONGER = "storm-4:0-4", "storm-4:0-10"


def post(number: int) -> Post:
    return Post(str(number), f"https://chat.example/{number}")


def quotation(quote: Quote = QUOTE) -> Quotation:
    voice = Voice("Peter Storm", own=True, kind="author")
    return Quotation(quote, voice, Message("citation"), "nl", "Peter Storm", "storm")


def test_a_quotation_is_found_where_it_was_posted_for_ten_minutes() -> None:
    clock = Clock()
    recent = Recent(clock=clock)
    recent.note("algemeen", FIRST, post(1))

    clock.advance(599.9)
    assert recent.find("algemeen", FIRST) == post(1)
    assert recent.find("algemeen", LONGER) is None
    assert recent.find("boeken", FIRST) is None
    clock.advance(0.1)
    assert recent.find("algemeen", FIRST) is None


def test_the_latest_post_counts_and_a_forgotten_one_no_more() -> None:
    recent = Recent(clock=Clock())
    recent.note("algemeen", FIRST, post(1))
    recent.note("algemeen", FIRST, post(2))

    recent.forget("1")
    assert recent.find("algemeen", FIRST) == post(2)
    recent.forget("2")
    recent.forget("2")
    assert recent.find("algemeen", FIRST) is None


@given(
    st.lists(
        st.tuples(
            st.floats(0, 300), st.sampled_from("ab"), st.sampled_from([FIRST, LONGER]), st.none() | st.integers(0, 20)
        )
    )
)
def test_what_is_found_is_the_latest_post_that_is_recent_and_not_forgotten(
    steps: list[tuple[float, str, str, int | None]],
) -> None:
    clock = Clock()
    recent = Recent(clock=clock)
    posted: list[tuple[float, str, str, Post]] = []
    for number, (pause, place, shown, forgotten) in enumerate(steps):
        clock.advance(pause)
        if forgotten is None:
            posted.append((clock.now + 600, place, shown, post(number)))
            recent.note(place, shown, post(number))
        else:
            recent.forget(str(forgotten))
            posted = [entry for entry in posted if entry[3].id != str(forgotten)]
        at_hand = [p for until, where, what, p in posted if until > clock.now and (where, what) == (place, shown)]
        # An older post of the same quotation is not gone back to: posting again does no harm.
        assert recent.find(place, shown) in (at_hand[-1] if at_hand else None, None)
        if forgotten is None:
            assert recent.find(place, shown) == post(number)


def test_no_more_posts_are_kept_than_there_is_room_for() -> None:
    clock = Clock()
    recent = Recent(clock=clock)
    for number in range(MOST + 5):
        recent.note(f"place {number}", FIRST, post(number))

    assert len(recent) == MOST
    assert recent.find("place 4", FIRST) is None
    assert recent.find("place 5", FIRST) == post(5)
    clock.advance(600)
    assert recent.find("place 5", FIRST) is None
    assert len(recent) == 0


def test_the_secret_of_a_post_does_not_show_itself() -> None:
    assert "geheim" not in repr(Post("1", "https://chat.example/1", "geheim"))


def test_a_reply_is_a_quotation_where_it_says_nothing_else() -> None:
    read_as = Notice(Message("read-as"), quiet=True)
    verdict = Notice(Message("verify-verbatim"))
    longer = quotation(Quote(PASSAGE, Span(0, 10)))

    assert content(Reply((quotation(),))) == FIRST
    assert content(Reply((read_as, longer))) == LONGER
    assert content(Reply((verdict, quotation()))) is None
    assert content(Reply((Heading(Message("help-heading")), quotation()))) is None
    assert content(Reply((quotation(), quotation()))) is None
    assert content(Reply((read_as,))) is None


def test_what_was_shared_is_the_same_where_the_same_gives_it_again() -> None:
    page = Reply((quotation(), quotation()), shared="||kaas", again=Action("page", "0"), fresh=True)
    others = [
        replace(page, shared="||brood"),
        replace(page, again=Action("page", "5")),
        replace(page, again=Action("verify", "0")),
    ]

    assert content(replace(page, blocks=(quotation(),) * 3)) == content(page)
    assert len({content(page), *map(content, others), content(replace(page, fresh=False)), None}) == 5
