# Onder een bericht: wat ermee gedaan kan worden
offers = Reageer, of antwoord met het woord: { $actions }
# Onder een deel van een lang citaat
part-of = ({ NUMBER($number, useGrouping: 0) }/{ NUMBER($count, useGrouping: 0) })
# Formulieren, veld voor veld gevraagd in een thread
form-kept-typed = Antwoord “-” om het zo te laten: { $value }
form-skip = Antwoord “-” om het leeg te laten.
form-leave-thread = Antwoord in deze thread op elke vraag. Wie niet verder gaat, ziet van het formulier af.
