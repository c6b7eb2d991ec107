"""Says queries in the engine's own, so that it looks at as little as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import tantivy

from bot.index.enrich import SPEAKER
from bot.index.query import Query, Term, Want
from bot.index.schema import EXTRA, HEADING, PLAIN
from bot.index.words import stem, stem_field

# Of so many names one may be missing.
MANY_ANCHORS = 3
# What a run of words that stands side by side adds to a score: more than anything else can.
RUN = 2048.0

Met = tuple[tantivy.Query, Sequence[Term]]
"""What meets a want, and the ways whose score is not in it."""


class Translator:
    """Knows the fields of an index; `frequency` says in how many passages a word stands in a field."""

    def __init__(self, schema: tantivy.Schema, languages: Iterable[str], frequency: Callable[[str, str], int]) -> None:
        self._schema = schema
        self._stem_fields = {language: stem_field(language) for language in languages}
        self._frequency = frequency

    def query(self, query: Query) -> tantivy.Query:
        """What must be met and, looked for only where that is met, what adds to the score."""
        of = tantivy.Query
        apart = self._apart if len(query.wants) > 1 else self._alone
        asked_for = [apart(want) for want in query.wants]
        asked = self._must(query, [met for met, _ in asked_for])
        adding = [self._boosted(way) for _, ways in asked_for for way in ways]
        if query.run:
            adding.append(of.const_score_query(self.term(Term(PLAIN, query.run)), RUN))
        for one in adding:
            asked = of.boolean_query([(tantivy.Occur.Must, asked), (tantivy.Occur.Should, one)])
        return asked

    def _must(self, query: Query, met: Sequence[tantivy.Query]) -> tantivy.Query:
        anchors = [of for want, of in zip(query.wants, met, strict=True) if want.anchor]
        loose = [of for want, of in zip(query.wants, met, strict=True) if not want.anchor]
        parts = _at_least(len(anchors) if len(anchors) < MANY_ANCHORS else len(anchors) - 1, anchors)
        parts += _at_least(query.least, loose)
        parts += [(tantivy.Occur.MustNot, self.term(term)) for term in query.without]
        if query.author:
            parts.append((tantivy.Occur.Must, self._only("author", query.author)))
        if query.speaker:
            parts.append((tantivy.Occur.Must, self._only(EXTRA, f"{SPEAKER}{query.speaker}")))
        if query.not_author:
            parts.append((tantivy.Occur.MustNot, self._only("author", query.not_author)))
        parts += [(tantivy.Occur.Must, self._only(HEADING, word)) for word in query.section]
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def _apart(self, want: Want) -> Met:
        """What meets a want among others: where in several ways, unscored."""
        needed = [way for way in want.ways if not self._has_stem(way, want)]
        if len(needed) == 1:
            return self._boosted(needed[0]), tuple(way for way in want.ways if way != needed[0])
        return tantivy.Query.const_score_query(self._any(needed), 0.0), want.ways

    def _alone(self, want: Want) -> Met:
        """What meets a want by itself: there the engine skips of its own accord what cannot come first."""
        return self._any(want.ways), ()

    def _any(self, ways: Sequence[Term]) -> tantivy.Query:
        """Any of the ways; what they count for adds up, so that the word itself, which has its stem too, wins."""
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._boosted(way)) for way in ways])

    def _has_stem(self, way: Term, want: Want) -> bool:
        """Whether every passage that holds a word meets the want by its stem too."""
        if way.field != PLAIN or len(way.words) > 1:
            return False
        stems = {(field, stem(way.words[0], language)) for language, field in self._stem_fields.items()}
        asked = {(other.field, *other.words) for other in want.ways}
        return bool(stems & asked) and not any(self._frequency(*of) for of in stems - asked)

    def _boosted(self, term: Term) -> tantivy.Query:
        return tantivy.Query.boost_query(self.term(term), term.boost)

    def term(self, term: Term) -> tantivy.Query:
        """A term as it is, whatever it weighs."""
        if len(term.words) == 1:
            return tantivy.Query.term_query(self._schema, term.field, term.words[0], "freq")
        return tantivy.Query.phrase_query(self._schema, term.field, list(term.words))

    def _only(self, field: str, value: str) -> tantivy.Query:
        exact = tantivy.Query.term_query(self._schema, field, value, "basic")
        return tantivy.Query.const_score_query(exact, 0.0)


def _at_least(least: int, wants: Sequence[tantivy.Query]) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    """The clauses that ask for so many of the wants."""
    if least in (0, len(wants)):
        return [(tantivy.Occur.Must if least else tantivy.Occur.Should, want) for want in wants]
    some = [(tantivy.Occur.Should, want) for want in wants]
    return [(tantivy.Occur.Must, tantivy.Query.boolean_query(some, minimum_number_should_match=least))]
