"""The codebook as the rules look it up: seeds/reference/event_*.csv and clause_words.csv, read once. Standard library only."""

from functools import cache
from typing import NamedTuple

from pipelines.events.inflect import plural, singular, verb_forms
from pipelines.reference import rows, split

DET, NEG, BE, HAVE, DO, MODAL, PREP, CONJ, SUB, REL, PRON, ADV = (1 << bit for bit in range(12))
AUX = BE | HAVE | DO | MODAL
CLASSES = {
    "det": DET, "neg": NEG, "be": BE, "have": HAVE, "do": DO, "modal": MODAL, "prep": PREP, "conj": CONJ, "sub": SUB, "rel": REL,
    "pron": PRON, "adv": ADV,
}  # fmt: skip

SLOT, GAP = "_", "~"
"""What may stand among the words of a trigger: its object, and a few words that describe."""
MARKS = frozenset(("!", "^", "<"))
"""What may stand among the words of a condition and is no word: it wins over all, object only, subject only."""


class Rule(NamedTuple):
    """One line of event_triggers.csv."""

    trigger: str
    rest: tuple[str, ...]
    """Fixed words after the first; `_` stands for the object, `~` for up to three words that describe."""
    size: int
    """How many fixed words."""
    words: frozenset[str]
    """The fixed words, to see at once that they are not there."""
    needs: frozenset[str]
    """One of these must stand in what follows; empty: no condition."""
    within: str
    """Where they must stand: `^` in the object itself, `<` in the subject; empty: anywhere in what follows."""
    literal: bool
    """Whether these are plain words only, and there are some."""
    overrides: bool
    """Marked with !: it wins over all other rules."""
    stems: tuple[str, ...]
    """Those of them that are beginnings of words."""
    who: frozenset[str]
    """Kinds of actor of which the subject must be one; empty: any."""
    type: str
    mode: str | None
    scope: str
    suffered: bool
    """The subject is the one it is done to: "came under attack from"; the prepositions lead to the one who does it."""
    recipient: frozenset[str]
    negated: str


class Governor(NamedTuple):
    """One word of event_governors.csv."""

    status: str
    takes: str


class Lexicon(NamedTuple):
    """All that is known of words."""

    flags: dict[str, int]
    """Closed classes of a word."""
    verbs: dict[str, tuple[tuple[str, str], ...]]
    """Form -> (lemma, readings)."""
    verb_rules: dict[str, tuple[Rule, ...]]
    """Lemma of the first word -> rules, those with more fixed words first."""
    noun_rules: dict[str, tuple[Rule, ...]]
    """First word of the noun, singular or plural -> rules."""
    governors: dict[tuple[str, str], Governor]
    """(part of speech, lemma or word)."""
    happenings: dict[str, list[tuple[list[str], str]]]
    """Verbs of happening: first word -> the words that follow it and what they say of the subject, those with more words first."""
    speech: frozenset[str]
    control: frozenset[str]
    actors: dict[str, str]
    """Noun -> kind of actor."""
    nouns: frozenset[str]
    """Words that are nouns as often as verbs: their forms in -s and the bare ones need more evidence to be read as verbs."""


def _rule(row: dict[str, str], trigger: str) -> Rule:
    needs = split(row["with"] or "")
    return Rule(
        trigger=trigger,
        rest=tuple(trigger.split()[1:]),
        size=len([word for word in trigger.split()[1:] if word not in (SLOT, GAP)]),
        words=frozenset(trigger.split()[1:]) - {SLOT, GAP},
        needs=frozenset(word for word in needs if not word.endswith("*") and word not in MARKS),
        within="".join(mark for mark in ("^", "<") if mark in needs),
        literal=any(word not in MARKS for word in needs) and not any(word[0] == "@" or word[-1] == "*" for word in needs),
        overrides="!" in needs,
        stems=tuple(word[:-1] for word in needs if word.endswith("*")),
        who=frozenset(split(row["who"] or "")),
        type=row["type"],
        mode=row["mode"] or None,
        scope="complement" if row["scope"] == "suffered" else row["scope"] or "",
        suffered=row["scope"] == "suffered",
        recipient=frozenset(split(row["recipient"] or "")),
        negated=row["negated"] or "",
    )


