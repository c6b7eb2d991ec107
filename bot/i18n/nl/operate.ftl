backup-made = Reservekopie gemaakt: { $file }
backup-restored = { $rows ->
        [one] Eén rij staat
       *[other] { $rows } rijen staan
    } weer in de database, uit { $file }
copy-made = { $rows ->
        [one] Eén rij staat
       *[other] { $rows } rijen staan
    } nu in { $database }, elk zoals ze was.
check-well = in orde
check-not-well = NIET IN ORDE
check-texts = Teksten: { $count }, elk zoals de controlesom zegt.
check-voices = Wie spreekt: { $count } stukken tekst, elk op zijn plaats.
check-state = Map voor gegevens: in { $folder } kan worden geschreven.
check-disk = Schijf: { $free } MB vrij.
check-index = Zoekindex: { $count } passages.
check-index-later = Zoekindex: wordt bij de volgende start gemaakt.
check-database = Database: { $database } heeft de tabellen van deze versie ({ $revision }).
check-database-older = Database: { $database } heeft oudere tabellen ({ $revision }); de volgende start maakt een reservekopie en werkt ze bij.
check-database-later = Database: { $database } is leeg; de volgende start maakt de tabellen.
check-token = Token voor Discord: ingesteld, niet geprobeerd (--online probeert het).
check-token-none = Token voor Discord: niet ingesteld.
check-token-online = Token voor Discord: geaccepteerd, van applicatie { $application }.
disk-full = Schijf: maar { $free } MB vrij; er is { $needed } MB nodig.
token-missing = Token voor Discord: niet ingesteld (TEGENSPRAAK_DISCORD_TOKEN).
reports-head = { $number }  { $passage }  wat niet klopt: { $fault }  ({ $state })
reports-where = Uit { $community }, { DATETIME($at, dateStyle: "medium", timeStyle: "short") } (UTC)
reports-none = Er wachten geen meldingen.
reports-gone = Die alinea staat niet (meer) in de teksten.
reports-no-entry = Geen regel in { $file } gaat hierover: de auteur spreekt, of niemand heeft het nagekeken.
report-closed = Melding { $number } is afgehandeld; wie haar deed, hoort het.
state-waiting = wacht
state-accepted = juist bevonden
state-declined = afgewezen
state-closed = behandeld
state-open = wordt geschreven
state-given-up = ingetrokken
state-used = gebruikt
health-beat = De bot schreef { $seconds } s geleden een teken van leven.
health-none = In { $folder } staat geen teken van leven: met die map draait geen bot.
health-alive = { $part }: in leven.
health-silent = { $part }: al { $seconds } s geen teken van leven.
health-discord = Discord
health-matrix = Matrix
health-scheduler = Dagelijkse berichten
health-database = Database
