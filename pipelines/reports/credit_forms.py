"""The forms in which reports are signed, as patterns; `names` is who signs. What they mean stands in credits.py. Standard library only."""

import re
from functools import lru_cache

from pipelines.articles.agencies import AGENCY_NAME, any_of, names_by_form, signs_only
from pipelines.articles.cited import words_for
from pipelines.reference import rows, split


@lru_cache(maxsize=1)
def _forms() -> str:
    return rf"(?:{any_of(names_by_form())}|{AGENCY_NAME.pattern})"


@lru_cache(maxsize=1)
def firm() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of(names_by_form().keys() - signs_only())}|{AGENCY_NAME.pattern})(?![\w-])")


@lru_cache(maxsize=1)
def byline_form() -> re.Pattern[str]:
    """A part of a byline that is an agency's, or ends in one: `AFP`, `Reuters Staff`, `Jane Roe of the Associated Press`."""
    long = any_of(form for form in names_by_form() if " " in form)
    after = rf"(?:\s+(?i:{words_for('desk')}))*(?:\s+in\s.+)?\Z"
    return re.compile(
        rf"(?:\A(?:(?i:by|from|via|for|with|and)\s+)*(?i:the\s+)?|\s(?:of|for|via|from|with)\s+(?:the\s+)?|(?<=\s)(?={long}))(?P<name>(?i:{long})|{_forms()}){after}"
    )


@lru_cache(maxsize=1)
def desk() -> re.Pattern[str]:
    return re.compile(words_for("desk"), re.I)


@lru_cache(maxsize=1)
def pictures() -> re.Pattern[str]:
    return re.compile(words_for("pictures"), re.I)


@lru_cache(maxsize=1)
def _joined() -> str:
    return (
        rf"(?P<names>(?:[Tt]he\s)?{_forms()}(?:\s*(?:,|/|&|\||-|–|\b[Aa]nd\b)\s*(?:the\s)?(?:{_forms()}|[Aa]gencies|other\s[Aa]gencies))*)"
    )


@lru_cache(maxsize=1)
def alone() -> re.Pattern[str]:
    """A line that is nothing but names: `ANI`, `(Reuters)`, `AP - AFP`."""
    return re.compile(rf"[\W_]*{_joined()}(?:\s+(?i:{words_for('desk')}))*[\W_]*\Z")


@lru_cache(maxsize=1)
def trailing() -> re.Pattern[str]:
    """Names after the last sentence, in brackets, slashes, after a dash or bare; PTI adds the initials of its editors."""
    return re.compile(rf"[.!?…][\"'”’)\]]*\s*(?:[(\[/]|[—–-]+)?\s*{_joined()}\s*[)\]/]?(?:\s[A-Z]{{2,4}})*[\s.]*\Z")


@lru_cache(maxsize=1)
def whole_form() -> re.Pattern[str]:
    """From whom the report is: `Source: Xinhua | 2021-04-14 | Editor: Lin`."""
    more = r"(?:\s*[|;].*|\s+(?i:updated|published|editor)\b.*|\s+\d.*)?[\W_]*\Z"
    return re.compile(rf"(?:\A[\W_]*|[|•·]\s*)(?i:{words_for('whole')})\s*[:–—-]?\s+(?P<names>[^|:;.]{{2,80}}?){more}")


@lru_cache(maxsize=1)
def copyright_form() -> re.Pattern[str]:
    year = r"(?:(?:19|20)\d\d)?(?:\s?[-–]\s?(?:19|20)\d\d)?"
    return re.compile(
        rf"(?i:©|\(c\)|\bcopyright\b)[\s©()]*{year}[\s,.()|]*(?:(?i:by|copyright)\s+)?(?P<names>(?i:the\s+)?{_forms()})(?!\s?[/\w-])"
    )


@lru_cache(maxsize=1)
def reporting() -> re.Pattern[str]:
    """A sign-off that names the agency itself: `(Reporting by Kestrel Wire's Oslo bureau)`."""
    return re.compile(
        rf"(?:\((?i:reporting|writing|report)|\b(?i:this\s+(?:report|story|article)))\s+by\s+(?:the\s+)?(?P<names>{_forms()})(?:['’]s)?\b"
    )


@lru_cache(maxsize=1)
def part_form() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{words_for('part')})\s+(?P<names>[^().;:]{{2,80}})")


@lru_cache(maxsize=1)
def contributed() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/-])(?P<names>{_forms()})(?:\s[^.;]{{0,120}}?)?\s{words_for('part_credit')}")


def needles() -> list[str]:
    """What a line must hold of to sign a report: forms of wires, the ends of such names, and Reuters' sign-off."""
    forms = {form for row in rows("agencies") if row["wire"] == "yes" for form in split(row["forms"])}
    return sorted(forms | {"diting by", "dited by", "rust Principles", "Wire", "wire", "News Agency", "Press Agency", "News Service"})
