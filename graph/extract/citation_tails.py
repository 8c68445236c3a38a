"""What follows a document's type or symbol in a citation: date, issuer, title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from graph.lexicon.citing import pattern, relation_pattern


@dataclass(frozen=True, slots=True)
class Tail:
    """What was read after a head: date and issuer end at `end`, the title at `reach`."""

    end: int
    reach: int
    date: date | None = None
    issuer: str | None = None
    title: str | None = None
    quoted: bool = False


_DATE = re.compile(
    r" ?,? ?\(?(?:ký |ban hành )?(?:ngày|ngảy) ?"
    r"(?:(?P<day>[0-9]{1,2}) ?[/.-] ?(?P<month>[0-9]{1,2}) ?[/.-] ?(?P<year>[0-9]{4})"
    r"|(?P<d>[0-9]{1,2}) tháng (?P<m>[0-9]{1,2}) năm (?P<y>[0-9]{4}))(?![0-9])\)?"
)
_OF = re.compile(r" ?,? ?của (?:các )?")
_DIRECT = re.compile(r" ?,? ?")
_TERM = re.compile(r" ?\(? ?khóa [ivxl]{1,6}(?!\w)(?: ?\))?")
_NEXT_WORD = re.compile(r"(?P<gap> ?)(?P<word>\w+(?:\.\w+)*|[-–&])")
_QUOTE = re.compile(r" ?[,:]? ?(?P<mark>[“\"«])")
_CLOSING = {"“": "”", '"': '"', "«": "»"}
_TITLE_GAP = re.compile(r" ?,? ?")
_HARD_STOP = re.compile(r";|\(|:|[.!?](?= |$)|,(?= \w)|(?<!\w)như sau(?!\w)")
_MOST_WORDS = 24
_LONGEST_TITLE = 1200
_DANGLING = frozenset(("và", "của", "-", "–", "các", "năm", "thứ"))
_COMMA_NAMES = re.compile(r", (?:thể thao|gia đình|khoa học|công nghệ)")


def read_tail(text: str, folded: str, start: int, *, described: bool, central: bool = False) -> Tail:
    """Date, issuer and title after `start`. `described` is True for a head without symbol: it needs "của".

    `central` is True for a paper of a central body: its title names no province ("trên địa bàn tỉnh").
    """
    tail = Tail(start, start)
    if not described:
        tail = _dated(folded, tail)
    tail = _issued(text, folded, tail, described=described)
    if tail.date is None:
        tail = _dated(folded, tail)
    return _titled(text, folded, tail, central=central)


def _dated(folded: str, tail: Tail) -> Tail:
    match = _DATE.match(folded, tail.end)
    if not match:
        return tail
    parts = [match.group(a) or match.group(b) for a, b in (("year", "y"), ("month", "m"), ("day", "d"))]
    try:
        return replace(tail, date=date(*map(int, parts)), end=match.end(), reach=match.end())
    except ValueError:  # "ngày 31/02/2020": a slip in the source; the words are passed over, no date is claimed
        return replace(tail, end=match.end(), reach=match.end())


def _issued(text: str, folded: str, tail: Tail, *, described: bool) -> Tail:
    link = _OF.match(folded, tail.end)
    if link is None:
        if described and not folded.startswith((" hội nghị", " đại hội", " trung ương "), tail.end):
            return tail
        link = _DIRECT.match(folded, tail.end)
        if link is None or ("," in link.group() and not folded.startswith("hội nghị", link.end())):
            return tail
    end = issuer_end(text, folded, link.end())
    if end is None:
        return tail
    return replace(tail, issuer=text[link.end() : end], end=end, reach=end)


def issuer_end(text: str, folded: str, start: int) -> int | None:
    """Where the name of an issuing body that begins at `start` ends; None when none begins there."""
    head = pattern("issuer").match(folded, start)
    if head is None or not text[start].isupper():
        return None
    place = end = start
    capital = text[start : start + 12].isupper()
    for _ in range(_MOST_WORDS):
        step = _step(text, folded, place, start, capital=capital)
        if step is None:
            break
        place = step
        if folded[start:place].rsplit(" ", 1)[-1] not in _DANGLING or _ordinal(folded, start, place):
            end = place
    term = _TERM.match(folded, end)
    return term.end() if term else end


def _ordinal(folded: str, start: int, place: int) -> bool:
    """True when the word before `place` counts something: "lần thứ hai"."""
    return folded[start:place].rsplit(" ", 2)[-2:-1] == ["thứ"]


def _step(text: str, folded: str, place: int, start: int, *, capital: bool) -> int | None:
    """Where the next word or phrase of an issuer's name ends, or None when the name is over."""
    term = _TERM.match(folded, place)
    if term:
        return term.end()
    comma = _COMMA_NAMES.match(folded, place)
    if comma:
        return comma.end()
    found = _NEXT_WORD.match(folded, place)
    if not found or (place > start and not found.group("gap")):
        return None
    at = found.start("word")
    if pattern("issuer-end").match(folded, at) and not _ministry_name(folded, at, start):
        return None
    phrase = pattern("issuer-word").match(folded, at)
    if phrase:
        return phrase.end()
    if capital:
        return found.end() if _after_unit(folded, start, at) else None
    return found.end() if text[at].isupper() or (found.group("word").isdigit() and place > start) else None


