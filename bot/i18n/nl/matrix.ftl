matrix-refused = De homeserver kent het token van { $user } niet (meer). Log opnieuw in: tegenspraak matrix login
matrix-unreachable = De homeserver { $homeserver } is nu niet te gebruiken ({ $reason }); probeer het later opnieuw.
matrix-missing = Er is geen account op Matrix. Log eerst in: tegenspraak matrix login
matrix-unusable = Het bestand { $file } is niet te gebruiken ({ $reason }). Log opnieuw in: tegenspraak matrix login
matrix-login-refused = De homeserver laat { $user } niet inloggen ({ $code }).
matrix-token-other-device = Dit is een token van apparaat { $device }; de bot is apparaat { $known }. Maak een token voor dat apparaat, of verwijder eerst het bestand met de oude gegevens.
matrix-token-shared = Dit is een token van apparaat { $device }, waarmee al een ander programma versleutelde berichten leest. Geef de bot een eigen apparaat: log in met het wachtwoord, of maak een nieuw token.
matrix-user-or-token = Geef de gebruiker van de bot (en daarna het wachtwoord), of --token (en daarna het token).
matrix-no-secret = Er is geen wachtwoord of token gegeven.
matrix-address = Geef het adres van de homeserver, zoals https://matrix.example.org. Zonder https kan iedereen onderweg het wachtwoord lezen.
matrix-logged-in = Ingelogd als { $user }, apparaat { $device }. Bewaar { $file } als een geheim; tegenspraak serve bedient Matrix nu ook.
matrix-password-prompt = Wachtwoord
matrix-token-prompt = Token
matrix-status =
    De homeserver { $homeserver } kent de bot als { $user }, apparaat { $device }, in { $rooms ->
        [one] één kamer
       *[other] { $rooms } kamers
    }.
matrix-operators =
    { $count ->
        [0] Beheerders: geen (TEGENSPRAAK_MATRIX_OPERATORS).
       *[other] Beheerders: { $names }.
    }
matrix-invites =
    { $count ->
        [0] Uitnodigen mogen alleen beheerders (TEGENSPRAAK_MATRIX_INVITES).
       *[other] Uitnodigen mogen beheerders en: { $names }.
    }
check-matrix = Token voor Matrix: van { $user }, niet geprobeerd (--online probeert het).
check-matrix-online = Token voor Matrix: geaccepteerd, van { $user }, apparaat { $device }.
check-matrix-none = Matrix: niet ingesteld.
setting-matrix = De instelling { $name } is niet te lezen. Schrijf met spaties ertussen: gebruikers als @anna:example.org; wie mag uitnodigen kan ook een space zijn (!space:example.org) of een server (example.org).
matrix-encrypted = In deze kamer zijn de berichten versleuteld; die kan ik niet lezen. Nodig mij uit in een kamer zonder versleuteling.
