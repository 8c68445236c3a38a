"""A cell's value as Vietnamese offices print it: dates by day, month and year, whole numbers without ".0"."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZEROS = re.compile(r"0{2,}")
_DIGITS = 10
"""Significant digits of a number with decimals: what a cell shows, not how a computer holds it."""


def printed(value: object, number_format: str = "General") -> str:
    """The words of a cell. number_format is the workbook's code for it; "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return _date(value, _QUOTED.sub("", number_format).lower())
    if isinstance(value, int | float):
        return _number(value, _QUOTED.sub("", number_format))
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _date(value: date, code: str) -> str:
    """A format without a day or a month shows none, and none is invented."""
    if "y" in code and "d" not in code:
        return f"{value:%m/%Y}" if "m" in code else f"{value:%Y}"
    text = f"{value:%d/%m/%Y}"
    if isinstance(value, datetime) and (value.hour or value.minute) and "h" in code:
        return f"{value:%H:%M} {text}"
    return text


def _number(value: float, code: str) -> str:
    if not math.isfinite(value):
        return ""
    if "%" in code:
        return f"{_decimal(value * 100)}%"
    text = _decimal(value)
    return text.zfill(len(code)) if _ZEROS.fullmatch(code) and text.isdigit() else text


def _decimal(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.{_DIGITS}g}".replace(".", ",")
