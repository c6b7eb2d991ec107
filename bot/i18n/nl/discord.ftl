too-long = Dit antwoord is te lang om hier te tonen.
discord-refused = Discord weigert het token in TEGENSPRAAK_DISCORD_TOKEN.
discord-unservable = Discord bedient deze bot niet zoals hij het vraagt (sluitcode { $code }).
