# After a daily post: the call to those who want to hear of it, the poll, and how it came out
call-told = { $role } Today’s post is there: { $title }
call-from-now = From now on you are called with { $role } when the daily post is there.
call-no-more = You are no longer called with { $role }.
call-none = Nobody is called for this daily post any more.
action-tell-me = Tell me
action-tell-me-not = Stop telling me
step-marker = { $kind ->
    [poll] Poll
   *[call] Call
} · { $marker }
poll-question = { $topic }: whose case is stronger here?
poll-told = The poll on { $topic }: { $votes }.
poll-so-far = The poll on { $topic } so far: { $votes }.
poll-votes = { $author } { NUMBER($votes) }
poll-more = { $votes }, { $more }
poll-empty = Nobody voted in the poll on { $topic }.
poll-unread = How the poll on { $topic } came out cannot be read.
role-gone = The role is no longer there.
role-out-of-reach = The bot cannot give or take that role: it needs the permission Manage Roles, and a role of its own above that one.
role-unfit = The bot neither gives nor takes that role: it changes what its members may do.
role-later = Discord does not answer now. Press again in a moment.

# What a schedule lacks
need-unavailable = This is not possible here; nothing was changed.
need-thread-unavailable = – a thread with each post
need-no-thread-unavailable = – a post without a thread: in a forum each post is one
need-role-unavailable = – a role that is mentioned
need-poll-unavailable = – a poll
lacking-forum-tags = a forum that asks for no tag with each post
lacking-role = a role that is there
lacking-role-below = a role that stands below the bot’s own in the list of roles
lacking-role-fit = a role that changes nothing of what its members may do, in no channel
lacking-role-mentionable = a role that everybody may mention
lacking-thread-place = a channel in which threads can be opened: not itself a thread

# The poll of a schedule
schedule-poll = With a poll on days with positions
field-poll = poll
option-daily-add-poll = Whether to ask with positions whose case is stronger
option-daily-edit-poll = Whether to ask with positions whose case is stronger

# What did not follow a post
step-left-out = { $step } did not come: { $reason }
step-thread = The last post’s thread
step-call = The last post’s mention of the role
step-poll = The last post’s poll
reason-post-gone = its post is not known any more
reason-role-gone = the schedule mentions no role any more
