"""Verifies a claim: whether a text says this, word for word, and whether the words are whose they are said to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from bot.corpus.lexicon import Lexicon
from bot.corpus.voices import Voices
from bot.index.reader import Index
from bot.library.attributing import Attribution, Named
from bot.library.claiming import Claim, Piece, read_claim
from bot.library.folding import count_words, tokens
from bot.library.ground import Ground
from bot.library.judging import LEAST_ALIKE, Judge, Reading
from bot.library.likeness import Likeness
from bot.library.limits import Limits
from bot.library.seeking import Seeker
from bot.library.showing import Shower
from bot.library.verdicts import Match, Verdict
from bot.model import Passage, Work

MOST_MATCHES = 5
# As alike as this, a passage is what a claim comes from: no other is sought.
SURE = 0.8
# A claim runs on from a passage into the next where it goes on behind so many of its last tokens.
SEAM, MOST_JOINED = 4, 40
# A piece stands somewhere only if it is long enough to be no accident.
LEAST_PIECE = 3


def verifier(index: Index, lexicon: Lexicon, works: Mapping[str, Work], voices: Voices) -> Verifier:
    """A verifier over an open index; `voices` say who speaks in a stretch of text."""

    def language_of(passage: Passage) -> str:
        return works[passage.work].language

    judge = Judge(Limits(lexicon), Likeness(lexicon.function))
    attribution = Attribution(works, lexicon, voices)
    return Verifier(Seeker(index), judge, attribution, Shower(language_of, attribution.voice))


class Verifier:
    """Verifies claims against the texts that `seeker` searches."""

    def __init__(
        self,
        seeker: Seeker,
        judge: Judge,
        attribution: Attribution,
        shower: Shower,
    ) -> None:
        self._seeker = seeker
        self._judge = judge
        self._attribution = attribution
        self._shower = shower

    def verify(self, text: str, author: str | None = None) -> Verdict:
        """The verdict on a text that is claimed to stand here, and to be `author`'s; BadInput for no such claim."""
        named = self._attribution.named(author)
        claim = read_claim(text)
        readings = self._readings(claim, named.key if named and named.is_author else None)
        if not readings:
            return Verdict("absent", named=named.name if named else "")
        if readings[0].kind == "altered":
            matches = self._matches(claim, readings)
            lost = any(reading.limit_lost for reading in readings)
            return Verdict("altered", matches, named.name if named else "", limit_lost=lost)
        return self._attributed(claim, readings, named)

    def _attributed(self, claim: Claim, readings: Sequence[Reading], named: Named | None) -> Verdict:
        """The verdict on what is true to the letter."""
        kind = readings[0].kind
        if named is None:
            return Verdict(kind, self._matches(claim, readings))
        whose = {id(reading): self._whose(reading, named.key) for reading in readings}
        theirs = [reading for reading in readings if whose[id(reading)] == "theirs"]
        unsure = [reading for reading in readings if whose[id(reading)] == "open"]
        if not theirs and not unsure:
            return Verdict("misattributed", self._matches(claim, readings), named.name)
        return Verdict(kind, self._matches(claim, [*theirs, *unsure]), named.name, unchecked=not theirs)

    def _whose(self, reading: Reading, key: str) -> str:
        quotes = reading.ground.quotes(reading.stretch.start, reading.stretch.end)
        found = {self._attribution.whose(quote, key) for quote in quotes}
        return next(whose for whose in ("not theirs", "open", "theirs") if whose in found)

    def _matches(self, claim: Claim, readings: Iterable[Reading]) -> tuple[Match, ...]:
        found = chain.from_iterable(self._shower.matches(claim, reading) for reading in readings)
        distinct = {(match.quote.passage.id, match.quote.span): match for match in found}
        return tuple(islice(distinct.values(), MOST_MATCHES))

    def _readings(self, claim: Claim, author: str | None) -> list[Reading]:
        """The readings that say where a claim comes from, best first; none where it is not from here."""
        likely = self._seeker.exact(claim, author)
        found = self._read(claim, map(self._ground, likely))
        if not any(reading.kind != "altered" or reading.sure >= SURE for reading in found):
            known = {passage.id for passage in likely}
            near = [passage for passage in self._seeker.near(claim) if passage.id not in known]
            found += self._read(claim, map(self._ground, near))
            found += self._read(claim, self._joined(claim, [*likely, *near]))
        best = _best(found, len(claim.words))
        if any(of.kind != "altered" or of.limit_lost or of.sure >= SURE for of in best):
            return best
        return self._in_pieces(claim, best[0].sure if best else LEAST_ALIKE) or best

    def _in_pieces(self, claim: Claim, least: float) -> list[Reading]:
        """The passages that the pieces of a claim come from, or its sentences, where together they are that much."""
        cut = claim if len(claim.pieces) > 1 else claim.by_sentences()
        if len(cut.pieces) == 1:
            return []
        grounds = map(self._ground, self._seeker.near(cut))
        readings = [reading for ground in grounds if (reading := self._judge.nearest(cut, ground))]
        chosen: list[Reading] = []
        standing: set[Piece] = set()
        for reading in sorted(readings, key=lambda reading: -reading.sure):
            new = {piece for piece in reading.standing if count_words(piece.forms) >= LEAST_PIECE} - standing
            if new:
                chosen.append(reading)
                standing |= new
        words = sum(count_words(piece.forms) for piece in standing)
        return chosen if words >= least * len(claim.words) else []

    def _read(self, claim: Claim, grounds: Iterable[Ground]) -> list[Reading]:
        return [reading for ground in grounds if (reading := self._judge.read(claim, ground))]

    def _ground(self, passage: Passage) -> Ground:
        return Ground([passage], self._shower.language_of(passage))

    def _joined(self, claim: Claim, passages: Sequence[Passage]) -> list[Ground]:
        """Passages that a claim runs through, with their neighbours."""
        if len(claim.pieces) > 1:
            return []
        runs = {tuple(of.id for of in run): run for run in (self._run(claim, passage) for passage in passages)}
        return [Ground(run, self._shower.language_of(run[0])) for run in runs.values() if len(run) > 1]

    def _run(self, claim: Claim, passage: Passage) -> list[Passage]:
        run = [passage]
        while len(run) < MOST_JOINED and _goes_on(claim, run[-1], behind=True):
            found = self._seeker.beside(run[-1], 1)
            if found is None:
                break
            run.append(found)
        while len(run) < MOST_JOINED and _goes_on(claim, run[0], behind=False):
            found = self._seeker.beside(run[0], -1)
            if found is None:
                break
            run.insert(0, found)
        return run


def _goes_on(claim: Claim, passage: Passage, *, behind: bool) -> bool:
    """Whether a claim has words behind the end of a passage that it holds, or before its beginning."""
    forms = [form for form in tokens(passage.text).forms if form[0].isalnum()]
    words = [form for form in claim.whole.forms if form[0].isalnum()]
    seam = forms[-SEAM:] if behind else forms[:SEAM]
    places = [at for at in range(len(words) - len(seam) + 1) if words[at : at + len(seam)] == seam]
    return any(at + len(seam) < len(words) if behind else at > 0 for at in places)


def _best(readings: Sequence[Reading], words: int) -> list[Reading]:
    """The readings that are true to the letter, if not to the meaning; else the likeliest, and those as likely."""
    for kind in ("verbatim", "elided"):
        true = [reading for reading in readings if reading.kind == kind]
        if true:
            return true
    plausible = [reading for reading in readings if reading.plausible(words)]
    top = max(plausible, key=lambda of: (of.limit_lost, of.sure), default=None)
    if top is None:
        return []
    return [of for of in readings if (of.sure, of.alike, len(of.changes)) == (top.sure, top.alike, len(top.changes))]
