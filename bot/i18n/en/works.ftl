# The texts, on the command line
works-added = Added: { $work }, { $count ->
        [one] one paragraph
       *[other] { $count } paragraphs
    } to quote from ({ $language }).
works-would-add = Would be added: { $work }, { $count ->
        [one] one paragraph
       *[other] { $count } paragraphs
    } to quote from ({ $language }).
works-unreviewed = { $count ->
        [one] In one stretch
       *[other] In { $count } stretches
    } somebody else than the author may be speaking, and nobody has looked: see voices.toml in the folder of { $work }.
works-reload = A running bot takes it up when it is sent SIGHUP.
works-line = { $work }  { $author }, { $title } ({ $year })
works-line-added = { $work }  { $author }, { $title } ({ $year }), added on { $day }
works-well = { $work }: { $count ->
        [one] one paragraph
       *[other] { $count } paragraphs
    }, every byte in its place.
works-removed = Removed: { $work }. Topics with quotes from it: { $topics }; paragraphs put aside: { $bans }; schedules that quote nobody else: { $schedules }. A running bot lets go of it when it is sent SIGHUP.
works-share = { $work }  { $title }: { $share } % posted ({ $quoted } of { $characters } characters, in { $posts ->
        [one] one post
       *[other] { $posts } posts
    }); longest quote { $longest } characters; longest paragraph { $most }.

# Why a text is refused
add-kind = Only these files can be read: { $kinds }.
add-no-file = { $file } is no file.
add-unreadable = { $file } cannot be read: { $reason }.
add-too-large = The text is larger than { $limit } MB.
add-empty = There is nothing to quote in this file.
add-binary = This is no text: line { NUMBER($line, useGrouping: 0) } has a control character.
add-encoding = The text is not { $encoding } (at byte { NUMBER($byte, useGrouping: 0) }). If you know what it is in, say so, for example: --encoding windows-1252
add-encoding-unknown = There is no such encoding of texts.
add-encoding-told = An EPUB says itself what it is in.
add-nested = The file is nested too deeply.
add-zip = The file is no whole EPUB, or one that was tampered with.
add-bomb = The file would take up more than { $limit } MB, or is packed as no book is.
add-locked = The book is locked (DRM), so its text cannot be read.
add-entities = The file declares entities, as no book needs to.
add-epub-lacks = The book lacks a part that it names: { $part }.
add-epub-broken = A part of the book is broken: { $part }.
add-paragraph = The paragraph on line { NUMBER($line, useGrouping: 0) } has more than { $limit } characters. Is --layout the right one?
add-twice = That text is here already: { $work }.
add-language-unknown = That language is not known here; these are: { $languages }.
add-language-other = You say that the language is { $language }, but the words seem to be { $seems }.
add-language-unclear = It is not clear which language this is. Say so with --language ({ $languages }).
add-fact = The { $fact } cannot be used: at most { $limit } characters, and no control characters.
add-fact-needed = The { $fact } is missing.
add-url = The source must be an address that begins with https:// or http://.
add-key = { $work } cannot be a key: use at most 24 small letters, digits and hyphens, beginning with a letter, and without a number at the end.
add-key-needed = No key can be made from the author and the title. Give one with --key
add-key-taken = The key { $work } is taken. Give another one with --key
add-key-once = The key { $work } belonged to another text, and what points to its paragraphs would mean other words. Give another one with --key
remove-seed = { $work } is one of the texts that came with the bot; only added ones can be removed.
remove-pointed = Communities use { $work }. Topics with quotes from it: { $topics }; paragraphs put aside: { $bans }; schedules that quote nobody else: { $schedules }. Add --yes to remove it all the same.
work-twice = Two texts are called { $work }.
added-odd = The folder { $folder } of the added texts does not hold the one text that it is called after.
index-unbuilt = The index cannot be built: { $reason }.
