# Na een dagelijkse post: de oproep aan wie het wil weten, de peiling, en hoe die afliep
call-told = { $role } De post van vandaag staat er: { $title }
call-from-now = Voortaan wordt u met { $role } geroepen als de dagelijkse post er staat.
call-no-more = U wordt niet meer geroepen met { $role }.
call-none = Voor deze dagelijkse post wordt niemand meer geroepen.
action-tell-me = Roep mij
action-tell-me-not = Roep mij niet meer
step-marker = { $kind ->
    [poll] Peiling
   *[call] Oproep
} · { $marker }
poll-question = { $topic }: wie staat hier sterker?
poll-told = De peiling over { $topic }: { $votes }.
poll-so-far = De peiling over { $topic } tot nu toe: { $votes }.
poll-votes = { $author } { NUMBER($votes) }
poll-more = { $votes }, { $more }
poll-empty = In de peiling over { $topic } heeft niemand gestemd.
poll-unread = Hoe de peiling over { $topic } afliep, is niet te lezen.
role-gone = Die rol is er niet meer.
role-out-of-reach = De bot kan die rol niet geven of nemen: dat vraagt het recht Rollen beheren, en een eigen rol boven die rol.
role-unfit = Die rol geeft en neemt de bot niet: hij verandert wat de leden mogen.
role-later = Discord antwoordt nu niet. Druk zo meteen nog eens.

# Wat een rooster mist
need-unavailable = Dit kan hier niet; er is niets veranderd.
need-thread-unavailable = – een thread bij elke post
need-no-thread-unavailable = – een post zonder thread: in een forum is elke post er een
need-role-unavailable = – een rol die vermeld wordt
need-poll-unavailable = – een peiling
lacking-forum-tags = een forum dat geen label bij elke post vraagt
lacking-role = een rol die er is
lacking-role-below = een rol die in de lijst van rollen onder die van de bot staat
lacking-role-fit = een rol die niets verandert aan wat de leden mogen, in geen enkel kanaal
lacking-role-mentionable = een rol die iedereen mag vermelden
lacking-thread-place = een kanaal waarin threads geopend kunnen worden: niet zelf een thread

# De peiling van een rooster
schedule-poll = Met een peiling op dagen met standpunten
field-poll = peiling
option-daily-add-poll = Of bij standpunten gevraagd wordt wie sterker staat
option-daily-edit-poll = Of bij standpunten gevraagd wordt wie sterker staat

# Wat niet op een post volgde
step-left-out = { $step } is er niet gekomen: { $reason }
step-thread = De thread bij de laatste post
step-call = De vermelding van de rol bij de laatste post
step-poll = De peiling bij de laatste post
reason-post-gone = de post erbij is niet meer bekend
reason-role-gone = het rooster vermeldt geen rol meer
