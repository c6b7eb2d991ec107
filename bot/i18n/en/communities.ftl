# Actions
action-save = Save
action-accept = Accept
action-reword = Change the wording
action-add-topic = Form
action-fill-in-again = Fill in again
action-preview = Back to the preview
action-overwrite = Replace by mine
action-discard = Discard
action-choose = Other passages
action-choose-of = Passages by { $author }
action-take = Choose
action-drop = Leave out
action-raise = Further up
action-raise-of = { $number } further up
action-mute = Mark as silent
action-unmute = Leave it to search
action-undo = Undo
action-undo-settings = Undo
action-undo-of = Undo { NUMBER($number, useGrouping: 0) }
action-no-audit = Tell changes nowhere
action-redo = Do it after all
action-changes = Changes
action-latest = Latest
action-import = Import
action-plan = More
action-forgo = Don’t import
action-waiting = Next in the queue
action-later = Later
action-uphold = Right: hide the paragraph
action-decline = Decline
action-wanted = More
action-banned = More
action-dismiss = Take off the list
action-dismiss-of = Take off: { $words }
action-topics = More
action-topic = { $title }
action-show-topic = Show it
action-propose-topic = Form
action-send = To the moderators
action-withdraw = Withdraw
action-report = Report
action-report-of = Report: { $author }
action-forget = Delete it all

# The form of a topic
form-topic-new = A new topic
form-topic-change = The wording of this topic
form-topic-propose = Propose a topic
form-topic-title = Title
form-topic-title-hint = At most 60 characters
form-topic-keywords = Keywords
form-topic-keywords-hint = What to search the texts with; divided by commas, at most 20
form-topic-question = The question at stake
form-topic-question-hint = Put without taking sides; may stay empty
form-topic-names = Other names
form-topic-names-hint = What else members call it; divided by commas
topic-title-empty = A topic needs a title with at least one word.
topic-title-long = The title is too long: at most { $limit } characters.
topic-keyword-long = One of the keywords is too long: at most { $limit } characters.
topic-keywords-many = Those are too many keywords: at most { $limit }.
topic-name-long = One of the names is too long: at most { $limit } characters.
topic-names-many = Those are too many names: at most { $limit }.
topic-question-long = The question is too long: at most { $limit } characters.

# The preview
preview-not-yet = A preview: members do not see it like this yet.
draft-amended = This was changed since you saw it. It is like this now:
preview-keywords = Keywords: { $words }
preview-names = Also called: { $names }
preview-alike = Looks like what is here already: { $topics }
preview-chosen = { $author }: { $count ->
    [one] one chosen quotation
   *[other] { $count } chosen quotations; this is the first
}
preview-chosen-gone = { $author }: the chosen passages cannot be found here.
preview-found = { $author }: { $count ->
    [one] one quotation found by searching
   *[other] { $count } quotations found by searching; this is the first
}
preview-thin = { $author }: searching found little. Other keywords, or passages of your choice, may help.
preview-empty = { $author }: nothing found. Members will read that { $author } says nothing on this.
preview-silent = { $author }: marked as silent. Members will read that { $author } says nothing on this.
topic-saved = Saved as change { NUMBER($number, useGrouping: 0) }: { $title }
topic-renamed = Is now called (change { NUMBER($number, useGrouping: 0) }): { $title }
topic-merged = Made one (change { NUMBER($number, useGrouping: 0) }): { $title }
topic-merged-from = It has what this one had: { $title }
topic-merged-without = One topic has no room for all the quotations that were chosen; left out: { $passages }
merge-same = Those are one topic already.
topic-removed = Removed (change { NUMBER($number, useGrouping: 0) }): { $title }
topic-hidden = Hidden here (change { NUMBER($number, useGrouping: 0) }): { $title }
topic-pinned = Quotation added (change { NUMBER($number, useGrouping: 0) }) to: { $title }
topic-unpinned = Quotation taken away (change { NUMBER($number, useGrouping: 0) }) from: { $title }
topic-discarded = Discarded; nothing was changed.
topic-unchanged = Nothing was changed about: { $title }
topic-conflict = Somebody else was first. This stands there now:
topic-conflict-gone = Somebody else has removed this meanwhile.
topic-exists = There is a topic of that name already. This stands there now:
title-taken = There is a topic of that name already: { $title }
topic-unknown = There is no such topic here. { $sign }topics lists them.
topic-is-hidden = That topic is hidden here. { $sign }topic history { $topic } shows by whom, and brings it back.
petition-gone = That was settled already, or is no longer here.
changed-meanwhile = Somebody else has changed this meanwhile. Ask for it again.
changed-since = This was changed again since. Undo that later change first; { $sign }topic history shows it.

