matrix-identity-other = On its homeserver { $user } has another identity than the one kept here. Put the file matrix-identity.json of a backup back into the state folder, or reset the account’s identity with another client; then start again.
matrix-device-other = The homeserver knows other keys of the device { $device } of { $user } than those kept here: they were lost, or a second bot uses them. Put the state folder of a backup back, or log in anew with: tegenspraak matrix login
matrix-identity-unusable = The file { $file } cannot be used ({ $reason }). Put it back from a backup.
