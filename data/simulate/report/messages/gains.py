"""Texts of the section on what would help most."""

MESSAGES: dict[str, tuple[str, str]] = {
    "gains": ("Hvad ville hjælpe mest?", "What would help most?"),
    "gains.text": (
        "Hvert forløb er gennemregnet igen med lidt mere af én ting ad gangen, mens alt andet er det samme. "
        "Tallene siger, hvad én mere giver {period}, når der fordeles efter Husrums forslag.",
        "Every run was worked through again with a little more of one thing at a time, all else being the "
        "same. The figures say what one more gives {period} when Husrum's proposals are followed.",
    ),
    "gains.note": (
        "Boligerne kommer jævnt fordelt over ugerne, og kun dage inden {end} tælles, så en bolig sidst på "
        "perioden når at spare få dage. Pladserne og kvoten er der fra første uge. En bolig mere er en kopi "
        "af en, der findes, og stilles til kommunens rådighed. Et procentpoint er flere boliger hos en stor "
        "boligorganisation end hos en lille.",
        "The flats come evenly over the weeks, and only days before {end} count, so that a flat late in the "
        "period saves few days. The places and the quota are there from the first week. One more flat is a "
        "copy of one there is, at the municipality's disposal. A percentage point is more flats at a large "
        "housing organisation than at a small one.",
    ),
    "gains.caption": (
        "Hvad én mere giver {period} (95 pct.-interval)",
        "What one more gives {period} (95% interval)",
    ),
    "gains.more": ("Én mere", "One more"),
    "gains.people": ("Flere får en bolig", "More get a home"),
    "gains.days": ("Sparede dage uden bolig", "Days without a home saved"),
    "gains.flats": ("Boliger", "Flats"),
    "gains.cheap_flat": ("Familiebolig under 3.500 kr.", "Family flat under DKK 3,500"),
    "gains.youth_flat": ("Ungdomsbolig", "Youth flat"),
    "gains.team": ("Pladser i støtteteam", "Places in a support team"),
    "gains.quota": (
        "Procentpoint i kvoten hos en boligorganisation",
        "Percentage points of quota at a housing organisation",
    ),
}