# Choosing passages
choose-title = { $title }: passages by { $author }
choose-none = Nothing chosen yet: members see what search finds.
choose-some = Chosen: { $count }
choose-from = To choose from:
choose-silent = { $author } is marked as silent here.
choose-nothing = Search finds nothing in { $author }’s own words here. Other keywords may.
too-many-pins = At most { $limit } quotations can be chosen for a side.
pin-place = Name a paragraph, such as storm-4, or sentences of it, such as storm-4:2-3.
pin-sentences = There are no such sentences: { $passage } has { $count ->
    [one] one sentence
   *[other] { $count } sentences
}.
pin-not-own = In { $passage } it is not the author alone who speaks there; such a quotation cannot be a position. Name sentences in which the author speaks.
pin-already = That quotation is chosen for this topic already.
pin-unknown = That quotation was not chosen for this topic.

# History
history-heading = Changes
history-none = Nothing has been changed here yet.
history-entry = { NUMBER($number, useGrouping: 0) } · { $deed }
history-more = And { $count } more.
deed-topic-add = topic added
deed-topic-edit = topic changed
deed-topic-rename = title changed
deed-topic-merge = topics made one
deed-topic-remove = topic removed
deed-topic-hide = topic hidden
deed-topic-pin = quotation added
deed-topic-unpin = quotation taken away
deed-topic-import = file imported
deed-topic-decline = proposal declined
deed-proposal-accept = proposal accepted
deed-report-accept = report upheld
deed-report-close = report seen to by whoever runs the bot
deed-report-decline = report declined
deed-ban = paragraph hidden
deed-unban = paragraph shown again
deed-settings = settings changed
deed-undo = change { NUMBER($number, useGrouping: 0) } undone
decided-topic-accepted = proposal accepted: { $title }
decided-topic-declined = proposal declined: { $title }
decided-topic-waiting = proposal waits again: { $title }
decided-report-accepted = report on { $passage } upheld: { $fault }
decided-report-declined = report on { $passage } declined: { $fault }
decided-report-waiting = report on { $passage } waits again: { $fault }
decided-report-closed = report on { $passage } seen to by whoever runs the bot: { $fault }
changed-topic = { $title } ({ $key })
changed-field = { $field }: { $before } → { $after }
changed-side = { $author }: { $before } → { $after }
changed-hidden = hidden
changed-added = new
changed-removed = removed
changed-shown = visible again
changed-banned = { $passage } hidden
changed-unbanned = { $passage } shown again
changed-nothing = (nothing)
changed-usual = (as usual)
side-searched = search
side-silent = silent
field-title = title
field-question = question
field-names = other names
field-keywords = keywords
stamp = { $member }, { DATETIME($at, dateStyle: "medium", timeStyle: "short") } (UTC)
stamp-former = a former member
undo-of-settings = Change { NUMBER($number, useGrouping: 0) } is one of settings: those who manage { this-server } undo it in { $sign }topic history.
undo-of-schedule = Change { NUMBER($number, useGrouping: 0) } is one of daily posts. Undo it with: { $sign }daily undo { NUMBER($number, useGrouping: 0) }
undo-of-topic = Change { NUMBER($number, useGrouping: 0) } is one of topics. Undo it with: { $sign }topic undo { NUMBER($number, useGrouping: 0) }
undo-of-ban = Change { NUMBER($number, useGrouping: 0) } is one of topics. Undo it with: { $sign }topic undo { NUMBER($number, useGrouping: 0) }
undo-of-petition = Change { NUMBER($number, useGrouping: 0) } is one of topics. Undo it with: { $sign }topic undo { NUMBER($number, useGrouping: 0) }
change-undone = Change { NUMBER($undone, useGrouping: 0) } was undone (as change { NUMBER($number, useGrouping: 0) }).
change-unknown = There is no such change here.
change-empty = There is nothing (any more) to undo in that change.
change-number = Give the number of a change, such as 12.

