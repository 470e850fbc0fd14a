"""Texts of the notices by e-mail: one's own wish, a team's address, the administrator's page."""

MESSAGES: dict[str, tuple[str, str]] = {
    "nav.notices": ("E-mailbeskeder", "E-mail notices"),
    "notices.own.title": ("Besked på e-mail", "Notices by e-mail"),
    "notices.own.text": (
        "Husrum kan skrive til dig, når der sker noget i dine sager. E-mailen siger kun, hvad det drejer sig "
        "om, og har et link; der står aldrig noget om en borger.",
        "Husrum can write to you when something happens in your cases. The e-mail only says what it is about "
        "and has a link; it never says anything about a citizen.",
    ),
    "notices.own.change": ("Vælg besked på e-mail", "Choose notices by e-mail"),
    "notices.own.saved": ("Dit valg af besked er gemt.", "Your choice of notices is saved."),
    "notices.email": ("E-mailadresse", "E-mail address"),
    "notices.email.hint": (
        "Din egen adresse på arbejdet. Skal udfyldes, hvis du vil have besked.",
        "Your own address at work. Needed if you want to be told.",
    ),
    "notices.way": ("Hvor tit", "How often"),
    "notices.way.none": ("aldrig", "never"),
    "notices.way.step": ("straks", "at once"),
    "notices.way.digest": ("dagligt", "daily"),
    "notices.way.none.long": ("Ingen e-mail", "No e-mail"),
    "notices.way.step.long": ("En e-mail for hvert skridt, straks", "An e-mail at each step, at once"),
    "notices.way.digest.long": (
        "Én samlet e-mail om morgenen, når der er sket noget",
        "One e-mail in the morning, when something has happened",
    ),
    "notices.fault.way_unknown": ("Vælg en af mulighederne", "Choose one of the options"),
    "notices.fault.lang_unknown": ("Vælg dansk eller engelsk", "Choose Danish or English"),
    "notices.fault.email_missing": (
        "Skriv den adresse, beskederne skal sendes til",
        "Write the address the notices are to be sent to",
    ),
    "notices.fault.email_form": (
        "Skriv én e-mailadresse, fx navn@kommune.dk, uden æ, ø og å før @",
        "Write one e-mail address, e.g. name@council.dk, without Danish letters before the @",
    ),
    "notices.team.title": ("Besked til {id}", "Notices to {id}"),
    "notices.team.text": (
        "Teamet får straks en e-mail, når en boligorganisation er bekymret for et lejemål, teamet støtter. "
        "Brug teamets fælles postkasse.",
        "The team gets an e-mail at once when a housing association is concerned about a tenancy the team "
        "supports. Use the team's shared mailbox.",
    ),
    "notices.team.contact": ("Får besked på", "Is told at"),
    "notices.team.none": ("ingen adresse", "no address"),
    "notices.team.change": ("Ret teamets adresse", "Change the team's address"),
    "notices.team.email.hint": ("Lad feltet stå tomt, hvis teamet ikke skal have besked",
                                "Leave it blank if the team is not to be told"),
    "notices.team.lang": ("Sprog", "Language"),
    "notices.team.saved": ("Adressen for {id} er gemt.", "The address of {id} is saved."),
    "notices.title": ("E-mailbeskeder", "E-mail notices"),
    "notices.lead": (
        "Beskeder til dem, der har bedt om dem. Ingen af dem siger noget om en borger.",
        "Notices to those who asked for them. None of them says anything about a citizen.",
    ),
    "notices.count.waiting": ("venter på at blive sendt", "waiting to be sent"),
    "notices.count.failed": ("kunne ikke sendes", "could not be sent"),
    "notices.count.unsure": ("er måske sendt", "may have been sent"),
    "notices.count.sent": ("sendt det sidste døgn", "sent within a day"),
    "notices.stranded": ("e-mailbeskeder skal ses på", "e-mail notices to look at"),
    "notices.server": ("Mailserver", "Mail server"),
    "notices.server.to": (
        "Husrum sender gennem {server}, {security}.",
        "Husrum sends by {server}, {security}.",
    ),
    "notices.server.tls": ("krypteret fra første tegn", "encrypted from the first byte"),
    "notices.server.starttls": ("krypteret med STARTTLS", "encrypted with STARTTLS"),
    "notices.server.plain": ("uden kryptering", "without encryption"),
    "notices.server.from": (
        "Afsenderen er {sender}, og links begynder med {url}.",
        "The sender is {sender}, and links begin with {url}.",
    ),
    "notices.server.none": (
        "Der er ingen mailserver, så intet bliver sendt. Sæt {variable}; se vejledningen for kontoret.",
        "There is no mail server, so nothing is sent. Set {variable}; see the guide for the office.",
    ),
    "notices.fault.smtp": (
        "HUSRUM_SMTP er ikke en adresse som smtp://vært:587. Intet bliver sendt.",
        "HUSRUM_SMTP is not an address such as smtp://host:587. Nothing is sent.",
    ),
    "notices.fault.password": (
        "HUSRUM_SMTP ville sende adgangskoden ukrypteret: brug smtp:// eller smtps://. Intet bliver sendt.",
        "HUSRUM_SMTP would send its password unencrypted: use smtp:// or smtps://. Nothing is sent.",
    ),
    "notices.fault.url": (
        "HUSRUM_URL skal sige, hvordan siderne nås, fx https://husrum.kommune.dk. Intet bliver sendt.",
        "HUSRUM_URL must say how the pages are reached, e.g. https://husrum.council.dk. Nothing is sent.",
    ),
    "notices.fault.sender": (
        "HUSRUM_MAIL_FROM skal være en adresse. Intet bliver sendt.",
        "HUSRUM_MAIL_FROM must be an address. Nothing is sent.",
    ),
    "notices.test": ("Send en prøve til mig", "Send me a test"),
    "notices.test.none": (
        "Vælg besked på e-mail under »Min konto« for at kunne sende en prøve.",
        "Choose notices by e-mail under “My account” to be able to send a test.",
    ),
    "notices.test.done": (
        "Prøven er lagt til afsendelse. Den kommer inden for få minutter.",
        "The test is ready to be sent. It comes within a few minutes.",
    ),
    "notices.now": ("Prøv igen nu", "Try again now"),
    "notices.now.done": (
        "Det, der venter, bliver prøvet igen inden for få minutter.",
        "What waits is tried again within a few minutes.",
    ),
    "notices.show": ("Vis", "Show"),
    "notices.show.all": ("Alle", "All"),
    "notices.show.stranded": ("Skal ses på", "To look at"),
    "notices.show.waiting": ("Venter", "Waiting"),
    "notices.show.sent": ("Sendt", "Sent"),
    "notices.show.dropped": ("Ikke sendt", "Not sent"),
    "notices.number": ("Nr.", "No."),
    "notices.made": ("Skrevet", "Written"),
    "notices.kind": ("Om", "About"),
    "notices.reader": ("Til", "To"),
    "notices.reader.team": ("Støtteteam {id}", "Support team {id}"),
    "notices.state": ("Status", "State"),
    "notices.tries": ("Forsøg", "Tries"),
    "notices.error": ("Fejl", "Fault"),
    "notices.state.waiting": ("venter", "waiting"),
    "notices.state.sending": ("sendes", "being sent"),
    "notices.state.sent": ("sendt", "sent"),
    "notices.state.failed": ("kunne ikke sendes", "could not be sent"),
    "notices.state.unsure": ("måske sendt", "may have been sent"),
    "notices.state.dropped": ("sendes ikke", "not sent"),
    "notices.error.unreachable": ("mailserveren svarer ikke", "the mail server does not answer"),
    "notices.error.tls": ("ingen sikker forbindelse til mailserveren", "no safe line to the mail server"),
    "notices.error.login": (
        "mailserveren afviser login{number}", "the mail server refuses the log-in{number}"),
    "notices.error.sender": (
        "mailserveren afviser afsenderen{number}", "the mail server refuses the sender{number}"),
    "notices.error.recipient": (
        "mailserveren afviser modtageren{number}", "the mail server refuses the reader{number}"),
    "notices.error.content": (
        "mailserveren afviser beskeden{number}", "the mail server refuses the message{number}"),
    "notices.error.address": ("adressen kan ikke bruges", "the address cannot be used"),
    "notices.error.unsure": (
        "forbindelsen brød, mens beskeden blev sendt",
        "the line broke while the message was being sent",
    ),
    "notices.error.too_old": ("mere end en uge gammel", "more than a week old"),
    "notices.error.no_reader": (
        "modtageren ønsker ikke længere besked", "the reader no longer wants to be told"),
    "notices.one": ("E-mailbesked {number}", "E-mail notice {number}"),
    "notices.unsure.text": (
        "Forbindelsen til mailserveren brød, mens beskeden blev overgivet. Husrum ved ikke, om den kom frem, "
        "og sender den ikke igen af sig selv. Send den igen, hvis modtageren ikke har fået den; den får "
        "samme kendetegn (Message-ID), så de fleste postkasser kun viser den én gang.",
        "The line to the mail server broke while the message was handed over. Husrum does not know whether "
        "it arrived and does not send it again by itself. Send it again if the reader has not got it; it "
        "keeps its Message-ID, so most mailboxes show it only once.",
    ),
    "notices.failed.text": (
        "Ret årsagen, og send beskeden igen, eller lad den ligge. Modtageren kan altid se det i Husrum.",
        "Mend the cause and send the message again, or let it lie. The reader can always see it in Husrum.",
    ),
    "notices.again": ("Send igen", "Send again"),
    "notices.again.done": ("Beskeden bliver sendt igen.", "The message is being sent again."),
    "notices.drop": ("Lad den ligge", "Let it lie"),
    "notices.drop.done": ("Beskeden bliver ikke sendt.", "The message is not sent."),
    "error.notice_settled": (
        "Beskeden er sendt eller afsluttet i mellemtiden.",
        "The notice has been sent or settled meanwhile.",
    ),
    "error.notice_too_old": (
        "Beskeden er mere end en uge gammel og bliver ikke sendt.",
        "The notice is more than a week old and is not sent.",
    ),
}  # fmt: skip
