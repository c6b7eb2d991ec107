from __future__ import annotations

import random
import re
import time
from itertools import count

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.corpus.quotations import closed_quotations
from bot.corpus.voices import Voices
from bot.corpus.words import WORD, fold
from bot.errors import BadInput
from bot.index.schema import PLAIN
from bot.library.library import Library
from bot.library.verdicts import Difference, Verdict
from bot.library.verifying import verifier
from bot.model import Quote, Span
from tests.fuzz.queries import HOSTILE
from tests.texts import Corpus

QUERIES = ["kronstadt", "lenin", "bureaucratie", "rode leger", "stalin", "trotski partij", "revolutie", "nep"]
# Nothing may take so long, on whatever machine.
SLOW_S = 2.0
REASONS = {"claim-empty", "claim-long", "claim-wordless"}
HEAVY = [
    "de " * 1300,
    "a..." * 900,
    "de partij … " * 330,
    "(" * 3900 + "lenin",
    "\u202elenin \u05d0\u05d1 " * 300,
    "[" * 500 + "3]" * 500 + "x",
]


def given_by_the_bot(library: Library, seed: int) -> Quote:
    """A quotation that the bot gives on a query, as an excerpt, or as the context of one of them."""
    chance = random.Random(seed)
    if chance.random() < 0.4:
        return library.excerpt(None, chance).quote
    result = chance.choice(library.quote(chance.choice(QUERIES), limit=40).results)
    return library.context(result.quote).quote if chance.random() < 0.3 else result.quote


def lacking(library: Library, chance: random.Random) -> str:
    """A word that the texts lack."""
    made = ("".join(chance.choices("bdfgklmnoprstuvwz", k=chance.randint(3, 9))) for _ in count())
    return next(word for word in made if not library._finder._index.frequency(PLAIN, word))


def is_note(text: str, word: re.Match[str]) -> bool:
    """Whether a word is the number of a footnote, which is none of the text's words."""
    return text[word.start() - 1 : word.end() + 1] == f"[{word.group()}]"


@given(st.integers(0, 10**9))
@settings(max_examples=150)
def test_what_the_bot_quotes_is_verbatim(library: Library, seed: int) -> None:
    quote = given_by_the_bot(library, seed)

    verdict = library.verify(quote.text)

    assert verdict.kind == "verbatim"
    assert quote in [match.quote for match in verdict.matches]
    assert verdict.matches[0].similarity == 1.0


@given(st.integers(0, 10**9))
@settings(max_examples=300)
def test_one_word_that_the_texts_lack_is_named_and_nothing_else(library: Library, seed: int) -> None:
    quote, chance = given_by_the_bot(library, seed), random.Random(seed)
    words = list(WORD.finditer(quote.text))
    told = [word for word in words if not is_note(quote.text, word)]
    content = [word for word in told if fold(word.group()) not in library._finder._lexicon.function]
    assume(len(words) >= 8)
    assume(content)
    word, other = chance.choice(content), lacking(library, chance)
    if chance.random() < 0.5:
        other = other.capitalize()

    verdict = library.verify(quote.text[: word.start()] + other + quote.text[word.end() :])

    assert verdict.kind == "altered"
    assert [m.differences for m in verdict.matches] == [(Difference("replace", other, word.group()),)]
    marked = verdict.matches[0].result
    assert [marked.quote.text[at.start : at.end] for at in marked.marks] == [word.group()]
    assert marked.quote.passage == quote.passage


@given(st.one_of(HOSTILE, st.text(max_size=60)), st.sampled_from([None, "storm", "lenin"]))
@settings(max_examples=200)
def test_whatever_is_typed_gets_a_verdict_or_a_reason(library: Library, typed: str, author: str | None) -> None:
    given = asked(library, typed, author)

    assert given in REASONS if isinstance(given, str) else bool(given.matches) == (given.kind != "absent")


