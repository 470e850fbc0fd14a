"""Texts of the page about the software: purpose, model, sources, accessibility."""

MESSAGES: dict[str, tuple[str, str]] = {
    "about.title": ("Om Husrum", "About Husrum"),
    "about.what": ("Hvad det er", "What it is"),
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
    "about.map_outside": (
        "Kortets baggrund hentes fra den adresse, kommunen selv har angivet: {address}",
        "The map's background is fetched from the address the municipality has set: {address}",
    ),
    "about.what.text": (
        "Husrum hjælper boliganvisningen med at fordele ugens ledige almene boliger mellem borgere i "
        "hjemløshed. Én gang om ugen beregnes én samlet indstilling for alle boliger og alle borgere. En "
        "medarbejder beslutter, og først da bliver en indstilling til et tilbud.",
        "Husrum helps the allocation office to match this week's vacant public flats with citizens in "
        "homelessness. Once a week it computes one joint proposal for all flats and all citizens. A member "
        "of staff decides, and only then does a proposal become an offer.",
    ),
    "about.privacy.text": (
        "Beregningen ser kun sagsnumre: navne og kontaktoplysninger står for sig og læses kun, hvor en "
        "medarbejder har brug for dem. CPR-numre gemmes aldrig. Hver visning, søgning, udskrift og "
        "beslutning skrives i loggen, og borgeren kan få sit eget uddrag. Siderne henter intet fra andre "
        "steder.",
        "The computation sees case numbers only: names and contact details stand apart and are read only "
        "where a member of staff needs them. CPR numbers are never stored. Every view, search, export and "
        "decision is written to the record, and citizens can have their own extract. The pages fetch nothing "
        "from elsewhere.",
    ),
    "about.versions": ("Version og licens", "Version and licence"),
    "about.version": ("Version", "Version"),
    "about.form": ("Datalagerets form", "Form of the store"),
    "about.rates": ("Satser i kraft", "Rates in force"),
    "about.rates.year": ("satserne for {year}", "the rates of {year}"),
    "about.licence": ("Licens", "Licence"),
    "about.licence.text": (
        "Mozilla Public License 2.0: koden er åben og kan bruges frit.",
        "Mozilla Public License 2.0: the code is open and free to use.",
    ),
    "access.title": ("Tilgængelighedserklæring", "Accessibility statement"),
    "access.lead": (
        "Kommunen er ansvarlig for, at Husrum er tilgængeligt efter lov om tilgængelighed af offentlige "
        "organers websteder og mobilapplikationer (lov nr. 692 af 8. juni 2018).",
        "The municipality is responsible for Husrum being accessible under the "
        "Danish act on the accessibility of public bodies' websites and mobile applications (no. 692 of "
        "8 June 2018).",
    ),
    "access.status": ("Overensstemmelsesstatus", "Compliance status"),
    "access.status.text": (
        "Husrum overholder delvist EN 301 549 og WCAG 2.1 på niveau AA. Det, der mangler, står herunder.",
        "Husrum partially complies with EN 301 549 and WCAG 2.1 level AA. What is missing is listed below.",
    ),
    "access.works": ("Sådan er siderne bygget", "How the pages are built"),
    "access.works.keyboard": (
        "Alt kan gøres med tastaturet, og det, der er i fokus, er tydeligt vist.",
        "Everything can be done by keyboard, and what is in focus is clearly shown.",
    ),
    "access.works.script": (
        "Alt undtagen kortet virker uden JavaScript.",
        "Everything but the map works without JavaScript.",
    ),
    "access.works.colour": (
        "En status er altid tekst og ikon, aldrig farve alene.",
        "A status is always text and icon, never colour alone.",
    ),
    "access.works.zoom": (
        "Siderne kan forstørres til 400 % og læses på en telefon uden at rulle til siden.",
        "The pages can be magnified to 400 % and read on a phone without scrolling sideways.",
    ),
    "access.limits": ("Ikke-tilgængeligt indhold", "Content that is not accessible"),
    "access.limits.map": (
        "Kortet kan ikke læses af en skærmlæser (WCAG 1.1.1). Alt, hvad kortet viser, står også som liste "
        "med afstande, og et sted kan skrives som adresse i stedet for at vælges på kortet.",
        "The map cannot be read by a screen reader (WCAG 1.1.1). Everything it shows also stands as a list "
        "with distances, and a place can be written as an address instead of chosen on the map.",
    ),
    "access.limits.pdf": (
        "Kørslens dossier som PDF er ikke opmærket til skærmlæsere (EN 301 549, 10.1.3.1). De samme "
        "oplysninger står på kørslens sider.",
        "A run's dossier as PDF is not tagged for screen readers (EN 301 549, 10.1.3.1). The same "
        "information stands on the pages of the run.",
    ),
    "access.made": ("Udarbejdelse af erklæringen", "Preparation of this statement"),
    "access.made.text": (
        "Erklæringen bygger på en selvevaluering: hver side prøves automatisk med axe-core på dansk og "
        "engelsk i to bredder, og ugens arbejdsgang gennemføres med tastatur og uden JavaScript, hver gang "
        "Husrum ændres.",
        "The statement rests on a self-assessment: every page is tried automatically with axe-core in Danish "
        "and English at two widths, and the week's work is done by keyboard and without JavaScript, each "
        "time Husrum is changed.",
    ),
    "access.contact": ("Sig til, hvis noget ikke virker", "Tell us if something does not work"),
    "access.contact.text": (
        "Skriv til den, der driver Husrum i kommunen, hvis noget er svært at bruge, eller hvis du har brug "
        "for indholdet i en anden form.",
        "Write to whoever runs Husrum in the municipality if something is hard to use or if you need the "
        "content in another form.",
    ),
    "access.enforce": ("Håndhævelsesprocedure", "Enforcement procedure"),
    "access.enforce.text": (
        "Digitaliseringsstyrelsen fører tilsyn med loven. Er du ikke tilfreds med kommunens svar, kan du "
        "henvende dig til Digitaliseringsstyrelsen.",
        "The Danish Agency for Digital Government supervises the act. If you are not satisfied with the "
        "municipality's answer, you can turn to the agency.",
    ),
}
