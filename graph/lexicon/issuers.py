"""Codes of issuing bodies in symbols: "UBND" in 68/KH-UBND, "TW" in 07-KH/TW.

Every head of a body fixes its own codes (Nghị định 30/2020/NĐ-CP), so the list stays open: a code that it does not
hold is unknown, not wrong. One code may stand for several bodies (TW), and one body (UBND) for every level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.lexicon.tables import read_rows
from graph.model import Branch, Level

_TERM = re.compile(r"(?P<body>QH|UBTVQH)[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A row of issuer_codes.csv: a body that signs with this code.

    level is None for a body that several levels have; valid_from and valid_until are the first and last day of the
    body under this name, None where not known or not bounded; example is a symbol that holds the code.
    """

    code: str
    name: str
    branch: Branch
    level: Level | None
    english: str
    valid_from: date | None
    valid_until: date | None
    example: str


@cache
def all_issuers() -> tuple[Issuer, ...]:
    """All rows, in the order of the list: of bodies with one code, the first is the common one."""
    return read_rows("issuer_codes.csv", Issuer)


def by_code(code: str) -> tuple[Issuer, ...]:
    """The bodies that a code may stand for; () for an unknown one.

    The term of the National Assembly is left out of account ("QH14"), and so is the unit that drafted a letter
    ("BNV-VP") where the whole is not listed.
    """
    wanted = code.strip()
    term = _TERM.fullmatch(wanted)
    if term:
        wanted = term.group("body")
    found = _codes().get(wanted, ())
    return found or _codes().get(wanted.partition("-")[0], ())


def level_of(code: str) -> Level | None:
    """The level of the bodies that sign with this code, None where it is unknown or not the same for all."""
    levels = {issuer.level for issuer in by_code(code)}
    return levels.pop() if len(levels) == 1 else None


def branch_of(code: str) -> Branch | None:
    """The system of the bodies that sign with this code, None where it is unknown or not the same for all."""
    branches = {issuer.branch for issuer in by_code(code)}
    return branches.pop() if len(branches) == 1 else None


@cache
def _codes() -> dict[str, tuple[Issuer, ...]]:
    found: dict[str, tuple[Issuer, ...]] = {}
    for issuer in all_issuers():
        found[issuer.code] = (*found.get(issuer.code, ()), issuer)
    return found
