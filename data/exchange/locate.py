"""Where vacancies and places lie: coordinates checked, projected, or looked up by address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from data.exchange.columns import fold
from data.exchange.faults import Fault, quoted
from data.exchange.reading import TableRead

if TYPE_CHECKING:
    from pyproj import Transformer

#: Denmark in EPSG:25832 metres: least and greatest x, least and greatest y.
DENMARK = (440_000.0, 895_000.0, 6_045_000.0, 6_405_000.0)
Addresses = dict[tuple[str, str], tuple[float, float]]


@cache
def _projection() -> Transformer:
    """Longitude and latitude to EPSG:25832: the projection alone, so WGS84 is taken as ETRS89 (no shift)."""
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4258", "EPSG:25832", always_xy=True)


def project(lon: Sequence[float], lat: Sequence[float]) -> tuple[list[float], list[float]]:
    """EPSG:25832 metres of WGS84 longitudes and latitudes in degrees."""
    if not lon:
        return [], []
    x, y = _projection().transform(list(lon), list(lat))
    return [float(value) for value in x], [float(value) for value in y]


def in_denmark(x: float, y: float) -> bool:
    """Whether a point in EPSG:25832 lies in the rectangle round Denmark."""
    return DENMARK[0] <= x <= DENMARK[1] and DENMARK[2] <= y <= DENMARK[3]


def read_addresses(addresses: TableRead | None, faults: list[Fault]) -> Addresses:
    """Coordinates by folded address and postcode; two places for one address, or one abroad, are faults."""
    found: Addresses = {}
    if addresses is None:
        return found
    values = addresses.values
    columns = (values["address"], values["postcode"], values["x"], values["y"])
    for row, (address, postcode, x, y) in enumerate(zip(*columns, strict=True)):
        if address is None or postcode is None or x is None or y is None:
            continue
        if not in_denmark(x, y):
            faults.append(addresses.fault(row, "x", _outside(f"{x:,.0f}, {y:,.0f}")))
            continue
        key = (fold(address), fold(postcode))
        if found.setdefault(key, (x, y)) != (x, y):
            message = f"{quoted(address)} stands at two places; one line per address is expected"
            addresses_fault = addresses.fault(row, "address", message)
            faults.append(addresses_fault)
    return found


def locate(read: TableRead, addresses: Addresses, faults: list[Fault], warnings: list[Fault]) -> None:
    """Fills x and y of every row from x,y or lat,lon or the address; blank and a warning where unknown."""
    xs, ys, lats, lons = (read.values.to_change(name) for name in ("x", "y", "lat", "lon"))
    rows = _not_plainly_located(read)
    _project_degrees(read, rows, faults)
    for row in rows:
        x, y = xs[row], ys[row]
        if x is not None and y is not None:
            if not in_denmark(x, y):
                hint = "; are x and y exchanged?" if in_denmark(y, x) else ""
                column = "y" if DENMARK[0] <= x <= DENMARK[1] else "x"
                faults.append(read.fault(row, column, _outside(f"{x:,.0f}, {y:,.0f}") + hint))
        elif x is y is lats[row] is lons[row] is None and read.good(row, "x", "y", "lat", "lon"):
            _look_up(read, row, addresses, warnings)


def _not_plainly_located(read: TableRead) -> list[int]:
    """The rows that are not simply x and y in Denmark."""
    x, y, lat, lon = (np.array(read.values[name], dtype="float64") for name in ("x", "y", "lat", "lon"))
    west, east, south, north = DENMARK
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    plain = inside & np.isnan(lat) & np.isnan(lon)
    for bad in (read.bad.get(name, ()) for name in ("lat", "lon")):
        plain[list(bad)] = False
    rows: list[int] = np.flatnonzero(~plain).tolist()
    return rows


def _project_degrees(read: TableRead, doubtful: list[int], faults: list[Fault]) -> None:
    """Refuses half pairs and both kinds; projects the rows that give lat and lon."""
    values = read.values
    rows: list[int] = []
    for row in doubtful:
        x, y, lat, lon = (values[name][row] for name in ("x", "y", "lat", "lon"))
        if lat is None and lon is None and ((x is None) == (y is None)):
            continue
        if not read.good(row, "x", "y", "lat", "lon"):
            values["x"][row] = values["y"][row] = None
            continue
        metres, degrees = (x is not None) + (y is not None), (lat is not None) + (lon is not None)
        if metres and degrees:
            message = "both x, y and lat, lon are given; one kind of coordinates is expected"
            faults.append(read.fault(row, "lat" if lat is not None else "lon", message))
        elif metres == 1 or degrees == 1:
            pair = ("x", "y") if metres else ("lat", "lon")
            lacking = next(name for name in pair if values[name][row] is None)
            message = f"half a pair of coordinates; both {pair[0]} and {pair[1]}, or neither, are expected"
            faults.append(read.fault(row, lacking, message))
        else:
            rows.append(row)
            continue
        values["x"][row] = values["y"][row] = None
        values["lat"][row] = values["lon"][row] = 0.0
    _fill_projected(read, rows, faults)


def _fill_projected(read: TableRead, rows: list[int], faults: list[Fault]) -> None:
    values = read.values
    lats, lons = [values["lat"][row] for row in rows], [values["lon"][row] for row in rows]
    sane = [abs(lat) <= 90 and abs(lon) <= 180 for lat, lon in zip(lats, lons, strict=True)]
    xs, ys = project(
        [lon if ok else 0.0 for lon, ok in zip(lons, sane, strict=True)],
        [lat if ok else 0.0 for lat, ok in zip(lats, sane, strict=True)],
    )
    for row, x, y, lat, lon in zip(rows, xs, ys, lats, lons, strict=True):
        if in_denmark(x, y):
            values["x"][row], values["y"][row] = x, y
        else:
            hint = "; are lat and lon exchanged?" if 54 <= lon <= 58 and 7 <= lat <= 16 else ""
            faults.append(read.fault(row, "lat", _outside(f"lat {lat:g}, lon {lon:g}") + hint))


def _outside(point: str) -> str:
    west, east, south, north = DENMARK
    return (
        f"the point {point} lies outside Denmark; x {west:,.0f}–{east:,.0f} and y {south:,.0f}–{north:,.0f} "
        "in EPSG:25832 are expected"
    )


def _look_up(read: TableRead, row: int, addresses: Addresses, warnings: list[Fault]) -> None:
    """The point of the row's address, or a warning that the location is unknown."""
    values = read.values
    address, postcode = values["address"][row], values["postcode"][row]
    point = addresses.get((fold(address), fold(postcode))) if address and postcode else None
    if point is not None:
        values["x"][row], values["y"][row] = point
        return
    if not address:
        message = "neither coordinates nor address, so the location is unknown"
    elif not postcode:
        message = "the address has no postcode, so the location is unknown"
    else:
        message = (
            f"{quoted(address)} {quoted(postcode)} is not found in addresses, so the location is unknown"
        )
    warnings.append(read.fault(row, "address", message))
