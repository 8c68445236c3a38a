"""What the program knows about a directive, as plain frozen values.

Everything that was read from a text carries the span it was read from: character offsets into
`Source.text`, the text as read (decoded, Unicode NFC, "\\n" line ends). Whatever was inferred carries
a `Witness` instead, which says from what. Nothing in this module reads a file, a clock or a locale.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Level(StrEnum):
    """Tier of government or Party (cấp). The district tier ended on 30/6/2025."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Branch(StrEnum):
    """Which system issued a paper: Party (Đảng), State (Nhà nước), or the Fatherland Front and unions (Mặt trận)."""

    PARTY = "party"
    STATE = "state"
    FRONT = "front"


class Status(StrEnum):
    """Draft (dự thảo) or issued (đã ban hành)."""

    DRAFT = "draft"
    ISSUED = "issued"


class Relation(StrEnum):
    """What one document says of another; the strongest that it says anywhere holds, in this order."""

    IMPLEMENTS = "implements"
    BASIS = "basis"
    AMENDS = "amends"
    REPLACES = "replaces"
    MENTIONS = "mentions"


class CitationForm(StrEnum):
    """How a document is named in a text."""

    FULL = "full"  # type, symbol and date or issuer
    SYMBOL = "symbol"  # symbol only
    ALIAS = "alias"  # a short form that the text defines ("sau đây gọi tắt là ...")
    BARE = "bare"  # "Nghị quyết" for the governing one
    SELF = "self"  # "Kế hoạch này"
    DESCRIPTIVE = "descriptive"  # "Chương trình hành động của Tỉnh ủy"
    LAW = "law"  # a law by its name


class Role(StrEnum):
    """Part that an organisation has in a task."""

    LEAD = "lead"  # chủ trì, trách nhiệm thực hiện
    COORDINATING = "coordinating"  # phối hợp
    CONSULTED = "consulted"  # cho ý kiến
    DECIDING = "deciding"  # quyết định


class TaskKind(StrEnum):
    """A duty laid on somebody (nhiệm vụ), or a target to reach (mục tiêu)."""

    TASK = "task"
    OBJECTIVE = "objective"


class Recurrence(StrEnum):
    """How often a duty comes back; ongoing means thường xuyên."""

    ONGOING = "ongoing"
    ANNUAL = "annual"
    SEMIANNUAL = "semiannual"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of character offsets into `Source.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def covers(self, other: Span) -> bool:
        """True when `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Position:
    """Where words stand in the file that they were read from, in that file's own terms. None where it has none.

    page and last_page are printed sheets counted from 1, last_page given when the words run on to another; sheet and
    row are a workbook's; confidence (0 to 1) is that of words recognised from a picture, None for words that were text.
    """

    page: int | None = None
    last_page: int | None = None
    sheet: str | None = None
    row: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The position of the lines of `Source.text` from `line` (counted from 1) on, up to the next place's."""

    line: int
    at: Position


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: `name` is its path relative to what the user gave, `text` the text as read.

    sha256 is that of the file's bytes, format the name of its entry in `graph.read.formats`. places, by line, say where
    the lines stand in a file that is no plain text; remarks are what reading it changed or could not read, in English
    words of data/lexicon/messages.csv ("2 tracked changes were taken as accepted").
    """

    name: str
    text: str
    encoding: str = "utf-8"
    sha256: str = ""
    format: str = "text"
    places: tuple[Place, ...] = ()
    remarks: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The words at `span`, exactly as they stand in the text."""
        return self.text[span.start : span.end]

    def line(self, span: Span) -> int:
        """1-based line of the start of `span`."""
        return self.text.count("\n", 0, span.start) + 1

    def position(self, line: int) -> Position | None:
        """Where the line stands in the file; None for plain text, whose lines are the file's own."""
        index = bisect_right(self.places, line, key=lambda place: place.line)
        return self.places[index - 1].at if index else None


