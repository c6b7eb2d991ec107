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
balance-how = Wat telt: de geciteerde tekens van alle dagelijkse berichten sinds { DATETIME($since, dateStyle: "medium") }, en van berichten waar moderatoren met /daily now om vroegen; geen antwoorden op opdrachten. De bot kiest zelf: een fragment is van de auteur die in dat kanaal in 30 dagen de minste tekens had, zolang van die auteur nog niet alles geplaatst is; standpunten zijn van de twee auteurs die het minst getoond zijn, om de beurt als eerste, in citaten die mensen bij het onderwerp kozen.
