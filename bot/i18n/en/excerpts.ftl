# What is posted each day
daily-excerpt = Excerpt of the day
daily-excerpt-now = An excerpt
daily-positions = Positions: { $topic }
daily-late = Posted later than planned.
daily-question = To discuss: { $question }
daily-marker = { $kind ->
    [positions] Daily positions
   *[excerpt] Daily excerpt
} · { $date } · { $marker }
daily-marker-now = { $kind ->
    [positions] Positions
   *[excerpt] Excerpt
} · { $marker }
