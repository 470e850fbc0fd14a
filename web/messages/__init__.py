"""Every text of the pages in Danish and English, one module per page; a test keeps them complete.

A key is ``page.what``; ``{names}`` are filled in.  What has a code (rules, warnings, reasons, kinds) is said
by matcher/words.py, the same on the command line and here.
"""

from web.messages import about, citizens, common, flat, flats

MESSAGES: dict[str, dict[str, str]] = {
    key: {"da": da, "en": en}
    for module in (common, flats, flat, citizens, about)
    for key, (da, en) in module.MESSAGES.items()
}
