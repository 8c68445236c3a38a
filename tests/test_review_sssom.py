"""The table that review export writes is a mapping set that sssom-py reads without complaint."""

from __future__ import annotations

import importlib.util
import io
import logging
from pathlib import Path

import pytest
import review_factories as made
from conftest import absent
from review_factories import DAY, A, C, X

from graph.links import Decision, Verdict
from graph.messages import Language
from graph.review.importing import judge
from graph.review.items import Wanted
from graph.review.mapping_set import SLOTS, mapping_set
from graph.review.reading import read_review


@pytest.fixture(scope="module")
def sssom() -> None:
    if importlib.util.find_spec("sssom") is None:
        absent("sssom (pip install sssom)")


DECIDED: tuple[Decision, ...] = (
    made.decided(1),
    made.decided(2, Verdict.REJECT, parent=made.B),
    made.decided(3, Verdict.GAP, child=None, parent=C),
)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("decisions", [(), DECIDED], ids=["undecided", "decided"])
def test_sssom_reads_it_without_complaint(
    sssom: None, caplog: pytest.LogCaptureFixture, language: Language, decisions: tuple[Decision, ...]
) -> None:
    from sssom.constants import SchemaValidationType
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    text = mapping_set(made.items(*decisions), language)
    with caplog.at_level(logging.WARNING):
        found = parse_sssom_table(io.StringIO(text))  # its strict mode takes sound metadata for unsound (0.4.21)
        kinds = [
            SchemaValidationType.JsonSchema,
            SchemaValidationType.PrefixMapCompleteness,
            SchemaValidationType.StrictCurieFormat,
        ]
        reports = validate(found, kinds, fail_on_error=True)
    assert [record.getMessage() for record in caplog.records if "sssom" in record.pathname] == []
    assert all(not report.results for report in reports.values())
    assert len(reports) == 3
    assert len(found.df) == 5
    assert set(found.df["predicate_id"]) == {"dl:carriesOut"}
    assert "sssom:NoTermFound" in set(found.df["subject_id"])
    assert found.metadata["license"] == "https://w3id.org/sssom/license/unspecified"
    if decisions:
        assert set(found.df["mapping_justification"]) == {"semapv:ManualMappingCuration", "semapv:CompositeMatching"}
        assert "Not" in set(found.df["predicate_modifier"])


def test_what_sssom_wrote_again_is_taken_back(sssom: None, tmp_path: Path) -> None:
    from sssom.parsers import parse_sssom_table
    from sssom.writers import write_table

    path = made.as_mapping_set(tmp_path / "a.tsv", {(X, A): {"decision": "confirm", "reviewer": "Lê Văn Cường"}})
    again = tmp_path / "again.tsv"
    with again.open("w", encoding="utf-8") as stream:
        write_table(parse_sssom_table(path), stream)
    outcome = judge(read_review(again).entries, made.held(), DAY)
    assert outcome.faults == ()
    assert [one.about for one in outcome.taken] == [(X, A)]


def test_only_slots_of_the_standard(sssom: None) -> None:
    from sssom.constants import _get_sssom_schema_object

    assert set(SLOTS) <= set(_get_sssom_schema_object().mapping_slots)


def test_an_empty_set_is_still_one(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(mapping_set(made.items(wanted=Wanted(lower="doc/none")), "vi"), encoding="utf-8")
    assert read_review(path).entries == ()


def test_a_column_of_ones_own_decides_too(tmp_path: Path) -> None:
    path = made.as_mapping_set(tmp_path / "a.tsv", {(X, A): {"reviewer": "Lê Văn Cường"}})
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    for number in range(start, len(lines)):
        mark = (
            "decision"
            if number == start
            else "confirm"
            if f"\tlineage:{A}\t" in lines[number] and X in lines[number]
            else ""
        )
        lines[number] += f"\t{mark}"
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = judge(read_review(path).entries, made.held(), DAY)
    assert ([one.about for one in outcome.taken], outcome.faults) == ([(X, A)], ())


def test_a_head_that_a_spreadsheet_put_in_quotes(tmp_path: Path) -> None:
    path = made.as_mapping_set(tmp_path / "a.tsv", {(X, A): {"decision": "confirm", "reviewer": "Lê Văn Cường"}})
    lines = path.read_text(encoding="utf-8").splitlines()
    quoted = ['"' + line.replace('"', '""') + '"\t\t' if line.startswith("#") else line for line in lines]
    path.write_text("\ufeff" + "\r\n".join(quoted), encoding="utf-8", newline="")
    assert [one.about for one in judge(read_review(path).entries, made.held(), DAY).taken] == [(X, A)]
