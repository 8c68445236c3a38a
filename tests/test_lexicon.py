"""Word lists: every row tried on its own example, what is looked up in them, and who is meant by a name."""

from __future__ import annotations

import importlib.util
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, absent

from graph.errors import LexiconError
from graph.identity import parse_symbol
from graph.lexicon import agencies, issuers, tables, territories, types
from graph.lexicon.abbreviations import all_abbreviations, expand
from graph.lexicon.agency_catalogue import GeneralWords, general_words
from graph.lexicon.agency_names import key_of
from graph.model import Branch, Level

BEFORE, AFTER = date(2018, 7, 2), date(2025, 7, 1)
PROVINCE = ("vn/tuyen-quang", Level.PROVINCE)
DISTRICT = ("vn/lai-chau/phong-tho", Level.DISTRICT)
COMMUNE = ("vn/lai-chau/phong-tho/muong-so", Level.COMMUNE)
NATION = ("vn", Level.CENTRAL)
NOWHERE = (None, Level.DISTRICT)
NEW_CITY = ("vn-2025/ho-chi-minh", Level.PROVINCE)


# --- tables


@dataclass(frozen=True)
class Sample:
    name: str
    level: Level | None
    since: date | None
    others: tuple[str, ...]
    branch: Branch = Branch.STATE


def _table(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "folder", lambda _: folder)


def test_cells_get_their_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _table(
        tmp_path,
        monkeypatch,
        "good.csv",
        "name,level,since,others,branch,x\nA ,province,2025-03-01,b; c,party,\nB,,,,state,",
    )
    assert tables.read_rows("good.csv", Sample) == (
        Sample("A", Level.PROVINCE, date(2025, 3, 1), ("b", "c"), Branch.PARTY),
        Sample("B", None, None, (), Branch.STATE),
    )
    assert tables.read_rows("good.csv", Sample) is tables.read_rows("good.csv", Sample)


BAD_TABLES = [
    ("no-column.csv", "name,level,since,others\nA,,,", "no-column.csv, row 2"),
    ("bad-level.csv", "name,level,since,others,branch\nA,,,,state\nB,village,,,state", "bad-level.csv, row 3"),
    ("bad-date.csv", "name,level,since,others,branch\nA,,1/3/2025,,state", "bad-date.csv, row 2"),
    ("no-branch.csv", "name,level,since,others,branch\nA,,,,", "no-branch.csv, row 2"),
    ("long-row.csv", "name,level,since,others,branch\nA,,,,state,x,y", "long-row.csv, row 2"),
    ("short-row.csv", "name,level,since,others,branch\nA,", "short-row.csv, row 2"),
]


