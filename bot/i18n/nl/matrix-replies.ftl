# Onder een bericht: wat ermee gedaan kan worden
offers = Reageer, of antwoord met het woord: { $actions }
# Onder een deel van een lang citaat
part-of = ({ NUMBER($number, useGrouping: 0) }/{ NUMBER($count, useGrouping: 0) })
# Formulieren, veld voor veld gevraagd in een thread
form-kept-typed = Antwoord “-” om het zo te laten: { $value }
form-skip = Antwoord “-” om het leeg te laten.
form-leave-thread = Antwoord in deze thread op elke vraag. Wie niet verder gaat, ziet van het formulier af.
# Dagelijkse berichten
matrix-thread = Hier is plaats om te praten over { $title }.
matrix-poll-ended = De peiling is gesloten.
room-unknown = In zo’n ruimte van deze gemeenschap is de bot niet. Schrijf “hier”, het adres van de ruimte (#ruimte:example.org) of haar id.
lacking-room-open = een ruimte zonder versleuteling
lacking-level-messages = het niveau dat de ruimte voor berichten vraagt
lacking-level-polls = het niveau dat de ruimte voor peilingen vraagt
