"""A local Discord on loopback, for tests: the real discord.py client is driven against it.

It knows what Discord's documentation says and refuses what Discord refuses; that it was written
beside the bot makes it no proof, so `save_record` hands its record to an independent validator.

    async with LocalDiscord() as discord:
        guild = discord.add_guild("Leesgroep", "nl")
        ...  # start the bot with discord.api_base, discord.gateway_url and discord.token
        await discord.ready()
        answer = await discord.member(guild, "anna").slash("quote", query="kronstadt")
"""

from .exchange import Answer
from .faults import Faults
from .files import File
from .options import NotOfferedError
from .people import User
from .permissions import AllChannels
from .places import Account, Channel, Guild, Role
from .pointing import pointed_at
from .server import LocalDiscord

__all__ = [
    "Account",
    "AllChannels",
    "Answer",
    "Channel",
    "Faults",
    "File",
    "Guild",
    "LocalDiscord",
    "NotOfferedError",
    "Role",
    "User",
    "pointed_at",
]