@pytest.mark.parametrize(("name", "text", "where"), BAD_TABLES, ids=[row[0] for row in BAD_TABLES])
def test_a_bad_row_is_named(name: str, text: str, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _table(tmp_path, monkeypatch, name, text)
    with pytest.raises(LexiconError) as caught:
        tables.read_rows(name, Sample)
    assert caught.value.where == where


def test_a_missing_table_is_named() -> None:
    with pytest.raises(LexiconError, match="the word list is missing"):
        tables.read_rows("nowhere.csv", Sample)


# --- types


@pytest.mark.parametrize("row", types.all_types(), ids=lambda row: f"{row.name} {row.branch or 'all'}")
def test_type_begins_its_example(row: types.DocumentType) -> None:
    found = types.starting(row.example)
    assert found is not None
    assert found[0].name == row.name
    assert key_of(row.example[: found[1]]) in {key_of(name) for name in (row.name, *row.aliases)}
    assert types.by_name(row.name.upper()) is not None
    assert row.code is None or row.code in {known.code for known in types.all_types()}
    if row.code:
        assert types.by_code(row.code) is not None


STATE_TYPES = (
    "Nghị quyết NQ, Quyết định QĐ, Chỉ thị CT, Quy chế QC, Quy định QyĐ, Thông cáo TC, Thông báo TB, Hướng dẫn HD, "
    "Chương trình CTr, Kế hoạch KH, Phương án PA, Đề án ĐA, Dự án DA, Báo cáo BC, Biên bản BB, Tờ trình TTr, "
    "Hợp đồng HĐ, Công văn -, Công điện CĐ, Bản ghi nhớ BGN, Bản thỏa thuận BTT, Giấy ủy quyền GUQ, Giấy mời GM, "
    "Giấy giới thiệu GGT, Giấy nghỉ phép GNP, Phiếu gửi PG, Phiếu chuyển PC, Phiếu báo PB, Thư công -, "
    "Bản sao y SY, Bản trích sao TrS, Bản sao lục SL"
)
PARTY_TYPES = (
    "Cương lĩnh chính trị -, Điều lệ Đảng -, Chiến lược -, Nghị quyết NQ, Quyết định QĐ, Chỉ thị CT, Kết luận KL, "
    "Quy chế QC, Quy định QĐ, Thông tri TT, Hướng dẫn HD, Thông báo TB, Thông cáo TC, Tuyên bố -, Lời kêu gọi -, "
    "Báo cáo BC, Kế hoạch KH, Quy hoạch QH, Chương trình CTr, Đề án ĐA, Phương án PA, Dự án DA, Tờ trình TTr, "
    "Công văn CV, Biên bản BB, Giấy giới thiệu GGT, Giấy chứng nhận GCN, Giấy đi đường GĐĐ, Giấy nghỉ phép GNP, "
    "Giấy mời GM, Phiếu chuyển PC, Phiếu gửi PG, Thư công -"
)


@pytest.mark.parametrize(
    ("branch", "listed", "count"),
    [(Branch.STATE, STATE_TYPES, 32), (Branch.PARTY, PARTY_TYPES, 33)],
    ids=["state", "party"],
)
def test_lists_of_the_rules_are_complete(branch: Branch, listed: str, count: int) -> None:
    known = {(row.name, row.code or "-") for row in types.all_types() if row.branch in (None, branch)}
    wanted = {tuple(entry.rsplit(" ", 1)) for entry in listed.split(", ")}
    assert len(wanted) == count
    assert wanted <= known


CODES = [
    ("KH", None, "Kế hoạch"),
    ("QĐ", None, "Quyết định"),
    ("QĐ", Branch.PARTY, "Quyết định"),
    ("QyĐ", None, "Quy định"),
    ("TT", None, "Thông tư"),
    ("TT", Branch.STATE, "Thông tư"),
    ("TT", Branch.PARTY, "Thông tri"),
    ("CTr", None, "Chương trình"),
    ("CTHĐ", None, "Chương trình hành động"),
    ("HD", None, "Hướng dẫn"),
    ("HĐ", None, "Hợp đồng"),
    ("ĐA", None, "Đề án"),
    ("DA", None, "Dự án"),
    ("CV", None, "Công văn"),
    ("CV", Branch.STATE, None),
    ("KL", None, "Kết luận"),
    ("kh", None, None),
    ("ZZ", None, None),
]


@pytest.mark.parametrize(("code", "branch", "name"), CODES, ids=[f"{row[0]} {row[1]}" for row in CODES])
def test_type_by_code(code: str, branch: Branch | None, name: str | None) -> None:
    found = types.by_code(code, branch)
    assert (found.name if found else None) == name


NAMES = [
    ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Chương trình hành động"),
    (" Kế\u00a0 hoạch ", "Kế hoạch"),
    ("giấy uỷ quyền", "Giấy ủy quyền"),
    ("Kế hoạch phát triển", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "name"), NAMES, ids=[row[0] or "empty" for row in NAMES])
def test_type_by_name(text: str, name: str | None) -> None:
    found = types.by_name(text)
    assert (found.name if found else None) == name


STARTS = [
    ("Kế hoạch này", "Kế hoạch", 8),
    ("KẾ  HOẠCH số 5", "Kế hoạch", 9),
    ("Nghị quyết liên tịch số 3", "Nghị quyết liên tịch", 20),
    ("Luật Viên chức", "Luật", 4),
    ("Bộ luật Dân sự", "Bộ luật", 7),
    ("DỰ ÁN cấp nước", "Dự án", 5),
    ("Kế hoạchh", None, 0),
    ("về kế hoạch", None, 0),
    ("CTHĐ của huyện", None, 0),
]


@pytest.mark.parametrize(("text", "name", "length"), STARTS, ids=[row[0] for row in STARTS])
def test_type_at_the_start(text: str, name: str | None, length: int) -> None:
    found = types.starting(text)
    assert ((found[0].name, found[1]) if found else (None, 0)) == (name, length)


# --- issuers


@pytest.mark.parametrize("row", issuers.all_issuers(), ids=lambda row: f"{row.code} {row.name}")
def test_issuer_signs_its_example(row: issuers.Issuer) -> None:
    symbol = parse_symbol(row.example)
    assert symbol is not None
    assert row in issuers.by_code(symbol.issuer_code)
    assert row.valid_from is None or row.valid_until is None or row.valid_from < row.valid_until


ISSUERS = [
    ("TW", 3, Level.CENTRAL, Branch.PARTY),
    ("TU", 2, Level.PROVINCE, Branch.PARTY),
    ("UBND", 1, None, Branch.STATE),
    ("QH14", 1, Level.CENTRAL, Branch.STATE),
    ("UBTVQH13", 1, Level.CENTRAL, Branch.STATE),
    ("BNV-VP", 1, Level.CENTRAL, Branch.STATE),
    ("MTTQ-BTT", 1, None, Branch.FRONT),
    ("SNV", 1, Level.PROVINCE, Branch.STATE),
    ("HU", 1, Level.DISTRICT, Branch.PARTY),
    ("XYZ", 0, None, None),
    ("", 0, None, None),
]


@pytest.mark.parametrize(("code", "count", "level", "branch"), ISSUERS, ids=[row[0] or "empty" for row in ISSUERS])
def test_issuer_by_code(code: str, count: int, level: Level | None, branch: Branch | None) -> None:
    assert len(issuers.by_code(code)) == count
    assert issuers.level_of(code) is level
    assert issuers.branch_of(code) is branch


# --- territories


@pytest.mark.parametrize("row", territories.territory_rows(), ids=lambda row: row.id)
def test_territory_is_named_by_its_example(row: territories.TerritoryRow) -> None:
    unit = territories.get(row.id)
    assert unit is not None
    assert unit in territories.find(unit.full_name, row.level)
    assert unit in territories.find(unit.full_name.upper())
    assert row.level is Level.CENTRAL or unit in {found for found, _, _ in territories.named_in(row.example)}
    if row.parent is not None:
        assert territories.get(row.parent) is not None
    assert unit.stands(BEFORE) is not unit.stands(AFTER) or row.level is Level.CENTRAL


@pytest.mark.parametrize("row", territories.alias_rows(), ids=lambda row: f"{row.territory} {row.name}")
def test_alias_names_its_territory(row: territories.AliasRow) -> None:
    assert row.territory in {unit.id for unit in territories.find(f"{row.kind} {row.name}")}
    assert row.territory in {unit.id for unit, _, _ in territories.named_in(row.example)}


def test_counts_of_territories() -> None:
    assert len(territories.provinces(BEFORE)) == 63
    assert len(territories.provinces(AFTER)) == 34
    assert len(territories.provinces()) == 97
    assert sum(row.level is Level.DISTRICT for row in territories.territory_rows()) == 696
    assert len(territories.communes(BEFORE)) == 10035
    assert len(territories.communes(AFTER)) == 3321


def test_every_commune_has_its_own_identifier_and_parent() -> None:
    units = territories.communes()
    assert len({unit.id for unit in units}) == len(units) == 13356
    for unit in units:
        assert territories.get(unit.id) is unit
        assert unit.parent is not None
        assert territories.get(unit.parent) is not None
        assert unit in territories.find(unit.full_name, Level.COMMUNE, unit.parent)


FINDS = [
    ("Phong Thổ", None, None, None, ["vn/lai-chau/phong-tho"]),
    ("huyện Phong Thổ", None, None, None, ["vn/lai-chau/phong-tho"]),
    ("H. Phong Thổ", None, None, None, ["vn/lai-chau/phong-tho"]),
    ("tỉnh Lai Châu", None, None, None, ["vn/lai-chau", "vn-2025/lai-chau"]),
    ("tỉnh Lai Châu", None, None, AFTER, ["vn-2025/lai-chau"]),
    ("Lai Châu", Level.PROVINCE, None, BEFORE, ["vn/lai-chau"]),
    ("Lai Châu", None, None, BEFORE, ["vn/lai-chau", "vn/lai-chau/lai-chau"]),
    ("TP. Hồ Chí Minh", None, None, BEFORE, ["vn/ho-chi-minh"]),
    ("Thành phố Hồ Chí Minh", None, None, AFTER, ["vn-2025/ho-chi-minh"]),
    ("thành phố Tuyên Quang", None, None, None, ["vn/tuyen-quang/tuyen-quang"]),
    ("TỈNH HOÀ BÌNH", None, None, None, ["vn/hoa-binh"]),
    ("thị xã Kỳ Anh", None, None, None, ["vn/ha-tinh/thi-xa-ky-anh"]),
    ("huyện Kỳ Anh", None, None, None, ["vn/ha-tinh/huyen-ky-anh"]),
    ("Châu Thành", None, "vn/tien-giang", None, ["vn/tien-giang/chau-thanh"]),
    ("xã Tân Trào", None, "vn/tuyen-quang", None, ["vn/tuyen-quang/son-duong/tan-trao"]),
    ("Tân Trào", Level.COMMUNE, None, AFTER, ["vn-2025/tuyen-quang/tan-trao"]),
    ("Tân Trào", None, None, None, []),
    ("quận 1", None, None, None, ["vn/ho-chi-minh/quan-1"]),
    ("1", None, None, None, []),
    ("Việt Nam", None, None, None, ["vn"]),
    ("Bà Rịa – Vũng Tàu", None, None, None, ["vn/ba-ria-vung-tau"]),
    ("xã hội", None, None, None, []),
    ("", None, None, None, []),
]


@pytest.mark.parametrize(("name", "level", "within", "on", "ids"), FINDS, ids=range(len(FINDS)))
def test_find(name: str, level: Level | None, within: str | None, on: date | None, ids: list[str]) -> None:
    assert [unit.id for unit in territories.find(name, level, within, on)] == ids


MENTIONS = [
    ("trạm bơm ở huyện Chiêm Hóa và thành phố Tuyên Quang", None, ["huyện Chiêm Hóa", "thành phố Tuyên Quang"]),
    ("UBND HUYỆN PHONG THỔ", None, ["HUYỆN PHONG THỔ"]),
    ("tỉnh Bà Rịa - Vũng Tàu, TP. Hồ Chí Minh.", None, ["tỉnh Bà Rịa - Vũng Tàu", "TP. Hồ Chí Minh"]),
    ("huyện Krông Pắc; huyện Ea H'leo", None, ["huyện Krông Pắc", "huyện Ea H'leo"]),
    ("tỉnh Lai\nChâu", None, ["tỉnh Lai\nChâu"]),
    ("xã hội hóa ở thành phố trực thuộc, huyện nghèo, tỉnh, Lai Châu", None, []),
    ("xã Mường So", None, []),
    ("xã Mường So, tỉnh Lai Châu", Level.COMMUNE, ["xã Mường So"]),
    ("tỉnh Lai Châu, huyện Phong Thổ", Level.DISTRICT, ["huyện Phong Thổ"]),
]


@pytest.mark.parametrize(("text", "level", "found"), MENTIONS, ids=[row[0][:30] for row in MENTIONS])
def test_named_in(text: str, level: Level | None, found: list[str]) -> None:
    mentions = [text[start:end] for _, start, end in territories.named_in(text, level, BEFORE)]
    assert mentions == found


def test_an_ambiguous_mention_yields_all_that_it_may_mean() -> None:
    found = list(territories.named_in("huyện Châu Thành"))
    assert len(found) == 10
    assert {(start, end) for _, start, end in found} == {(0, 16)}


@pytest.mark.parametrize("piece", ["huyện Chiêm Hoá, ", "huyện " * 5, "xã P. ", "H " * 9, "tỉnh Bà - "], ids=range(5))
def test_named_in_takes_linear_time(piece: str) -> None:
    def seconds(copies: int) -> float:
        text = piece * copies
        begin = time.process_time()
        assert sum(1 for _ in territories.named_in(text)) >= 0
        return time.process_time() - begin

    seconds(100)
    small, large = (min(seconds(copies) for _ in range(3)) for copies in (1000, 8000))
    assert large < 30 * max(small, 0.002)


def test_succession() -> None:
    assert territories.succeeds("vn-2025/tuyen-quang") == ("vn/ha-giang", "vn/tuyen-quang")
    assert territories.succeeds("vn-2025/lai-chau") == ("vn/lai-chau",)
    assert "vn/lai-chau/muong-te/bum-to" in territories.succeeds("vn-2025/lai-chau/bum-to")
    assert territories.succeeds("vn/lai-chau") == ()
    assert territories.succeeds("vn-2025/nowhere") == ()
    taken = Counter(old for unit in territories.provinces(AFTER) for old in territories.succeeds(unit.id))
    assert taken == Counter(unit.id for unit in territories.provinces(BEFORE))
    heirs = [unit for unit in territories.communes(AFTER) if territories.succeeds(unit.id)]
    assert len(heirs) == 3321 - 5, "all but the five island zones, which had no communes"


def test_province_of() -> None:
    assert territories.province_of("vn/lai-chau/phong-tho") == "vn/lai-chau"
    assert territories.province_of("vn-2025/lai-chau") == "vn-2025/lai-chau"
    assert territories.province_of("vn") is None
    assert territories.get("vn/nowhere") is None


def _build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_territories", ROOT / "data/lexicon/build_territories.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_lists_of_territories_are_those_of_the_package() -> None:
    if importlib.util.find_spec("vietnamadminunits") is None:
        absent("the package vietnamadminunits")
    upper, communes = _build_script().units()
    rows = [(row.id, row.name, row.kind, row.code, row.parent or "") for row in territories.territory_rows()]
    assert rows == [(unit["id"], unit["name"], unit["kind"], unit["code"], unit["parent"]) for unit in upper]
    assert [(unit.id, unit.name, unit.kind, unit.code) for unit in territories.communes()] == [
        (unit["id"], unit["name"], unit["kind"], unit["code"]) for unit in communes
    ]


# --- agencies


@pytest.mark.parametrize("row", agencies.catalogue(), ids=lambda row: row.name)
def test_agency_is_meant_by_its_example_and_aliases(row: agencies.AgencyRow) -> None:
    for name in (row.example, row.name, row.name.upper(), *row.aliases):
        assert agencies.listed(name) == row, name
    for name in filter(None, (row.parent, row.successor)):
        above = agencies.listed(name)
        assert above is not None
        assert above.name == name
    assert row.kind in {"agency", "group", "bodies", "post", "generic"}
    setting = {Level.DISTRICT: DISTRICT, Level.COMMUNE: COMMUNE}.get(row.level, PROVINCE)  # type: ignore[arg-type]
    found = agencies.resolve(row.name, *setting)
    assert found.kind in {row.kind, "group"}, "a city's committee stands for all of them in a province without one"
    assert found.branch is row.branch
    assert row.level in (None, found.level)


@pytest.mark.parametrize("head", agencies.heads(), ids=lambda head: head.words)
def test_head_begins_its_example(head: agencies.Head) -> None:
    assert agencies.head_of(head.example) == head
    found = agencies.resolve(head.example, *PROVINCE)
    assert found.kind in {head.kind, "group"}
    assert head.level in (None, found.level)


def test_no_name_means_two_agencies() -> None:
    owners: dict[str, set[str]] = {}
    for row in agencies.catalogue():
        for name in (row.name, *row.aliases):
            owners.setdefault(key_of(name), set()).add(row.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


TQ, PT = "agency/vn/tuyen-quang", "agency/vn/lai-chau/phong-tho"
WHO = [
    # the province's plan
    ("Sở Nội vụ", PROVINCE, f"{TQ}/so-noi-vu", "agency"),
    ("sở NN&PTNT", PROVINCE, f"{TQ}/so-nong-nghiep-va-phat-trien-nong-thon", "agency"),
    ("Bộ Chính trị", PROVINCE, "agency/vn/bo-chinh-tri", "agency"),
    ("Ủy ban TV Quốc hội", PROVINCE, "agency/vn/uy-ban-thuong-vu-quoc-hoi", "agency"),
    ("UBND huyện, thành phố", PROVINCE, f"{TQ}/uy-ban-nhan-dan-huyen-thanh-pho", "group"),
    ("Uỷ ban nhân dân các huyện, thành phố", PROVINCE, f"{TQ}/uy-ban-nhan-dan-huyen-thanh-pho", "group"),
    ("các cơ quan, đơn vị", PROVINCE, f"{TQ}/cac-co-quan-don-vi", "group"),
    ("Các các cơ quan, đơn vị có liên quan", PROVINCE, f"{TQ}/cac-co-quan-don-vi-lien-quan", "group"),
    ("cấp có thẩm quyền", PROVINCE, f"{TQ}/cap-co-tham-quyen", "generic"),
    ("trưởng ban tuyên giáo", PROVINCE, f"{TQ}/truong-ban-tuyen-giao", "post"),
    ("UBND huyện Chiêm Hóa", PROVINCE, f"{TQ}/chiem-hoa/uy-ban-nhan-dan", "agency"),
    ("UBND thành phố Tuyên Quang", PROVINCE, f"{TQ}/tuyen-quang/uy-ban-nhan-dan", "agency"),
    ("Ủy ban nhân dân tỉnh", PROVINCE, f"{TQ}/uy-ban-nhan-dan", "agency"),
    ("UBND", PROVINCE, f"{TQ}/uy-ban-nhan-dan", "agency"),
    ("Văn phòng HĐND tỉnh", PROVINCE, f"{TQ}/van-phong-hoi-dong-nhan-dan", "agency"),
    ("Văn phòng Đoàn ĐBQH tỉnh", PROVINCE, f"{TQ}/van-phong-doan-dai-bieu-quoc-hoi", "agency"),
    ("Ban Chấp hành Đảng bộ tỉnh", PROVINCE, f"{TQ}/tinh-uy", "agency"),
    ("Thường trực Tỉnh uỷ", PROVINCE, f"{TQ}/thuong-truc-tinh-uy", "agency"),
    ("Chủ tịch UBND tỉnh", PROVINCE, f"{TQ}/chu-tich-uy-ban-nhan-dan", "post"),
    ("Giám đốc Sở Nội vụ", PROVINCE, f"{TQ}/giam-doc-so-noi-vu", "post"),
    ("Đảng ủy Công an tỉnh", PROVINCE, f"{TQ}/dang-uy-cong-an", "agency"),
    ("Phòng Nội vụ", PROVINCE, f"{TQ}/phong-noi-vu", "group"),
    ("Huyện ủy", PROVINCE, f"{TQ}/huyen-uy", "group"),
    ("Các Ban Quản lý dự án cấp tỉnh", PROVINCE, f"{TQ}/cac-ban-quan-ly-du-an-cap-tinh", "group"),
    ("UBND tỉnh Lai Châu", PROVINCE, "agency/vn/lai-chau/uy-ban-nhan-dan", "agency"),
    ("Trạm Quan trắc sông Lô", PROVINCE, f"{TQ}/tram-quan-trac-song-lo", "agency"),
    # the district's plan
    ("Sở Nội vụ", DISTRICT, "agency/vn/lai-chau/so-noi-vu", "agency"),
    ("UBND huyện", DISTRICT, f"{PT}/uy-ban-nhan-dan", "agency"),
    ("Phòng Nội vụ huyện", DISTRICT, f"{PT}/phong-noi-vu", "agency"),
    ("Phòng Nội vụ", DISTRICT, f"{PT}/phong-noi-vu", "agency"),
    ("các xã, thị trấn", DISTRICT, f"{PT}/cac-xa-thi-tran", "group"),
    ("TT. HĐND huyện", DISTRICT, f"{PT}/thuong-truc-hoi-dong-nhan-dan", "agency"),
    ("Ban Thường vụ", DISTRICT, f"{PT}/ban-thuong-vu-huyen-uy", "agency"),
    ("Ban Thường vụ Huyện uỷ", DISTRICT, f"{PT}/ban-thuong-vu-huyen-uy", "agency"),
    ("Ban Thường vụ Tỉnh ủy Lai Châu", DISTRICT, "agency/vn/lai-chau/ban-thuong-vu-tinh-uy", "agency"),
    ("UBND các huyện, thành phố", DISTRICT, "agency/vn/lai-chau/uy-ban-nhan-dan-huyen-thanh-pho", "group"),
    ("các sở, ngành", DISTRICT, "agency/vn/lai-chau/cac-so-ban-nganh", "group"),
    ("Đảng ủy xã Mường So", DISTRICT, f"{PT}/muong-so/dang-uy", "agency"),
    ("Đảng ủy", DISTRICT, f"{PT}/dang-uy", "group"),
    ("tỉnh", DISTRICT, "agency/vn/lai-chau/tinh", "generic"),
    ("xã Mường So", DISTRICT, f"{PT}/muong-so/xa", "generic"),
    ("các xã biên giới", DISTRICT, f"{PT}/cac-xa-bien-gioi", "group"),
    ("Huyện ủy", COMMUNE, f"{PT}/huyen-uy", "agency"),
    ("UBND xã", COMMUNE, f"{PT}/muong-so/uy-ban-nhan-dan", "agency"),
    # a place that is not known
    ("Ban Thường vụ Huyện uỷ", NOWHERE, "agency/unknown/ban-thuong-vu-huyen-uy", "agency"),
    ("UBND huyện", NOWHERE, "agency/unknown/uy-ban-nhan-dan-huyen", "agency"),
    ("UBND tỉnh", NOWHERE, "agency/unknown/uy-ban-nhan-dan-tinh", "agency"),
    ("sở y tế", NOWHERE, "agency/unknown/so-y-te", "agency"),
    ("Chính phủ", NOWHERE, "agency/vn/chinh-phu", "agency"),
    ("các TCCSD trực thuộc huyện", NOWHERE, "agency/unknown/cac-to-chuc-co-so-dang-truc-thuoc-huyen", "group"),
    ("UBND huyện Phong Thổ", NOWHERE, f"{PT}/uy-ban-nhan-dan", "agency"),
    ("UBND tỉnh Lai Châu", NOWHERE, "agency/unknown/uy-ban-nhan-dan-tinh-lai-chau", "agency"),
    # the centre's plan
    ("Các tỉnh ủy, thành ủy trực thuộc Trung ương", NATION, "agency/vn/cac-tinh-uy-thanh-uy", "group"),
    ("các ban cán sự đảng bộ, ngành", NATION, "agency/vn/cac-ban-can-su-dang-bo-nganh", "group"),
    ("Sở Nội vụ", NATION, "agency/vn/so-noi-vu", "group"),
    ("Ban cán sự đảng Bộ Tư pháp", NATION, "agency/vn/ban-can-su-dang-bo-tu-phap", "agency"),
    ("bí thư tỉnh ủy, thành ủy", NATION, "agency/vn/bi-thu-tinh-uy-thanh-uy", "group"),
    ("tỉnh ủy, thành ủy", NATION, "agency/vn/cac-tinh-uy-thanh-uy", "group"),
    ("ban cán sự đảng", NATION, "agency/vn/cac-ban-can-su-dang", "group"),
    ("đảng đoàn", NATION, "agency/vn/cac-dang-doan", "group"),
    ("đảng ủy trực thuộc Trung ương", NATION, "agency/vn/cac-dang-uy-truc-thuoc-trung-uong", "group"),
    ("bộ trưởng các bộ", NATION, "agency/vn/bo-truong-cac-bo", "group"),
    ("Thủ tướng", NATION, "agency/vn/thu-tuong-chinh-phu", "post"),
    # a centrally run city of today
    ("Ủy ban nhân dân Thành phố", NEW_CITY, "agency/vn-2025/ho-chi-minh/uy-ban-nhan-dan", "agency"),
    ("Thành ủy", NEW_CITY, "agency/vn-2025/ho-chi-minh/thanh-uy", "agency"),
    ("Ban Tổ chức Thành ủy", NEW_CITY, "agency/vn-2025/ho-chi-minh/ban-to-chuc-thanh-uy", "agency"),
    ("Các xã, phường, đặc khu", NEW_CITY, "agency/vn-2025/ho-chi-minh/cac-xa-phuong", "group"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "setting", "identity", "kind"), WHO, ids=[f"{row[0]} {row[1][0]}" for row in WHO])
def test_resolve(name: str, setting: tuple[str | None, Level], identity: str, kind: str) -> None:
    found = agencies.resolve(name, *setting)
    assert (found.id, found.kind) == (identity, kind)
    assert found.territory == (None if "/unknown/" in identity else identity[len("agency/") :].rpartition("/")[0])


def test_resolve_with_the_day_knows_the_period() -> None:
    assert agencies.resolve("UBND tỉnh Lai Châu", *NATION, on=BEFORE).territory == "vn/lai-chau"
    assert agencies.resolve("UBND tỉnh Lai Châu", *NATION, on=AFTER).territory == "vn-2025/lai-chau"
    assert agencies.resolve("UBND tỉnh Lai Châu", *NATION).territory is None


@pytest.mark.parametrize("row", general_words(), ids=lambda row: row.words)
def test_general_words_mean_every_level(row: GeneralWords) -> None:
    found = agencies.resolve(row.example, *NATION)
    assert (found.kind, found.level, found.territory) == ("group", None, "vn")
    assert agencies.resolve(row.example.replace(row.words, "ở Trung ương"), *NATION).level is Level.CENTRAL
    assert agencies.resolve(f"Cục Thống kê {row.words}", *NATION).kind == (row.kind or "agency")


LEVELS = [
    # general addresses: in a central document without a level, in a local one its unit's
    ("các cấp ủy", NATION, "group", None),
    ("tổ chức đảng", NATION, "group", None),
    ("cấp ủy, tổ chức đảng", NATION, "group", None),
    ("các cơ quan, đơn vị", NATION, "group", None),
    ("lãnh đạo cơ quan, đơn vị", NATION, "group", None),
    ("người đứng đầu cơ quan, đơn vị, tổ chức các cấp", NATION, "group", None),
    ("bí thư cấp ủy", NATION, "group", None),
    ("các trường mầm non", NATION, "group", None),
    ("các bộ, ngành, địa phương", NATION, "group", None),
    ("cấp có thẩm quyền", NATION, "generic", None),
    ("Mặt trận Tổ quốc các cấp", NATION, "group", None),
    ("các cấp ủy", PROVINCE, "group", Level.PROVINCE),
    ("tổ chức đảng", DISTRICT, "group", Level.DISTRICT),
    ("các cơ quan, đơn vị", DISTRICT, "group", Level.DISTRICT),
    ("người đứng đầu cơ quan, đơn vị, tổ chức các cấp", PROVINCE, "group", Level.PROVINCE),
    # groups of central bodies, and of bodies of one level below
    ("các bộ, ngành", NATION, "group", Level.CENTRAL),
    ("các cơ quan, đơn vị ở Trung ương", NATION, "group", Level.CENTRAL),
    ("các đồng chí ủy viên Bộ Chính trị", NATION, "group", Level.CENTRAL),
    ("các đồng chí Bộ trưởng", NATION, "group", Level.CENTRAL),
    ("thủ trưởng cơ quan ngang bộ", NATION, "group", Level.CENTRAL),
    ("ban cán sự đảng", NATION, "group", Level.CENTRAL),
    ("ban cán sự đảng", PROVINCE, "group", Level.PROVINCE),
    ("đảng ủy trực thuộc Trung ương", PROVINCE, "group", Level.CENTRAL),
    ("tỉnh ủy, thành ủy", NATION, "group", Level.PROVINCE),
    ("UBND các xã, thị trấn", NATION, "group", Level.COMMUNE),
    ("Văn phòng Ban Chỉ đạo phòng thủ dân sự quốc gia", NATION, "agency", Level.CENTRAL),
]  # fmt: skip


@pytest.mark.parametrize(("name", "setting", "kind", "level"), LEVELS, ids=[f"{row[0]} {row[1][0]}" for row in LEVELS])
def test_levels_of_groups(name: str, setting: tuple[str | None, Level], kind: str, level: Level | None) -> None:
    found = agencies.resolve(name, *setting)
    assert (found.kind, found.level) == (kind, level)


@pytest.mark.parametrize("row", agencies.catalogue(), ids=lambda row: row.name)
def test_parents_are_what_their_names_mean(row: agencies.AgencyRow) -> None:
    for setting in (NATION, PROVINCE, DISTRICT, COMMUNE):
        found = agencies.resolve(row.name, *setting)
        for other in filter(None, (found.parent, found.successor)):
            assert agencies.resolve(other.name, *setting).id == other.id


MERGERS = [
    ("Sở Giao thông vận tải", PROVINCE, date(2025, 3, 1), f"{TQ}/so-xay-dung"),
    ("Sở GTVT", DISTRICT, date(2025, 3, 1), "agency/vn/lai-chau/so-xay-dung"),
    ("Ban Kinh tế Trung ương", NATION, date(2025, 2, 3), "agency/vn/ban-chinh-sach-chien-luoc-trung-uong"),
    ("Ban cán sự đảng Bộ Nội vụ", NATION, None, None),  # no one body took over
    ("Huyện ủy", DISTRICT, None, None),
    ("các Sở Giao thông vận tải", NATION, None, None),
    ("Sở Giao thông vận tải", NOWHERE, None, None),
    ("Sở Giao thông vận tải", NEW_CITY, None, None),  # the city of today never had one
]  # fmt: skip


@pytest.mark.parametrize(("name", "setting", "day", "heir"), MERGERS, ids=[f"{row[0]} {row[1][0]}" for row in MERGERS])
def test_mergers(name: str, setting: tuple[str | None, Level], day: date | None, heir: str | None) -> None:
    found = agencies.resolve(name, *setting)
    assert (found.changed, found.successor.id if found.successor else None) == (day, heir)


def test_parents_and_names() -> None:
    above = agencies.resolve("Sở Nội vụ", *DISTRICT).parent
    assert above is not None
    assert (above.id, above.name) == ("agency/vn/lai-chau/uy-ban-nhan-dan", "Ủy ban nhân dân tỉnh Lai Châu")
    above = agencies.resolve("Ban Tổ chức Huyện ủy", *DISTRICT).parent
    assert above is not None
    assert (above.id, above.name) == (f"{PT}/huyen-uy", "Huyện ủy Phong Thổ")
    assert agencies.resolve("UBND tỉnh", *DISTRICT).name == "Ủy ban nhân dân tỉnh Lai Châu"
    assert agencies.resolve("Ban Tổ chức", *DISTRICT).name == "Ban Tổ chức Huyện ủy Phong Thổ"
    assert agencies.resolve("Sở Nội vụ", *PROVINCE).name == "Sở Nội vụ"


@pytest.mark.parametrize(
    "name", ["", "...", "x" * 5000, "的", "Ban " * 2000, "các " * 900, "huyện " * 900], ids=range(7)
)
def test_resolve_always_returns_something(name: str) -> None:
    found = agencies.resolve(name, *PROVINCE)
    assert found.id.startswith(f"{TQ}/")
    assert len(found.id) < 200
    assert found == agencies.resolve(name, *PROVINCE)
    assert agencies.resolve(name, None, None).id.startswith("agency/unknown/")


NAMED = """Bộ Chính trị|Ban Bí thư|Đảng đoàn Quốc hội|Ban cán sự đảng Chính phủ|các ban cán sự đảng bộ, ngành|
lãnh đạo cơ quan thuộc Chính phủ|Đảng đoàn Mặt trận Tổ quốc Việt Nam|Đảng đoàn Tổng Liên đoàn Lao động Việt Nam|
các đảng đoàn đoàn thể chính trị - xã hội ở Trung ương|Ban Bí thư Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh|
Các tỉnh ủy, thành ủy trực thuộc Trung ương|Ban Tổ chức Trung ương|Ủy ban Kiểm tra Trung ương|
Ban Tuyên giáo Trung ương|Ban Dân vận Trung ương|Ban Kinh tế Trung ương|Ban Nội chính Trung ương|
Văn phòng Trung ương Đảng|Quân ủy Trung ương|Đảng ủy Công an Trung ương|Học viện Chính trị quốc gia Hồ Chí Minh|
Đảng ủy Khối các cơ quan Trung ương|Đảng ủy Khối Doanh nghiệp Trung ương|Hội đồng Lý luận Trung ương|
Các Ban Chỉ đạo Tây Bắc, Tây Nguyên, Tây Nam Bộ|Ban cán sự đảng Bộ Ngoại giao|Đảng ủy Ngoài nước|
Ban cán sự đảng Bộ Nội vụ|Kiểm toán Nhà nước|Hội đồng Dân tộc|Ban Chấp hành Đảng bộ tỉnh|Ban Thường vụ|
Ban Thường vụ Huyện uỷ|Ban Thường vụ Tỉnh ủy|Ban Tuyên giáo Huyện uỷ|Ban Tuyên giáo Tỉnh ủy|Ban Tổ chức Huyện uỷ|
Báo Tuyên Quang|Các các cơ quan, đơn vị có liên quan|Các cơ quan liên quan|Các cơ quan, đơn vị|
Các cơ quan, đơn vị liên quan|Các cơ quan, đơn vị quản lý đơn vị sự nghiệp công lập theo ngành, lĩnh vực|
Các cơ quan, đơn vị thuộc và trực thuộc Ủy ban nhân dân tỉnh|Các tổ chức hội quần chúng|Các xã, thị trấn|
Cấp ủy cấp huyện|Huyện ủy|Hội đồng nhân dân tỉnh|Mặt trận Tổ quốc|Sở Nội vụ|Sở Thông tin và Truyền thông|
Sở Tài chính|Thường trực Tỉnh ủy|UBND huyện|UBND huyện, thành phố|Uỷ ban Kiểm tra Huyện uỷ|Văn phòng HĐND tỉnh|
Văn phòng Hội đồng nhân dân tỉnh|Văn phòng UBND tỉnh|Văn phòng Đoàn Đại biểu Quốc hội tỉnh|
Văn phòng Ủy ban nhân dân tỉnh|ban công tác mặt trận|các TCCSD trực thuộc huyện|các cơ quan báo chí|
các cơ quan tham mưu|các cấp uỷ|cơ quan liên quan|cấp có thẩm quyền|lãnh đạo các phòng, ban, ngành|
sở Giáo dục đào tạo|sở NN&PTNT|sở y tế|tổ chức đảng|Đài Phát thanh và Truyền hình tỉnh|Đảng ủy các xã, thị trấn|
Đảng ủy xã, thị trấn|Ủy ban Mặt trận Tổ quốc tỉnh|Ủy ban TV Quốc hội|Ủy ban nhân dân huyện, thành phố|
Ủy ban nhân dân tỉnh|Phòng Nội vụ huyện|Các cơ quan chuyên môn thuộc UBND huyện|UBND các xã, thị trấn|
TT. Huyện ủy|TT. HĐND huyện|Lãnh đạo UBND huyện|Thủ tướng Chính phủ|Văn phòng Chính phủ|Bộ Nội vụ|
Đoàn ĐB QH tỉnh|Các tổ chức cơ sở Đảng|Công TTĐT huyện|Chủ tịch Ủy ban nhân dân tỉnh|TTBDCT huyện|
trường ban tuyên giáo|trưởng Ban dân vận|Chủ tịch UBMTTQ huyện|thôn, tổ dân phố|các hội quần chúng|
Các cơ quan tham mưu, giúp việc của Trung ương|Ủy ban Thường vụ Quốc hội|Trung ương|tỉnh"""


@pytest.mark.parametrize("name", [name.strip() for name in NAMED.replace("\n", "").split("|")])
def test_bodies_of_the_four_documents_are_listed(name: str) -> None:
    assert agencies.listed(name) is not None


# --- abbreviations


@pytest.mark.parametrize("row", all_abbreviations(), ids=lambda row: row.short)
def test_abbreviation_is_spelled_out_in_its_example(row) -> None:
    assert row.example.count(row.short) == 1
    assert row.full in expand(row.example)
    assert expand(expand(row.example)) == expand(row.example)


KEPT = [
    "Số 68/KH-UBND",
    "18-NQ/TW",
    "41/2021/QĐ-UBND",
    "157-KH/HU",
    "UBNDT",
    "xUBND",
    "TT",
    "BTC",
    "ubnd",
    "SỞ TƯ PHÁP",
]


@pytest.mark.parametrize("text", KEPT)
def test_codes_in_symbols_are_kept(text: str) -> None:
    assert expand(text) == text


# --- how many


def test_counts() -> None:
    assert len(types.all_types()) >= 60
    assert len(issuers.all_issuers()) >= 150
    assert len(territories.territory_rows()) == 794
    assert len(territories.alias_rows()) >= 20
    assert len(agencies.catalogue()) >= 250
    assert len(agencies.heads()) >= 115
    assert len(all_abbreviations()) >= 120
    assert len(NAMED.split("|")) >= 100
    assert (len(CODES), len(NAMES), len(STARTS), len(ISSUERS)) == (18, 5, 9, 11)
    assert (len(FINDS), len(MENTIONS), len(WHO), len(KEPT)) == (23, 9, 67, 10)
    assert (len(LEVELS), len(MERGERS), len(general_words())) == (26, 8, 2)
