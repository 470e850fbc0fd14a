"""Texts of the monthly statements: the list, a statement, its entries."""

MESSAGES: dict[str, tuple[str, str]] = {
    "nav.statements": ("Kontoudtog", "Statements"),
    "queue.statements": ("fjerdedelskontoen", "the quarter-rule account"),
    "queue.landlord.dispute": (
        "Svar på indsigelser i kontoudtoget: {n}",
        "Answer disputes of the statement: {n}",
    ),
    "queue.landlord.charge": ("Svar på kravet under garantien", "Answer the charge under the guarantee"),
    "queue.landlord.issue": (
        "Udsend den seneste måneds kontoudtog: {n}",
        "Issue the statements of the last month: {n}",
    ),
    "statements.list": ("Kontoudtog", "Statements"),
    "statements.all": ("Alle kontoudtog", "All statements"),
    "statements.lead.all": (
        "Hver måneds udtog af fjerdedelskontoen med tomgangsleje og istandsættelsesgaranti. "
        "Boligorganisationen "
        "bekræfter eller gør indsigelse post for post.",
        "Each month's statement of the quarter-rule account with void rent and restoration guarantee. The "
        "housing association confirms or disputes it entry by entry.",
    ),
    "statements.lead.own": (
        "Hver måneds udtog af jeres fjerdedelskonto med tomgangsleje og istandsættelsesgaranti. I bekræfter "
        "eller gør indsigelse post for post, og boliganvisningen svarer.",
        "Each month's statement of your quarter-rule account with void rent and restoration guarantee. You "
        "confirm or dispute it entry by entry, and the allocation office answers.",
    ),
    "statements.caption": ("Kontoudtog", "Statements"),
    "statements.none": ("Her er ingen kontoudtog endnu.", "There are no statements here yet."),
    "statements.filter": ("Vælg kontoudtog", "Choose statements"),
    "statements.filter.open": ("Ikke bekræftet", "Not confirmed"),
    "statements.filter.disputed": ("Indsigelse uden svar", "Dispute without an answer"),
    "statements.filter.confirmed": ("Bekræftet", "Confirmed"),
    "statements.filter.all": ("Alle", "All"),
    "statements.search": ("Boligorganisation eller måned", "Housing association or month"),
    "statements.month": ("Måned", "Month"),
    "statements.organisation": ("Boligorganisation", "Housing association"),
    "statements.state": ("Status", "State"),
    "statements.open_disputes": ("Indsigelser uden svar", "Disputes without an answer"),
    "statements.total": ("Til betaling", "To be paid"),
    "statements.edition": ("Udgave", "Edition"),
    "statements.edition_n": ("udgave {n}", "edition {n}"),
    "statements.issued": ("Udsendt", "Issued"),
    "statements.days": ("Periode", "Period"),
    "statements.state.issued": ("Udsendt", "Issued"),
    "statements.state.disputed": ("Indsigelse", "Disputed"),
    "statements.state.answered": ("Besvaret", "Answered"),
    "statements.state.confirmed": ("Bekræftet", "Confirmed"),
    "statements.state.replaced": ("Afløst af en ny udgave", "Replaced by a new edition"),
    "statements.disputes.one": ("{n} indsigelse uden svar", "{n} dispute without an answer"),
    "statements.disputes.many": ("{n} indsigelser uden svar", "{n} disputes without an answer"),
    "statements.issue": ("Udsend kontoudtog", "Issue statements"),
    "statements.issue.text": (
        "Kun for måneder, der er slut. Den seneste måned kan udsendes igen som en ny udgave, indtil den er "
        "bekræftet; senere rettelser kommer med i den følgende måned.",
        "Only for months that are over. The newest month can be issued again as a new edition until it is "
        "confirmed; later corrections come with the following month.",
    ),
    "statements.issue.do": ("Udsend", "Issue"),
    "statements.every": ("Alle boligorganisationer", "All housing associations"),
    "statements.title": ("Kontoudtog for {month}", "Statement for {month}"),
    "statements.newer": ("Der er udsendt en nyere udgave:", "A newer edition has been issued:"),
    "statements.agree": ("Er parterne enige?", "Do both sides agree?"),
    "statements.agree.issued": (
        "Boligorganisationen har endnu ikke bekræftet hele udtoget.",
        "The housing association has not yet confirmed the whole statement.",
    ),
    "statements.agree.issued.own": (
        "Se posterne igennem. Bekræft det hele, eller gør indsigelse mod en enkelt post ud for den.",
        "Look through the entries. Confirm everything, or dispute a single entry beside it.",
    ),
    "statements.agree.disputed": (
        "Boligorganisationen har gjort indsigelse, og boliganvisningen skal svare.",
        "The housing association disputes an entry, and the allocation office must answer.",
    ),
    "statements.agree.disputed.own": (
        "I har gjort indsigelse. Boliganvisningen svarer; resten kan I bekræfte imens.",
        "You dispute an entry. The allocation office answers; the rest you can confirm meanwhile.",
    ),
    "statements.agree.answered": (
        "Alle indsigelser er besvaret. Boligorganisationen mangler at bekræfte.",
        "Every dispute is answered. The housing association has yet to confirm.",
    ),
    "statements.agree.answered.own": (
        "Boliganvisningen har svaret. Bekræft, hvis svaret er i orden, eller gør indsigelse igen.",
        "The allocation office has answered. Confirm if the answer is right, or dispute the entry again.",
    ),
    "statements.agree.confirmed": ("Hele udtoget er bekræftet.", "The whole statement is confirmed."),
    "statements.agree.confirmed.own": (
        "I har bekræftet hele udtoget.",
        "You have confirmed the whole statement.",
    ),
    "statements.agree.replaced": (
        "En nyere udgave gælder i stedet.",
        "A newer edition stands in its place.",
    ),
    "statements.progress": (
        "{confirmed} af {all} poster bekræftet",
        "{confirmed} of {all} entries confirmed",
    ),
    "statements.sum": ("Til betaling for måneden", "To be paid for the month"),
    "statements.amount": ("Beløb", "Amount"),
    "statements.sum.void": ("Tomgangsleje i måneden", "Void rent of the month"),
    "statements.sum.earlier": ("Regulering af tidligere måneder", "Adjustment of earlier months"),
    "statements.sum.restoration": ("Istandsættelsesgaranti", "Restoration guarantee"),
    "statements.sum.arrears": ("Restancer det første år", "Arrears of the first year"),
    "statements.sum.adjustment": ("Rettelser efter indsigelse", "Corrections after disputes"),
    "statements.sum.total": ("I alt", "Total"),
    "statements.pdf": ("PDF", "PDF"),
    "statements.invoice": ("Fakturalinjer (CSV)", "Invoice lines (CSV)"),
    "statements.account": ("Konto", "Account"),
    "statements.estate": ("afdeling {id}", "estate {id}"),
    "statements.municipality": ("kommune {code}", "municipality {code}"),
    "statements.share": ("andel {share}", "share {share}"),
    "statements.fixed": ("fast antal {n} pr. periode", "fixed number {n} a period"),
    "statements.period.year": ("gøres op hvert år", "settled each year"),
    "statements.period.half_year": ("gøres op hvert halve år", "settled each half-year"),
    "statements.period.quarter": ("gøres op hvert kvartal", "settled each quarter"),
    "statements.period.month": ("gøres op hver måned", "settled each month"),
    "statements.period.week": ("gøres op hver uge", "settled each week"),
    "statements.opening": ("Saldo ved månedens begyndelse", "Balance at the beginning of the month"),
    "statements.closing": ("Saldo ved månedens slutning", "Balance at the end of the month"),
    "statements.totals": ("{counted} talt med, {used} brugt i alt", "{counted} counted, {used} used in all"),
    "statements.number": ("hændelse {n}", "event {n}"),
    "statements.void": ("Tomgangsleje", "Void rent"),
    "statements.void.text": (
        "For boliger til kommunens rådighed: dage × husleje × 12 / 365, afrundet til øre én gang pr. bolig "
        "og måned. Indflytningsdagen regnes ikke med. En bolig, der er givet tilbage, betales til den er "
        "genudlejet, højst 3 måneder (ungdomsboliger 6 uger).",
        "For flats at the municipality's disposal: days × rent × 12 / 365, rounded to two decimals once per "
        "flat and month. The day of moving in is not counted. A flat given back is paid for until it is let "
        "again, at most 3 months (youth dwellings 6 weeks).",
    ),
    "statements.void.none": ("Ingen tomgangsleje i måneden.", "No void rent in the month."),
    "statements.void.sum": (
        "{days} × {rent} × 12 / 365 = {whole}",
        "{days} × {rent} × 12 / 365 = {whole}",
    ),
    "statements.billed": ("{whole}, heraf opkrævet før {before}", "{whole}, of which billed before {before}"),
    "statements.earlier.text": (
        "Måneder, hvis tomgangsleje har vist sig at være en anden end den, der blev opkrævet. Kun forskellen "
        "opkræves.",
        "Months whose void rent has turned out otherwise than it was billed. Only the difference is billed.",
    ),
    "statements.charges": ("Garanti og rettelser", "Guarantee and corrections"),
    "statements.charges.none": (
        "Ingen krav under garantien i måneden.",
        "Nothing asked under the guarantee in the month.",
    ),
    "statements.proof": ("Udtogets ægthed", "Proof of the statement"),
    "statements.hash": ("Udtogets hash (SHA-256)", "Hash of the statement (SHA-256)"),
    "statements.head_number": ("Post i loggen", "Entry of the record"),
    "statements.head": ("Loggens hoved ved udsendelsen", "Head of the record when issued"),
    "statements.verify": (
        "Udtoget er gemt, som det blev udsendt. Loggens post om udsendelsen bærer udtogets hash, og alle "
        "senere "
        "poster bygger på den; en ændring bagefter kan derfor ses.",
        "The statement is kept as it was issued. The record's entry about it carries the hash of the "
        "statement, and every later entry builds on it, so that a change afterwards is found.",
    ),
    "statements.foot": (
        "Husrum · loggens post {number}, hoved {hash}…",
        "Husrum · entry {number} of the record, head {hash}…",
    ),
    "statements.subject": ("Kontoudtog for fjerdedelskontoen", "Statement of the quarter-rule account"),
    "statements.fault.do": ("Vælg, hvad I vil", "Choose what to do"),
    "statements.fault.answer": ("Vælg et svar", "Choose an answer"),
    "statements.fault.whole": ("Skriv et helt tal", "Write a whole number"),
    "statements.kr": ("kr.", "DKK"),
    "statements.said.one": (
        "Kontoudtoget til {organisation} er udsendt.",
        "The statement to {organisation} is issued.",
    ),
    "statements.said.many.one": ("{n} kontoudtog er udsendt.", "{n} statement is issued."),
    "statements.said.many.many": ("{n} kontoudtog er udsendt.", "{n} statements are issued."),
    "statements.said.none": (
        "Der var ingen kontoudtog at udsende: alle er udsendt, eller der er intet at gøre op.",
        "There was no statement to issue: all are issued, or there is nothing to settle.",
    ),
}  # fmt: skip
