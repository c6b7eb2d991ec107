# Actions
action-save = Bewaren
action-accept = Aannemen
action-reword = Woorden wijzigen
action-add-topic = Formulier
action-fill-in-again = Opnieuw invullen
action-preview = Terug naar de voorproef
action-overwrite = Vervangen door het mijne
action-discard = Weggooien
action-choose = Andere passages
action-choose-of = Passages van { $author }
action-take = Kies
action-drop = Laat weg
action-raise = Naar voren
action-raise-of = { $number } naar voren
action-mute = Markeren als zwijgend
action-unmute = Aan zoeken overlaten
action-undo = Ongedaan maken
action-undo-settings = Ongedaan maken
action-undo-of = { NUMBER($number, useGrouping: 0) } ongedaan maken
action-redo = Toch weer doorvoeren
action-no-audit = Veranderingen nergens vertellen
action-changes = Veranderingen
action-latest = Nieuwste
action-import = Overnemen
action-plan = Meer
action-forgo = Niet overnemen
action-waiting = Volgende in de rij
action-later = Later
action-uphold = Klopt: alinea verbergen
action-decline = Afwijzen
action-wanted = Meer
action-banned = Meer
action-dismiss = Van de lijst halen
action-dismiss-of = Van de lijst: { $words }
action-topics = Meer
action-topic = { $title }
action-show-topic = Bekijken
action-propose-topic = Formulier
action-send = Naar de moderatoren
action-withdraw = Intrekken
action-report = Melden
action-report-of = Melden: { $author }
action-forget = Alles wissen

# The form of a topic
form-topic-new = Een nieuw onderwerp
form-topic-change = De woorden van dit onderwerp
form-topic-propose = Een onderwerp voorstellen
form-topic-title = Titel
form-topic-title-hint = Hoogstens 60 tekens
form-topic-keywords = Zoekwoorden
form-topic-keywords-hint = Waarmee in de teksten gezocht wordt; gescheiden door komma’s, hoogstens 20
form-topic-question = De vraag waar het om gaat
form-topic-question-hint = Onpartijdig gesteld; mag leeg blijven
form-topic-names = Andere namen
form-topic-names-hint = Hoe leden het ook noemen; gescheiden door komma’s
topic-title-empty = Een onderwerp heeft een titel met minstens één woord nodig.
topic-title-long = De titel is te lang: hoogstens { $limit } tekens.
topic-keyword-long = Een van de zoekwoorden is te lang: hoogstens { $limit } tekens.
topic-keywords-many = Dat zijn te veel zoekwoorden: hoogstens { $limit }.
topic-name-long = Een van de namen is te lang: hoogstens { $limit } tekens.
topic-names-many = Dat zijn te veel namen: hoogstens { $limit }.
topic-question-long = De vraag is te lang: hoogstens { $limit } tekens.

