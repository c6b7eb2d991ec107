"""Several processes of the bot over one database, with the real discord.py client: begun, ended and killed."""