# Files of topics
export-nothing = No topics have been changed here yet, so there is nothing to export.
export-done = { $count ->
    [one] One topic of this place, as a file.
   *[other] { $count } topics of this place, as a file.
}
import-heading = What the file would change here
import-same = The file changes nothing here.
import-done = Imported: { $count ->
    [one] one topic
   *[other] { $count } topics
} (change { NUMBER($number, useGrouping: 0) }).
import-not = Nothing was imported.
import-conflict = Something was changed here meanwhile; nothing was imported. Give the file again.
import-not-text = The file is not text (in UTF-8).
import-counts = New: { $added } · changed: { $changed } · hidden: { $hidden } · left as they are: { $same }
import-unreadable = The file cannot be read.
import-toml = Line { NUMBER($line, useGrouping: 0) } of the file is not TOML from character { NUMBER($column, useGrouping: 0) } on.
import-toml-end = The file ends too early: something in it is not closed.
import-where = { $line ->
    [0] {""}
   *[other] Line { NUMBER($line, useGrouping: 0) }:{" "}
}{ $place }
import-table = { import-where } – each topic stands under its key, as [topics.bread].
import-key = { import-where } – a key is at most 40 small letters, digits and hyphens.
import-untitled = { import-where } – a topic has a title, such as title = {"{"}en = "Bread"{"}"}.
import-texts = { import-where } – this is a text by language, such as {"{"}en = "Bread"{"}"}.
import-lists = { import-where } – this is a list by language, such as {"{"}en = ["bread", "flour"]{"}"}.
import-list = { import-where } – this is a list, such as ["bread", "flour"].
import-flag = { import-where } – this is true or false.
import-side = { import-where } – what is no field of topics is an author, with one to five quotations, such as [{"{"}passage = "storm-4", sentences = [1, 2]{"}"}].
import-silent-side = { import-where } – an author who is marked silent has no quotations.
import-long = { import-where } – this is too long: at most { $limit } characters.
import-many = { import-where } – these are too many: at most { $limit }.
import-author = { import-where } – there is no author of that name here.
import-pin = { import-where } – a quotation cannot be used: { $passage } has no such sentences, or somebody else speaks there.
import-title = { import-where } – { $other } is called so already: { $title }. Two topics never have the same title.
import-empty = There are no topics in the file.

# Proposals, reports, what was put aside
review-topic = Proposal { $place } of { $count }
review-report = Report { $place } of { $count }
review-none = Nothing waits for the moderators.
report-says = Reported: { $fault }.
report-why = Why: { $why }
report-upheld = { $passage } is hidden here (change { NUMBER($number, useGrouping: 0) }). Whoever reported it is told.
petition-declined = Declined (change { NUMBER($number, useGrouping: 0) }). Whoever put it forward is told.
form-decline-topic = Decline the proposal
form-decline-report = Decline the report
form-decline-reason = Why?
form-decline-hint = Whoever put it forward will read this
form-report = Report this quotation
form-report-fault = What is wrong?
form-report-why = Why do you think so?
form-report-hint = In one line; may stay empty
fault-speaker = wrong speaker
fault-text = wrong text
fault-context = out of context
report-fault = Choose what is wrong.
report-long = That is too long: at most { $limit } characters.
report-sent = Your report is with the moderators. A later reply will tell you what came of it.
report-sent-operator = Your report is kept for whoever runs this bot.
ban-done = { $passage } is hidden here (change { NUMBER($number, useGrouping: 0) }).
ban-lifted = { $passage } is shown here again (change { NUMBER($number, useGrouping: 0) }).
ban-list = Hidden here: { $count }
ban-gone = [{ $passage }], no longer in the texts
ban-none = No paragraph is hidden here.
ban-already = { $passage } is hidden here already.
ban-unknown = That paragraph is not hidden here.
wanted-heading = Asked in vain
wanted-line = { $words } ({ $count }×)
wanted-dismissed = Off the list until somebody asks for it again: { $words }
wanted-gone = That is no longer on the list.
wanted-none = Nothing was asked in vain yet.
proposal-sent = Your proposal is with the moderators. A later reply will tell you what came of it.
proposal-withdrawn = Your proposal was withdrawn.
propose-not-here = Topics can be proposed only where there are moderators.
propose-nobody = No proposals are taken here.
propose-moderators = Only moderators propose topics here.
news-topic-accepted = Your proposal was accepted: { $title }
news-topic-declined = Your proposal was declined: { $title }
news-report-accepted = Your report on { $passage } was right; the paragraph is no longer shown here.
news-report-declined = Your report on { $passage } was declined.
news-report-closed = Whoever runs this bot has seen to your report on { $passage }.
news-waiting = Waiting for the moderators: { $proposals ->
    [0] {""}
    [one] one proposal
   *[other] { $proposals } proposals
}{ $reports ->
    [0] {""}
   *[other] { $proposals ->
        [0] {""}
       *[other] {" and "}
    }
}{ $reports ->
    [0] {""}
    [one] one report
   *[other] { $reports } reports
}. See { $sign }topic review.
news-reason = Reason: { $reason }
too-many-topic = There can be at most { $limit } topics of this place’s own.
too-many-ban = At most { $limit } paragraphs can be hidden here.
too-many-schedule = At most { $limit } schedules are possible here.
too-many-waiting = Too much waits for the moderators already: at most { $limit }. Try again later.
too-many-own = { $limit } proposals and reports of yours wait already. Wait until they are decided.