# The preview
preview-not-yet = Voorproef: zo zien leden het nog niet.
draft-amended = Dit is veranderd sinds u het zag. Zo is het nu:
preview-keywords = Zoekwoorden: { $words }
preview-names = Heet ook: { $names }
preview-alike = Lijkt op wat er al is: { $topics }
preview-chosen = { $author }: { $count ->
    [one] één gekozen citaat
   *[other] { $count } gekozen citaten; dit is het eerste
}
preview-chosen-gone = { $author }: de gekozen passages zijn hier niet te vinden.
preview-found = { $author }: door zoeken { $count ->
    [one] één citaat gevonden
   *[other] { $count } citaten gevonden; dit is het eerste
}
preview-thin = { $author }: door zoeken is maar weinig gevonden. Andere zoekwoorden of zelf gekozen passages kunnen helpen.
preview-empty = { $author }: niets gevonden. Leden lezen dan dat { $author } hier niets over zegt.
preview-silent = { $author }: gemarkeerd als zwijgend. Leden lezen dan dat { $author } hier niets over zegt.
topic-saved = Bewaard als verandering { NUMBER($number, useGrouping: 0) }: { $title }
topic-renamed = Heet nu (verandering { NUMBER($number, useGrouping: 0) }): { $title }
topic-merged = Samengevoegd (verandering { NUMBER($number, useGrouping: 0) }): { $title }
topic-merged-from = Het heeft nu wat dit had: { $title }
topic-merged-without = Voor alle gekozen citaten heeft één onderwerp geen plaats; weggelaten: { $passages }
merge-same = Dat is al één onderwerp.
topic-removed = Weggehaald (verandering { NUMBER($number, useGrouping: 0) }): { $title }
topic-hidden = Hier verborgen (verandering { NUMBER($number, useGrouping: 0) }): { $title }
topic-pinned = Citaat toegevoegd (verandering { NUMBER($number, useGrouping: 0) }) aan: { $title }
topic-unpinned = Citaat weggehaald (verandering { NUMBER($number, useGrouping: 0) }) bij: { $title }
topic-discarded = Weggegooid; er is niets veranderd.
topic-unchanged = Er is niets veranderd aan: { $title }
topic-conflict = Iemand anders was u voor. Dit staat er nu:
topic-conflict-gone = Iemand anders heeft dit intussen weggehaald.
topic-exists = Er is al een onderwerp dat zo heet. Dit staat er nu:
title-taken = Er is al een onderwerp dat zo heet: { $title }
topic-unknown = Zo’n onderwerp is hier niet. { $sign }topics geeft de lijst.
topic-is-hidden = Dat onderwerp is hier verborgen. { $sign }topic history { $topic } laat zien door wie, en haalt het terug.
petition-gone = Dat is al afgehandeld, of het is er niet meer.
changed-meanwhile = Iemand anders heeft dit intussen veranderd. Vraag het opnieuw op.
changed-since = Daarna is dit nog eens veranderd. Maak eerst die latere verandering ongedaan; { $sign }topic history laat haar zien.

# Choosing passages
choose-title = { $title }: passages van { $author }
choose-none = Nog niets gekozen: leden zien wat zoeken vindt.
choose-some = Gekozen: { $count }
choose-from = Te kiezen:
choose-silent = { $author } is hier gemarkeerd als zwijgend.
choose-nothing = Zoeken vindt hier niets in de eigen woorden van { $author }. Met andere zoekwoorden misschien wel.
too-many-pins = Er kunnen hoogstens { $limit } citaten per kant gekozen worden.
pin-place = Noem een alinea, zoals storm-4, of zinnen daaruit, zoals storm-4:2-3.
pin-sentences = Die zinnen zijn er niet: { $passage } heeft { $count ->
    [one] één zin
   *[other] { $count } zinnen
}.
pin-not-own = In { $passage } is daar niet alleen de auteur zelf aan het woord; zo’n citaat kan geen standpunt zijn. Noem zinnen waarin de auteur zelf spreekt.
pin-already = Dat citaat is bij dit onderwerp al gekozen.
pin-unknown = Dat citaat is bij dit onderwerp niet gekozen.

