"""What findings say, in Vietnamese and English: the rows of data/lexicon/findings.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import Formatter

from graph.audit.model import Finding, Severity
from graph.errors import LexiconError
from graph.lexicon.tables import read_rows
from graph.messages import Language, say, word
from graph.query import Cell


@dataclass(frozen=True, slots=True)
class Wording:
    """A check in words: what it means, what a finding says ({placeholders} are its values), what would settle it.

    severity is that of a finding whose check gives no other; example holds values for the placeholders, "name=value".
    """

    code: str
    severity: str
    title_vi: str
    title_en: str
    message_vi: str
    message_en: str
    settle_vi: str
    settle_en: str
    example: tuple[str, ...]

    @property
    def usual_severity(self) -> Severity:
        """The severity of a finding whose check gives no other."""
        return Severity(self.severity)

    def title(self, language: Language) -> str:
        """The name of what is found."""
        return self.title_vi if language == "vi" else self.title_en

    def message(self, language: Language) -> str:
        """What a finding says, with placeholders."""
        return self.message_vi if language == "vi" else self.message_en

    def settle(self, language: Language) -> str:
        """What would settle a finding."""
        return self.settle_vi if language == "vi" else self.settle_en


def wordings() -> tuple[Wording, ...]:
    """All rows. Raises LexiconError when the file is missing or malformed."""
    return read_rows("findings.csv", Wording)


def wording_of(code: str) -> Wording:
    """The row of a check. Raises LexiconError when there is none."""
    try:
        return _by_code()[code]
    except KeyError as error:
        raise LexiconError("no row for this check", where=f"findings.csv, {code}", remedy="Add the row") from error


def title(finding: Finding, language: Language) -> str:
    """The name of what was found."""
    return wording_of(finding.code).title(language)


def message(finding: Finding, language: Language) -> str:
    """What the finding says, as one sentence; a value that is not given reads "…".

    A deadline stands between quotation marks. The extraction joins the phrases of one that stands in several places of
    a text; what does not stand in the words shown as a whole is quoted phrase by phrase.
    """
    template = wording_of(finding.code).message(language)
    values = {name: _shown(value, language) for name, value in finding.values}
    for name, place in (("deadline", finding.at), ("other_deadline", finding.against)):
        values[name] = _quoted(values.get(name, ""), place.quote if place else "")
    named = {name for _, name, _, _ in Formatter().parse(template) if name}
    text = template.format(**{name: values.get(name) or "…" for name in named})
    return text[:1].upper() + text[1:]


def settle(finding: Finding, language: Language) -> str:
    """What would settle the finding."""
    return wording_of(finding.code).settle(language)


_JOINT = "; "
"""Between the phrases of a deadline that the extraction joined."""
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@cache
def _by_code() -> dict[str, Wording]:
    return {row.code: row for row in wordings()}


def _quoted(words: str, text: str) -> str:
    """Words of a document between quotation marks, phrase by phrase where they do not stand in `text` as a whole."""
    phrases = [words] if words in text else words.split(_JOINT)
    return " · ".join(f"“{phrase}”" for phrase in phrases if phrase)


def _shown(value: Cell, language: Language) -> str:
    """A value as people read it: days as documents write them, codes in words, numbers to two places."""
    if value is None:
        return ""
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if language == "vi" else text
    text = " ".join(str(value).split())
    if text == "-":
        return say("none", language)
    if day := _DAY.fullmatch(text):
        return f"{day[3]}/{day[2]}/{day[1]}"
    return word(text, language) or text
