too-long = This answer is too long to be shown here.
discord-refused = Discord refuses the token in TEGENSPRAAK_DISCORD_TOKEN.
