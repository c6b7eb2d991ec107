# At most 100 characters each: Discord shows them in its menu.
command-quote = Een letterlijk citaat over een onderwerp, met bronvermelding
option-quote-query = Waarover? Een woord, naam, vraag of “woordgroep”
option-quote-author = Alleen deze auteur
command-search = Een lijst van zinnen over een onderwerp, om te openen
option-search-query = Waarover? Een woord, naam, vraag of “woordgroep”
option-search-author = Alleen deze auteur
command-excerpt = Een fragment dat op zichzelf te lezen is
option-excerpt-author = Alleen deze auteur
command-verify = Staat dit zo in de teksten? Controleert een citaat woord voor woord
option-verify-text = De aangehaalde woorden; … of [...] geeft een weglating aan
option-verify-author = Van wie de woorden zouden zijn
menu-verify = Controleer citaat
command-sources = De teksten waaruit wordt geciteerd
command-help = Wat er gevraagd kan worden
option-help-command = De opdracht waarover u meer wilt weten
