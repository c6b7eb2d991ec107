# Under a quotation
speaker-author = { $speaker }
speaker-unchecked = Spreker niet nagegaan
speaker-also-speech = { $author }, met woorden van { $speaker }
speaker-also-report = { $author }, ook over de opvatting van { $speaker }
speaker-through = { $speaker } (geciteerd door { $author })
speaker-speech = { $speaker }, geciteerd door { $author }
speaker-speech-on = { $speaker }, geciteerd door { $author }, over wat { $heard } zei of vond
speaker-report = { $author } over de opvatting van { $speaker }
speaker-nobody = { $author } over een opvatting van anderen
citation = { $work }, alinea { NUMBER($number, useGrouping: 0) } [{ $id }]
citation-section = { $work }, ‘{ $section }’, alinea { NUMBER($number, useGrouping: 0) } [{ $id }]
goes-on-both = De alinea begint eerder en loopt door.
goes-on-before = De alinea begint eerder.
goes-on-after = De alinea loopt door.
quoted-language = Tekst in het { $language }.
language-nl = Nederlands
language-en = Engels
language-de = Duits
language-fr = Frans
language-other = oorspronkelijke taal

# Actions
action-next = Volgende
action-another = Nog een
action-context = Context
action-other = Andere auteur
action-cite = Citeren
action-open = Openen
action-list = Terug naar de lijst
action-page = Meer
action-positions = Meer auteurs
action-sides-before = Vorige auteurs
action-sources = Meer teksten
action-verify = Controleren
action-share = Deel in kanaal
shared-by = Gedeeld door { $name }
action-previous = Vorige
action-back = Vorige pagina
action-wider = Ruimer
action-narrower = Krapper
action-before = Vorige alinea
action-after = Volgende alinea
action-return = Terug naar citaat
action-view = Verder lezen
part-earlier = Vorig deel
part-later = Volgend deel
part-earlier-of = Vorig deel van { $author }
part-later-of = Volgend deel van { $author }

# Around a quotation
context-section = { $section }
context-section-follows = Hierna begint ‘{ $section }’.
action-picture = Als plaatje
action-dark = Donker
action-light = Licht
action-text = Als tekst

# A quotation as a picture
picture-lacks = Voor een of meer tekens is hier geen lettertype; in het plaatje staan daar blokjes. De beschrijving heeft ze wel.
picture-goes-on = (De tekst gaat verder; hij staat in zijn geheel in het bestand bij het plaatje.)
picture-not-here = Plaatjes worden hier niet getoond.

# A quotation to copy
copy-quotation = Citaat met bronvermelding
copy-bibtex = BibTeX
copy-csl = CSL-JSON
cite-unchecked = Spreker niet nagegaan, in: { $source }
cite-nobody = Een opvatting van anderen, weergegeven door { $source }
cite-speech = { $speaker }, geciteerd in: { $source }
cite-report =
    { $ending ->
        [none] Visie van { $speaker }, weergegeven door { $source }
        [apostrophe] { $speaker }’ visie, weergegeven door { $source }
        [vowel] { $speaker }’s visie, weergegeven door { $source }
       *[plain] { $speaker }s visie, weergegeven door { $source }
    }
place = alinea { NUMBER($number, useGrouping: 0) } [{ $id }]
place-section = ‘{ $section }’, alinea { NUMBER($number, useGrouping: 0) } [{ $id }]
place-author = { $author }, { $place }

# Searching
read-as = Gelezen als: { $words }
about-sought = Gezocht op: { $words }
about-nothing = Dit raakt aan niets waarover de teksten hier iets zeggen.
nothing-found = De teksten die hier staan, zeggen hier niets over.
suggestions = Misschien bedoelde u: { $words }
no-more = Meer is er niet gevonden.
other-none = Naast { $author } zegt niemand in deze teksten hier iets over.
excerpt-none = Er is nu geen fragment om te tonen.
posted-already = Dit citaat staat hier al, van nog geen tien minuten geleden:
shared-already = Dit staat hier al, van nog geen tien minuten geleden:

# Checking a quotation
verify-claim = Wat is nagegaan
verify-claimed = { $claim }
verify-verbatim = Letterlijk: zo staat het in de tekst.
verify-elided = Ingekort: het zijn ware delen van één alinea, in hun volgorde, met de weglating aangegeven.
verify-altered = Veranderd: zo staat het er niet. De woorden die verschillen, zijn gemarkeerd.
verify-altered-limit = Veranderd: wat is weggelaten, bevat een ontkenning of beperking.
verify-misattributed = Verkeerd toegeschreven: dit zijn woorden van { $speaker }, niet van { $author }.
verify-others-view = Verkeerd toegeschreven: dit is de opvatting van { $speaker }, niet van { $author }.
verify-view-told = Verkeerd toegeschreven: zo geeft een ander de opvatting van { $author } weer.
verify-not-of = Verkeerd toegeschreven: dit zijn geen woorden van { $author }.
verify-absent = Niet gevonden: dit staat niet in de teksten die hier staan.
verify-unchecked = Wie hier spreekt, is niet nagegaan; of het woorden van { $author } zijn, blijft dus open.
verify-difference = Bewering: { $claimed } · tekst: { $source }
verify-nothing = (niets)
verify-words = { $count } woorden
verify-differences-more = { $count ->
    [one] En nog één verschil.
   *[other] En nog { $count } verschillen.
}
verify-further = En verder:

# Sources and help
sources-heading = De teksten
source-title = { $author }, { $title } ({ NUMBER($year, useGrouping: 0) })
source-citation = { $citation }
source-facts = Auteur in opdrachten: { $key }. Taal: { $language }.
source-url = { $url }
help-heading = Opdrachten
help-usage = { $usage }
help-moderators = Voor moderatoren.
help-managers = Voor wie { the-server } beheert.
help-group = { $sign }{ $group } …
help-group-more = { $sign }help { $group } zegt wat daarmee kan.
help-option = { $name }: { $says }
help-example = Voorbeeld: { $example }

# The terminal
chat-welcome = Typ { $sign }quote kronstadt, of { $sign }help. Tab vult aan, Ctrl-D sluit af.
action-not-offered = Dat kan onder het laatste antwoord niet.
form-kept = Lege regel: { $value }
form-choice = { $number }. { $label }
form-leave = Elke regel beantwoordt één vraag. Een regel met / breekt het formulier af.

# Positions
positions-title = { $title }
positions-question = { $question }
positions-found = Gevonden door te zoeken: voor dit onderwerp heeft niemand passages gekozen.
positions-silent = { $author } zegt hier niets over in de teksten die hier staan.
positions-related = { $author } spreekt wel over: { $topics }
action-side = Meer
action-side-of = Meer van { $author }
action-cite-of = Bron: { $author }
