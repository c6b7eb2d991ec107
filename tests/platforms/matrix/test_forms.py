from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.communities.desk import Desk
from bot.dispatch.command import action, command, submit
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Role
from bot.platforms.matrix.forms import Question, Step, answered, opened, question
from bot.platforms.matrix.names import KEPT
from bot.platforms.matrix.showing import Showing
from bot.reply import Action, Field, Form, Notice, Option, Reply, notice
from tests.platforms.matrix.replies import said

ME, ANNA = "@tegenspraak:here", "@anna:here"
SIDES = (Option("left", said("To the left")), Option("right", said("To the right")))
FIELDS = (
    Field("what", said("What?"), said("In a few words"), longest=9000, long=True),
    Field("who", said("Who?"), required=False, longest=9000),
    Field("side", said("Which side?"), value="left", choices=SIDES),
)


class Pleas:
    """A form, the action that gives it anew, and what comes of it."""

    @command("plea", private=True)
    async def plea(self, ask: Ask) -> Reply:
        """Opens the form."""
        return Reply((Notice(said("Please plead.")),), form=self._form("new"), shared="kept")

    @action("amend")
    async def amend(self, ask: Ask, target: str, shared: str) -> Reply:
        """Gives the form anew; of a kind that is gone, that it is."""
        if target == "gone":
            return notice(said("Gone"))
        return Reply((), form=self._form(target), shared=shared)

    @submit("plead", "what", "who", "side")
    async def plead(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Says what was filled in, or asks again."""
        if filled["what"] == "nonsense":
            return Reply((Notice(said("Not that.")),), form=self._form("again"), shared=kept)
        return notice(said(f"{target} {kept} {dict(filled)}"), private=False)

    def _form(self, target: str) -> Form:
        return Form(said("A plea"), FIELDS, "plead", target, again=Action("amend", target))


@pytest.fixture
def pleas() -> Registry:
    return Registry([Pleas()], {})


def event(asked: Question) -> dict[str, Any]:
    """The bot's message with this question, as it comes back from a homeserver."""
    return {"sender": ME, "content": json.loads(json.dumps({"body": "x", **asked.kept}))}


async def answer(registry: Registry, ask: Ask, step: Step, *texts: str) -> Step:
    """What follows these answers, each read from the room alone: nothing is remembered between them."""
    for text in texts:
        assert step.question
        found = question(event(step.question), ME)
        assert found == step.question
        step = await answered(registry, ask, found, text)
    return step


def told(step: Step, languages: Languages) -> str:
    return "\n\n".join(body.plain for body in Showing(languages, "!").step(step, ANNA).bodies)


async def test_each_answer_leads_to_the_next_question(pleas: Registry, ask: Ask, languages: Languages) -> None:
    first = opened(await pleas.run(ask, "plea", {}), ANNA)
    second = await answer(pleas, ask, first, "peace\nand bread")
    third = await answer(pleas, ask, second, "-")
    done = await answer(pleas, ask, third, "2")

    assert told(first, languages) == (
        "Please plead.\n\nA plea\n\n"
        "Antwoord in deze thread op elke vraag. Wie niet verder gaat, ziet van het formulier af.\n\n"
        "What?\nIn a few words"
    )
    assert told(second, languages) == "Who?\nAntwoord “-” om het leeg te laten."
    assert told(third, languages) == (
        "Which side?\n1. To the left\n2. To the right\nAntwoord “-” om het zo te laten: To the left"
    )
    filled = {"what": "peace\nand bread", "who": "", "side": "right"}
    assert told(done, languages) == f"new kept {filled}".replace("\n", " ")
    assert done.question is None


async def test_what_does_not_fit_is_told_and_asked_again(pleas: Registry, ask: Ask, languages: Languages) -> None:
    first = opened(await pleas.run(ask, "plea", {}), ANNA)
    again = await answer(pleas, ask, first, "-")

    assert told(again, languages) == "Dit moet worden ingevuld.\n\nWhat?\nIn a few words"
    assert again.question == first.question


async def test_of_answers_that_no_message_holds_together_the_last_is_not_taken(
    pleas: Registry, ask: Ask, languages: Languages
) -> None:
    second = await answer(pleas, ask, opened(await pleas.run(ask, "plea", {}), ANNA), "x" * 9000)
    refused = await answer(pleas, ask, second, "y" * 9000)

    assert refused.question == second.question
    assert told(refused, languages).startswith("In één veld staat te veel tekst")


async def test_a_form_may_be_followed_by_a_form(pleas: Registry, ask: Ask, languages: Languages) -> None:
    step = opened(await pleas.run(ask, "plea", {}), ANNA)
    again = await answer(pleas, ask, step, "nonsense", "-", "-")
    done = await answer(pleas, ask, again, "peace", "-", "-")

    assert told(again, languages).startswith("Not that.\n\nA plea")
    assert told(done, languages).startswith("again kept {'what': 'peace'")


async def test_of_a_form_that_is_gone_that_is_said(pleas: Registry, ask: Ask, languages: Languages) -> None:
    step = await answered(pleas, ask, Question(Action("amend", "gone"), "", ANNA), "x")

    assert told(step, languages) == "Gone"
    assert step.question is None


async def test_a_moderator_makes_a_topic_question_by_question(
    everything: Registry, desk: Desk, languages: Languages
) -> None:
    ask = Ask("nl", "nl", "test", "test", ANNA, Role.MODERATOR, communal=True)
    reply = await everything.run(ask, "topic add", {})
    step = await answer(everything, ask, opened(reply, ANNA), "Graan", "graan, koren", "-", "-")

    assert step.question is None
    assert "save" in [action.verb for action in step.reply.actions]
    assert "Graan" in told(step, languages)


def test_only_a_question_of_the_bot_itself_is_one() -> None:
    asked = event(Question(Action("amend", "x"), "kept", ANNA, ("a",)))

    assert question(asked, ME)
    assert question({**asked, "sender": ANNA}, ME) is None
    assert question({**asked, "content": {KEPT: {"asker": ANNA, "shared": "", "actions": []}}}, ME) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda of: (
        st.lists(of, max_size=6)
        | st.dictionaries(st.sampled_from(["asker", "shared", "form", "verb", "target", "values"]), of, max_size=6)
    ),
    max_leaves=14,
)


@given(JSON)
def test_whatever_stands_in_an_event_a_question_is_read_or_none(content: object) -> None:
    for made in (content, {KEPT: content}, {KEPT: {"asker": ANNA, "shared": "", "form": content}}):
        question({"sender": ME, "content": made}, ME)
