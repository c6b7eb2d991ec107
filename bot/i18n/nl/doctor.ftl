# Balance
command-balance = Hoeveel van elke auteur dagelijks geplaatst is, hier en in de hele gemeenschap
balance-heading = Wie er geciteerd is in de dagelijkse posts van de laatste 30 dagen
balance-here = In { this-channel }: { $count ->
    [one] één post
   *[other] { $count } posts
}
balance-everywhere = In de hele gemeenschap: { $count ->
    [one] één post
   *[other] { $count } posts
}
balance-all-here = Elders in de gemeenschap is niets dagelijks geplaatst.
balance-line = { $author }: { $percent } %: { $characters ->
    [one] één teken
   *[other] { $characters } tekens
} in { $posts ->
    [one] één post
   *[other] { $posts } posts
}
balance-more = { $count ->
    [one] Eén andere auteur
   *[other] { $count } andere auteurs
}: samen { $characters ->
    [one] één teken
   *[other] { $characters } tekens
}
balance-nothing = In de laatste 30 dagen is in deze gemeenschap niets dagelijks geplaatst.
balance-nothing-here = In { this-channel } is in de laatste 30 dagen niets dagelijks geplaatst.
balance-only-author = Citeert alleen { $author }, omdat het zo is ingesteld.
balance-only-topic = Citeert alleen over één onderwerp, omdat het zo is ingesteld: { $topic }
balance-only-language = Citeert alleen teksten in één taal, omdat het zo is ingesteld: { $language }
balance-restricted = { $count ->
    [one] Eén rooster in { another-channel } citeert
   *[other] { $count } roosters in { other-channels } citeren
} maar één auteur, onderwerp of taal, omdat het zo is ingesteld.
balance-how = Wat telt: de geciteerde tekens van alle dagelijkse posts sinds { DATETIME($since, dateStyle: "medium") }, en van posts waar moderatoren met { $sign }daily now om vroegen; geen antwoorden op opdrachten. De bot kiest zelf: een fragment is van de auteur die in { that-channel } in 30 dagen de minste tekens had, zolang van die auteur nog niet alles geplaatst is; standpunten zijn van de twee auteurs die het minst getoond zijn, om de beurt als eerste, in citaten die mensen bij het onderwerp kozen.

# The posts to come
command-daily-preview = Wat de volgende zeven posts van een rooster zullen zeggen
option-daily-preview-schedule = Welk rooster?
action-foresee = Lezen
action-foresee-of = { DATETIME($date, dateStyle: "medium") } lezen
action-foreseen = Alle zeven
preview-heading = De volgende posts
preview-post = { $at }
preview-topic = Onderwerp: { $topic }
preview-quote = { $author }, { $id }: { $count ->
    [one] één teken
   *[other] { $count } tekens
}
preview-quote-section = { $author }, ‘{ $section }’, { $id }: { $count ->
    [one] één teken
   *[other] { $count } tekens
}
preview-nothing = Niets: de teksten bevatten niets (meer) dat dit rooster mag citeren
preview-none = Er komen geen posts: het rooster is gepauzeerd.
preview-changes = Deze posts zijn al gekozen en komen zo. Alleen een verandering verandert ze: van het rooster of van zijn onderwerpen, een alinea die verborgen wordt, een andere post in { that-channel } (van een ander rooster, of door { $sign }daily now), of van de teksten.
preview-gone = Die post komt niet meer. Vraag { $sign }daily preview opnieuw.

# A post at once
command-daily-now = Plaatst er meteen een, naast de post van de dag
option-daily-now-schedule = Welk rooster?
now-on-its-way = Er is een post onderweg naar { $channel }. Die van de dag komt ook, en zegt iets anders.
now-alone = Er is een post onderweg naar { $channel }. Verder plaatst dit rooster nu niets: het is gepauzeerd.
now-already = Er is al een post onderweg naar { $channel }, of er werd nog geen minuut geleden om gevraagd. Er is niets bijgekomen.
now-often = Er is te vaak om een post gevraagd: hoogstens { $limit } achter elkaar, daarna één per dag.

