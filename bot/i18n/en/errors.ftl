query-empty = Type what you want a quotation about, for example: kronstadt.
query-long = That is too long to search for: use at most { $limit } characters.
query-wordless = There is no word in that to search for.
claim-empty = Give the quoted words that are to be checked.
claim-long = That is too long to check: use at most { NUMBER($limit, useGrouping: 0) } characters.
claim-wordless = There is no word in that to check.
author-unknown = There is no such author. There are: { $authors }.
passage-gone = That passage is not here (any more).
passage-banned = The moderators here have hidden this paragraph.
picture-too-long = This quotation is too long for a readable picture.
action-unknown = This button no longer works; please ask again.
command-unknown = There is no such command. Type { $sign }help for what there is.
for-moderators = That is for the moderators here.
for-managers = That is for those who manage { this-server }.
share-not-here = You may not post here, so you cannot share here either.
argument-missing = Something is missing: { $sign }{ $command } needs { $argument }.
argument-yes-or-no = { $argument } is yes or no: type { $argument }=yes or { $argument }=no.
form-unknown = This form no longer works; please open it again.
field-long = One field has too much text: use at most { NUMBER($limit, useGrouping: 0) } characters.
field-needed = This has to be filled in.
field-choice = Choose one of these, by its number.
upload-long = That file is too large: it may have at most { $limit } bytes.
upload-not-here = Files cannot be handed over here.
upload-unreachable = That file could not be fetched; please try again later.
upload-unreadable = That file cannot be read: { $reason }.
internal-error = Something went wrong on our side. It has been noted; please try again later.
too-fast =
    Not so fast: try again in { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    }.

# The start
data-missing = The file { $file } is missing from the data folder.
data-unreadable = The file { $file } cannot be used: { $reason }.
work-unknown = There is no text { $work } here; there are: { $works }.
work-key = ‘{ $work }’ cannot be the key of a text: use at most 24 small letters, digits and hyphens.
work-layout = The layout of text { $work } must be "lines" or "blocks".
work-type = The type of text { $work } must be one of: { $types }.
work-file = The file of text { $work } must be a name without a folder.
text-missing = The text { $file } is missing.
text-unreadable = The text { $file } cannot be read: { $reason }.
text-changed = The text { $file } has changed: its content does not match the sha256 in works.toml.
text-not-utf8 = The text { $file } is not UTF-8 (at byte { NUMBER($byte, useGrouping: 0) }).
text-empty = The text { $file } is empty.
text-too-large = The text { $file } is larger than { $limit } MB.
index-unusable = The index cannot be opened: { $reason }.
state-unwritable = The folder { $folder } cannot be written to: { $reason }.
setting-unusable = The setting { $name } cannot be used: { $reason }.
setting-not-loopback = The setting { $name } may only point at this computer itself.
setting-cooldown = The setting { $name } cannot be read. Write off, or for example: member=5/2 channel=20/0.5 community=60/0.2 (five at once, then one every 2 seconds).
setting-port = The setting { $name } is not the number of a port: write one from 1 to 65535.
setting-database = The setting { $name } is not the address of a PostgreSQL database. Write postgresql://user:password@host/name; in the password, write each of / @ : # ? % with its code (such as %40).
setting-shards = The setting { $name } cannot be read. Write which shards of how many, such as 0-3/16 or 0,5/16; or pod:4/16 where machines are numbered from 0 at the end of their names: four for each.
lease-lost = This process has lost “{ $name }” to another.
copy-differs = What stands in { $database } would not be what was copied; nothing was kept there.
copy-not-empty = There is something in the database { $database } already. Take an empty one.
copy-other-version = { $database } has tables of another version ({ $found }, not { $revision }). Take an empty database.
copy-address = That names no database. Write SQLite's file, postgresql://user@host/name, or @ and the file that holds such an address.
nothing-to-serve =
    No platform is configured. Set TEGENSPRAAK_DISCORD_TOKEN to serve Discord,
    or log in to Matrix with: tegenspraak matrix login;
    without a platform you can try the bot with: tegenspraak chat
batch-unreadable = The file of questions cannot be read: { $reason }.
query-or-batch = Give a query or --batch with a file, not both.
labels-unreadable = The file of labels cannot be used: { $reason }.
rule-unknown = There is no such rule. There are: { $rules }.
voices-speaker = In voices.toml, text { $work } (from character { NUMBER($start, useGrouping: 0) }) has a speaker that names.toml does not know.
voices-misplaced = In voices.toml a stretch does not fit text { $work }: something else stands from character { NUMBER($start, useGrouping: 0) }.
speaker-unknown = No speaker called { $speaker } is known here.

# The database
database-in-use = A bot is serving with this database, or another command is changing it. Stop that first.
database-newer = The database { $database } was made by a newer version of Tegenspraak ({ $revision }). Use that version, or restore an older backup.
database-unreachable = The database { $database } cannot be used now: { $reason }.
database-uncertain = While this was being saved, the database { $database } fell silent ({ $reason }). It may have been saved or not: look before you do it again.
database-damaged = The database { $database } is damaged: { $reason }.
database-empty = There is nothing in the database { $database } yet.
database-not-empty = There is something in the database { $database } already. Add --yes to replace it.
backup-unusable = The file { $file } is not a whole backup.
backup-unwritable = The folder for backups, { $folder }, cannot be written to: { $reason }.
channel-not-here = There are no channels here.
role-not-here = There are no roles here.
role-everyone = All members at once are not mentioned by the bot.
role-not-yours = You may have only such roles mentioned as you could mention yourself: one that anyone may mention, or any if you manage this server.
database-older = The database { $database } has the tables of an older version ({ $revision }); the next start of the bot brings them up to date.
report-not-waiting = No report { $number } is waiting.
