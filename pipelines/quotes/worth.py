"""Tells speech from other words in marks, and whole utterances from parts of them. Standard library only."""

from pipelines.quotes.attribute import Attribution
from pipelines.text.quotemarks import Quoted

FULL_WORDS = 4
LIKELY = 0.5


def is_speech(text: str, quote: Quoted, attribution: Attribution) -> bool:
    """Whether a quoted stretch is something that somebody said, not a nickname, a title of a work or a scare quote."""
    return attribution.speech >= LIKELY and any(character.isalnum() for character in text[quote.start : quote.end])


def kind_of(text: str, quote: Quoted, attribution: Attribution) -> str:
    """direct: whole sentences, or a clause that an attribution cuts off; partial: words out of a sentence."""
    words = text[quote.start : quote.end].split()
    first = text[quote.start : quote.start + 1].lstrip("[(")
    cut_off = text[quote.end - 1 : quote.end] in ",.?!…"
    if len(words) < FULL_WORDS or not cut_off:
        return "partial"
    carried = attribution.rule == "after" or attribution.rule.startswith(("continued", "paragraph", "colon"))
    return "direct" if carried or first.isupper() or quote.continues else "partial"
