# What is posted each day
daily-excerpt = Fragment van de dag
daily-excerpt-now = Een fragment
daily-positions = Standpunten: { $topic }
daily-late = Later geplaatst dan gepland.
daily-question = Om over te praten: { $question }
daily-marker = { $kind ->
    [positions] Dagelijkse standpunten
   *[excerpt] Dagelijks fragment
} · { $date } · { $marker }
daily-marker-now = { $kind ->
    [positions] Standpunten
   *[excerpt] Fragment
} · { $marker }
