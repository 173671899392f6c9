"""Indirect speech: what somebody is reported to say, think, want or know, in the reporter's words. Standard library only but for labels."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.quotes.attribute import Attribution
from pipelines.quotes.cues import ACCORDING, Saying, find_sayings
from pipelines.quotes.grammar import is_adverb, is_verb
from pipelines.quotes.labels import BEGINS, CONTENT, CUE, SOURCE, label_sentences
from pipelines.quotes.phrases import Phrase
from pipelines.quotes.tokens import CAPITAL, PUNCT, QUOTE, WORD, Line, Sentence, Token
from pipelines.quotes.words import (
    AUXILIARIES,
    BE,
    CUES,
    DEEDS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIME,
    Cue,
)  # fmt: skip

LEAST_WORDS = 2  # words outside quotation marks below which nothing is told
MOST_QUOTED = 3  # words in marks that a reported clause may hold; with more of them the quotation tells it
LEAST_ALONE = 4  # words that must be told where the labels find nothing
CLOSES = frozenset({".", "!", "?", ",", "in", "on", "at"}) | TIME  # what may follow a closing attribution
LONG = 12  # tokens of a sentence from which its words need not be counted
SCRAP = 4  # words below which one of two parts that have the same verb tells nothing: "The mission", it said, "would go on"
ADDRESSEE = 8  # tokens in which who is told may stand
CLAUSE = 5  # tokens above which what follows "said" is taken for a clause, though no verb is told in it
JOINS = frozenset({"that", "and", "but"})
OPENS = frozenset({"speaking", "talking", "addressing", "asked", "writing"})  # what tells when or to whom somebody spoke
FARTHEST = 40  # tokens between what is reported and its verb


class Reported(NamedTuple):
    """What is reported: tokens lo..hi of a line, and who says it."""

    line: Line
    lo: int
    hi: int
    attribution: Attribution


def find_reported(lines: Sequence[Line]) -> Iterator[Reported]:
    """Indirect speech of a document, in order. A reported clause may hold a scrap in quotation marks, but no whole quotation."""
    places = [(line, sentence) for line in lines for sentence in line.sentences if _may_tell(line, *sentence)]
    labelled = label_sentences([(line.tokens[lo:hi], line.is_headline) for line, (lo, hi) in places])
    for (line, sentence), labels in zip(places, labelled, strict=True):
        found, clearest = _labelled(line, sentence, labels), list(_beside(line, sentence))
        if clearest and not any(_speaks(one.attribution) for one in found):
            found = clearest  # "Rebels overran a post, killing 30, the army said": the labels take "overran" for a verb of speech
        yield from found


def _labelled(line: Line, sentence: Sentence, labels: Sequence[int]) -> list[Reported]:
    """What the labels of a sentence take for reported."""
    found: list[Reported] = []
    cues, sources = _runs(labels, (CUE,)), _runs(labels, (SOURCE,))
    for lo, hi in _runs(labels, (BEGINS, CONTENT)):
        content = _trimmed(line, sentence.lo + lo, sentence.lo + hi)
        attribution = _attribution(line, sentence, _nearest(cues, lo, hi), sources, lo, hi)
        if attribution is None:
            continue
        content = _past_addressee(line, content, attribution)
        if _words(line, *content) >= LEAST_WORDS and _quoted(line, *content) <= MOST_QUOTED and _tells(line, content, attribution):
            found.append(Reported(line, *content, attribution))
    verbs = [one.attribution.saying for one in found]
    return [one for one in found if verbs.count(one.attribution.saying) == 1 or _words(line, one.lo, one.hi) >= SCRAP]


def _past_addressee(line: Line, content: Phrase, attribution: Attribution) -> Phrase:
    """Without who is told: promised / the allies that it would stay."""
    lo, hi = content
    tokens, saying = line.tokens, attribution.saying
    if saying is None or "tell" not in saying.cue.frame or saying.end > lo:
        return content
    that = next((at for at in range(lo, min(hi, lo + ADDRESSEE)) if tokens[at].low == "that"), lo)
    return content if any(is_verb(tokens, at) for at in range(lo, that)) or that == lo else (that + 1, hi)


def _beside(line: Line, sentence: Sentence) -> Iterator[Reported]:
    """The clearest forms, which the labels miss where little is told: "..., Smith said." and "According to Smith, ..."."""
    tokens = line.tokens
    if not _may_speak(line, sentence) or _quoted(line, *sentence):
        return
    for saying in find_sayings(line, sentence):
        if saying.subject is None or saying.passive or not saying.cue.strong or saying.cue.form in ("base", "gerund"):
            continue
        first, after = min(saying.at, saying.subject[0]), max(saying.end, saying.subject[1])
        if saying.at == sentence.lo and saying.cue.form == "according" and after < sentence.hi and tokens[after].low == ",":
            content = _trimmed(line, after + 1, sentence.hi)
        elif first > sentence.lo and tokens[first - 1].low == "," and (after >= sentence.hi or tokens[after].low in CLOSES):
            content = _trimmed(line, sentence.lo, first - 1)
        else:
            continue
        if _words(line, *content) >= LEAST_ALONE and not _unsaid(line, sentence, saying.at, saying.end):
            yield Reported(line, *content, Attribution("indirect", line, *saying.subject, cue_line=line, saying=saying))
            return


def _speaks(attribution: Attribution) -> bool:
    """Whether the verb of an attribution is a known one of speech or thought."""
    return attribution.saying is not None and attribution.saying.cue.form != ""


def _may_speak(line: Line, sentence: Sentence) -> bool:
    """Whether a sentence holds a word that speaks."""
    return any(token.low in CUES or token.low == "according" for token in line.tokens[sentence.lo : sentence.hi])


def _may_tell(line: Line, lo: int, hi: int) -> bool:
    """Whether a sentence has words enough outside marks."""
    return hi - lo > LONG or _words(line, lo, hi) > LEAST_WORDS


def _words(line: Line, lo: int, hi: int) -> int:
    """Words outside quotation marks."""
    return sum(token.kind not in (PUNCT, QUOTE) for token in line.tokens[lo:hi])


def _quoted(line: Line, lo: int, hi: int) -> int:
    """Words in quotation marks."""
    places = [token.quote for token in line.tokens[lo:hi] if token.kind == QUOTE]
    return sum(len(line.text[line.quotes[place].start : line.quotes[place].end].split()) for place in places)


def _runs(labels: Sequence[int], wanted: tuple[int, ...]) -> list[Phrase]:
    """Stretches of tokens with the wanted labels; each BEGINS starts a new one."""
    runs: list[Phrase] = []
    for at, label in enumerate(labels):
        if label not in wanted:
            continue
        if runs and runs[-1][1] == at and label != BEGINS:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _trimmed(line: Line, lo: int, hi: int) -> Phrase:
    """Without "that" or "and" before it and marks at its ends."""
    tokens = line.tokens
    while hi > lo and tokens[hi - 1].kind == PUNCT and tokens[hi - 1].low not in ")]%":
        hi -= 1
    while lo < hi and (tokens[lo].low in JOINS or (tokens[lo].kind == PUNCT and tokens[lo].low not in "([$#@")):
        lo += 1
    return lo, hi


def _attribution(line: Line, sentence: Sentence, cue: Phrase | None, sources: Sequence[Phrase], lo: int, hi: int) -> Attribution | None:
    """Who says, by the cue nearest to what stands in lo..hi of a sentence, and the source nearest to that; None without a cue."""
    if cue is None or max(cue[0] - hi, lo - cue[1]) > FARTHEST:
        return None
    source = _nearest(sources, *cue)
    at, end = sentence.lo + cue[0], sentence.lo + cue[1]
    if _unsaid(line, sentence, at, end):
        return None
    if source is not None:
        subject: Phrase | None = _head(line, *_trimmed(line, sentence.lo + source[0], sentence.lo + source[1]))
    else:
        subject = next((saying.subject for saying in find_sayings(line, sentence) if at <= saying.at < end), None)
    inverted = subject is not None and subject[0] >= end
    made = Saying(at, end, _cue(line, at, end), subject, inverted, passive=subject is None)
    if subject is None or subject[0] >= subject[1]:
        return Attribution("indirect", cue_line=line, saying=made)
    return Attribution("indirect", line, *subject, cue_line=line, saying=made)


def _head(line: Line, lo: int, hi: int) -> Phrase:
    """A source without what stands beside it after a comma; but France, Germany and Italy are one."""
    tokens = line.tokens
    if all(token.kind == CAPITAL or token.low in (",", "and") for token in tokens[lo:hi]):
        return lo, hi
    return lo, next((at for at in range(lo + 1, hi) if tokens[at].low == "," or tokens[at].low in RELATIVES), hi)


def _tells(line: Line, content: Phrase, attribution: Attribution) -> bool:
    """Whether what follows a verb that wants a clause is one: said / it would leave; but not: said / at the headquarters in Brussels."""
    lo, hi = content
    tokens, saying = line.tokens, attribution.saying
    if saying is not None and _is_of_verb(line, content, saying):
        return False
    if hi - lo > CLAUSE or saying is None or saying.end > lo or not saying.cue.frame or not saying.cue.frame <= {"say", "tell"}:
        return True
    return any(is_verb(tokens, at) or (tokens[at].low == "to" and _begins_verb(tokens, at + 1, hi)) for at in range(lo, hi))


def _is_of_verb(line: Line, content: Phrase, saying: Saying) -> bool:
    """Whether words only belong to the verb: cited / by the newspaper; Speaking at the port, / she said."""
    first = line.tokens[content[0]].low
    by_whom = saying.end == content[0] and first == "by"
    return by_whom or (content[1] <= saying.at and first in OPENS)


def _begins_verb(tokens: Sequence[Token], at: int, hi: int) -> bool:
    """Whether "to" leads to a verb, for all that can be told: to leave, but not: to the north, to Kabul."""
    return at < hi and tokens[at].kind == WORD and tokens[at].low not in DETERMINERS | PREPOSITIONS | PRONOUNS


def _unsaid(line: Line, sentence: Sentence, lo: int, hi: int) -> bool:
    """Whether a cue says that nothing was said ("did not say") or who heard it ("was told"), or is a deed of war ("attacked")."""
    tokens = line.tokens
    first = lo
    while first > sentence.lo and (_negates(tokens[first - 1].low) or tokens[first - 1].low in AUXILIARIES or is_adverb(tokens[first - 1])):
        first -= 1
    words = [token.low for token in tokens[first:hi]]
    cue = CUES.get(words[-1])
    heard = cue is not None and cue.frame == {"tell"} and "participle" in cue.form and any(word in BE for word in words[:-1])
    done = cue is None and words[-1].endswith("ing") and "by" in words  # "responded by moving", "reacted by sending"
    return any(map(_negates, words)) or words[-1] in DEEDS or done or (heard and not (hi < sentence.hi and tokens[hi].low == "by"))


def _negates(word: str) -> bool:
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def _nearest(runs: Sequence[Phrase], lo: int, hi: int) -> Phrase | None:
    """The run nearest to lo..hi, of two as near the one before it."""
    return min(runs, key=lambda run: (max(run[0] - hi, lo - run[1]), run[0]), default=None)


def _cue(line: Line, lo: int, hi: int) -> Cue:
    """The verb among the words of a cue; its words themselves where none of them is known."""
    known = [CUES[token.low] for token in line.tokens[lo:hi] if token.low in CUES]
    if line.tokens[lo].low == "according":
        return ACCORDING
    return known[-1] if known else Cue(line.surface(lo, hi).lower(), "", frozenset(), strong=False)