def _rules() -> tuple[dict[str, list[Rule]], dict[str, list[Rule]]]:
    verbs: dict[str, list[Rule]] = {}
    nouns: dict[str, list[Rule]] = {}
    for row in rows("event_triggers"):
        for trigger in split(row["trigger"]):
            rule = _rule(row, trigger)
            first = trigger.split()[0]
            if row["pos"] == "verb":
                verbs.setdefault(first, []).append(rule)
            else:
                behind = rule.rest and rule.rest[0] in ("by", "for", "from", "of", "on", "with")  # "calls for", "threats by"
                for form in {first, plural(first)} if behind or not rule.rest else {first}:
                    nouns.setdefault(form, []).append(rule)
    return verbs, nouns


def _order(rule: Rule) -> tuple[int, bool]:
    """Longer triggers first, and those with a condition before those without; otherwise as in the file."""
    return (-rule.size, not (rule.needs or rule.stems or rule.who))


def _closed_classes() -> tuple[dict[str, int], dict[str, list[str]]]:
    flags: dict[str, int] = {}
    open_classes: dict[str, list[str]] = {}
    for row in rows("clause_words"):
        if row["class"] in CLASSES:
            for word in split(row["words"]):
                flags[word] = flags.get(word, 0) | CLASSES[row["class"]]
        else:
            open_classes.setdefault(row["class"], []).extend(split(row["words"]))
    return flags, open_classes


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the short lists of event_words.csv.

    Raises:
        KeyError: there is no such list.
    """
    words = frozenset(word for row in rows("event_words") if row["list"] == name for word in split(row["words"]))
    if not words:
        raise KeyError(f"event_words.csv has no list {name!r}")
    return words


def _happenings(governors: dict[tuple[str, str], Governor]) -> dict[str, list[tuple[list[str], str]]]:
    found: dict[str, list[tuple[list[str], str]]] = {}
    for (pos, words), governor in governors.items():
        if pos == "happen":
            found.setdefault(words.split()[0], []).append((words.split()[1:], governor.status))
    return {first: sorted(ways, key=lambda way: (-len(way[0]), way)) for first, ways in found.items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon; read from disk once."""
    flags, classes = _closed_classes()
    verb_rules, noun_rules = _rules()
    governors = {
        (row["pos"], word): Governor(row["status"], row["takes"])
        for row in reversed(rows("event_governors"))
        for word in split(row["words"])
    }
    lemmas = {*verb_rules, *classes["verb"], *classes["speech"], *classes["control"]} | {
        word for pos, word in governors if pos in ("verb", "happen")
    }
    verbs: dict[str, dict[str, str]] = {}
    for lemma in sorted({lemma.split()[0] for lemma in lemmas} - {"be", "have", "do", "must"}):
        for form, readings in verb_forms(lemma).items():
            verbs.setdefault(form, {})[lemma] = readings
    actors = {form: row["kind"] for row in reversed(rows("event_actors")) for word in split(row["words"]) for form in (word, plural(word))}
    nouns = {singular(word) for word in noun_rules} | {word for pos, word in governors if pos == "noun"} | set(actors)
    nouns |= word_list("noun_verb")
    nouns |= {word for rules in verb_rules.values() for rule in rules if not rule.within for word in rule.needs}
    return Lexicon(
        flags=flags,
        verbs={form: tuple(sorted(found.items(), key=lambda item: item[0] not in verb_rules)) for form, found in verbs.items()},
        verb_rules={lemma: tuple(sorted(rules, key=_order)) for lemma, rules in verb_rules.items()},
        noun_rules={form: tuple(sorted(rules, key=_order)) for form, rules in noun_rules.items()},
        governors=governors,
        happenings=_happenings(governors),
        speech=frozenset(classes["speech"]),
        control=frozenset(classes["control"]),
        actors=actors,
        nouns=frozenset(nouns),
    )
