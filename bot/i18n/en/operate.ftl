backup-made = Backup made: { $file }
backup-restored = { $rows ->
        [one] One row is
       *[other] { $rows } rows are
    } back in the database, from { $file }
copy-made = { $rows ->
        [one] One row stands
       *[other] { $rows } rows stand
    } in { $database } now, each as it was.
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
check-token-none = Token for Discord: not set.
check-token-online = Token for Discord: accepted, of application { $application }.
disk-full = Disk: only { $free } MB free; { $needed } MB are needed.
token-missing = Token for Discord: not set (TEGENSPRAAK_DISCORD_TOKEN).
reports-head = { $number }  { $passage }  wrong: { $fault }  ({ $state })
reports-where = From { $community }, { DATETIME($at, dateStyle: "medium", timeStyle: "short") } (UTC)
reports-none = No reports are waiting.
reports-gone = The texts do not have that paragraph (any more).
reports-no-entry = No entry of { $file } is about this: the author speaks, or nobody has checked.
report-closed = Report { $number } is settled; whoever made it will hear so.
state-waiting = waiting
state-accepted = found right
state-declined = declined
state-closed = seen to
state-open = being written
state-given-up = taken back
state-used = used
health-beat = The bot wrote its heartbeat { $seconds } s ago.
health-none = There is no heartbeat in { $folder }: no bot serves with that folder.
health-alive = { $part }: alive.
health-silent = { $part }: no sign of life for { $seconds } s.
health-discord = Discord
health-matrix = Matrix
health-scheduler = Daily posts
health-database = Database
