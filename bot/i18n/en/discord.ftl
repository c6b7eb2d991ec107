too-long = This answer is too long to be shown here.
form-waits = The form is ready: open it with the button.
form-open = Open the form
discord-refused = Discord refuses the token in TEGENSPRAAK_DISCORD_TOKEN.
discord-unservable = Discord does not serve this bot as it asks to be served (close code { $code }).
discord-unreachable = Discord cannot be reached now ({ $reason }); please try again later.
application-unknown = Which application? Set TEGENSPRAAK_DISCORD_TOKEN, or give its number: --application ID

# The invitation
invite-server = To add the bot to a server:
invite-needed = Permissions asked for. Answers to commands need none; these are for what the bot posts by itself:
invite-optional = Not asked for; whoever manages a server may give them in a channel:
invite-member = To use the commands everywhere, for yourself alone:
permission-view-channel = View Channels
permission-view-channel-use = to reach the channel where excerpts are to be posted
permission-send-messages = Send Messages
permission-send-messages-use = to post an excerpt there
permission-send-messages-in-threads = Send Messages in Threads
permission-send-messages-in-threads-use = to post it where that channel is a thread
permission-attach-files = Attach Files
permission-attach-files-use = to post an excerpt as a picture
permission-create-public-threads = Create Public Threads
permission-create-public-threads-use = to open a thread for discussion under an excerpt
