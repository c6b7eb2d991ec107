"""What is said after a post: what its thread is called, who wants to know that it is there, whose case is stronger."""

from __future__ import annotations

from bot.communities.keeper import Keeper
from bot.daily.courier import Composer, Skip
from bot.daily.outbox import marker
from bot.daily.polls import HOURS
from bot.daily.schedule import Schedule
from bot.daily.steps import CALL, POLL
from bot.daily.told import Said
from bot.library.library import Library
from bot.model import MentionedRole, Message
from bot.reply import Action, Notice, Poll, Reply
from bot.store.content import Fields
from bot.store.deliveries import Deliveries, Delivery
from bot.store.schedules import KIND

TELL, TELL_NOT = "tell-me", "tell-me-not"
"""The actions of members who want to be called, and of those who no longer do."""

POST_GONE, ROLE_GONE = "post-gone", "role-gone"
"""Why a step is left out: its post is not known any more; its schedule calls nobody by now."""


def name_of(content: Fields, library: Library) -> str:
    """What a post's discussion is called: after its topic, else after the section or the work that it quotes."""
    if content["title"]:
        return str(content["title"])
    passage = library.passage(content["quotes"][0]["passage"])
    return passage.section or library.works[passage.work].title


class Discussing:
    """Composes the steps after posts, from what their posts say."""

    def __init__(self, library: Library, keeper: Keeper, deliveries: Deliveries) -> None:
        self._library = library
        self._keeper = keeper
        self._deliveries = deliveries

    async def choose(self, delivery: Delivery) -> Fields:
        """What a step says; Skip where its post says nothing that is known."""
        post = await self._deliveries.known(delivery.community, delivery.follows or "")
        if post is None or not post.content:
            raise Skip(POST_GONE)
        said = {"locale": post.content["locale"], "title": name_of(post.content, self._library)}
        if delivery.kind == CALL:
            return {**said, "role": await self._role(delivery)}
        if delivery.kind == POLL:
            return {**said, "authors": [Said.of(of).author for of in post.content["quotes"]]}
        return said

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        """The step that says it."""
        mark = Notice(Message("step-marker", {"kind": delivery.kind, "marker": marker(delivery.key)}), quiet=True)
        if delivery.kind == CALL:
            return _call(delivery, content, mark)
        if delivery.kind == POLL:
            return self._poll(content, mark)
        return Reply((), name=content["title"], locale=content["locale"])

    async def _role(self, delivery: Delivery) -> str:
        state = await self._keeper.state(delivery.community)
        document = state.documents.get(KIND, {}).get(delivery.schedule)
        role = Schedule.of(document.content).role if document else None
        if role is None:
            raise Skip(ROLE_GONE)
        return role

    def _poll(self, content: Fields, mark: Notice) -> Reply:
        question = Message("poll-question", {"topic": content["title"]})
        answers = tuple(self._library.authors.get(of, of) for of in content["authors"])
        return Reply((mark,), poll=Poll(question, answers, HOURS), locale=content["locale"])


class Composing:
    """Composes posts and steps, each by what knows them."""

    def __init__(self, posts: Composer, steps: Composer) -> None:
        self._posts = posts
        self._steps = steps

    async def choose(self, delivery: Delivery) -> Fields:
        """What a delivery says; Skip where there is nothing to say."""
        return await self._of(delivery).choose(delivery)

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        """The reply that says it."""
        return await self._of(delivery).reply(delivery, content)

    def _of(self, delivery: Delivery) -> Composer:
        return self._posts if delivery.follows is None else self._steps


def _call(delivery: Delivery, content: Fields, mark: Notice) -> Reply:
    role = content["role"]
    call = Notice(Message("call-told", {"role": MentionedRole(role), "title": content["title"]}))
    actions = Action(TELL, delivery.schedule), Action(TELL_NOT, delivery.schedule)
    return Reply((call, mark), actions, calls=role, locale=content["locale"])
