"""What the model of guess.py sees of a sentence: named features of its words, none of them a name. Standard library only."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from pipelines.events.draft import Sentence
from pipelines.events.inflect import singular
from pipelines.events.lexicon import Rule, lexicon
from pipelines.events.verb import Verb

ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "ors", "er", "or", "ed", "es", "s", "e",
)  # fmt: skip
LEAST_STEM, LONGEST_STEM = 4, 8
NAME = "N"
"""Stands for a name or a capitalised word."""


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """What a verb shares with its nouns: donated, donors, donation -> donat."""
    word = singular(word)
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > LEAST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    if word.endswith("i"):
        word = word[:-1] + "y"
    return word[:LONGEST_STEM]


@cache
def ties() -> dict[str, tuple[str, ...]]:
    """Stem -> the types that the codebook ties it to: as a trigger (T), as one on a condition (V), as a word that a trigger needs (W)."""
    lex = lexicon()
    found: dict[str, set[str]] = {}
    verbs = [rule for rules in lex.verb_rules.values() for rule in rules if not rule.rest]
    nouns = [(form, rule) for form, rules in lex.noun_rules.items() for rule in rules if not rule.rest]
    for word, rule in [(rule.trigger, rule) for rule in verbs] + nouns:
        if rule.type == "NONE":
            continue
        found.setdefault(stem(word), set()).add(f"{'V' if _is_conditional(rule) else 'T'} {rule.type}")
        for needed in (*rule.needs, *rule.stems):
            if needed[0] != "@":
                found.setdefault(stem(needed), set()).add(f"W {rule.type}")
    return {word: tuple(sorted(kinds)) for word, kinds in found.items()}


def _is_conditional(rule: Rule) -> bool:
    return bool(rule.needs or rule.stems or rule.who)


def main_verb(sentence: Sentence) -> Verb | None:
    """The first verb of a main clause that is more than saying, or else the first that says."""
    speech = lexicon().speech
    finite = [verb for verb in sentence.verbs if verb.finite and not verb.relative]
    return next((verb for verb in finite if verb.lemma not in speech), finite[0] if finite else None)


def is_tied(sentence: Sentence) -> bool:
    """Whether a word of the sentence shares its stem with a trigger."""
    tokens = sentence.tokens
    words = [low for low, kind, flags in zip(tokens.low, tokens.kind, tokens.flags, strict=True) if kind == "w" and not flags]
    return any(map(_is_tied, words))


@lru_cache(maxsize=1 << 15)
def _is_tied(word: str) -> bool:
    return any(tie[0] == "T" for tie in ties().get(stem(word), ()))


def features(sentence: Sentence) -> set[str]:
    """The features of a sentence."""
    words = list(_words(sentence))
    found = {f"word {word}" for word in words}
    found.update(f"pair {word} {following}" for word, following in pairwise(words))
    known = ties()
    tied = [tie for word in words for tie in known.get(word, ())]
    found.update(f"tie {tie}" for tie in tied)
    first = next((tie for tie in tied if tie[0] == "T"), None)
    if first:
        found.add(f"first {first}")
    found.update(_of_verbs(sentence))
    return found


def _words(sentence: Sentence) -> Iterator[str]:
    """Stems of the words; names as N, marks as they are, dates left out."""
    tokens = sentence.tokens
    for place in range(len(tokens)):
        kind = tokens.kind[place]
        if kind == "w":
            if tokens.flags[place]:
                yield tokens.low[place]
            else:
                yield NAME if place and tokens.capital(place) else stem(tokens.low[place])
        elif kind != "D":
            yield kind


def _of_verbs(sentence: Sentence) -> Iterator[str]:
    """The main verb with its voice, and what any verb of the sentence says of time and denial."""
    main = main_verb(sentence)
    if main is not None:
        yield f"verb {main.lemma}"
        yield f"modal {main.modal or '-'}"
        yield f"form {'not ' * main.negated}{'passive' if main.passive else 'ongoing' if main.progressive else 'active'}"
    for verb in sentence.verbs:
        if verb.modal in ("will", "'ll", "shall", "would"):
            yield f"any {'would' if verb.modal == 'would' else 'will'}"
        if verb.negated:
            yield "any not"
