"""Makes territories.csv and communes.csv from the PyPI package vietnamadminunits 1.0.4 (MIT licence).

The package carries the official units and codes of the General Statistics Office before and after the reform of
01/7/2025, and which units were merged into which. Run in a checkout, with the package installed:

    python data/lexicon/build_territories.py

The same package gives the same bytes. It is needed for this script and one test only, never at run time.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from graph.spelling import slug  # noqa: E402

LAST_OLD, FIRST_NEW = "2025-06-30", "2025-07-01"
OLD, NEW = "vn", "vn-2025"
KINDS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
FIELDS = ("id", "name", "kind", "level", "parent", "code", "valid_from", "valid_until", "succeeds", "example")
COMMUNE_FIELDS = ("id", "name", "kind", "code", "succeeds")
Unit = dict[str, str]


def units() -> tuple[list[Unit], list[Unit]]:
    """All provinces and districts, and all communes, of both periods, sorted by identifier."""
    from vietnamadminunits import database  # noqa: PLC0415  (wanted only here)

    old = database.get_data("*", "admin_units_legacy")
    new = database.get_data("*", "admin_units")
    merged = _successions()
    upper = [_nation(), *_provinces(old, OLD, merged), *_provinces(new, NEW, merged)]
    provinces = {(unit["id"].split("/")[0], unit["code"]): unit for unit in upper[1:]}
    districts = _districts(old, provinces)
    below = {(OLD, unit["code"]): unit for unit in districts}
    communes = _communes(old, OLD, lambda row: below[OLD, row["districtCode"]], merged)
    communes += _communes(new, NEW, lambda row: provinces[NEW, row["provinceCode"]], merged)
    order = [*upper[:1], *sorted(upper[1:] + districts, key=lambda unit: unit["id"])]
    return order, sorted(communes, key=lambda unit: unit["id"])


def main() -> None:
    """Writes both files beside this script."""
    upper, communes = units()
    _write(HERE / "territories.csv", FIELDS, upper)
    _write(HERE / "communes.csv", COMMUNE_FIELDS, communes)
    print(f"{len(upper)} territories, {len(communes)} communes")


def _nation() -> Unit:
    return _unit("vn", "Việt Nam", "quốc gia", level="central", parent="", example="nước Việt Nam", new=None)


def _provinces(rows: Iterable[Mapping[str, Any]], period: str, merged: Mapping[str, set[str]]) -> list[Unit]:
    found = {row["provinceCode"]: (row["province"], row["provinceKey"]) for row in rows}
    made = []
    for code, (written, key) in sorted(found.items()):
        kind, name = _divided(written)
        place, example = f"{period}/{slug(name)}", _council(kind, name)
        unit = _unit(place, name, kind, level="province", parent="vn", code=code, example=example, new=period == NEW)
        if period == NEW:
            unit["succeeds"] = ";".join(sorted(f"{OLD}/{one}" for one in merged[key]))
        made.append(unit)
    return made


def _districts(rows: Iterable[Mapping[str, Any]], provinces: Mapping[tuple[str, str], Unit]) -> list[Unit]:
    found = {row["districtCode"]: (row["district"], provinces[OLD, row["provinceCode"]]["id"]) for row in rows}
    entries = [(code, *_divided(written), parent) for code, (written, parent) in sorted(found.items())]
    return [
        _unit(identity, name, kind, level="district", parent=parent, code=code, example=_council(kind, name), new=False)
        for identity, (code, kind, name, parent) in zip(_identities(entries), entries, strict=True)
    ]


def _communes(
    rows: Iterable[Mapping[str, Any]], period: str, parent_of: Any, merged: Mapping[str, set[str]]
) -> list[Unit]:
    found = {row["wardCode"]: row for row in rows if row["wardCode"]}
    entries = [(code, *_divided(row["ward"]), parent_of(row)["id"]) for code, row in sorted(found.items())]
    made = []
    for identity, (code, kind, name, _) in zip(_identities(entries), entries, strict=True):
        key = f"{found[code]['provinceKey']}_{found[code]['wardKey']}"
        succeeds = ";".join(sorted(merged[key])) if period == NEW else ""
        made.append({"id": identity, "name": name, "kind": kind, "code": code, "succeeds": succeeds})
    return made


def _identities(entries: list[tuple[str, str, str, str]]) -> list[str]:
    """Parent's identifier and slug; with the kind where names meet, with the official code where kinds meet too."""
    plain = [f"{parent}/{slug(f'{kind} {name}' if name.isdigit() else name)}" for _, kind, name, parent in entries]
    counts = Counter(plain)
    with_kind = [
        one if counts[one] == 1 else f"{parent}/{slug(f'{kind} {name}')}"
        for one, (_, kind, name, parent) in zip(plain, entries, strict=True)
    ]
    counts = Counter(with_kind)
    return [one if counts[one] == 1 else f"{one}-{entry[0]}" for one, entry in zip(with_kind, entries, strict=True)]


def _successions() -> Mapping[str, set[str]]:
    """New province key -> slugs of old provinces; "province_ward" key of a new commune -> codes of old communes."""
    import vietnamadminunits  # noqa: PLC0415  (wanted only here)
    from vietnamadminunits import database  # noqa: PLC0415

    data = json.loads((Path(vietnamadminunits.__file__).parent / "data" / "converter_2025.json").read_text("utf-8"))
    legacy = database.get_data("*", "admin_units_legacy")
    provinces = {row["provinceKey"]: slug(row["provinceShort"]) for row in legacy}
    codes = {f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}": row["wardCode"] for row in legacy}
    found: dict[str, set[str]] = defaultdict(set)
    for key, old in data["DICT_PROVINCE"].items():
        found[key] |= {provinces[one] for one in old}
    for key, wards in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, old in wards.items():
            found[f"{key}_{ward}"] |= {codes[one] for one in old if codes.get(one)}
    for key, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            for part in parts:
                found[f"{key}_{part['newWardKey']}"] |= {codes[old]} if codes.get(old) else set()
    return found


def _unit(
    identity: str, name: str, kind: str, *, level: str, parent: str, code: str = "", example: str = "", new: bool | None
) -> Unit:
    return {
        "id": identity, "name": name, "kind": kind, "level": level, "parent": parent, "code": code,
        "valid_from": FIRST_NEW if new else "", "valid_until": LAST_OLD if new is False else "",
        "succeeds": "", "example": example,
    }  # fmt: skip


def _council(kind: str, name: str) -> str:
    return f"Hội đồng nhân dân {kind} {name}"


def _divided(written: str) -> tuple[str, str]:
    kind = next(kind for kind in KINDS if written.lower().startswith(f"{kind} "))
    return kind, written[len(kind) :].strip()


def _write(path: Path, fields: tuple[str, ...], rows: Iterable[Unit]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
