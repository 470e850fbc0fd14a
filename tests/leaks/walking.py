"""Everything someone can open by links from where they begin; answers as they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import unified_diff
from html import unescape
from urllib.parse import urljoin

from flask.testing import FlaskClient
from marking import text_of
from werkzeug.test import TestResponse

#: Links that end the session, lead to files of the pages, or to the same list in another order.
_LEFT_OUT = re.compile(r"^/(static|vendor|logout)|[?&](lang|sort|dir|page)=")
_LINKS = re.compile(r'\s(?:href|src|action|hx-get)="([^"]*)"')
#: Tokens of forms and links, drawn anew for every session and every page.
_DRAWN = re.compile(r'(?:value|content)="[A-Za-z0-9_.\-]{20,}"|"csrf_token": "[^"]*"')

#: When a workbook was made, and the minute in which something was done.
_MADE = re.compile(r"<dcterms:.*?</dcterms:\w+>|kl\. \d\d\.\d\d")


@dataclass(frozen=True)
class Answer:
    """What came of a request: the status, the names and values of its headers, and all that can be read."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    def without(self, *words: str) -> Answer:
        """The same with each of the words taken out wherever it stands."""
        headers, text = self.headers, self.text
        for word in words:
            headers = tuple((name, value.replace(word, "§")) for name, value in headers)
            text = text.replace(word, "§")
        return Answer(self.status, headers, text)

    def without_headers(self, *names: str) -> Answer:
        """The same without some headers."""
        return Answer(self.status, tuple(one for one in self.headers if one[0] not in names), self.text)


def same(first: Answer, second: Answer, about: object = "") -> None:
    """Fail with the lines in which two answers differ."""
    if first != second:
        lines = [f"{one.status} {one.headers}\n{one.text}".splitlines() for one in (first, second)]
        raise AssertionError("\n".join([str(about), *list(unified_diff(*lines, lineterm="", n=0))[:40]]))


def answer_of(response: TestResponse) -> Answer:
    """An answer as it can be compared: without what is drawn for each session or says when it was made."""
    headers = {name: "drawn" if name == "Set-Cookie" else value for name, value in response.headers}
    headers.pop("RateLimit-Reset", None)  # the seconds left
    if response.data[:2] == b"PK":  # a workbook's length depends on the second in which it is packed
        headers.pop("Content-Length", None)
    text = _MADE.sub("made", _DRAWN.sub("drawn", text_of(response.mimetype, response.data)))
    return Answer(response.status_code, tuple(sorted(headers.items())), text)


def walk(
    client: FlaskClient, first: Iterable[str], headers: dict[str, str] | None = None
) -> dict[str, Answer]:
    """Open some addresses and whatever their answers link to, as far as it leads; every answer by address."""
    waiting, found = list(first), dict[str, Answer]()
    while waiting:
        address = waiting.pop(0)
        if address in found:
            continue
        response = client.get(address, headers=headers)
        found[address] = answer_of(response)
        if response.mimetype == "text/html":
            waiting += [link for link in _links(address, response.text) if link not in found]
        elif response.status_code in (301, 302, 303):
            waiting.append(urljoin(address, response.headers["Location"]))
    return found


def _links(address: str, page: str) -> list[str]:
    links = (urljoin(address, unescape(link)).partition("#")[0] for link in _LINKS.findall(page))
    return [link for link in links if link.startswith("/") and not _LEFT_OUT.search(link)]
