"""Whether a word is a verb where it stands, and in which form: its neighbours decide. Standard library only.

Where they leave it in doubt the word is read as a noun, because a missed event costs less than a wrong one.
"""

from pipelines.events.inflect import singular
from pipelines.events.lexicon import ADV, AUX, BE, CONJ, DET, DO, HAVE, MODAL, NEG, PREP, PRON, REL, SUB, Lexicon, lexicon, word_list
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

COUNTS = word_list("quantity")
EVENT_ADJECTIVES = word_list("event_adjective")
DATING = frozenset(("on", "in", "at", "by"))
NOUNS_IN_ING = word_list("noun_in_ing")
PLURAL_PERSONS = word_list("plural_persons")
PARTICLES = frozenset(("up", "out", "off", "down", "back", "away"))
WILLED = frozenset(("AGREE", "REJECT", "THREATEN", "REQUEST", "CONCEDE"))
"""Types whose verbs take infinitives: refuse to, vow to."""


def _before(tokens: Tokens, at: int) -> int:
    """Place of the last token before `at` that is no adverb, denial or date ("late on Friday"); -1 at the beginning."""
    at -= 1
    while at >= 0:
        if tokens.kind[at] == "D" and at > 1 and tokens.flags[at - 1] & PREP and tokens.low[at - 1] in DATING:
            at -= 2
        elif (tokens.flags[at] & (ADV | NEG) and not tokens.flags[at] & (PREP | CONJ | PRON)) or tokens.kind[at] == "D":
            at -= 1
        else:
            break
    return at


def read_verb(tokens: Tokens, lex: Lexicon, at: int, helpers: list[int], verbs: list[Verb]) -> tuple[str, str] | None:
    """Lemma and tag of the word at `at` if it is a verb here."""
    found = lex.verbs.get(tokens.low[at])
    if not found or tokens.kind[at] != "w" or tokens.flags[at] & PREP or (at and not tokens.titled and tokens.capital(at)):
        return None
    if tokens.low[at] == "armed" and not (helpers and _is_arming(tokens, helpers[-1], at + 1)):
        return None  # as good as always an adjective
    last = tokens.low[helpers[-1]] if helpers else ""
    last_flags = tokens.flags[helpers[-1]] if helpers else 0
    for lemma, readings in found:
        if last == "to" or last_flags & (MODAL | DO):
            tag = "B" if "B" in readings and _may_follow_to(tokens, lex, at, last) else None
        elif last_flags & BE:
            tag = "G" if "G" in readings else "N" if "N" in readings else None
        elif last_flags & HAVE:
            tag = "N" if "N" in readings else None
        else:
            tag = _bare_reading(tokens, lex, at, readings, verbs)
        if tag:
            return lemma, tag
    return None


def _is_arming(tokens: Tokens, helper: int, after: int) -> bool:
    """Whether "armed" behind a helper is a verb: "had armed them", "which it has armed for years"; not "were armed"."""
    preposed = after < len(tokens) and bool(tokens.flags[after] & PREP) and tokens.low[after] != "with"
    return bool(tokens.flags[helper] & HAVE) and (preposed or _takes_object(tokens, after))


def _may_follow_to(tokens: Tokens, lex: Lexicon, at: int, last: str) -> bool:
    """Whether a bare form after "to" is an infinitive: not in "return to work", "access to aid"."""
    if last != "to" or tokens.low[at] not in lex.nouns:
        return True
    if at + 1 == len(tokens):
        return False
    before = tokens.low[at - 2] if at > 1 else ""
    governed = before in lex.verbs or ("adj", before) in lex.governors or ("noun", singular(before)) in lex.governors
    return (
        governed
        or _takes_object(tokens, at + 1)
        or bool(tokens.flags[at + 1] & PREP and tokens.low[at + 1] != "of")
        or not tokens.flags[at + 1]
    )


def _takes_object(tokens: Tokens, at: int) -> bool:
    """Whether an object or a clause can begin at `at`."""
    if at >= len(tokens):
        return False
    return (
        tokens.kind[at] in ("N", "#", "D")
        or bool(tokens.flags[at] & (DET | PRON))
        or tokens.low[at] == "that"
        or tokens.low[at] in COUNTS
        or (tokens.kind[at] == "w" and not tokens.titled and tokens.capital(at))
        or tokens.kind[at] == "“"
        or (tokens.kind[at] == '"' and at + 1 < len(tokens) and not tokens.flags[at + 1] & (CONJ | SUB) and tokens.kind[at + 1] != ",")
    )


def _takes_infinitive(tokens: Tokens, lex: Lexicon, at: int) -> bool:
    """Whether "to" follows a verb that governs infinitives: plans to, refuse to; not "close to"."""
    if at + 1 >= len(tokens) or tokens.low[at + 1] != "to":
        return False
    for lemma, _ in lex.verbs[tokens.low[at]]:
        if ("verb", lemma) in lex.governors or any(rule.type in WILLED and not rule.rest for rule in lex.verb_rules.get(lemma, ())):
            return True
    return False


