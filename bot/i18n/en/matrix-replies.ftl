# At the end of a message: what can be done with it
offers = React, or reply with the word: { $actions }
# Under a part of a long quotation
part-of = ({ NUMBER($number, useGrouping: 0) }/{ NUMBER($count, useGrouping: 0) })
# Forms, asked field by field in a thread
form-kept-typed = Reply “-” to leave it as it is: { $value }
form-skip = Reply “-” to leave it empty.
form-leave-thread = Reply to each question in this thread. Whoever does not go on gives the form up.
