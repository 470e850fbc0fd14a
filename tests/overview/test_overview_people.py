"""Who waits, by need group and by benefit."""

from __future__ import annotations

from datetime import date

from small_office import ON, SmallOffice, ago

from data.overview.people import GroupCount, by_benefit, by_tier


def test_each_group_is_counted_once_with_what_stands_in_its_way(office: SmallOffice) -> None:
    office.citizen("C1", tier=1, waiting_since=ago(400))
    office.citizen("C2", tier=1, blocked_until=ago(-1))
    office.citizen("C3", tier=1, blocked_until=ago(0))
    office.citizen("C4", tier=2, waiting_since=ago(365))
    office.citizen("C5", tier=2, waiting_since=ago(364))
    office.citizen("C6", waiting_since=ago(30))  # a blank need group is the third
    office.citizen("C7", tier=1, state="housed", closed_on=ago(1))
    office.offer("C1", office.flat("V1"), ("proposed", ago(1)))
    office.offer("C5", office.flat("V2"), ("proposed", ago(9)), ("refused", ago(1)))
    with office.store.reading() as connection:
        assert by_tier(connection, ON, 365) == [
            GroupCount("1", waiting=3, parked=1, overdue=1, offered=1, longest=400),
            GroupCount("2", waiting=2, parked=0, overdue=1, offered=0, longest=365),
            GroupCount("3", waiting=1, parked=0, overdue=0, offered=0, longest=30),
        ]
        assert [group.free for group in by_tier(connection, ON, 365)] == [1, 2, 1]


def test_benefits_are_counted_by_their_code(office: SmallOffice) -> None:
    office.citizen("C1", benefit="su", birth_date=date(2004, 1, 1))
    office.citizen("C2", benefit="folkepension")
    office.citizen("C3", benefit="su", birth_date=date(2003, 1, 1))
    with office.store.reading() as connection:
        assert [(g.group, g.waiting) for g in by_benefit(connection, ON, 365)] == [
            ("folkepension", 1),
            ("su", 2),
        ]
