matrix-refused = The homeserver does not know the token of { $user } (any more). Log in again: tegenspraak matrix login
matrix-unreachable = The homeserver { $homeserver } cannot be used now ({ $reason }); please try again later.
matrix-missing = There is no account on Matrix. Log in first: tegenspraak matrix login
matrix-unusable = The file { $file } cannot be used ({ $reason }). Log in again: tegenspraak matrix login
matrix-login-refused = The homeserver does not let { $user } log in ({ $code }).
matrix-token-other-device = This is a token of device { $device }; the bot is device { $known }. Make a token for that device, or remove the file with the old credentials first.
matrix-token-shared = This is a token of device { $device }, with which another program reads encrypted messages already. Give the bot a device of its own: log in with the password, or make a new token.
matrix-user-or-token = Give the bot's user (and then the password), or --token (and then the token).
matrix-no-secret = No password or token was given.
matrix-address = Give the homeserver's address, such as https://matrix.example.org. Without https anybody on the way could read the password.
matrix-logged-in = Logged in as { $user }, device { $device }. Keep { $file } as a secret; tegenspraak serve now serves Matrix too.
matrix-password-prompt = Password
matrix-token-prompt = Token
matrix-status =
    The homeserver { $homeserver } knows the bot as { $user }, device { $device }, in { $rooms ->
        [one] one room
       *[other] { $rooms } rooms
    }.
matrix-operators =
    { $count ->
        [0] Operators: none (TEGENSPRAAK_MATRIX_OPERATORS).
       *[other] Operators: { $names }.
    }
matrix-invites =
    { $count ->
        [0] Only operators may invite the bot (TEGENSPRAAK_MATRIX_INVITES).
       *[other] Operators may invite the bot, and: { $names }.
    }
check-matrix = Token for Matrix: of { $user }, not tried (--online tries it).
check-matrix-online = Token for Matrix: accepted, of { $user }, device { $device }.
check-matrix-none = Matrix: not set up.
setting-matrix = The setting { $name } cannot be read. Write with spaces between: users such as @anna:example.org; who may invite can be a space (!space:example.org) or a server (example.org) too.
matrix-encrypted = Messages in this room are encrypted; I cannot read those. Invite me to a room without encryption.
