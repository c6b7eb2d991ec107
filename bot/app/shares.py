"""How much of each work was posted, for those who hold the rights to it. Nothing in it tells of members or servers.

Posts of each day are all that is kept of what the bot has said: what members ask is written down nowhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.app.reading import listings_of
from bot.app.storing import backend_of
from bot.config import Config
from bot.corpus.collected import texts_of
from bot.corpus.passages import cut
from bot.corpus.works import Text
from bot.daily.told import Said
from bot.model import Passage, Span, Work
from bot.store.content import Fields
from bot.store.everywhere import posted
from bot.store.migrating import Migrations


@dataclass(frozen=True, slots=True)
class Share:
    """What was posted of a work. All but `posts` are counted in characters.

    `characters`: of all its passages. `quoted`: those that stood in a post at least once. `longest`: of the longest
    quote in a post. `paragraph`: of its longest passage, which is the most that one answer can show.
    """

    work: Work
    characters: int
    posts: int
    quoted: int
    longest: int
    paragraph: int

    @property
    def share(self) -> float:
        """How much of the work was posted, from 0 to 1."""
        return self.quoted / self.characters


def shares(config: Config) -> list[Share]:
    """The shares of all works, in their order."""
    told = _Posted(posted(backend_of(config), Migrations()))
    return [_share(text, told) for text in texts_of(listings_of(config))]


class _Posted:
    """Which stretches of passages were posted, and how often a work was."""

    def __init__(self, posts: Iterable[Fields]) -> None:
        self.spans: defaultdict[str, set[Span]] = defaultdict(set)
        self.posts: Counter[str] = Counter()
        for content in posts:
            said = list(map(Said.of, content["quotes"]))
            for of in said:
                self.spans[of.passage].add(of.span)
            self.posts.update({of.passage.rpartition("-")[0] for of in said})


def _share(text: Text, told: _Posted) -> Share:
    passages = cut(text).passages
    spans = {of.id: _inside(of, told.spans[of.id]) for of in passages if of.id in told.spans}
    return Share(
        work=text.work,
        characters=sum(len(of.text) for of in passages),
        posts=told.posts[text.work.key],
        quoted=sum(map(_covered, spans.values())),
        longest=max((len(span) for found in spans.values() for span in found), default=0),
        paragraph=max((len(of.text) for of in passages), default=0),
    )


def _inside(passage: Passage, spans: Iterable[Span]) -> list[Span]:
    """The stretches, as far as the passage has them."""
    cut_off = (Span(span.start, min(span.end, len(passage.text))) for span in spans)
    return [span for span in cut_off if span.start < span.end]


def _covered(spans: Iterable[Span]) -> int:
    """How many characters stand in at least one of them."""
    count = end = 0
    for span in sorted(spans, key=lambda of: of.start):
        count += max(span.end, end) - max(span.start, end)
        end = max(span.end, end)
    return count
