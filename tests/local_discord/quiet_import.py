"""Imports discord.py before anyone else does, so that tests may turn warnings into errors."""

import warnings

with warnings.catch_warnings():
    # Its voice part imports audioop, of which Python 3.11 and 3.12 announce the end.
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord

VERSION = discord.__version__
