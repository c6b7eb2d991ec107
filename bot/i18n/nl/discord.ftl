too-long = Dit antwoord is te lang om hier te tonen.
form-waits = Het formulier staat klaar: open het met de knop.
form-open = Formulier openen
discord-refused = Discord weigert het token in TEGENSPRAAK_DISCORD_TOKEN.
discord-unservable = Discord bedient deze bot niet zoals hij het vraagt (sluitcode { $code }).
discord-unreachable = Discord is nu niet te bereiken ({ $reason }); probeer het later opnieuw.
application-unknown = Welke applicatie? Zet TEGENSPRAAK_DISCORD_TOKEN, of geef haar nummer: --application ID

# De uitnodiging
invite-server = Om de bot aan een server toe te voegen:
invite-needed = Gevraagde rechten. Antwoorden op opdrachten vragen er geen; deze zijn voor wat de bot uit zichzelf plaatst:
invite-optional = Niet gevraagd; wie een server beheert, kan ze in een kanaal geven:
invite-member = Om de opdrachten overal te gebruiken, voor uzelf alleen:
permission-view-channel = Kanalen bekijken
permission-view-channel-use = om bij het kanaal te kunnen waar fragmenten moeten komen
permission-send-messages = Berichten verzenden
permission-send-messages-use = om daar een fragment te plaatsen
permission-send-messages-in-threads = Berichten verzenden in threads
permission-send-messages-in-threads-use = om het te plaatsen waar dat kanaal een thread is
permission-attach-files = Bestanden bijvoegen
permission-attach-files-use = om een fragment als afbeelding te plaatsen
permission-create-public-threads = Openbare threads maken
permission-create-public-threads-use = om onder een fragment een thread voor discussie te openen
