"""The action under a reply to one person that gives it again to everyone, and what that action has to remember."""

from __future__ import annotations

from dataclasses import replace

from bot.reply import Action, Reply

SHARE = "share"


def sharable(reply: Reply) -> Reply:
    """The reply with the action that shares it, where it holds quotations and says how it is given again."""
    if reply.again is None or not reply.quotes:
        return reply
    share = Action(SHARE, f"{reply.again.verb}:{reply.again.target}")
    return replace(reply, actions=(*reply.actions, share))


def again(target: str) -> Action:
    """The action that gives a shared reply again."""
    verb, _, of = target.partition(":")
    return Action(verb, of)