# What lacks in a channel
lacking-place = De bot ziet { no-channel } { $channel }: weg, of niet voor de bot te zien.
lacking-unknown = Wat de bot in { $channel } mag, is nu niet te zeggen: het platform antwoordt niet.
lacking-permissions = De bot mist in { $channel }:

# How schedules do
command-daily-doctor = Hoe het de roosters gaat: wat er komt, waarom iets laat was of uitbleef, wat de bot mist
option-daily-doctor-schedule = Alleen dit rooster
action-checkup = Meer roosters
doctor-heading = Hoe het met de dagelijkse posts gaat
check-next = Volgende: { $first }; { $second }; { $third }
check-none-yet = Dit rooster heeft nog niets geplaatst.
check-last = Laatste: { $outcome }
check-last-made = Laatste die geplaatst is: { $outcome }
check-asked = Apart gevraagd: { $outcome }
check-moved = Op { DATETIME($date, dateStyle: "long") } gaat de klok vooruit en bestaat { $time } niet: de post komt om { $moved }.
check-twice = Op { DATETIME($date, dateStyle: "long") } gaat de klok terug en komt { $time } twee keer: de post komt de eerste keer.
check-balance = In { this-channel } in 30 dagen geplaatst: { $shares }
came-sent = { $at }, geplaatst.
came-late = { $at }, { $minutes } minuten te laat geplaatst: op zijn tijd draaide de bot niet, of antwoordde het platform of de database niet.
came-under-way = { $at }, onderweg.
came-skipped = { $at }, niet geplaatst: { $reason }.
came-failed = { $at }, geweigerd: { $reason }.
came-unknown = { $at }, misschien geplaatst: { $reason }. De post wordt niet opnieuw geplaatst: niets mag er ooit twee keer staan.
refused-since = Sinds { $since } worden de posts van dit rooster geweigerd, of kan de bot ze niet nalezen. Duurt dat tot { $until }, dan houdt de bot ermee op.
refused-stopped = Door de bot gepauzeerd op { $at }: drie dagen lang werden zijn posts geweigerd, of kon de bot ze niet nalezen. { $sign }daily resume probeert het opnieuw, en elke verandering van het rooster ook.

# Telling moderators
undelivered-heading = Een dagelijkse post bleef uit
undelivered = Dagelijkse post: { $outcome }
undelivered-more = Er is niets verwijderd. { $sign }daily doctor zegt hoe het de roosters gaat.

# Why a post was not made
reason-missed = op zijn tijd draaide de bot niet, of antwoordde het platform of de database niet, en toen het weer kon was het te laat
reason-in-vain = de post werd op tijd geprobeerd, maar telkens ging er iets mis, en toen was het te laat; wat er misging, staat in het logboek van de bot
reason-removed = het rooster was eerder verwijderd
reason-paused = het rooster was eerder gepauzeerd, of deze datum overgeslagen
reason-nothing-fits = de teksten bevatten niets (meer) dat dit rooster mag citeren
reason-cannot-see = de bot mag in { that-channel } niet lezen wat hij geplaatst heeft, en weet dus niet of de post er staat
reason-too-much = sinds die tijd is in { that-channel } meer geschreven dan de bot kan nalezen, en dus weet hij niet of de post er staat
reason-not-kept = wat hier getoond wordt, wordt niet bewaard, en dus weet de bot niet of de post er al was
reason-no-answer = dagenlang ging er iets mis als de bot de post zocht, en dus weet hij niet of die er staat; wat er misging, staat in het logboek van de bot
reason-forbidden = de bot mag in { that-channel } niets plaatsen
reason-passage-gone = wat de post zou citeren staat niet meer in de teksten, of is hier verborgen
reason-no-place = { that-channel } is weg, of niet voor de bot te zien
reason-unfit = het platform nam zo’n post niet aan
reason-other = { $word }
