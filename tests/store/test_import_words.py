"""Whatever an import refuses is said in Danish."""

from __future__ import annotations

import pytest

from web.faults import danish

SAID = [
    "the citizen's places have a fault (places.csv, line 3), so all wait",
    "places that cannot be read stand beside the citizens; correct the file first",
    "this kind of file is not read; CSV, XLSX, GeoJSON and TOML are",
    "it is not clear which table this is; name it one of citizens.csv, places.csv",
    "the table citizens is in Borgere.csv already; keep one",
    "given for some citizens only, so it is computed for all",
    "the account works out itself what may be claimed, so this number is left out",
    "the seq in this organisation is repeated; it stands already among the stored rows",
    'a second pin of "C1", the first among the stored rows; keep one',
    'C1: the team "T1" works by ICM, but support_method is CTI; the same method is expected',
    "AB 0101 all: a class row and an all row of one organisation, the other among the stored rows; one is "
    "expected",
]


@pytest.mark.parametrize("message", SAID)
def test_a_fault_of_an_import_is_said_in_danish(message: str) -> None:
    words = danish(message)
    assert words != message
    assert not {"the", "is", "are", "one", "among"} & set(words.replace(";", " ").split())