def asked(library: Library, typed: str, author: str | None) -> Verdict | str:
    try:
        return library.verify(typed, author)
    except BadInput as e:
        return e.key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "claim-empty"),
        (" \u200b\u202e\x00", "claim-empty"),
        ("?! … — “”", "claim-wordless"),
        ("[…]", "claim-wordless"),
        ("lenin " * 1000, "claim-long"),
        ("x" * 100_000, "claim-long"),
        (" " * 100_000, "claim-long"),
    ],
)
def test_what_holds_no_claim_is_refused(library: Library, typed: str, key: str) -> None:
    with pytest.raises(BadInput, match=key):
        library.verify(typed)


@pytest.mark.parametrize("typed", HEAVY, ids=range(len(HEAVY)))
def test_hostile_claims_are_quickly_settled(library: Library, typed: str) -> None:
    begun = time.perf_counter()

    library.verify(typed)

    assert time.perf_counter() - begun < SLOW_S


def test_an_author_that_nobody_is_is_refused(library: Library) -> None:
    with pytest.raises(BadInput, match="author-unknown"):
        library.verify("Kronstadt", "napoleon iii")


def test_the_same_words_in_several_places_are_all_found(library: Library) -> None:
    verdict = library.verify("de dictatuur van het proletariaat")

    assert verdict.kind == "verbatim"
    assert {m.quote.passage.id for m in verdict.matches} >= {"storm-21"}
    assert len(library.verify("Lenin").matches) == 5


def test_words_over_the_end_of_a_paragraph_have_a_match_in_each(library: Library) -> None:
    first, second = library.passage("storm-1"), library.passage("storm-2")

    verdict = library.verify(f"{first.text}\n{second.text}")

    assert verdict.kind == "verbatim"
    assert [m.quote for m in verdict.matches] == [Quote(p, Span(0, len(p.text))) for p in (first, second)]


def test_a_match_is_shown_in_whole_sentences(library: Library) -> None:
    [match] = library.verify("over het al smeltende ijs").matches

    assert match.quote.text == "over het al smeltende ijs"
    assert match.shown.quote.text.startswith("Toen die uitbleef")
    library.at(match.quote.passage.id, match.shown.quote.span)


def test_of_a_long_match_so_much_is_shown_as_there_is_room_for(library: Library) -> None:
    passage = library.passage("storm-14")
    whole = passage.text + "\n" + library.passage("storm-15").text + "\n" + library.passage("storm-16").text

    for match in library.verify(whole).matches:
        assert len(match.shown.quote.text) <= 2000
        library.at(match.quote.passage.id, match.shown.quote.span)


def test_the_stop_and_the_marks_that_a_claim_has_too_belong_to_its_match(library: Library) -> None:
    [match] = library.verify('"Trotski eiste onvoorwaardelijke overgave."').matches
    [spoken] = library.verify("“Neem nu Moskou met 4.700 communisten in verantwoordelijke posities.").matches

    assert match.quote.text == "Trotski eiste onvoorwaardelijke overgave."
    assert spoken.quote.text.startswith("“Neem nu")


class TestAttribution:
    """Whose words they are."""

    def test_unchecked_words_accuse_nobody(self, library: Library) -> None:
        index = library._finder._index
        unread = verifier(index, index.lexicon, library.works, Voices({}, index.lexicon.titles))
        for author in ("lenin", "westerlund", "storm"):
            verdict = unread.verify("De machine weigert de hand die het leidt te volgen.", author)

            assert (verdict.kind, verdict.unchecked) == ("verbatim", True)

    def test_checked_words_leave_nothing_open(self, library: Library) -> None:
        verdict = library.verify("Ze had geen sociale tegenstander om tot doelwit te maken.", "marot")

        assert (verdict.kind, verdict.unchecked) == ("verbatim", False)

    def test_an_author_may_be_claimed_for_a_sentence_with_a_quotation_in_it(self, library: Library) -> None:
        for author in ("westerlund", "lenin"):
            verdict = library.verify("Deze eenheid was die van het apparaat, “hetzelfde Russische apparaat", author)

            assert (verdict.kind, verdict.unchecked) == ("verbatim", False)

    def test_a_sentence_with_a_title_in_it_is_not_anybody_elses(self, library: Library) -> None:
        claim = "Hij pleitte in zijn werk “Terrorisme en communisme” uit 1920 voor het organiseren van de arbeid"

        assert library.verify(claim, "westerlund").kind == "misattributed"
        assert library.verify(claim, "trotski").kind == "misattributed"
        assert library.verify(claim, "storm").kind == "verbatim"

    def test_whose_the_words_are_comes_first_of_several_places(self, library: Library) -> None:
        verdict = library.verify("Trotski", "westerlund")

        assert verdict.kind == "verbatim"
        assert {m.quote.passage.work for m in verdict.matches} == {"westerlund"}

    def test_the_speaker_of_a_match_is_known(self, library: Library) -> None:
        verdict = library.verify("Ze had geen sociale tegenstander om tot doelwit te maken.", "storm")

        assert (verdict.kind, verdict.matches[0].voice.speaker) == ("misattributed", "John Eric Marot")

    def test_what_is_altered_is_not_called_misattributed(self, library: Library) -> None:
        assert library.verify("Trotski eiste voorwaardelijke overgave.", "westerlund").kind == "altered"


