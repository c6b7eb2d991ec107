# At the end of a message: what can be done with it
offers = React, or reply with the word: { $actions }
# Under a part of a long quotation
part-of = ({ NUMBER($number, useGrouping: 0) }/{ NUMBER($count, useGrouping: 0) })
# Forms, asked field by field in a thread
form-kept-typed = Reply “-” to leave it as it is: { $value }
form-skip = Reply “-” to leave it empty.
form-leave-thread = Reply to each question in this thread. Whoever does not go on gives the form up.
matrix-interrupted = I was interrupted while I did this, and do not begin it again. See how things stand; what was not done you can ask for anew.
# What is for one alone
matrix-apart = The answer stands in our conversation between the two of us
matrix-apart-invited = For the answer I have invited you to a conversation between the two of us
matrix-unreached = This answer is for you alone, and I cannot invite you to a conversation between the two of us. Invite me to one, and ask there.

# Posts of each day
matrix-thread = Here is room to talk about { $title }.
matrix-poll-ended = The poll is closed.
room-unknown = The bot is in no such room of this community. Write “here”, the room’s address (#room:example.org) or its id.
lacking-level-messages = the level that the room asks for messages
lacking-level-polls = the level that the room asks for polls