# History
history-heading = Veranderingen
history-none = Er is hier nog niets veranderd.
history-entry = { NUMBER($number, useGrouping: 0) } · { $deed }
history-more = En nog { $count } meer.
deed-topic-add = onderwerp toegevoegd
deed-topic-edit = onderwerp gewijzigd
deed-topic-rename = titel gewijzigd
deed-topic-merge = onderwerpen samengevoegd
deed-topic-remove = onderwerp weggehaald
deed-topic-hide = onderwerp verborgen
deed-topic-pin = citaat toegevoegd
deed-topic-unpin = citaat weggehaald
deed-topic-import = bestand overgenomen
deed-topic-decline = voorstel afgewezen
deed-proposal-accept = voorstel aangenomen
deed-report-accept = melding juist bevonden
deed-report-close = melding behandeld door wie de bot beheert
deed-report-decline = melding afgewezen
deed-ban = alinea verborgen
deed-unban = alinea weer getoond
deed-settings = instellingen gewijzigd
deed-undo = verandering { NUMBER($number, useGrouping: 0) } ongedaan gemaakt
decided-topic-accepted = voorstel aangenomen: { $title }
decided-topic-declined = voorstel afgewezen: { $title }
decided-topic-waiting = voorstel wacht weer: { $title }
decided-report-accepted = melding over { $passage } klopte: { $fault }
decided-report-declined = melding over { $passage } afgewezen: { $fault }
decided-report-waiting = melding over { $passage } wacht weer: { $fault }
decided-report-closed = melding over { $passage } behandeld door wie de bot beheert: { $fault }
changed-topic = { $title } ({ $key })
changed-field = { $field }: { $before } → { $after }
changed-side = { $author }: { $before } → { $after }
changed-hidden = verborgen
changed-added = nieuw
changed-removed = weggehaald
changed-shown = weer zichtbaar
changed-banned = { $passage } verborgen
changed-unbanned = { $passage } weer getoond
changed-nothing = (niets)
changed-usual = (standaard)
side-searched = zoeken
side-silent = zwijgt
field-title = titel
field-question = vraag
field-names = andere namen
field-keywords = zoekwoorden
stamp = { $member }, { DATETIME($at, dateStyle: "medium", timeStyle: "short") } (UTC)
stamp-former = een voormalig lid
undo-of-settings = Verandering { NUMBER($number, useGrouping: 0) } betreft instellingen: wie { this-server } beheert, maakt haar ongedaan bij { $sign }topic history.
undo-of-schedule = Verandering { NUMBER($number, useGrouping: 0) } betreft dagelijkse posts. Maak haar ongedaan met: { $sign }daily undo { NUMBER($number, useGrouping: 0) }
undo-of-topic = Verandering { NUMBER($number, useGrouping: 0) } betreft onderwerpen. Maak haar ongedaan met: { $sign }topic undo { NUMBER($number, useGrouping: 0) }
undo-of-ban = Verandering { NUMBER($number, useGrouping: 0) } betreft onderwerpen. Maak haar ongedaan met: { $sign }topic undo { NUMBER($number, useGrouping: 0) }
undo-of-petition = Verandering { NUMBER($number, useGrouping: 0) } betreft onderwerpen. Maak haar ongedaan met: { $sign }topic undo { NUMBER($number, useGrouping: 0) }
change-undone = Verandering { NUMBER($undone, useGrouping: 0) } is ongedaan gemaakt (als verandering { NUMBER($number, useGrouping: 0) }).
change-unknown = Zo’n verandering is er hier niet.
change-empty = Aan die verandering valt niets (meer) ongedaan te maken.
change-number = Geef het nummer van een verandering, zoals 12.

# Files of topics
export-nothing = Hier is nog niets aan onderwerpen veranderd; er is dus niets om mee te geven.
export-done = { $count ->
    [one] Eén onderwerp van hier, als bestand.
   *[other] { $count } onderwerpen van hier, als bestand.
}
import-heading = Dit zou het bestand hier veranderen
import-same = Het bestand verandert hier niets.
import-done = Overgenomen: { $count ->
    [one] één onderwerp
   *[other] { $count } onderwerpen
} (verandering { NUMBER($number, useGrouping: 0) }).
import-not = Er is niets overgenomen.
import-conflict = Intussen is hier iets veranderd; er is niets overgenomen. Geef het bestand opnieuw.
import-not-text = Het bestand is geen tekst (in UTF-8).
import-counts = Nieuw: { $added } · gewijzigd: { $changed } · verborgen: { $hidden } · gelijk gebleven: { $same }
import-unreadable = Het bestand kan niet gelezen worden.
import-toml = Regel { NUMBER($line, useGrouping: 0) } van het bestand is vanaf teken { NUMBER($column, useGrouping: 0) } geen TOML.
import-toml-end = Het bestand houdt te vroeg op: er is iets niet afgesloten.
import-where = { $line ->
    [0] {""}
   *[other] Regel { NUMBER($line, useGrouping: 0) }:{" "}
}{ $place }
import-table = { import-where } – elk onderwerp staat onder zijn sleutel, zoals [topics.brood].
import-key = { import-where } – een sleutel is hoogstens 40 kleine letters, cijfers en streepjes.
import-untitled = { import-where } – een onderwerp heeft een titel, zoals title = {"{"}nl = "Brood"{"}"}.
import-texts = { import-where } – dit is een tekst per taal, zoals {"{"}nl = "Brood"{"}"}.
import-lists = { import-where } – dit is een lijst per taal, zoals {"{"}nl = ["brood", "meel"]{"}"}.
import-list = { import-where } – dit is een lijst, zoals ["brood", "meel"].
import-flag = { import-where } – dit is true of false.
import-side = { import-where } – wat geen veld van onderwerpen is, is een auteur, met een tot vijf citaten, zoals [{"{"}passage = "storm-4", sentences = [1, 2]{"}"}].
import-silent-side = { import-where } – een auteur die als zwijgend gemarkeerd is, heeft geen citaten.
import-long = { import-where } – dit is te lang: hoogstens { $limit } tekens.
import-many = { import-where } – dit zijn er te veel: hoogstens { $limit }.
import-author = { import-where } – een auteur met die naam is hier niet.
import-pin = { import-where } – een citaat kan niet: { $passage } heeft die zinnen niet, of daar is een ander aan het woord.
import-title = { import-where } – zo heet { $other } al: { $title }. Twee onderwerpen hebben nooit dezelfde titel.
import-empty = Er staan geen onderwerpen in het bestand.

