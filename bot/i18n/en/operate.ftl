backup-made = Backup made: { $file }
backup-restored = { $rows ->
        [one] One row is
       *[other] { $rows } rows are
    } back in the database, from { $file }
check-well = ok
check-not-well = NOT OK
check-texts = Texts: { $count }, each as its checksum says.
check-voices = Who speaks: { $count } stretches of text, each in its place.
check-state = State folder: { $folder } takes files.
check-disk = Disk: { $free } MB free.
check-index = Search index: { $count } passages.
check-index-later = Search index: built at the next start.
check-database = Database: { $database } has the tables of this version ({ $revision }).
check-database-older = Database: { $database } has older tables ({ $revision }); the next start makes a backup and brings them up to date.
check-database-later = Database: { $database } is empty; the next start makes its tables.
check-token = Token for Discord: set, not tried (--online tries it).
check-token-online = Token for Discord: accepted, of application { $application }.
disk-full = Disk: only { $free } MB free; { $needed } MB are needed.
token-missing = Token for Discord: not set (TEGENSPRAAK_DISCORD_TOKEN).
