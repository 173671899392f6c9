"""What speaks for and against a candidate, as names of features. Standard library only.

Their weights stand in seeds/reference/quote_weights.csv; tests/quotes/fit_weights.py makes them.
"""

from pipelines.quotes.candidates import Candidate, ends_open
from pipelines.quotes.tokens import CAPITAL, QUOTE, Line, Sentence
from pipelines.quotes.words import BE, DETERMINERS, DOCUMENTS, LEADS, NOUNS, PERSON_PRONOUNS, PREPOSITIONS, PRONOUNS


def bucket(number: int) -> str:
    """0, 1, 2, 3-5, 6-10, 11-20, more."""
    if number <= 2:
        return str(number)
    return "3-5" if number <= 5 else "6-10" if number <= 10 else "11-20" if number <= 20 else "more"


def phrase_kind(line: Line, lo: int, hi: int) -> str:
    """What a phrase looks like: he, they, I, it, a name, an office, a thing, a document."""
    token = line.tokens[lo]
    if hi - lo == 1 and token.low in PRONOUNS:
        return {"he": "he", "she": "he", "i": "i", "we": "i", "you": "you", "who": "who"}.get(token.low, token.low)
    if hi - lo == 1 and token.low in ("him", "her", "them"):
        return "they" if token.low == "them" else "he"
    lows = {t.low for t in line.tokens[lo:hi]}
    last = line.tokens[hi - 1]
    if last.low in DOCUMENTS:
        return "document"
    if last.kind == CAPITAL:
        return "name"
    if lows & NOUNS:
        return "office"
    if any(t.kind == CAPITAL for t in line.tokens[lo + 1 : hi]) or (token.kind == CAPITAL and token.low not in DETERMINERS):
        return "mixed"
    return "thing" if token.low in DETERMINERS else "other"


def of_candidate(line: Line, sentence: Sentence, at: int, candidate: Candidate) -> list[str]:
    """Features of one candidate for the quotation at token `at`."""
    place = candidate.place
    saying = candidate.saying if place in ("left", "left, who", "after", "after loose", "aside", "later") else None
    kind = phrase_kind(candidate.line, candidate.lo, candidate.hi)
    size = _size(line, at)
    opens = "open" if ends_open(line, at, sentence) else "shut"
    features = [
        f"place={place}",
        f"place={place}&kind={kind}",
        f"place={place}&size={size}",
        f"place={place}&{opens}",
        f"length={bucket(candidate.hi - candidate.lo)}",
    ]
    features.append(f"place={place}&lead={_lead(line, sentence, at)}")
    if place in ("subject", "clause", "following", "owner"):
        features.append(f"place={place}&distance={bucket(candidate.distance)}")
    if saying is not None:
        according = "according" if saying.cue.form == "according" else "plain"
        side = "left" if place.startswith("left") else "right"
        features += [
            f"form={saying.cue.form}&{side}", f"distance={bucket(candidate.distance)}&{side}",
            f"between={min(candidate.between, 3)}&{side}&{according}", f"frame={'+'.join(sorted(saying.cue.frame))}&{side}",
        ]  # fmt: skip
        if candidate.cue_line is line and any(t.kind == QUOTE for t in line.tokens[min(at, saying.at) + 1 : max(at, saying.at)]):
            features.append(f"quote between&{side}")
        gap = saying.at - candidate.hi if not saying.inverted else 0
        features.append(f"gap={bucket(abs(gap))}&{side}")
        if saying.inverted:
            features.append(f"inverted&{side}")
        if saying.passive:
            features.append("passive")
    return features


def _size(line: Line, at: int) -> str:
    quote = line.quotes[line.tokens[at].quote]
    words = line.text.count(" ", quote.start, quote.end) + 1
    return "1" if words == 1 else "2-3" if words <= 3 else "4-7" if words <= 7 else "8+"


def _lead(line: Line, sentence: Sentence, at: int) -> str:
    """The word before the quotation."""
    if at == sentence.lo:
        return "start"
    before = line.tokens[at - 1]
    if before.kind == QUOTE:
        return "quote"
    if before.low in LEADS:
        return before.low
    return "capital" if before.kind == CAPITAL else "word"


def of_quotation(line: Line, sentence: Sentence, at: int, best: Candidate | None) -> list[str]:
    """Features that tell speech from nicknames, titles of works and scare quotes."""
    token = line.tokens[at]
    quote = line.quotes[token.quote]
    text = line.text[quote.start : quote.end]
    words = text.split()
    size = _size(line, at)
    place = best.place if best else "nobody"
    lead = _lead(line, sentence, at)
    shape = _shape(words)
    closing = text[-1:] if text[-1:] in ",.?!" else "word"
    following = line.tokens[at + 1] if at + 1 < sentence.hi else None
    after = (
        "end"
        if following is None
        else following.low
        if following.low in (",", ".", "and", "to", "for", "in", "of", "that", ")", ";")
        else following.kind
    )
    features = [
        "speech", f"size={size}", f"place={place}", f"place={place}&size={size}", f"lead={lead}", f"lead={lead}&size={size}",
        f"shape={shape}&size={size}", f"closing={closing}&size={size}", f"after={after}&size={size}", f"shape={shape}&lead={lead}",
        f"style={quote.style}", f"damage={quote.damage}", f"shape={shape}&place={place}",
    ]  # fmt: skip
    if best is not None and best.saying is not None and place in ("left", "after", "after loose", "aside", "later"):
        features += [
            f"verb={best.saying.cue.lemma}",
            f"verb={best.saying.cue.lemma}&size={size}",
            f"distance={bucket(best.distance)}&place={place}",
        ]
    if best is not None:
        features.append(f"kind={phrase_kind(best.line, best.lo, best.hi)}&place={place}")
    if words and words[0].lower().strip("’'") in PERSON_PRONOUNS | {
        "you",
        "your",
        "our",
        "my",
        "it",
        "it's",
        "it’s",
        "i'm",
        "i’m",
        "we're",
        "we’re",
    }:
        features.append("first or second person")
    if any(word.lower() in BE for word in words[1:]):
        features.append("has verb")
    if at > sentence.lo:
        before = line.tokens[at - 1]
        features.append(f"before={before.low}")
        if before.low in PREPOSITIONS:
            features.append("after preposition")
    return features


def _shape(words: list[str]) -> str:
    """title: capitals throughout; capital: begins with one; small."""
    long = [word.lstrip("([“‘'\"") for word in words if len(word) > 3]
    if not words:
        return "empty"
    first = words[0].lstrip("([“‘'\"")[:1]
    if len(words) > 1 and long and all(word[:1].isupper() or word[:1].isdigit() for word in long) and first.isupper():
        return "title"
    if not first:
        return "other"
    return "capital" if first.isupper() else "small" if first.islower() else "other"
