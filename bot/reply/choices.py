"""What can be chosen under a reply where it is typed: each thing by its verb or its number."""

from __future__ import annotations

from collections import Counter

from bot.reply import Action, Hits, Reply


def actions_of(reply: Reply) -> list[Action]:
    """Everything that can be chosen under a reply, in the order of their numbers: hits first, then the rest."""
    hits = [hit.action for block in reply.blocks if isinstance(block, Hits) for hit in block.hits]
    return [*hits, *reply.actions]


def first_number(reply: Reply) -> int:
    """The number of the first thing that can be chosen: a list that goes on from another keeps counting."""
    return next((block.first for block in reply.blocks if isinstance(block, Hits)), 1)


def called(reply: Reply) -> list[tuple[str, Action]]:
    """The actions under a reply with what is typed for each: its verb, or its number where several have that verb."""
    verbs = Counter(action.verb for action in reply.actions)
    hits = len(actions_of(reply)) - len(reply.actions)
    numbered = enumerate(reply.actions, first_number(reply) + hits)
    return [(action.verb if verbs[action.verb] == 1 else str(number), action) for number, action in numbered]
