# Balance
command-balance = How much of each author was posted daily, here and in the whole community
balance-heading = Who was quoted in the daily posts of the last 30 days
balance-here = In { this-channel }: { $count ->
    [one] one post
   *[other] { $count } posts
}
balance-everywhere = In the whole community: { $count ->
    [one] one post
   *[other] { $count } posts
}
balance-all-here = In the rest of the community nothing was posted daily.
balance-line = { $author }: { $percent } %: { $characters ->
    [one] one character
   *[other] { $characters } characters
} in { $posts ->
    [one] one post
   *[other] { $posts } posts
}
balance-more = { $count ->
    [one] One other author
   *[other] { $count } other authors
}: { $characters ->
    [one] one character
   *[other] { $characters } characters
} together
balance-nothing = In the last 30 days nothing was posted daily in this community.
balance-nothing-here = In { this-channel } nothing was posted daily in the last 30 days.
balance-only-author = Quotes only { $author }, because it was made so.
balance-only-topic = Quotes only on one topic, because it was made so: { $topic }
balance-only-language = Quotes only texts in one language, because it was made so: { $language }
balance-restricted = { $count ->
    [one] One schedule in { another-channel } quotes
   *[other] { $count } schedules in { other-channels } quote
} only one author, topic or language, because it was made so.
balance-how = What counts: the quoted characters of all daily posts since { DATETIME($since, dateStyle: "medium") }, and of posts that moderators asked for with { $sign }daily now; no answers to commands. The bot chooses by itself: an excerpt is of the author who had the fewest characters in { that-channel } in 30 days, as long as something of theirs was not posted yet; positions are of the two authors who were shown least, first in turn, in quotations that people chose for the topic.

# The posts to come
command-daily-preview = What the next seven posts of a schedule will say
option-daily-preview-schedule = Which schedule?
action-foresee = Read it
action-foresee-of = Read { DATETIME($date, dateStyle: "medium") }
action-foreseen = All seven
preview-heading = The next posts
preview-post = { $at }
preview-topic = Topic: { $topic }
preview-quote = { $author }, { $id }: { $count ->
    [one] one character
   *[other] { $count } characters
}
preview-quote-section = { $author }, “{ $section }”, { $id }: { $count ->
    [one] one character
   *[other] { $count } characters
}
preview-nothing = Nothing: the texts hold nothing (any more) that this schedule may quote
preview-none = No posts will come: the schedule is paused.
preview-changes = These posts are chosen already and will be made so. Only a change alters them: of the schedule or its topics, a paragraph that is hidden, another post in { that-channel } (of another schedule, or by { $sign }daily now), or of the texts.
preview-gone = That post is no longer to come. Ask for { $sign }daily preview again.

# A post at once
command-daily-now = Posts one at once, besides the post of the day
option-daily-now-schedule = Which schedule?
now-on-its-way = It is on its way to { $channel }. The post of the day comes all the same, and says something else.
now-alone = It is on its way to { $channel }. Nothing else is posted by this schedule now: it is paused.
now-already = A post is on its way to { $channel }, or was asked for less than a minute ago. Nothing was added.
now-often = Posts at once were asked for too often: at most { $limit } at first, then one a day.

# What lacks in a channel
lacking-place = The bot sees { no-channel } { $channel }: it is gone, or the bot may not see it.
lacking-unknown = What the bot may do in { $channel } cannot be told now: the platform does not answer.
lacking-permissions = The bot lacks in { $channel }:

# How schedules do
command-daily-doctor = How the schedules do: what comes next, why a post was late or missing, what the bot lacks
option-daily-doctor-schedule = This schedule only
action-checkup = More schedules
doctor-heading = How the daily posts do
check-next = Next: { $first }; { $second }; { $third }
check-none-yet = Nothing was posted by it yet.
check-last = Last: { $outcome }
check-last-made = Last one that was made: { $outcome }
check-asked = Asked for besides: { $outcome }
check-moved = On { DATETIME($date, dateStyle: "long") } the clocks are set forward, and { $time } does not exist: it is posted at { $moved }.
check-twice = On { DATETIME($date, dateStyle: "long") } the clocks are set back, and { $time } comes twice: it is posted the first time.
check-balance = Posted in { this-channel } in 30 days: { $shares }
came-sent = { $at }, posted.
came-late = { $at }, posted { $minutes } minutes late: at its time the bot did not run, or the platform or the database did not answer.
came-under-way = { $at }, on its way.
came-skipped = { $at }, not posted: { $reason }.
came-failed = { $at }, refused: { $reason }.
came-unknown = { $at }, perhaps posted: { $reason }. It is not posted again, for nothing is ever to stand there twice.
refused-since = Since { $since } its posts have been refused, or could not be looked for. If that lasts until { $until }, the bot stops trying.
refused-stopped = Paused by the bot on { $at }: for three days its posts had been refused, or could not be looked for. { $sign }daily resume tries again, and so does any change of the schedule.

# Telling moderators
undelivered-heading = A daily post was not made
undelivered = Daily post: { $outcome }
undelivered-more = Nothing was deleted. { $sign }daily doctor says how the schedules do.

# Why a post was not made
reason-missed = at its time the bot did not run, or the platform or the database did not answer, and then it was too late
reason-in-vain = it was tried in time, but something went wrong each time, and then it was too late; what went wrong is in the bot’s log
reason-removed = the schedule was removed before
reason-paused = the schedule was paused, or this date skipped, before
reason-nothing-fits = the texts hold nothing (any more) that this schedule may quote
reason-cannot-see = the bot may not read in { that-channel } what it has posted, so it cannot tell whether the post stands there
reason-too-much = since then more was written in { that-channel } than the bot can look through, so it cannot tell whether the post stands there
reason-not-kept = what is shown here is not kept, so the bot cannot tell whether the post was shown already
reason-no-answer = for days something went wrong whenever the bot looked for the post, so it cannot tell whether it stands there; what went wrong is in the bot’s log
reason-forbidden = the bot may not post in { that-channel }
reason-passage-gone = what it was to quote is no longer in the texts, or hidden here
reason-no-place = { that-channel } is gone, or the bot may not see it
reason-unfit = the platform did not take a post like this one
reason-other = { $word }
