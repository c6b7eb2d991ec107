# At most 100 characters each: Discord shows them in its menu.
command-quote = A verbatim quotation on a subject, with its source
option-quote-query = On what? A word, a name, a question or a “phrase”
option-quote-author = This author only
command-search = A list of sentences on a subject, to open
option-search-query = On what? A word, a name, a question or a “phrase”
option-search-author = This author only
command-excerpt = An excerpt that can be read on its own
option-excerpt-author = This author only
command-verify = Do the texts say this? Checks a quotation word for word
option-verify-text = The quoted words; … or [...] marks an omission
option-verify-author = Whose words they are said to be
menu-verify = Check quotation
command-sources = The texts that are quoted from
command-help = What can be asked
option-help-command = The command that you want to know more about
