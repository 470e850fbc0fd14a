"""Every page a role can reach by its links, in a real browser: accessible, fitting, asking no one else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from web.vendor import NODE_MODULES

pytestmark = pytest.mark.browser

AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")
#: What is in order need not be told of.
RUN = "axe.run({resultTypes: ['violations']})"
#: How many pages of one shape are looked at, at once and in the long suite: two citizens are as good as 40.
AT_ONCE, LATER = 1, 2
#: The shapes axe has looked through at once: most pages of one role are another's with fewer buttons.
_looked: set[str] = set()
#: What the shape of an address leaves out: ids, and which page or order of a list.
_IDS = re.compile(r"[0-9a-f]{16}|[A-Z]+-?[A-Z]*-?\d+|\d+|T-[A-Za-z_]+-\d+|B\d+")
#: Addresses that answer machines, give a file, end the session, or lead to the same page in another order.
_NOT_PAGES = re.compile(
    r"(format|lang|sort|dir|page)=|\.(zip|pdf|csv|json|xlsx|toml|geojson)|/logout|/files/|/health/"
)
#: Pages that belong to a role's work and must be among those its links lead to.
MUST = {
    "office": {
        "/", "/week", "/proposals", "/citizens", "/citizens/#", "/citizens/new", "/citizens/#/edit",
        "/vacancies", "/vacancies/#", "/vacancies/new", "/offers", "/offers/#", "/teams", "/teams/#",
        "/reports", "/reports/refusals", "/policy", "/policy/edit", "/runs", "/runs/#", "/runs/#/flats/#",
        "/import", "/milieus", "/milieus/new", "/ledger", "/ledger/#",
        "/ledger/#/agreements/new", "/ledger/#/correct", "/quotas/new", "/quotas/#/edit", "/record",
        "/record/#", "/citizens/#/extract", "/about", "/accessibility",
    },
    "shelter": {"/", "/citizens", "/citizens/#", "/citizens/new", "/offers"},
    "association": {
        "/", "/association/flats", "/association/flats/#", "/association/flats/new", "/association/upload",
        "/association/flats/#/edit", "/association/flats/#/dispose", "/association/withdraw",
        "/association/nominations", "/ledger", "/ledger/#", "/statements", "/statements/#",
    },
    "analyst": {"/", "/reports", "/runs", "/policy", "/ledger", "/ledger/#"},
    "auditor": {"/", "/record", "/proposals", "/citizens", "/offers"},
    "administrator": {"/", "/users", "/users/new", "/users/#", "/office", "/record", "/notices"},
}  # fmt: skip


def shape(address: str) -> str:
    """The address with its ids taken out: pages of one shape come from one template."""
    path, _, query = address.partition("?")
    names = sorted(re.findall(r"(\w+)=", query))
    user = re.sub(r"/users/(?!new|organisations|office)[^/?]+", "/users/#", path)
    return _IDS.sub("#", user) + ("?" + "&".join(names) if names else "")


def pages_from(window: Any, first: str, of_a_shape: int) -> Iterator[str]:
    """Follow the links from a page, as far as they lead, a few of every shape and one of every search."""
    waiting, known, seen = [first], {first}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        if seen[shape(address)] >= (1 if "?" in address else of_a_shape):
            continue
        seen[shape(address)] += 1
        yield address
        links = window.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        for link in links:
            path = link.partition("#")[0].removeprefix(window.site)
            if path.startswith("/") and path not in known and not _NOT_PAGES.search(path):
                known.add(path)
                waiting.append(path)


def breaches(page: Any, address: str) -> list[str]:
    """What axe finds on a page, whatever the impact."""
    page.evaluate(AXE)
    return [
        f"{address} {found['impact']} {found['id']} {[node['html'][:120] for node in found['nodes'][:2]]}"
        for found in page.evaluate(RUN)["violations"]
    ]


@pytest.mark.parametrize(
    ("width", "lang", "of_a_shape"),
    [(1280, "da", AT_ONCE), pytest.param(390, "en", LATER, marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("role", MUST)
def test_every_page_of_a_role(
    visit: Callable[..., Any], role: str, width: int, lang: str, of_a_shape: int
) -> None:
    window = visit(width)
    window.log_in(role)
    window.open(f"/?lang={lang}")
    found: list[str] = []
    reached: set[str] = set()
    for address in pages_from(window, "/", of_a_shape):
        page = window.open(address)
        reached.add(shape(address).partition("?")[0])
        assert page.evaluate("document.documentElement.lang") == lang
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{address} is wider than the window")
        if of_a_shape == LATER or shape(address) not in _looked:
            found += breaches(page, address)
            _looked.add(shape(address))
    assert found == []
    assert window.wrong == []
    assert reached >= MUST[role], MUST[role] - reached
