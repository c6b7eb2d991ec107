# Under a quotation
speaker-author = { $speaker }
speaker-unchecked = Speaker not checked
speaker-also-speech = { $author }, with words of { $speaker }
speaker-also-report = { $author }, also on the view of { $speaker }
speaker-through = { $speaker } (quoted by { $author })
speaker-speech = { $speaker }, quoted by { $author }
speaker-speech-on = { $speaker }, quoted by { $author }, on what { $heard } said or held
speaker-report = { $author } on the view of { $speaker }
speaker-nobody = { $author } on a view of others
citation = { $work }, paragraph { NUMBER($number, useGrouping: 0) } [{ $id }]
citation-section = { $work }, ‘{ $section }’, paragraph { NUMBER($number, useGrouping: 0) } [{ $id }]
goes-on-both = The paragraph begins earlier and goes on.
goes-on-before = The paragraph begins earlier.
goes-on-after = The paragraph goes on.
quoted-language = Text in { $language }.
language-nl = Dutch
language-en = English
language-de = German
language-fr = French
language-other = its own language

# Actions
action-next = Next
action-another = Another
action-context = Context
action-other = Other author
action-cite = Cite
action-open = Open
action-list = Back to the list
action-page = More
action-positions = More authors
action-sides-before = Previous authors
action-sources = More texts
action-verify = Check
action-share = Share in channel
shared-by = Shared by { $name }
action-previous = Previous
action-back = Previous page
action-wider = Wider
action-narrower = Narrower
action-before = Previous paragraph
action-after = Next paragraph
action-return = Back to the quotation
action-view = Read on
part-earlier = Earlier part
part-later = Later part
part-earlier-of = Earlier part by { $author }
part-later-of = Later part by { $author }

# Around a quotation
context-section = { $section }
context-section-follows = ‘{ $section }’ begins after this.
action-picture = As picture
action-dark = Dark
action-light = Light
action-text = As text

# A quotation as a picture
picture-lacks = No font here has one or more of the characters; in the picture boxes stand for them. The description has them.
picture-goes-on = (The text goes on; all of it stands in the file with the picture.)
picture-not-here = Pictures are not shown here.

# A quotation to copy
copy-quotation = Quotation with its source
copy-bibtex = BibTeX
copy-csl = CSL-JSON
cite-unchecked = Speaker not checked, in: { $source }
cite-nobody = A view of others, as rendered by { $source }
cite-speech = { $speaker }, quoted in: { $source }
cite-report =
    { $ending ->
        [none] View of { $speaker }, as rendered by { $source }
       *[plain] { $speaker }’s view, as rendered by { $source }
    }
place = paragraph { NUMBER($number, useGrouping: 0) } [{ $id }]
place-section = ‘{ $section }’, paragraph { NUMBER($number, useGrouping: 0) } [{ $id }]
place-author = { $author }, { $place }

# Searching
read-as = Read as: { $words }
about-sought = Looked for: { $words }
about-nothing = This touches nothing that the texts held here speak of.
nothing-found = The texts held here say nothing about this.
suggestions = Perhaps you meant: { $words }
no-more = Nothing more was found.
other-none = Apart from { $author }, nobody in these texts says anything about this.
excerpt-none = There is no excerpt to show at the moment.
posted-already = This quotation was posted here less than ten minutes ago:
shared-already = This was posted here less than ten minutes ago:

# Checking a quotation
verify-claim = What was checked
verify-claimed = { $claim }
verify-verbatim = Verbatim: the text says just this.
verify-elided = Shortened: true pieces of one paragraph, in their order, with the omission marked.
verify-altered = Altered: the text does not say it so. The words that differ are marked.
verify-altered-limit = Altered: what was left out denies or limits something.
verify-misattributed = Misattributed: these are words of { $speaker }, not of { $author }.
verify-others-view = Misattributed: this is the view of { $speaker }, not of { $author }.
verify-view-told = Misattributed: this is how somebody else renders the view of { $author }.
verify-not-of = Misattributed: these are not words of { $author }.
verify-absent = Not found: the texts held here do not say this.
verify-unchecked = Nobody has checked who speaks here; whether the words are those of { $author } remains open.
verify-difference = Claim: { $claimed } · text: { $source }
verify-nothing = (nothing)
verify-words = { $count } words
verify-differences-more = { $count ->
    [one] And one more difference.
   *[other] And { $count } more differences.
}
verify-further = And further:

# Sources and help
sources-heading = The texts
source-title = { $author }, { $title } ({ NUMBER($year, useGrouping: 0) })
source-citation = { $citation }
source-facts = Author in commands: { $key }. Language: { $language }.
source-url = { $url }
help-heading = Commands
help-usage = { $usage }
help-moderators = For moderators.
help-managers = For those who manage { the-server }.
help-group = { $sign }{ $group } …
help-group-more = { $sign }help { $group } tells what that can do.
help-option = { $name }: { $says }
help-example = Example: { $example }

# The terminal
chat-welcome = Type { $sign }quote kronstadt, or { $sign }help. Tab completes, Ctrl-D ends.
action-not-offered = That cannot be done under the last answer.
form-kept = Empty line: { $value }
form-choice = { $number }. { $label }
form-leave = Each line answers one question. A line with / gives the form up.

# Positions
positions-title = { $title }
positions-question = { $question }
positions-found = Found by searching: nobody has chosen passages for this topic.
positions-silent = { $author } says nothing on this in the texts held here.
positions-related = { $author } does speak about: { $topics }
action-side = More
action-side-of = More by { $author }
action-cite-of = Source: { $author }