# Proposals, reports, what was put aside
review-topic = Voorstel { $place } van { $count }
review-report = Melding { $place } van { $count }
review-none = Er wacht niets op de moderatoren.
report-says = Gemeld: { $fault }.
report-why = Toelichting: { $why }
report-upheld = { $passage } is hier verborgen (verandering { NUMBER($number, useGrouping: 0) }). Wie het meldde, hoort het.
petition-declined = Afgewezen (verandering { NUMBER($number, useGrouping: 0) }). De indiener hoort het.
form-decline-topic = Voorstel afwijzen
form-decline-report = Melding afwijzen
form-decline-reason = Waarom?
form-decline-hint = De indiener krijgt dit te lezen
form-report = Dit citaat melden
form-report-fault = Wat klopt er niet?
form-report-why = Toelichting
form-report-hint = In één regel; mag leeg blijven
fault-speaker = verkeerde spreker
fault-text = verkeerde tekst
fault-context = uit zijn verband gerukt
report-fault = Kies wat er niet klopt.
report-long = Dat is te lang: hoogstens { $limit } tekens.
report-sent = Uw melding ligt bij de moderatoren. Bij een volgend antwoord hoort u wat ermee gebeurt.
report-sent-operator = Uw melding is bewaard voor wie deze bot beheert.
ban-done = { $passage } is hier verborgen (verandering { NUMBER($number, useGrouping: 0) }).
ban-lifted = { $passage } wordt hier weer getoond (verandering { NUMBER($number, useGrouping: 0) }).
ban-list = Hier verborgen: { $count }
ban-gone = [{ $passage }], niet meer in de teksten
ban-none = Er is hier geen alinea verborgen.
ban-already = { $passage } is hier al verborgen.
ban-unknown = Die alinea is hier niet verborgen.
wanted-heading = Vergeefs gevraagd
wanted-line = { $words } ({ $count }×)
wanted-dismissed = Van de lijst, tot iemand er weer naar vraagt: { $words }
wanted-gone = Dat staat niet meer op de lijst.
wanted-none = Er is nog niets vergeefs gevraagd.
proposal-sent = Uw voorstel ligt bij de moderatoren. Bij een volgend antwoord hoort u wat ermee gebeurt.
proposal-withdrawn = Uw voorstel is ingetrokken.
propose-not-here = Voorstellen kan alleen waar moderatoren zijn.
propose-nobody = Hier worden geen voorstellen aangenomen.
propose-moderators = Hier stellen alleen moderatoren onderwerpen voor.
news-topic-accepted = Uw voorstel is aangenomen: { $title }
news-topic-declined = Uw voorstel is afgewezen: { $title }
news-report-accepted = Uw melding over { $passage } klopte; de alinea wordt hier niet meer getoond.
news-report-declined = Uw melding over { $passage } is afgewezen.
news-report-closed = Wie deze bot beheert, heeft uw melding over { $passage } behandeld.
news-waiting = Er wacht op de moderatoren: { $proposals ->
    [0] {""}
    [one] één voorstel
   *[other] { $proposals } voorstellen
}{ $reports ->
    [0] {""}
   *[other] { $proposals ->
        [0] {""}
       *[other] {" en "}
    }
}{ $reports ->
    [0] {""}
    [one] één melding
   *[other] { $reports } meldingen
}. Zie { $sign }topic review.
news-reason = Reden: { $reason }
too-many-topic = Er kunnen hier hoogstens { $limit } eigen onderwerpen zijn.
too-many-ban = Er kunnen hier hoogstens { $limit } alinea’s verborgen zijn.
too-many-schedule = Er zijn hier hoogstens { $limit } roosters mogelijk.
too-many-waiting = Er wacht al te veel op de moderatoren: hoogstens { $limit }. Probeer het later.
too-many-own = Er wachten al { $limit } voorstellen en meldingen van u. Wacht tot daarover beslist is.