@dataclass(frozen=True, slots=True)
class Witness:
    """Whence an inferred fact comes: the rule, and the words that carry it in which source."""

    rule: str
    source: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Stated(Generic[Value]):
    """A value with its ground: the span that states it, or the witnesses it was inferred from.

    A value that the user settled in a sidecar file has neither, and `settled` is True.
    """

    value: Value
    span: Span | None = None
    witnesses: tuple[Witness, ...] = ()
    settled: bool = False

    @property
    def inferred(self) -> bool:
        """True when the document itself does not say it and the user has not settled it."""
        return bool(self.witnesses)


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself outside its provisions. A field is None when the text gives nothing.

    type is the Vietnamese name of the type ("Kế hoạch"); territory an identifier of `graph.lexicon.territories`
    ("vn", "vn/lai-chau", "vn/lai-chau/phong-tho"); recipients are the lines of Nơi nhận as written.
    """

    symbol: Stated[str] | None = None
    type: Stated[str] | None = None
    issuer: Stated[str] | None = None
    territory: Stated[str] | None = None
    level: Stated[Level] | None = None
    branch: Stated[Branch] | None = None
    place: Stated[str] | None = None
    date: Stated[date] | None = None
    title: Stated[str] | None = None
    signer: Stated[str] | None = None
    capacity: Stated[str] | None = None
    status: Stated[Status] | None = None
    recipients: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of the outline: a part, section, clause, item, inline item, table row, or appendix.

    path is the way from the top ("B", "II", "1", "-3"); a repeated number gets "#2". label is the mark as
    printed ("B-", "2.1.1.", "-", "(4)"); text is the unit's own text without label and without the units
    below it, wrapped lines joined, of a heading its first paragraph; span covers label and all own text in the
    source; parent is its index.
    """

    path: tuple[str, ...]
    kind: str
    label: str
    text: str
    span: Span
    heading: bool
    parent: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names a document.

    symbol is normalised ("18-NQ/TW"); type and issuer are as written but for spelling. within is the index of
    the mention whose description holds this one ("Kế hoạch 182-KH/TU ... về thực hiện Kết luận 50-KL/TW"):
    then relation is what that other document, not this one, says of it.
    """

    span: Span
    form: CitationForm
    relation: Relation
    symbol: str | None = None
    type: str | None = None
    issuer: str | None = None
    date: date | None = None
    title: str | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """An organisation's part in a task, as written. rule says where it was found.

    rule is one of "sentence", "label", "column", "heading", "introduction".
    """

    role: Role
    name: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a duty is to be done, with the words that say so.

    begin and due are None where the text gives none: "từ năm 2018" has no end. inherited is True when the
    words stand in a heading above the task.
    """

    text: str
    spans: tuple[Span, ...]
    begin: date | None = None
    due: date | None = None
    recurrence: Recurrence | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to come first ("khi có chỉ đạo của tỉnh"), as written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure that a task sets. comparison is "at-least", "at-most" or "exactly"; by is the year's end it is due."""

    text: str
    span: Span
    value: float
    unit: str
    comparison: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One single duty that a task's text holds."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """The smallest unit of the outline that directs somebody to do something.

    path and text are the provision's; mentions are indexes into `ParsedDocument.mentions`; same_as is the path of
    the body task that this appendix row repeats.
    """

    path: tuple[str, ...]
    text: str
    span: Span
    kind: TaskKind = TaskKind.TASK
    table_row: bool = False
    assignments: tuple[Assignment, ...] = ()
    deadline: Deadline | None = None
    condition: Condition | None = None
    mentions: tuple[int, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    duties: tuple[Duty, ...] = ()
    same_as: tuple[str, ...] | None = None

    def organisations(self, role: Role) -> tuple[str, ...]:
        """Names as written of those who have this role, in the order of the text."""
        return tuple(assignment.name for assignment in self.assignments if assignment.role is role)


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document as its own text gives it, before it is held against others. A pure function of the text.

    placed is the share (0 to 1) of the body's characters that stand under a unit of the outline.
    """

    source: Source
    header: Header
    provisions: tuple[Provision, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tasks: tuple[Task, ...] = ()
    placed: float = 1.0


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date that some text gives for a document. A disputed date has claims of different values."""

    value: date
    witness: Witness


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the collection knows it, held or only cited.

    id is the tail of its IRI; header of a document not held has only what citations state. period is the
    year (State) or the Central Committee's or Assembly's term (Party, legislature) that numbers are counted in.
    """

    id: str
    held: bool
    header: Header
    source: str | None = None
    period: str | None = None
    date_claims: tuple[DateClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """All that one document says of another, over its mentions.

    cited is a `DocumentRecord.id`; mentions are indexes into the citing document's mentions, spans their places.
    grounds are those of the spans whose words state the relation itself, all of them where none is given; quote is
    the most telling of these.
    """

    cited: str
    relation: Relation
    symbol: str | None
    type: str | None
    issuer: str | None
    dates: tuple[date, ...]
    mentions: tuple[int, ...]
    spans: tuple[Span, ...]
    quote: str
    grounds: tuple[Span, ...] = ()

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The words that carry the relation."""
        return self.grounds or self.spans

    @property
    def mentioned_at(self) -> tuple[Span, ...]:
        """The other places where the document is named."""
        evidence = frozenset(self.evidence)
        return tuple(span for span in self.spans if span not in evidence)


@dataclass(frozen=True, slots=True)
class ReportedRelation:
    """A relation between two other documents that a text reports in passing; the witness is that text."""

    subject: str
    relation: Relation
    object: str
    witness: Witness


@dataclass(frozen=True, slots=True)
class ResolvedDocument:
    """A held document placed in the collection: its record, its parse, and whom its citations mean.

    task_cites gives for each task of the parse the ids of the documents that it names.
    """

    record: DocumentRecord
    parsed: ParsedDocument
    citations: tuple[Citation, ...] = ()
    reported: tuple[ReportedRelation, ...] = ()
    task_cites: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file that was left out because another already is the document it claims to be; both are names of sources.

    claim is the symbol, or the identifier where there is none; parsed is the document left out.
    """

    source: str
    first: str
    claim: str
    parsed: ParsedDocument


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents held against each other: those held, the records of those only cited, and files left out."""

    held: tuple[ResolvedDocument, ...] = ()
    cited: tuple[DocumentRecord, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