def _takes_particle(tokens: Tokens, lex: Lexicon, at: int) -> bool:
    """Whether a particle of the codebook and an object follow: "calls up 20,000 reservists"."""
    particle = tokens.low[at + 1] if at + 1 < len(tokens) else ""
    if particle not in PARTICLES or not (_takes_object(tokens, at + 2) or _is_plural_actor(tokens, lex, at + 2)):
        return False
    return any(rule.rest[:1] == (particle,) for lemma, _ in lex.verbs[tokens.low[at]] for rule in lex.verb_rules.get(lemma, ()))


def _urges(tokens: Tokens, lex: Lexicon, at: int) -> bool:
    """Whether a preposition follows with which a verb asks somebody: "calls on Mali to"."""
    link = tokens.low[at + 1] if at + 2 < len(tokens) else ""
    if link not in ("on", "upon") or not tokens.is_noun_like(at + 2):
        return False
    rules = (rule for lemma, _ in lex.verbs[tokens.low[at]] for rule in lex.verb_rules.get(lemma, ()))
    return any(rule.type == "REQUEST" and rule.rest == (link,) for rule in rules)


def _takes_people(tokens: Tokens, lex: Lexicon, at: int, before: int) -> bool:
    """Whether people follow a form in -s behind a name, as in headlines: "Niger arrests activists"."""
    name = tokens.name[before] if before == at - 1 and before >= 0 else None
    return name is not None and name.form == "name" and not tokens.low[before].endswith("s") and _is_plural_actor(tokens, lex, at + 1)


def _is_plural_actor(tokens: Tokens, lex: Lexicon, at: int) -> bool:
    """Whether several people of a kind stand at `at`, and nothing that they do follows."""
    if at >= len(tokens) or tokens.low[at] not in lex.actors or singular(tokens.low[at]) == tokens.low[at]:
        return False
    return at + 1 == len(tokens) or (tokens.low[at + 1] not in lex.verbs and not tokens.flags[at + 1] & AUX)


def _bare_reading(tokens: Tokens, lex: Lexicon, at: int, readings: str, verbs: list[Verb]) -> str | None:
    """Tag of a form without helper, or None."""
    before = _before(tokens, at)
    flags = tokens.flags[before] if before >= 0 else 0
    kind = tokens.kind[before] if before >= 0 else ""
    counted = before >= 0 and before == at - 1 and tokens.low[before] in COUNTS and not _stands_for_parties(tokens, at, before, readings)
    determined = (
        counted
        or bool(flags & DET and not flags & (PRON | REL))
        or (before >= 0 and tokens.low[before] == "'s")
        or (kind == "#" and before == at - 1)
    )
    if "G" in readings:
        return _gerund(tokens, at, before, determined)
    if "D" in readings or "N" in readings:
        return _past(tokens, lex, at, before, determined, readings, verbs)
    if determined or before < 0:
        return None
    nounish = tokens.low[at] in lex.nouns or singular(tokens.low[at]) in lex.nouns
    spoken = before >= 0 and before == at - 1 - _adverbs(tokens, at) and tokens.low[before] in ("we", "they", "i", "you")
    ahead = spoken or _takes_object(tokens, at + 1) or _takes_infinitive(tokens, lex, at) or (not nounish and at + 1 < len(tokens))
    ahead = ahead or _takes_particle(tokens, lex, at) or _takes_people(tokens, lex, at, before) or _urges(tokens, lex, at)
    if tokens.low[at] in lex.actors and (
        tokens.low[min(at + 1, len(tokens) - 1)] == "to" or tokens.kind[min(at + 1, len(tokens) - 1)] == "D"
    ):
        return None
    if "Z" in readings and verbs and verbs[-1].head == before:
        return None  # "denied reports"
    if "Z" in readings and verbs and nounish and verbs[-1].tag == "C" and verbs[-1].head == before - 1:
        return None  # "had lengthy talks"
    if "Z" in readings and (tokens.is_noun_like(before) or flags & (PRON | REL) or kind in '),"”'):
        adjective = tokens.name[before] is not None and tokens.name[before].form == "adjective"  # type: ignore[union-attr]
        return "Z" if ahead and not (adjective and nounish) else None
    if "B" in readings and ahead and _plural_subject(tokens, before, verbs):
        return "B"
    return None


def _adverbs(tokens: Tokens, at: int) -> int:
    """How many adverbs stand right before a token: "we very much | hope"."""
    count = 0
    while at - 1 - count >= 0 and tokens.flags[at - 1 - count] & ADV:
        count += 1
    return count


