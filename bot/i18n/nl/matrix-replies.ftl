# Onder een bericht: wat ermee gedaan kan worden
offers = Reageer, of antwoord met het woord: { $actions }
# Onder een deel van een lang citaat
part-of = ({ NUMBER($number, useGrouping: 0) }/{ NUMBER($count, useGrouping: 0) })
# Formulieren, veld voor veld gevraagd in een thread
form-kept-typed = Antwoord “-” om het zo te laten: { $value }
form-skip = Antwoord “-” om het leeg te laten.
form-leave-thread = Antwoord in deze thread op elke vraag. Wie niet verder gaat, ziet van het formulier af.
matrix-interrupted = Ik werd onderbroken terwijl ik dit deed, en begin er niet nog eens aan. Kijk hoe het ervoor staat; wat niet gedaan is, kun je opnieuw vragen.
# What is for one alone
matrix-apart = Het antwoord staat in ons gesprek onder vier ogen
matrix-apart-invited = Voor het antwoord heb ik je uitgenodigd in een gesprek onder vier ogen
matrix-unreached = Dit antwoord is voor jou alleen, en ik kan je niet uitnodigen voor een gesprek onder vier ogen. Nodig mij daarvoor uit, en vraag het daar.

# Posts of each day
matrix-thread = Hier is plaats om te praten over { $title }.
matrix-poll-ended = De peiling is gesloten.
room-unknown = In zo’n kamer van deze gemeenschap is de bot niet. Schrijf “hier”, het adres van de kamer (#kamer:example.org) of haar id.
lacking-level-messages = het niveau dat de kamer voor berichten vraagt
lacking-level-polls = het niveau dat de kamer voor peilingen vraagt