# Topics for members
topics-heading = Topics { $first } to { $last } of { $count }
topics-line = { $title }{ $own ->
    [true] {" "}· of this place
   *[false] {""}
}
topics-line-silent = { $title }{ $own ->
    [true] {" "}· of this place
   *[false] {""}
} · silent: { $silent }

# Settings
settings-heading = Settings
settings-line = { $setting }: { $value }
settings-changed = Changed (change { NUMBER($number, useGrouping: 0) }).
setting-language = Language of public replies
setting-language-usual = as { the-server } itself says
setting-private = Replies seen by the asker alone
setting-pace = How often may be asked
setting-pace-standard = as usual
setting-pace-slow = three times slower
setting-pace-very-slow = ten times slower
setting-propose = Who may propose topics
setting-propose-everyone = everyone
setting-propose-moderators = moderators
setting-propose-nobody = nobody
setting-unknown = The choices for { $setting } are: { $values }.
setting-timezone = Time zone
setting-timezone-usual = as the language suggests
setting-audit = Where changes are told
setting-audit-none = nowhere
setting-prefix = What commands begin with
prefix-unusable = What commands begin with is one to { $most } signs, and not letters or digits alone: ? for example, or t! (without a space). With standard it is ! again.
audit-heading = A change
audit-failing = In { $channel } the bot could not tell of { $count ->
    [one] one change
   *[other] { $count } changes
}. They stand in { $sign }topic history. See what the bot may do in { that-channel }, or choose { another-channel } with { $sign }settings.
channel-lacking = The bot cannot write in { $channel }; nothing was changed. Allow the bot there:
channel-lacking-line = – { $permission }
yes = yes
no = no

# What is kept of a member
data-none = Nothing is kept of you.
data-some = Kept of you: { $written ->
    [one] one text of yours
   *[other] { $written } texts of yours
} (proposals, reports, topics that you worked on), and your number with { $changes ->
    [one] one change
   *[other] { $changes } changes
}.
forget-sure = This deletes { $written ->
    [one] one text of yours
   *[other] { $written } texts of yours
} (proposals, reports, topics that you worked on). With { $changes ->
    [one] one change
   *[other] { $changes } changes
} “a former member” will stand; the topics themselves stay. It cannot be undone. Backups forget it with their age: after four weeks at most.
forget-done = Deleted: { $written ->
    [one] one text of yours
   *[other] { $written } texts of yours
}. Your number is gone from { $changes ->
    [one] one change
   *[other] { $changes } changes
}. Backups forget it after four weeks at most.
chat-passing = A bot is running with this database: what you change about topics here is gone after this chat.

# The first steps of managers
steps-heading = First steps for those who manage { this-server }
step-done = ☑ { $step }
step-to-do = ☐ { $step }
step-language = Choose the language of public replies: { $sign }settings language
step-topics = Topics: see with { $sign }topics what there is, make them your own with { $sign }topic add or { $sign }topic edit
step-daily = Every day a post: choose when and where with { $sign }daily add
