# Balance
command-balance = Hoeveel van elke auteur dagelijks geplaatst is, hier en in de hele gemeenschap
balance-heading = Wie er geciteerd is in de dagelijkse berichten van de laatste 30 dagen
balance-here = In dit kanaal: { $count ->
    [one] één bericht
   *[other] { $count } berichten
}
balance-everywhere = In de hele gemeenschap: { $count ->
    [one] één bericht
   *[other] { $count } berichten
}
balance-all-here = Elders in de gemeenschap is niets dagelijks geplaatst.
balance-line = { $author }: { $percent } %: { $characters ->
    [one] één teken
   *[other] { $characters } tekens
} in { $posts ->
    [one] één bericht
   *[other] { $posts } berichten
}
balance-more = { $count ->
    [one] Eén andere auteur
   *[other] { $count } andere auteurs
}: samen { $characters ->
    [one] één teken
   *[other] { $characters } tekens
}
balance-nothing = In de laatste 30 dagen is in deze gemeenschap niets dagelijks geplaatst.
balance-nothing-here = In dit kanaal is in de laatste 30 dagen niets dagelijks geplaatst.
balance-only-author = Citeert alleen { $author }, omdat het zo is ingesteld.
balance-only-topic = Citeert alleen over één onderwerp, omdat het zo is ingesteld: { $topic }
balance-only-language = Citeert alleen teksten in één taal, omdat het zo is ingesteld: { $language }
balance-restricted = { $count ->
    [one] Eén rooster in een ander kanaal citeert
   *[other] { $count } roosters in andere kanalen citeren
} maar één auteur, onderwerp of taal, omdat het zo is ingesteld.
balance-how = Wat telt: de geciteerde tekens van alle dagelijkse berichten sinds { DATETIME($since, dateStyle: "medium") }, en van berichten waar moderatoren met { $sign }daily now om vroegen; geen antwoorden op opdrachten. De bot kiest zelf: een fragment is van de auteur die in dat kanaal in 30 dagen de minste tekens had, zolang van die auteur nog niet alles geplaatst is; standpunten zijn van de twee auteurs die het minst getoond zijn, om de beurt als eerste, in citaten die mensen bij het onderwerp kozen.

# The posts to come
command-daily-preview = Wat de volgende zeven berichten van een rooster zullen zeggen
option-daily-preview-schedule = Welk rooster?
action-foresee = Lezen
action-foresee-of = { DATETIME($date, dateStyle: "medium") } lezen
action-foreseen = Alle zeven
preview-heading = De volgende berichten
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
preview-none = Er komen geen berichten: het rooster is gepauzeerd.
preview-changes = Deze berichten zijn al gekozen en komen zo. Alleen een verandering verandert ze: van het rooster of van zijn onderwerpen, een alinea die verborgen wordt, een ander bericht in dat kanaal (van een ander rooster, of door { $sign }daily now), of van de teksten.
preview-gone = Dat bericht komt niet meer. Vraag { $sign }daily preview opnieuw.

# A post at once
command-daily-now = Plaatst er meteen een, naast het bericht van de dag
option-daily-now-schedule = Welk rooster?
now-on-its-way = Het is onderweg naar { $channel }. Het bericht van de dag komt ook, en zegt iets anders.
now-alone = Het is onderweg naar { $channel }. Verder plaatst dit rooster nu niets: het is gepauzeerd.
now-already = Er is al een bericht onderweg naar { $channel }, of er werd nog geen minuut geleden om gevraagd. Er is niets bijgekomen.
now-often = Er is te vaak om een bericht gevraagd: hoogstens { $limit } achter elkaar, daarna één per dag.

# What lacks in a channel
lacking-place = De bot ziet geen kanaal { $channel }: het is weg, of de bot mag het niet zien.
lacking-unknown = Wat de bot in { $channel } mag, is nu niet te zeggen: het platform antwoordt niet.
lacking-permissions = De bot mist in { $channel }:

# How schedules do
command-daily-doctor = Hoe het de roosters gaat: wat er komt, waarom iets laat was of uitbleef, wat de bot mist
option-daily-doctor-schedule = Alleen dit rooster
action-checkup = Meer roosters
doctor-heading = Hoe het met de dagelijkse berichten gaat
check-next = Volgende: { $first }; { $second }; { $third }
check-none-yet = Dit rooster heeft nog niets geplaatst.
check-last = Laatste: { $outcome }
check-last-made = Laatste dat geplaatst is: { $outcome }
check-asked = Apart gevraagd: { $outcome }
check-moved = Op { DATETIME($date, dateStyle: "long") } gaat de klok vooruit en bestaat { $time } niet: het komt om { $moved }.
check-twice = Op { DATETIME($date, dateStyle: "long") } gaat de klok terug en komt { $time } twee keer: het komt de eerste keer.
check-balance = In dit kanaal in 30 dagen geplaatst: { $shares }
came-sent = { $at }, geplaatst.
came-late = { $at }, { $minutes } minuten te laat geplaatst: op zijn tijd draaide de bot niet, of antwoordde het platform of de database niet.
came-under-way = { $at }, onderweg.
came-skipped = { $at }, niet geplaatst: { $reason }.
came-failed = { $at }, geweigerd: { $reason }.
came-unknown = { $at }, misschien geplaatst: { $reason }. Het wordt niet opnieuw geplaatst: niets mag er ooit twee keer staan.
refused-since = Zijn berichten worden geweigerd sinds { $since }. Duurt dat tot { $until }, dan houdt de bot ermee op.
refused-stopped = Door de bot gepauzeerd op { $at }: drie dagen lang werden zijn berichten geweigerd. { $sign }daily resume probeert het opnieuw, en elke verandering van het rooster ook.

# Telling moderators
undelivered-heading = Een dagelijks bericht bleef uit
undelivered = Dagelijks bericht: { $outcome }
undelivered-more = Er is niets verwijderd. { $sign }daily doctor zegt hoe het de roosters gaat.

# Why a post was not made
reason-missed = op zijn tijd draaide de bot niet, of antwoordde het platform of de database niet, en toen het weer kon was het te laat
reason-removed = het rooster was eerder verwijderd
reason-paused = het rooster was eerder gepauzeerd, of deze datum overgeslagen
reason-nothing-fits = de teksten bevatten niets (meer) dat dit rooster mag citeren
reason-cannot-see = de bot mag in dat kanaal niet lezen wat hij geplaatst heeft, en weet dus niet of het er staat
reason-forbidden = de bot mag in dat kanaal niets plaatsen
reason-passage-gone = wat het zou citeren staat niet meer in de teksten, of is hier verborgen
reason-no-place = dat kanaal is weg, of de bot mag het niet zien
reason-unfit = het platform nam zo’n bericht niet aan
reason-other = { $word }
