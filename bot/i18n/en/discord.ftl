too-long = This answer is too long to be shown here.
discord-refused = Discord refuses the token in TEGENSPRAAK_DISCORD_TOKEN.
discord-unservable = Discord does not serve this bot as it asks to be served (close code { $code }).