def _stands_for_parties(tokens: Tokens, at: int, before: int, readings: str) -> bool:
    """Whether a number with an article is a subject: "The two | agreed", "Thousands | took to the streets"."""
    led = (before > 0 and tokens.low[before - 1] in ("the", "all", "those", "these")) or tokens.low[before].endswith("s")
    return led and "D" in readings and (_takes_object(tokens, at + 1) or at + 1 == len(tokens) or bool(tokens.flags[at + 1] & PREP))


def _gerund(tokens: Tokens, at: int, before: int, determined: bool) -> str | None:
    after = tokens.low[at + 1] if at + 1 < len(tokens) else ""
    before_noun = before >= 0 and bool(tokens.flags[before] & PREP) and not tokens.flags[before] & SUB
    if before_noun and tokens.low[at] in NOUNS_IN_ING and not _takes_object(tokens, at + 1):
        return None  # "the area of fighting", "in fighting with"
    if determined or after in ("of", "'s") or (tokens.low[at] in lexicon().noun_rules and _is_event_noun(tokens, at, after)):
        return None
    if before >= 0 and tokens.is_noun_like(before) and after and at + 1 < len(tokens) and tokens.is_noun_like(at + 1):
        name = tokens.name[before]
        if name is not None and name.form == "adjective":
            return None
    return "G"


def _is_event_noun(tokens: Tokens, at: int, after: str) -> bool:
    """Whether a noun in -ing stands behind its adjective or owner: "a joint meeting", "government shelling killed"."""
    lex = lexicon()
    if any("D" in readings or "Z" in readings for _, readings in lex.verbs.get(after, ())):
        return True
    before = tokens.low[at - 1] if at else ""
    if at == 1 and tokens.kind[0] == "w" and not tokens.flags[0] and before not in lex.actors and singular(before) not in lex.actors:
        return True
    if before in EVENT_ADJECTIVES:
        return True
    described = at > 1 and not tokens.flags[at - 1] and before not in lex.actors and singular(before) not in lex.actors
    return described and (bool(tokens.flags[at - 2] & DET) or tokens.low[at - 2] == "'s") and tokens.kind[at - 1] == "w"


def _past(tokens: Tokens, lex: Lexicon, at: int, before: int, determined: bool, readings: str, verbs: list[Verb]) -> str | None:
    """D for a past form with a subject or an object, None for an adjective like "armed men"."""
    beyond = at + 1 < len(tokens) and (tokens.is_noun_like(at + 1) and tokens.kind[at + 1] != "#")
    following = tokens.name[at + 1] if beyond else None
    capital = following is not None and not (following.form == "adjective" and tokens.flags[at - 1] & CONJ)
    if determined or (
        beyond
        and not capital
        and tokens.flags[at - 1] & CONJ
        and at > 1
        and tokens.kind[at - 2] == "w"
        and not tokens.flags[at - 2]
        and tokens.low[at - 2] not in lex.nouns
        and tokens.low[at - 2] not in lex.verbs
    ):
        return None
    if before < 0 or (tokens.flags[before] & PREP and not tokens.flags[before] & (CONJ | SUB)):
        return None if beyond or before >= 0 else "N"
    if (
        tokens.kind[before] == "w"
        and not tokens.flags[before]
        and beyond
        and not capital
        and tokens.low[before].endswith(("ian", "ish", "ese", "al"))
    ):
        return None
    if (
        beyond
        and verbs
        and verbs[-1].head == at - 1
        and (following is None or following.form == "adjective")
        and tokens.low[at + 1] not in COUNTS
    ):
        return None  # "tortured detained members"
    if "D" in readings:
        return "D"
    return "N" if not beyond else None


def _plural_subject(tokens: Tokens, before: int, verbs: list[Verb]) -> bool:
    """Whether a bare form after `before` can be present tense or the second of two infinitives."""
    low, flags = tokens.low[before], tokens.flags[before]
    if flags & CONJ or tokens.kind[before] == ",":
        return (
            bool(verbs) and (verbs[-1].infinitive or verbs[-1].modal is not None or verbs[-1].tag == "B") and before - verbs[-1].head < 14
        )
    if flags & PRON:
        return low in ("they", "we", "you", "i", "who")
    if flags & REL:
        return True
    if tokens.kind[before] == "N" and before and tokens.low[before - 1] in ("a", "an"):
        return False  # "a UN report"
    if tokens.kind[before] == "N" and before > 1 and tokens.low[before - 1] == "and":
        return True
    if tokens.kind[before] == "N":
        name = tokens.name[before]
        return name is not None and (name.form == "name" or tokens.low[before].endswith("s"))
    if flags:
        return False
    if before > 1 and tokens.low[before - 1] == "and" and tokens.capital(before) and tokens.is_noun_like(before - 2):
        return True  # "Blair and Chirac | meet"
    return low in PLURAL_PERSONS or low.endswith("men") or (low.endswith("s") and singular(low) != low)