# Topics for members
topics-heading = Onderwerpen { $first } tot en met { $last }, van { $count }
topics-line = { $title }{ $own ->
    [true] {" "}· van hier
   *[false] {""}
}
topics-line-silent = { $title }{ $own ->
    [true] {" "}· van hier
   *[false] {""}
} · zwijgt: { $silent }

# Settings
settings-heading = Instellingen
settings-line = { $setting }: { $value }
settings-changed = Gewijzigd (verandering { NUMBER($number, useGrouping: 0) }).
setting-language = Taal van openbare antwoorden
setting-language-usual = zoals { the-server } zelf aangeeft
setting-private = Antwoorden alleen zichtbaar voor de vrager
setting-pace = Tempo waarin gevraagd mag worden
setting-pace-standard = gewoon
setting-pace-slow = driemaal zo langzaam
setting-pace-very-slow = tienmaal zo langzaam
setting-propose = Wie onderwerpen mag voorstellen
setting-propose-everyone = iedereen
setting-propose-moderators = moderatoren
setting-propose-nobody = niemand
setting-unknown = Voor { $setting } is de keuze: { $values }.
setting-timezone = Tijdzone
setting-timezone-usual = naar de taal
setting-audit = Waar veranderingen worden verteld
setting-audit-none = nergens
setting-prefix = Waarmee opdrachten beginnen
prefix-unusable = Waarmee opdrachten beginnen, is een tot { $most } tekens, en niet alleen letters of cijfers: bijvoorbeeld ? of t! (zonder spatie). Met standard is het weer !.
audit-heading = Een verandering
audit-failing = In { $channel } kon de bot { $count ->
    [one] één verandering
   *[other] { $count } veranderingen
} niet vertellen. Ze staan in { $sign }topic history. Kijk wat de bot in { that-channel } mag, of kies { another-channel } met { $sign }settings.
channel-lacking = In { $channel } kan de bot niet schrijven; er is niets veranderd. Geef de bot daar:
channel-lacking-line = – { $permission }
yes = ja
no = nee

# What is kept of a member
data-none = Er wordt niets over u bewaard.
data-some = Over u wordt bewaard: { $written ->
    [one] één tekst van u
   *[other] { $written } teksten van u
} (voorstellen, meldingen, onderwerpen waaraan u werkte), en uw nummer bij { $changes ->
    [one] één verandering
   *[other] { $changes } veranderingen
}.
forget-sure = Dit wist { $written ->
    [one] één tekst van u
   *[other] { $written } teksten van u
} (voorstellen, meldingen, onderwerpen waaraan u werkte). Bij { $changes ->
    [one] één verandering
   *[other] { $changes } veranderingen
} staat daarna “een voormalig lid”; de onderwerpen zelf blijven. Het kan niet ongedaan gemaakt worden. Reservekopieën vergeten het met hun leeftijd: na hoogstens vier weken.
forget-done = Gewist: { $written ->
    [one] één tekst van u
   *[other] { $written } teksten van u
}. Uw nummer is weg bij { $changes ->
    [one] één verandering
   *[other] { $changes } veranderingen
}. Reservekopieën vergeten het na hoogstens vier weken.
chat-passing = Er draait een bot met deze database: wat u hier aan onderwerpen verandert, verdwijnt na dit gesprek.

# The first steps of managers
steps-heading = Eerste stappen voor wie { this-server } beheert
step-done = ☑ { $step }
step-to-do = ☐ { $step }
step-language = De taal van openbare antwoorden kiezen: { $sign }settings language
step-topics = Onderwerpen: met { $sign }topics zien wat er is, met { $sign }topic add of { $sign }topic edit van hier maken
step-daily = Elke dag een post: kies met { $sign }daily add wanneer en waar
