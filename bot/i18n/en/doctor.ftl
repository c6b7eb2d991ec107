# Balance
command-balance = How much of each author was posted daily, here and in the whole community
balance-heading = Who was quoted in the daily posts of the last 30 days
balance-here = In this channel: { $count ->
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
balance-nothing-here = In this channel nothing was posted daily in the last 30 days.
balance-only-author = Quotes only { $author }, because it was made so.
balance-only-topic = Quotes only on one topic, because it was made so: { $topic }
balance-only-language = Quotes only texts in one language, because it was made so: { $language }
balance-restricted = { $count ->
    [one] One schedule in another channel quotes
   *[other] { $count } schedules in other channels quote
} only one author, topic or language, because it was made so.
balance-how = What counts: the quoted characters of all daily posts since { DATETIME($since, dateStyle: "medium") }, and of posts that moderators asked for with /daily now; no answers to commands. The bot chooses by itself: an excerpt is of the author who had the fewest characters in that channel in 30 days, as long as something of theirs was not posted yet; positions are of the two authors who were shown least, first in turn, in quotations that people chose for the topic.

# The posts to come
command-daily-preview = What the next seven posts of a schedule will say
option-daily-preview-schedule = Which schedule?
action-foresee = Read it
action-foresee-of = Read { DATETIME($date, dateStyle: "medium") }
action-foreseen = All seven
preview-heading = The next posts
preview-post = { $at }
preview-excerpt = An excerpt
preview-positions = Positions of two authors
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
preview-changes = These posts are chosen already and will be made so. Only a change alters them: of the schedule or its topics, a paragraph that is hidden, another post in that channel (of another schedule, or by /daily now), or of the texts.
preview-gone = That post is no longer to come. Ask for /daily preview again.

# A post at once
command-daily-now = Posts one at once, besides the post of the day
option-daily-now-schedule = Which schedule?
now-on-its-way = It is on its way to { $channel }. The post of the day comes all the same, and says something else.
now-already = A post is on its way to { $channel }, or was asked for less than a minute ago. Nothing was added.
now-not = Nothing was posted.
now-often = Posts at once were asked for too often: at most { $limit } at first, then one a day.

# What lacks in a channel
lacking-place = The bot sees no channel { $channel }: it is gone, or the bot may not see it.
lacking-permissions = The bot lacks in { $channel }:

# Why a post was not made
reason-nothing-fits = the texts hold nothing (any more) that this schedule may quote
