"""The answers of the command line: the JSON that other programs read, and the same in plain lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.commands.verifying import verdict_reply
from bot.errors import BotError
from bot.i18n import Languages
from bot.library.answers import Positions, Result, Side
from bot.library.library import Library
from bot.library.naming import in_locale
from bot.library.question import said_by
from bot.library.verdicts import Match
from bot.model import Message
from bot.platforms.console.plain import Plain
from bot.reply.telling import citation, speaker

Json = dict[str, Any]


class Answerer:
    """Answers one kind of question; `guarded` answers a line that cannot be used too, with an `error`."""

    def __init__(
        self, answer: Callable[[str], Json], empty: Callable[[str], Json], say: Callable[[BotError], str]
    ) -> None:
        self._answer = answer
        self._empty = empty
        self._say = say

    def __call__(self, asked: str) -> Json:
        """The answer; raises BotError where there can be none."""
        return self._answer(asked)

    def guarded(self, asked: str) -> Json:
        """The answer, or an empty one that says why."""
        try:
            return self._answer(asked)
        except BotError as e:
            return {**self._empty(asked), "error": self._say(e)}


class Answers:
    """Makes the promised shapes out of what the library answers."""

    def __init__(self, library: Library, languages: Languages, locale: str) -> None:
        self._library = library
        self._languages = languages
        self._locale = locale

    def quotes(self, author: str, limit: int, speaker: str = "") -> Answerer:
        """Answers queries with at most `limit` passages, of one author or speaker where one is given."""

        def answer(query: str) -> Json:
            given = self._library.quote(said_by(query, speaker), author, limit)
            told = [{"word": u.word, "as": u.read_as, "how": u.how} for u in given.understood]
            results = [self._passage(result) for result in given.results]
            return {"query": query, "understood": told, "results": results, "suggestions": list(given.suggestions)}

        return Answerer(answer, lambda q: {"query": q, "understood": [], "results": [], "suggestions": []}, self._say)

    def positions(self) -> Answerer:
        """Answers topics with what each author says on them."""

        def answer(topic: str) -> Json:
            return self._positions(self._library.positions(topic))

        def empty(topic: str) -> Json:
            sides = tuple(Side(name, key, ()) for key, name in self._library.authors.items())
            return self._positions(Positions(topic, None, sides))

        return Answerer(answer, empty, self._say)

    def verdicts(self, author: str) -> Answerer:
        """Answers claims with what they turn out to be; `author` is whose words they are said to be."""

        def answer(text: str) -> Json:
            verdict = self._library.verify(text, author)
            return {
                "claim": text,
                "verdict": verdict.kind,
                "matches": [self._match(match) for match in verdict.matches],
            }

        return Answerer(answer, lambda text: {"claim": text, "verdict": "absent", "matches": []}, self._say)

    def verdict_told(self, text: str, author: str) -> str:
        """The verdict on a claim, for a person."""
        reply = verdict_reply(self._library, self._library.verify(text, author))
        return Plain(self._languages).reply(replace(reply, actions=(), locale=self._locale))

    def _match(self, match: Match) -> Json:
        told = [{"op": of.op, "claimed": of.claimed, "source": of.source} for of in match.differences]
        return {
            "passage": self._passage(match.result),
            "similarity": round(match.similarity, 3),
            "differences": told,
        }

    def _positions(self, given: Positions) -> Json:
        about: Json = {"key": None, "title": given.asked, "question": None, "origin": "search"}
        about["told"] = self._said(Message("positions-found"))
        if given.topic:
            title, question = (in_locale(of, self._locale) for of in (given.topic.title, given.topic.question))
            about = {"key": given.topic.key, "title": title, "question": question, "origin": "curated"}
        related = [
            {"key": of.topic.key, "title": in_locale(of.topic.title, self._locale), "author": of.author}
            for of in given.related
        ]
        return {"topic": about, "sides": [self._side(side) for side in given.sides], "related": related}

    def _side(self, side: Side) -> Json:
        passages = [self._passage(result) for result in side.results]
        told = {} if passages else {"told": self._said(Message("positions-silent", {"author": side.author}))}
        return {"author": side.author, "key": side.key, "silent": not passages, "passages": passages, **told}

    def _passage(self, result: Result) -> Json:
        quote, passage = result.quote, result.quote.passage
        work = self._library.work_of(passage)
        voice = result.voice
        return {
            "id": passage.id,
            "author": work.author,
            "work": work.title,
            "source": work.source,
            "line": passage.line,
            "start": quote.start,
            "end": quote.end,
            "text": quote.text,
            "before": quote.before,
            "after": quote.after,
            "voice": {"speaker": voice.speaker, "own": voice.own, "kind": voice.kind},
            "told": self._said(speaker(voice, work.author)),
            "citation": self._said(citation(work, passage)),
            "score": round(result.score, 3),
        }

    def _said(self, message: Message) -> str:
        return self._languages.say(message, self._locale)

    def _say(self, error: BotError) -> str:
        return self._said(Message(error.key, error.values))


def found(answer: Json) -> bool:
    """Whether an answer holds a passage, or a verdict."""
    return (
        "verdict" in answer or bool(answer.get("results")) or any(side["passages"] for side in answer.get("sides", []))
    )


def dumped(answer: Json) -> str:
    """An answer as one line of JSON."""
    return json.dumps(answer, ensure_ascii=False)


def plain(answer: Json) -> str:
    """An answer as lines for a person: each passage with its citation, each side under its author."""
    blocks = [_plain(passage) for passage in answer.get("results", [])]
    about = answer.get("topic", {})
    blocks += filter(None, (about.get("title"), about.get("question"), about.get("told")))
    for side in answer.get("sides", []):
        blocks += [_plain(passage) for passage in side["passages"]] or [side["told"]]
    related = answer.get("related", [])
    for author in dict.fromkeys(of["author"] for of in related):
        blocks.append(f"{author}: " + ", ".join(of["title"] for of in related if of["author"] == author))
    if not found(answer):
        blocks += answer.get("suggestions", [])
    return "\n\n".join(blocks)


def _plain(passage: Json) -> str:
    return f"{passage['text']}\n— {passage['told']}\n— {passage['citation']}"