FOREIGN = {
    "en": "The commune did not abolish the bank, and its delegates never asked why. Nobody who voted for it was paid"
    " more than a worker. They wouldn't burn the guillotine without a decree; only the crowd did so. It is not true"
    " that Marx led it.",
    "de": "Es ist nicht wahr, dass die Kommune die Bank besetzte. Keine Partei hat sie geführt, und Marx war nur ihr"
    " Zeuge.",
    "fr": "La Commune n’a jamais occupé la Banque de France. Les délégués étaient payés sans privilège aucun, comme un"
    " ouvrier.",
}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of a few sentences in three languages."""
    corpus = Corpus(tmp_path_factory.mktemp("foreign") / "corpus")
    corpus.clear()
    for language, text in FOREIGN.items():
        corpus.add(language, f"{text}\n".encode(), language)
    return corpus.library()


class TestOtherLanguages:
    """Words that deny or limit, in the other languages of which there are stems."""

    @pytest.mark.parametrize(
        ("claim", "lost"),
        [
            ("The commune did […] abolish the bank", "not"),
            ("its delegates […] asked why.", "never"),
            ("They […] burn the guillotine without a decree", "wouldn't"),
            ("They wouldn't burn the guillotine […] a decree", "without"),
            ("burn the guillotine without a decree", "They wouldn't"),
            ("who voted for it was paid more than a worker", "Nobody"),
            ("Marx led it.", "It is not true that"),
            ("dass die Kommune die Bank besetzte", "Es ist nicht wahr"),
            ("Marx war […] ihr Zeuge", "nur"),
            ("La Commune n'a […] occupé la Banque", "jamais"),
            ("Les délégués étaient payés", "sans privilège aucun"),
        ],
    )
    def test_a_lost_denial_or_limit_is_told(self, foreign: Library, claim: str, lost: str) -> None:
        verdict = foreign.verify(claim)

        assert (verdict.kind, verdict.limit_lost) == ("altered", True)
        assert [d.source.replace("’", "'") for d in differences(verdict)] == [lost]

    @pytest.mark.parametrize(
        "claim", ["only the crowd did so", "its delegates never asked why", "Keine Partei hat sie geführt"]
    )
    def test_what_loses_none_is_verbatim(self, foreign: Library, claim: str) -> None:
        assert foreign.verify(claim).kind == "verbatim"


def differences(verdict: Verdict) -> list[Difference]:
    return [difference for match in verdict.matches for difference in match.differences]


def test_every_quotation_of_the_texts_is_verbatim_with_and_without_its_marks(library: Library) -> None:
    passages = [
        library.passage(f"{work}-{n}") for work, most in (("storm", 24), ("westerlund", 40)) for n in range(1, most + 1)
    ]
    spans = [(passage, span) for passage in passages for span in closed_quotations(passage.text)]

    assert len(spans) > 20
    for passage, span in spans:
        for claim in (passage.text[span.start : span.end], passage.text[span.start + 1 : span.end - 1]):
            verdict = library.verify(claim)
            assert verdict.kind == "verbatim" or verdict.limit_lost, claim
