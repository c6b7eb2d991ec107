# De teksten, op de opdrachtregel
works-added = Toegevoegd: { $work }, { $count ->
        [one] één alinea
       *[other] { $count } alinea’s
    } om uit te citeren ({ $language }).
works-would-add = Zou worden toegevoegd: { $work }, { $count ->
        [one] één alinea
       *[other] { $count } alinea’s
    } om uit te citeren ({ $language }).
works-unreviewed = { $count ->
        [one] In één stuk
       *[other] In { $count } stukken
    } spreekt misschien een ander dan de auteur, en niemand heeft het nagekeken: zie voices.toml in de map van { $work }.
works-reload = Een bot die draait, neemt de tekst op bij SIGHUP.
works-line = { $work }  { $author }, { $title } ({ $year })
works-line-added = { $work }  { $author }, { $title } ({ $year }), toegevoegd op { $day }
works-well = { $work }: { $count ->
        [one] één alinea
       *[other] { $count } alinea’s
    }, elke byte op zijn plaats.
works-removed = Verwijderd: { $work }. Onderwerpen met citaten eruit: { $topics }; opzijgezette alinea’s: { $bans }; roosters die niemand anders citeren: { $schedules }. Een bot die draait, laat de tekst los bij SIGHUP.
works-share = { $work }  { $title }: { $share } % geplaatst ({ $quoted } van { $characters } tekens, in { $posts ->
        [one] één bericht
       *[other] { $posts } berichten
    }); langste citaat { $longest } tekens; langste alinea { $most }.

# Waarom een tekst wordt geweigerd
add-kind = Alleen deze bestanden kunnen worden gelezen: { $kinds }.
add-no-file = { $file } is geen bestand.
add-unreadable = { $file } kan niet worden gelezen: { $reason }.
add-too-large = De tekst is groter dan { $limit } MB.
add-empty = In dit bestand staat niets om te citeren.
add-binary = Dit is geen tekst: op regel { NUMBER($line, useGrouping: 0) } staat een stuurteken.
add-encoding = De tekst is niet in { $encoding } (bij byte { NUMBER($byte, useGrouping: 0) }). Weet u waarin wel, zeg het dan, bijvoorbeeld: --encoding windows-1252
add-encoding-unknown = Zo’n tekencodering van teksten is er niet.
add-encoding-told = Een EPUB zegt zelf in welke tekencodering zij is.
add-nested = Het bestand is te diep genest.
add-zip = Het bestand is geen hele EPUB, of er is mee geknoeid.
add-bomb = Het bestand zou meer dan { $limit } MB innemen, of is ingepakt zoals geen boek het is.
add-locked = Het boek zit op slot (DRM), dus de tekst kan niet worden gelezen.
add-entities = Het bestand declareert entiteiten, wat geen boek nodig heeft.
add-epub-lacks = In het boek ontbreekt een deel dat het noemt: { $part }.
add-epub-broken = Een deel van het boek is stuk: { $part }.
add-paragraph = De alinea op regel { NUMBER($line, useGrouping: 0) } heeft meer dan { $limit } tekens. Is --layout de juiste?
add-twice = Die tekst is er al: { $work }.
add-language-unknown = Die taal is hier niet bekend; deze wel: { $languages }.
add-language-other = U zegt dat de taal { $language } is, maar de woorden lijken { $seems }.
add-language-unclear = Het is niet duidelijk welke taal dit is. Zeg het met --language ({ $languages }).
add-fact = Wat bij { $fact } staat, kan niet: hooguit { $limit } tekens, en geen stuurtekens.
add-fact-needed = Er ontbreekt: { $fact }.
add-url = De bron moet een adres zijn dat met https:// of http:// begint.
add-key = { $work } kan geen sleutel zijn: gebruik hooguit 24 kleine letters, cijfers en streepjes, met een letter vooraan en geen getal aan het eind.
add-key-needed = Van de auteur en de titel valt geen sleutel te maken. Geef er een met --key
add-key-taken = De sleutel { $work } is bezet. Geef een andere met --key
add-key-once = De sleutel { $work } was van een andere tekst, en wat naar de alinea’s daarvan wijst, zou andere woorden betekenen. Geef een andere met --key
remove-seed = { $work } is een van de teksten die bij de bot horen; alleen toegevoegde kunnen worden verwijderd.
remove-pointed = Gemeenschappen gebruiken { $work }. Onderwerpen met citaten eruit: { $topics }; opzijgezette alinea’s: { $bans }; roosters die niemand anders citeren: { $schedules }. Zet er --yes bij om de tekst toch te verwijderen.
work-twice = Twee teksten heten { $work }.
added-odd = In de map { $folder } van de toegevoegde teksten staat niet de ene tekst waarnaar zij heet.
index-unbuilt = De index kan niet worden gemaakt: { $reason }.