def _ministry_name(folded: str, at: int, start: int) -> bool:
    """True where "Kế hoạch" is part of a body's name, not the next document: "Bộ Kế hoạch và Đầu tư"."""
    return at > start and (folded.startswith("kế hoạch và đầu tư", at) or folded[start:at].endswith(("- ", "– ")))


def _after_unit(folded: str, start: int, at: int) -> bool:
    """True when a place's name may stand at `at` of a text in capitals: after "tỉnh", "huyện", ..."""
    before = folded[start:at].split()
    units = {"tỉnh", "huyện", "phố", "xã", "quận", "phường", "trấn", "thị", "ủy", "khóa"}
    return any(word in units for word in before[-3:])


def _titled(text: str, folded: str, tail: Tail, *, central: bool) -> Tail:
    quote = _QUOTE.match(text, tail.end)
    if quote:
        end = _quotation_end(text, tail.end)
        return tail if end is None else replace(tail, title=text[quote.end() : end - 1].strip(), reach=end, quoted=True)
    gap = _TITLE_GAP.match(folded, tail.end)
    begin = gap.end() if gap else tail.end
    opener = pattern("title").match(folded, begin)
    if not opener or ("," in folded[tail.end : begin] and not folded.startswith("về", begin)):
        return tail
    end = _quotation_end(text, opener.end()) or _title_end(text, folded, opener.end(), central=central)
    title = text[begin:end].rstrip(" ,.")
    return replace(tail, title=title, reach=begin + len(title)) if title else tail


def _quotation_end(text: str, start: int) -> int | None:
    """Where the quotation ends that is all of the title behind "về"; None where no quotation begins at `start`."""
    quote = _QUOTE.match(text, start)
    if quote is None:
        return None
    closing = text.find(_CLOSING[quote.group("mark")], quote.end(), quote.end() + _LONGEST_TITLE)
    return closing + 1 if closing >= 0 else None


def _title_end(text: str, folded: str, start: int, *, central: bool) -> int:
    """Where an unquoted title ends: at a strong stop, at words with which the citing sentence goes on, or at a comma
    behind which a body begins to act.
    """
    limit = min(len(text), start + _LONGEST_TITLE)
    place = start
    resumed = pattern("title-end", "title-end-central") if central else pattern("title-end")
    for endings in (relation_pattern("ending"), resumed):
        ending = endings.search(folded, start, limit)
        limit = ending.start() if ending else limit
    while stop := _HARD_STOP.search(folded, place, limit):
        if stop.group() != "," or _body_acts(text, folded, stop.end() + 1):
            return stop.start()
        place = stop.end()
    return limit


def _body_acts(text: str, folded: str, start: int) -> bool:
    if not text[start : start + 1].isupper() or not pattern("issuer").match(folded, start):
        return False
    return not text[start : start + 30].isupper()
