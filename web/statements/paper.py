"""A statement on paper: the accounts with every event, what the month costs, and the hashes that bind it."""

from __future__ import annotations

from collections.abc import Iterator

from data.dossier import Document, Facts, Grid, Heading, Note, Part, Text, Together
from data.statements.amounts import SUMS
from data.store.rows import Row
from web import present
from web.i18n import lang, moment, t, whole
from web.statements import words
from web.statements.money import kr_ore


def document(row: Row) -> Document:
    """The statement in the language of the request."""
    content = row["content"]
    title = t("statements.title", month=words.month_name(content["month"]))
    parts: list[Part] = [Heading(title, 0), *_facts(row), *_sums(content)]
    for pool in content["pools"]:
        parts += list(_pool(row, pool))
    parts += [*_void(row), *_charges(row)]
    head = row["record_hash"]
    foot = t("statements.foot", number=row["record_number"], hash=head[:16])

    def page(number: int, pages: int) -> str:
        return t("dossier.page", page=number, pages=pages)

    return Document(title, t("statements.subject"), lang(), foot, page, parts)


def _facts(row: Row) -> Iterator[Part]:
    content = row["content"]
    own, head = t("statements.hash"), t("statements.head")
    yield Facts(
        [
            (t("statements.organisation"), f"{content['organisation']} ({content['organisation_id']})"),
            (t("statements.days"), f"{words.day_of(content['first'])} – {words.day_of(content['last'])}"),
            (t("statements.edition"), str(row["edition"])),
            (t("statements.issued"), moment(row["issued_at"])),
            (t("statements.state"), words.state_tag(row["state"]).text),
            (own, row["content_sha256"]),
            (t("statements.head_number"), str(row["record_number"])),
            (head, row["record_hash"]),
        ],
        frozenset((own, head)),
    )
    yield Note(t("statements.verify"))


def _sums(content: Row) -> Iterator[Part]:
    rows = [[t(f"statements.sum.{part}"), kr_ore(content["sums"][part])] for part in SUMS]
    rows.append([t("statements.sum.total"), kr_ore(content["sums"]["total"])])
    heads = [t("statements.sum"), t("statements.amount")]
    yield Together(
        [Heading(t("statements.sum")), Grid(heads, rows, (6, 3), frozenset((1,)), frozenset((len(SUMS),)))]
    )


def _pool(row: Row, pool: Row) -> Iterator[Part]:
    """One account: where it stood, every event with its arithmetic, where it stands."""
    yield Heading(f"{t('statements.account')}: {words.pool_name(pool)}")
    yield Text(present.capital(words.terms(pool)) + ".")
    yield Note(words.legend(pool["mode"]))
    lines: list[list[str]] = []
    if pool["opening"] is not None:
        lines.append(
            [
                "",
                words.day_of(row["content"]["first"]),
                "",
                t("statements.opening"),
                *_balance(pool["opening"], pool),
            ]
        )
    for event in pool["events"]:
        said = words.event_text(event) + (f": {event['reason']}" if event["reason"] else "")
        lines.append([
            str(event["number"] or ""), words.day_of(event["day"]), event["vacancy_id"], said,
            *_balance(event["after"], event),
        ])  # fmt: skip
    last = words.day_of(row["content"]["last"])
    lines.append(["", last, "", t("statements.closing"), *_balance(pool["closing"], pool)])
    strong = frozenset((0, len(lines) - 1)) if pool["opening"] is not None else frozenset((len(lines) - 1,))
    names = ("number", "day", "flat", "what", "left", "arithmetic")
    heads = [t(f"statements.file.{name}") for name in names]
    yield Grid(heads, lines, (0.7, 1.6, 1.5, 3.1, 1.3, 5), frozenset((0, 4)), strong)


def _balance(balance: Row, agreed: Row) -> list[str]:
    return [whole(balance["left"]), words.arithmetic(balance, agreed["mode"])]


def _void(row: Row) -> Iterator[Part]:
    content = row["content"]
    yield Heading(t("statements.void"))
    yield Note(t("statements.void.text"))
    lines = [
        [
            f"{e['vacancy_id']} {e['address']}".strip(), words.month_name(e["month"]),
            f"{words.day_of(e['first'])} – {words.day_of(e['last'])}" if e["first"] else "–",
            whole(e["days"]),
            kr_ore(round(e["rent"] * 100)), words.why_void(e), kr_ore(e["ore"]),
        ]
        for e in content["void"]
    ]  # fmt: skip
    names = ("flat", "month", "first_last", "days", "rent", "end", "amount")
    heads = [t(f"statements.file.{name}") for name in names]
    yield (
        Grid(heads, lines, (2.6, 1.8, 2.2, 0.9, 1.8, 2.4, 2), frozenset((3, 4, 6)))
        if lines
        else Text(t("statements.void.none"))
    )


def _charges(row: Row) -> Iterator[Part]:
    content = row["content"]
    yield Heading(t("statements.charges"))
    lines = [
        [
            words.day_of(e["day"]), e["vacancy_id"], t(f"charges.kind.{e['kind']}"), e["reason"],
            words.charge_tag(e["state"]).text, kr_ore(e["amount_ore"]), kr_ore(e["ore"]),
        ]
        for e in content["charges"]
    ]  # fmt: skip
    names = ("day", "flat", "part", "reason", "state", "asked", "amount")
    heads = [t(f"statements.file.{name}") for name in names]
    yield (
        Grid(heads, lines, (1.6, 1.6, 2.2, 3, 1.6, 1.9, 1.9), frozenset((5, 6)))
        if lines
        else Text(t("statements.charges.none"))
    )
