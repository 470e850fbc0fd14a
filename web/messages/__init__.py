"""Every text of the pages in Danish and English, one module per feature; a test keeps them complete.

A key is ``page.what``; ``{names}`` are filled in.  What has a code (rules, warnings, reasons, kinds) is said
by matcher/words.py, the same on the command line and here.  A module of this folder is found by itself.
"""

from importlib import import_module
from pkgutil import iter_modules

MODULES = tuple(sorted(module.name for module in iter_modules(__path__)))
MESSAGES: dict[str, dict[str, str]] = {
    key: {"da": da, "en": en}
    for name in MODULES
    for key, (da, en) in import_module(f"{__name__}.{name}").MESSAGES.items()
}
