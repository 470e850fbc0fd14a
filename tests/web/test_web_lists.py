"""Sorting, searching, filtering and paging of the lists."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from web.listing import PAGE_SIZE, found, natural

ALL_FLATS = [f"F-{n}" for n in range(1, 31)]


def ids(client: FlaskClient, address: str) -> list[str]:
    html = client.get(address).get_data(as_text=True)
    return [unescape(i) for i in re.findall(r'<th scope="row" role="rowheader"><a[^>]*>([^<]*)</a>', html)]


def pages(client: FlaskClient, address: str) -> list[str]:
    return ids(client, f"{address}&page=1") + ids(client, f"{address}&page=2")


def test_ids_are_sorted_as_people_count(client: FlaskClient) -> None:
    assert pages(client, "/?show=all") == ALL_FLATS


@pytest.mark.parametrize(
    "sort", ["id", "address", "kind", "rooms", "rent", "through", "citizen", "points", "warnings"]
)
@pytest.mark.parametrize("direction", ["asc", "desc"])
def test_every_sorting_shows_every_flat_once(client: FlaskClient, sort: str, direction: str) -> None:
    shown = pages(client, f"/?show=all&sort={sort}&dir={direction}")
    assert sorted(shown, key=natural) == ALL_FLATS
    assert len(ids(client, f"/?show=all&sort={sort}&dir={direction}")) == PAGE_SIZE


def test_equal_rents_keep_the_order_of_ids_both_ways(client: FlaskClient) -> None:
    up, down = pages(client, "/?show=all&sort=rent"), pages(client, "/?show=all&sort=rent&dir=desc")
    assert up[:5] == ["F-3", "F-1", "F-2", "F-4", "F-6"]
    six_thousand = [f"F-{n}" for n in range(6, 31, 3)]
    assert [i for i in up if i in six_thousand] == six_thousand
    assert [i for i in down if i in six_thousand] == six_thousand
    assert down[-1] == "F-3"


def test_flats_without_points_come_last_both_ways(client: FlaskClient) -> None:
    assert ids(client, "/?show=all&sort=points")[:2] == ["F-2", "F-1"]
    assert ids(client, "/?show=all&sort=points&dir=desc")[:2] == ["F-1", "F-2"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", ["F-1", "F-2"]),
        ("/?show=attention", ["F-1"]),
        ("/?show=nonsense", ["F-1", "F-2"]),
        ("/?q=c-2", ["F-2"]),
        ("/?q=nygade+4", ["F-4"]),  # a search looks among the flats without a proposal too
        ("/?q=f-1&show=proposed", ["F-1"]),
        ("/?q=nothing", []),
        ("/citizens?q=C-1&show=matched", ["C-1"]),
        ("/citizens?q=c-2", ["C-2"]),
        ("/citizens?reason=not_ready", ["C-8", "C-9"]),
        ("/citizens?reason=not_ready&q=9", ["C-9"]),
    ],
)
def test_filters_and_search(client: FlaskClient, address: str, expected: list[str]) -> None:
    assert ids(client, address) == expected


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "1e9", "²", "9" * 500])
def test_a_page_that_does_not_exist_is_the_nearest(client: FlaskClient, page: str) -> None:
    shown = ids(client, f"/?show=all&page={page}")
    assert shown == (ALL_FLATS[PAGE_SIZE:] if page == "99" else ALL_FLATS[:PAGE_SIZE])


def test_headings_say_how_the_list_is_sorted(client: FlaskClient) -> None:
    html = client.get("/?show=all&sort=rent&dir=desc").get_data(as_text=True)
    assert html.count('aria-sort="descending"') == 1
    assert html.count('aria-sort="none"') == 8


def test_links_of_the_list_keep_search_and_sorting(client: FlaskClient) -> None:
    html = unescape(client.get("/?show=all&sort=rent&q=gade").get_data(as_text=True))
    second = re.search(r'href="([^"]*page=2[^"]*)"', html)
    assert second
    assert {"show=all", "sort=rent", "q=gade"} <= set(second[1].partition("?")[2].split("&"))


def test_search_wants_every_word() -> None:
    assert found("a1 NYGADE", "Nygade 1", None, "A1")
    assert not found("a1 nygade 2", "Nygade 1", None, "A1")
