"""Texts of the page about the software: purpose, model, sources, accessibility."""

MESSAGES: dict[str, tuple[str, str]] = {
    "about.title": ("Om Husrum", "About Husrum"),
    "about.what": ("Hvad det er", "What it is"),
    "about.what.text": (
        "Husrum hjælper anvisningskontoret med at fordele ugens ledige almene boliger mellem borgere i "
        "hjemløshed. Én gang om ugen beregnes ét samlet forslag for alle boliger og alle borgere. Kontoret "
        "beslutter.",
        "Husrum helps the allocation office to match this week's vacant public flats with citizens in "
        "homelessness. Once a week it computes one joint proposal for all flats and all citizens. The office "
        "decides.",
    ),
    "about.model": ("Sådan regnes der", "How it works"),
    "about.model.rules": (
        "Regler afgør, hvem der kan få en bolig: boligtype, størrelse, husleje, adgang, lovens krav i "
        "særlige boligområder og de steder, borgeren skal holde sig fra. Parathed til at bo alene er aldrig "
        "en regel.",
        "Rules decide who can have a flat: kind, size, rent, access, the statutory area restrictions, and "
        "the places the citizen is to keep away from. Readiness to live alone is never a rule.",
    ),
    "about.model.order": (
        "Den bedste uge giver først flest boliger til de mest akutte behovsgrupper, så til dem, der har "
        "ventet længst, og når derefter kommunens mål. Først derefter tæller point. En plads til en mere "
        "akut gruppe opgives aldrig for point.",
        "The best week first gives most homes to the most acute need groups, then to those who have waited "
        "longest, then meets the council's goals. Only then do points count. A place for a more acute group "
        "is never given up for points.",
    ),
    "about.model.points": (
        "Point fra 0 til 1.000 vejer behov (ventetid og få muligheder), egnethed (netværk, økonomi og "
        "størrelse) og borgerens egne ønsker.",
        "Points from 0 to 1,000 weigh need (waiting time and few chances), fit (network, economy and size) "
        "and the citizen's own wishes.",
    ),
    "about.model.loss": (
        "Prisen ved at vælge en anden kandidat er beregnet eksakt: hele ugen planlægges om med det valg, og "
        "forskellen vises.",
        "The price of choosing another candidate is exact: the whole week is planned anew with that choice, "
        "and the difference is shown.",
    ),
    "about.weights": ("Vægte i denne uge", "Weights this week"),
    "about.run": ("Denne kørsel", "This run"),
    "about.run.status": ("Resultat", "Result"),
    "about.run.date": ("Beslutningsdato", "Decision date"),
    "about.run.rates": ("Satser gældende fra", "Rates in force from"),
    "about.run.seed": ("Lodtrækning (seed)", "Lot (seed)"),
    "about.run.version": ("Version", "Version"),
    "about.run.hash": ("Kontrolsum af ugemappen", "Checksum of the week folder"),
    "about.sources": ("Kilder", "Sources"),
    "about.sources.text": (
        "Danmarks Statistik · GeoNames (CC BY 4.0) · tal om hjemløshed: VIVE · tal om almene boliger: "
        "Landsbyggefonden, BL · kystlinje: Natural Earth · designsystem: Det Fælles Designsystem (DKFDS) · "
        "kort: Leaflet.",
        "Statistics Denmark · GeoNames (CC BY 4.0) · figures on homelessness: VIVE · figures on public "
        "housing: Landsbyggefonden, BL · coastline: Natural Earth · design system: Det Fælles Designsystem "
        "(DKFDS) · map: Leaflet.",
    ),
    "about.privacy": ("Oplysninger om borgere", "Information about citizens"),
    "about.privacy.text": (
        "Siderne vises kun på denne maskine, henter intet fra andre steder og gemmer intet. Borgere er kun "
        "kendt ved et sagsnummer.",
        "The pages are shown on this machine only, fetch nothing from elsewhere and store nothing. Citizens "
        "are known by a case number only.",
    ),
    "about.map_outside": (
        "Kortets baggrund hentes fra den adresse, kommunen selv har angivet: {address}",
        "The map's background is fetched from the address the municipality has set: {address}",
    ),
    "about.accessibility": ("Tilgængelighed", "Accessibility"),
    "about.accessibility.text": (
        "Siderne er bygget efter EN 301 549 og WCAG 2.1 AA: de kan bruges med tastatur, skærmlæser og "
        "forstørrelse, og alt undtagen kortet virker uden JavaScript. Kortets indhold står også som liste.",
        "The pages are built to EN 301 549 and WCAG 2.1 AA: they work with a keyboard, a screen reader and "
        "magnification, and everything but the map works without JavaScript. What the map shows also stands "
        "as a list.",
    ),
    "about.accessibility.limits": (
        "Kendt begrænsning: kortet selv kan ikke læses af en skærmlæser. Meld fejl til den, der driver "
        "Husrum i kommunen.",
        "Known limitation: the map itself cannot be read by a screen reader. Report problems to whoever runs "
        "Husrum in the municipality.",
    ),
}
