"""Texts of the API: what is wrong with the form of a value, and with a week as a whole."""

#: What is wrong with the form of a value, by pydantic's name of it.
FORM_FAULTS = {
    "form": ("Værdien har ikke den form, dokumentet siger", "The value is not of the form the document says"),
    "missing": ("Mangler; en værdi er ventet", "Missing; a value is expected"),
    "extra_forbidden": (
        "Navnet er ikke kendt; ret eller fjern det",
        "The name is not known; mend or remove it",
    ),
    "string_type": ("En tekst i anførselstegn er ventet", "A text in quotation marks is expected"),
    "string_pattern_mismatch": (
        "Teksten passer ikke til mønstret {pattern}",
        "The text does not fit the pattern {pattern}",
    ),
    "string_too_long": (
        "Teksten er for lang; højst {max_length} tegn",
        "The text is too long; at most {max_length} characters",
    ),
    "string_too_short": (
        "Teksten er for kort; mindst {min_length} tegn",
        "The text is too short; at least {min_length} characters",
    ),
    "float_type": ("Et tal uden anførselstegn er ventet", "A number without quotation marks is expected"),
    "finite_number": ("Et tal af almindelig størrelse er ventet", "A number of ordinary size is expected"),
    "int_type": (
        "Et helt tal uden anførselstegn er ventet",
        "A whole number without quotation marks is expected",
    ),
    "int_from_float": ("Et helt tal er ventet", "A whole number is expected"),
    "int_parsing": ("Et helt tal er ventet", "A whole number is expected"),
    "bool_type": ("true eller false er ventet", "true or false is expected"),
    "list_type": ("En liste er ventet", "A list is expected"),
    "dict_type": ("Et objekt er ventet", "An object is expected"),
    "model_type": ("Et objekt er ventet", "An object is expected"),
    "too_long": ("Listen er for lang; højst {max_length}", "The list is too long; at most {max_length}"),
    "too_short": ("Listen er for kort; mindst {min_length}", "The list is too short; at least {min_length}"),
    "date_type": ("En dato YYYY-MM-DD er ventet", "A date YYYY-MM-DD is expected"),
    "date_parsing": ("En dato YYYY-MM-DD er ventet", "A date YYYY-MM-DD is expected"),
    "date_from_datetime_parsing": ("En dato YYYY-MM-DD er ventet", "A date YYYY-MM-DD is expected"),
    "literal_error": ("Ikke kendt; ventet: {expected}", "Not known; expected: {expected}"),
    "enum": ("Ikke kendt; ventet: {expected}", "Not known; expected: {expected}"),
    "greater_than": ("Et tal over {gt} er ventet", "A number above {gt} is expected"),
    "greater_than_equal": ("Et tal på mindst {ge} er ventet", "A number of at least {ge} is expected"),
    "less_than_equal": ("Et tal på højst {le} er ventet", "A number of at most {le} is expected"),
    "twice": ("Står der mere end én gang; skriv det én gang", "Stands there more than once; write it once"),
    "pairs": (
        "Tabellen over alle par fås kun for højst {most} par; send false",
        "The table of all pairs is answered for at most {most} pairs; send false",
    ),
    "too_large": (
        "Ugen er for stor til at blive regnet nøjagtigt; send færre borgere, eller brug mindre vægte",
        "The week is too large to be solved exactly; send fewer citizens, or use smaller weights",
    ),
    "too_slow": (
        "Ugen blev ikke færdig i tide; sæt time_limit op, eller send færre borgere",
        "The week was not solved in time; raise time_limit, or send fewer citizens",
    ),
}
MESSAGES: dict[str, tuple[str, str]] = {f"api.fault.{kind}": words for kind, words in FORM_FAULTS.items()}
