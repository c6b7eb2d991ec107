"""A portion of a platform's communities: of as many as there are, what one process cares for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, case, cast, func

from bot.model import PRIVATE

# Discord's own rule: by the number of the server, without its last 22 bits.
BITS = 22


@dataclass(frozen=True, slots=True)
class Portion:
    """The communities whose number falls to these, of `parts`; private ones fall to 0."""

    numbers: frozenset[int] = frozenset({0})
    parts: int = 1

    def __bool__(self) -> bool:
        return bool(self.numbers)

    @property
    def whole(self) -> bool:
        """Whether it is all of them."""
        return len(self.numbers) == self.parts

    def __contains__(self, community: object) -> bool:
        _, _, number = str(community).rpartition(":")
        private = PRIVATE in str(community) or not number.isdecimal()
        return (0 if private else (int(number) >> BITS) % self.parts) in self.numbers


WHOLE = Portion()
"""All communities."""


def within(community: ColumnElement[str], platform: str, portion: Portion) -> ColumnElement[bool]:
    """Whether a community of a platform is in a portion, for the database to say."""
    number = cast(func.substr(community, len(platform) + 2), BigInteger)
    part = (number.op("/")(1 << BITS)) % portion.parts
    # Nothing that is no number is taken for one: PostgreSQL would refuse the whole statement.
    private = community.contains(PRIVATE, autoescape=True)
    return case((private, 0), else_=part).in_(sorted(portion.numbers))
