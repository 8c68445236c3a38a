"""Coverage as a table for people and programs."""

from __future__ import annotations

from collections.abc import Iterable

from graph.coverage import Row
from graph.query import Cell, Column, Table

WAY = " ← "
"""Between the steps of a chain, from the requirement down."""
_COLUMNS = (
    Column("agency", "cơ quan chủ trì yêu cầu", "requirement's lead"),
    Column("requirement", "yêu cầu", "requirement"),
    Column("path", "vị trí yêu cầu", "requirement's place"),
    Column("text", "lời văn yêu cầu", "requirement's words"),
    Column("source", "tệp nguồn", "source file"),
    Column("line", "dòng", "line"),
    Column("lower", "văn bản cấp dưới", "lower document"),
    Column("lower_symbol", "số, ký hiệu cấp dưới", "lower symbol"),
    Column("level", "cấp", "level"),
    Column("territory", "địa bàn", "territory"),
    Column("state", "trạng thái", "state"),
    Column("confirmed", "liên kết đã xác nhận", "confirmed links"),
    Column("proposed", "liên kết máy đề xuất", "proposed links"),
    Column("duties", "số việc", "duties"),
    Column("met", "số việc đã có nhiệm vụ", "duties met"),
    Column("child", "nhiệm vụ", "task"),
    Column("child_path", "vị trí nhiệm vụ", "task's place"),
    Column("child_text", "lời văn nhiệm vụ", "task's words"),
    Column("child_source", "tệp nguồn của nhiệm vụ", "task's source file"),
    Column("child_line", "dòng của nhiệm vụ", "task's line"),
    Column("relation", "quan hệ", "relation"),
    Column("score", "điểm", "score"),
    Column("status", "tình trạng liên kết", "link's status"),
    Column("chain", "chuỗi", "chain"),
    Column("missing", "văn bản ở giữa không có trong kho", "documents between that are not held"),
    Column("addressed", "yêu cầu giao cho cấp này", "speaks to this level"),
)


def table_of(rows: Iterable[Row]) -> Table:
    """A line for each row: the requirement with its words and place, the state, the best link with its words."""
    return Table(_COLUMNS, tuple(tuple(_cells(row)[column.name] for column in _COLUMNS) for row in rows))


def _cells(row: Row) -> dict[str, Cell]:
    cells: dict[str, Cell] = {name: row.requirement[name] for name in ("requirement", "path", "text", "source", "line")}
    cells |= {"agency": row.agency, "lower": row.lower, "lower_symbol": row.symbol, "level": row.level}
    cells |= {"territory": row.territory, "state": row.state.value, "duties": row.duties, "met": row.met}
    cells |= {"confirmed": row.confirmed, "proposed": row.proposed, "missing": row.missing, "addressed": row.addressed}
    cells |= {f"child_{name}": row.child[name] if row.child else None for name in ("path", "text", "source", "line")}
    best = row.best
    cells |= {"child": best.child if best else None, "relation": best.relation.value if best else None}
    cells |= {"score": best.score if best else None, "status": best.status.value if best else None}
    return {**cells, "chain": WAY.join(row.chain) or None}
