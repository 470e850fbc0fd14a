"""Sorting, searching and paging of a list, the same way on every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for

PAGE_SIZE = 25
T = TypeVar("T")
Key = Callable[[T], Any]


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts F-9 before F-10: runs of digits count as numbers."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((0, int(p), "") if p.isascii() and p.isdigit() else (1, 0, p) for p in parts)


def found(query: str, *texts: object) -> bool:
    """Whether every word of the query stands in one of the texts, whatever the case."""
    haystack = " ".join(str(text) for text in texts if text is not None).casefold()
    return all(word in haystack for word in query.casefold().split())


@dataclass(frozen=True)
class Listing(Generic[T]):
    """One page of a sorted list, and the addresses of the others."""

    rows: list[T]
    ordered: list[T]
    total: int
    page: int
    pages: int
    sort: str
    descending: bool

    @property
    def first(self) -> int:
        """The number of the first row on this page, counted from 1."""
        return min((self.page - 1) * PAGE_SIZE + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row on this page."""
        return min(self.page * PAGE_SIZE, self.total)

    def url(self, **changes: object) -> str:
        """This list's address with some of its parameters changed; None takes one away."""
        parameters: dict[str, object] = {k: v for k, v in request.args.items() if k != "lang"}
        parameters.update(changes)
        kept = {key: value for key, value in parameters.items() if value is not None}
        return url_for(str(request.endpoint), **(request.view_args or {}), **kept)  # type: ignore[arg-type]

    def sort_url(self, column: str) -> str:
        """The address that sorts by ``column``, or the other way round when it already does."""
        turned = self.sort == column and not self.descending
        return self.url(sort=column, dir="desc" if turned else None, page=None)

    def direction(self, column: str) -> str:
        """The value of aria-sort for a column heading."""
        if self.sort != column:
            return "none"
        return "descending" if self.descending else "ascending"


def listing(
    rows: Sequence[T], keys: Mapping[str, Key[T]], tie: Key[T], *, falling: bool = False
) -> Listing[T]:
    """Sort by ``?sort`` and ``?dir``, blanks always last, ties by ``tie``; then cut out ``?page``.

    Unasked, the first key sorts, from the greatest down when ``falling``.
    """
    sort = request.args.get("sort", "")
    descending = request.args.get("dir") == "desc" or (falling and sort not in keys)
    sort = sort if sort in keys else next(iter(keys))
    ordered = sorted(rows, key=tie)
    known = [row for row in ordered if keys[sort](row) is not None]
    blank = [row for row in ordered if keys[sort](row) is None]
    known.sort(key=keys[sort], reverse=descending)
    ordered = known + blank
    pages = max(1, -(-len(ordered) // PAGE_SIZE))
    asked = request.args.get("page", "1")
    page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    cut = ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Listing(cut, ordered, len(ordered), page, pages, sort, descending)
