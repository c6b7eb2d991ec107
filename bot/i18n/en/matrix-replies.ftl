# At the end of a message: what can be done with it
offers = React, or reply with the word: { $actions }
# Under a part of a long quotation
part-of = ({ NUMBER($number, useGrouping: 0) }/{ NUMBER($count, useGrouping: 0) })
# Forms, asked field by field in a thread
form-kept-typed = Reply “-” to leave it as it is: { $value }
form-skip = Reply “-” to leave it empty.
form-leave-thread = Reply to each question in this thread. Whoever does not go on gives the form up.
matrix-interrupted = I was interrupted while I did this, and do not begin it again. See how things stand; what was not done you can ask for anew.
# Wat voor één alleen is
matrix-apart = The answer stands in our conversation between the two of us
matrix-apart-invited = For the answer I have invited you to a conversation between the two of us
matrix-unreached = This answer is for you alone, and I cannot invite you to a conversation between the two of us. Invite me to one, and ask there.
