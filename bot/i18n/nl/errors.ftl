query-empty = Typ waarover u een citaat wilt, bijvoorbeeld: kronstadt.
query-long = Dat is te lang om naar te zoeken: gebruik hooguit { $limit } tekens.
query-wordless = Daar staat geen woord in om naar te zoeken.
claim-empty = Geef de aangehaalde woorden die moeten worden gecontroleerd.
claim-long = Dat is te lang om te controleren: gebruik hooguit { NUMBER($limit, useGrouping: 0) } tekens.
claim-wordless = Daar staat geen woord in om te controleren.
author-unknown = Die auteur is er niet. Wel: { $authors }.
passage-gone = Die passage is er niet (meer).
passage-banned = De moderatoren hier hebben deze alinea verborgen.
picture-too-long = Dit citaat is te lang voor een leesbaar plaatje.
action-unknown = Deze knop werkt niet meer; stel de vraag opnieuw.
command-unknown = Die opdracht bestaat niet. Typ { $sign }help voor wat er kan.
for-moderators = Dat is voor de moderatoren hier.
for-managers = Dat is voor wie { this-server } beheert.
share-not-here = U mag hier niets plaatsen, en dus ook niets delen.
argument-missing = Er ontbreekt iets: { $sign }{ $command } heeft { $argument } nodig.
argument-yes-or-no = { $argument } is ja of nee: typ { $argument }=ja of { $argument }=nee.
form-unknown = Dit formulier werkt niet meer; open het opnieuw.
field-long = In één veld staat te veel tekst: gebruik hooguit { NUMBER($limit, useGrouping: 0) } tekens.
field-needed = Dit moet worden ingevuld.
field-choice = Kies een van deze, met het nummer ervan.
upload-long = Dat bestand is te groot: het mag hooguit { $limit } bytes hebben.
upload-not-here = Hier kunnen geen bestanden worden meegegeven.
upload-unreachable = Dat bestand kon niet worden opgehaald; probeer het straks opnieuw.
upload-unreadable = Dat bestand kan niet worden gelezen: { $reason }.
internal-error = Er ging iets mis bij ons. Het is genoteerd; probeer het straks opnieuw.
too-fast =
    Even rustig: probeer het over { $seconds ->
        [one] één seconde
       *[other] { $seconds } seconden
    } opnieuw.

# The start
data-missing = Het bestand { $file } ontbreekt in de map met gegevens.
data-unreadable = Het bestand { $file } is niet te gebruiken: { $reason }.
work-unknown = De tekst { $work } is hier niet; wel: { $works }.
work-key = ‘{ $work }’ kan geen sleutel van een tekst zijn: gebruik hooguit 24 kleine letters, cijfers en streepjes.
work-layout = De indeling (layout) van tekst { $work } moet "lines" of "blocks" zijn.
work-type = De soort (type) van tekst { $work } moet een van deze zijn: { $types }.
work-file = Het bestand van tekst { $work } moet een naam zonder map zijn.
text-missing = De tekst { $file } ontbreekt.
text-unreadable = De tekst { $file } is niet te lezen: { $reason }.
text-changed = De tekst { $file } is veranderd: de inhoud past niet bij de sha256 in works.toml.
text-not-utf8 = De tekst { $file } is geen UTF-8 (bij byte { NUMBER($byte, useGrouping: 0) }).
text-empty = De tekst { $file } is leeg.
text-too-large = De tekst { $file } is groter dan { $limit } MB.
index-unusable = De index is niet te openen: { $reason }.
state-unwritable = In de map { $folder } kan niet worden geschreven: { $reason }.
setting-unusable = De instelling { $name } is niet bruikbaar: { $reason }.
setting-not-loopback = De instelling { $name } mag alleen naar deze computer zelf wijzen.
setting-cooldown = De instelling { $name } is niet te lezen. Schrijf off, of bijvoorbeeld: member=5/2 channel=20/0.5 community=60/0.2 (vijf tegelijk, daarna één per 2 seconden).
setting-port = De instelling { $name } is niet het nummer van een poort: schrijf er een van 1 tot 65535.
setting-database = De instelling { $name } is niet het adres van een PostgreSQL-database. Schrijf postgresql://gebruiker:wachtwoord@server/naam; schrijf in het wachtwoord elk van / @ : # ? % met zijn code (zoals %40).
setting-shards = De instelling { $name } is niet te lezen. Schrijf welke shards van hoeveel, zoals 0-3/16 of 0,5/16; of pod:4/16 waar machines vanaf 0 genummerd zijn aan het eind van hun naam: vier voor elk.
lease-lost = Dit proces is “{ $name }” kwijt aan een ander.
copy-differs = Wat in { $database } zou staan, is niet wat er werd gekopieerd; er is daar niets bewaard.
copy-not-empty = Er staat al iets in de database { $database }. Neem een lege.
copy-other-version = { $database } heeft tabellen van een andere versie ({ $found }, niet { $revision }). Neem een lege database.
copy-address = Dat noemt geen database. Schrijf het bestand van SQLite, postgresql://gebruiker@server/naam, of @ en het bestand waarin zo'n adres staat.
nothing-to-serve =
    Er is geen platform ingesteld. Zet TEGENSPRAAK_DISCORD_TOKEN om Discord te bedienen,
    of meld aan bij Matrix met: tegenspraak matrix login;
    zonder platform is de bot te proberen met: tegenspraak chat
batch-unreadable = Het bestand met vragen is niet te lezen: { $reason }.
query-or-batch = Geef een vraag of --batch met een bestand, niet allebei.
labels-unreadable = Het bestand met labels is niet te gebruiken: { $reason }.
rule-unknown = Zo’n regel is er niet. Wel: { $rules }.
voices-speaker = In voices.toml staat bij tekst { $work } (vanaf teken { NUMBER($start, useGrouping: 0) }) een spreker die names.toml niet kent.
voices-misplaced = In voices.toml past een stuk niet bij tekst { $work }: vanaf teken { NUMBER($start, useGrouping: 0) } staat iets anders.
speaker-unknown = Een spreker met de naam { $speaker } is hier niet bekend.

# De database
database-in-use = Er draait een bot met deze database, of een andere opdracht verandert haar. Stop die eerst.
database-newer = De database { $database } is gemaakt door een nieuwere versie van Tegenspraak ({ $revision }). Gebruik die versie, of zet een oudere reservekopie terug.
database-unreachable = De database { $database } is nu niet te gebruiken: { $reason }.
database-uncertain = Terwijl dit werd bewaard, viel de database { $database } stil ({ $reason }). Misschien is het bewaard, misschien niet: kijk voor u het opnieuw doet.
database-damaged = De database { $database } is beschadigd: { $reason }.
database-empty = Er staat nog niets in de database { $database }.
database-not-empty = Er staat al iets in de database { $database }. Zet er --yes bij om dat te vervangen.
backup-unusable = Het bestand { $file } is geen hele reservekopie.
backup-unwritable = In de map voor reservekopieën, { $folder }, kan niet worden geschreven: { $reason }.
channel-not-here = Kanalen zijn er hier niet.
role-not-here = Er zijn hier geen rollen.
role-everyone = De bot vermeldt niet alle leden tegelijk.
role-not-yours = U kunt alleen rollen laten vermelden die u zelf kunt vermelden: een rol die iedereen mag vermelden, of elke rol als u deze server beheert.
database-older = De database { $database } heeft de tabellen van een oudere versie ({ $revision }); de volgende start van de bot werkt ze bij.
report-not-waiting = Er wacht geen melding { $number }.
