"""Measures consolidation on real quotations that were changed as reports change them. Run it by hand:

MUSTER_CORPORA=... python -m tests.quotes.measure_utterances --seed 1

Every quotation of four words or more of the train split of PolNeAR is printed again in other reports: cut, split, in brackets, reworded,
in another tense, as a scrap. All quotations of one document are given to one speaker: harder than the truth. What the corpus prints
twice itself is left out. Pairs of mentions in one row are then held against pairs of one origin. No words of the corpus are written.
"""

import argparse
import json
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from tests.quotes.utterances import Said, grouped

SYNONYMS = {
    "people": "folks", "country": "nation", "big": "large", "begin": "start", "help": "assist", "job": "work", "very": "really",
    "need": "require", "think": "believe", "want": "wish", "kids": "children", "get": "obtain", "great": "terrific", "many": "lots of",
    "campaign": "race", "money": "cash", "important": "essential", "show": "demonstrate", "talk": "speak", "problem": "issue",
    "against": "opposed to", "between": "among", "also": "too", "about": "concerning", "because": "since", "said": "stated",
}  # fmt: skip
TENSES = {
    "is": "was",
    "are": "were",
    "will": "would",
    "have": "had",
    "has": "had",
    "can": "could",
    "do": "did",
    "says": "said",
    "don't": "do not",
}
LEAST = 4
Change = Callable[[list[str], random.Random], list[str]]


def cut_front(words: list[str], dice: random.Random) -> list[str]:
    return [" ".join(words[dice.randint(1, len(words) // 2) :])]


def cut_back(words: list[str], dice: random.Random) -> list[str]:
    return [" ".join(words[: -dice.randint(1, len(words) // 2)])]


def cut_middle(words: list[str], dice: random.Random) -> list[str]:
    size = dice.randint(1, max(1, len(words) // 3))
    at = dice.randint(1, max(1, len(words) - size - 1))
    return [" ".join([*words[:at], "...", *words[at + size :]])]


def bracket(words: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(words))
    return [" ".join([*words[:at], "[the committee]", *words[at + 1 :]])]


def reword(words: list[str], _: random.Random) -> list[str]:
    return [" ".join(SYNONYMS.get(word.lower(), word) for word in words)]


def retense(words: list[str], _: random.Random) -> list[str]:
    return [" ".join(TENSES.get(word.lower(), word) for word in words)]


def split(words: list[str], dice: random.Random) -> list[str]:
    at = dice.randint(2, len(words) - 2)
    return [" ".join(words[:at]) + ",", " ".join(words[at:])]


def scrap(words: list[str], dice: random.Random) -> list[str]:
    size = dice.randint(3, 6)
    at = dice.randint(0, max(0, len(words) - size))
    return [" ".join(words[at : at + size])]


CHANGES: dict[str, Change] = {
    "cut front": cut_front, "cut back": cut_back, "cut middle": cut_middle, "bracket": bracket, "reword": reword, "tense": retense,
    "split": split, "scrap": scrap,
}  # fmt: skip


def gold() -> list[tuple[str, str]]:
    """Document and words of the quotations that are long enough and share no four words in a row with one before."""
    path = Path(os.environ["MUSTER_CORPORA"]) / "attribution" / "quotes_train.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found: list[tuple[str, str]] = []
    runs: set[str] = set()
    for row in rows:
        text = re.sub(r"^\W+|[\s“”\"]+$", "", row["quote_text"])
        words = re.findall(r"\w+", text.lower())
        own = {" ".join(words[at : at + LEAST]) for at in range(len(words) - LEAST + 1)}
        if len(text.split()) >= LEAST and own and not own & runs:
            found.append((row["doc_id"], text))
        runs |= own
    return found


def mentions(seed: int, share: float, nameless: float) -> tuple[list[Said], list[int], list[str]]:
    """Mentions, the origin of each, and what was done to it."""
    dice = random.Random(seed)
    said, origins, changes = [], [], []
    for origin, (document, text) in enumerate(gold()):
        speaker = f"Speaker {document}"
        said.append(Said(f"{document} 0", text, speaker))
        origins.append(origin)
        changes.append("none")
        for name in dice.sample(sorted(CHANGES), 2) if dice.random() < share else ():
            if len(text.split()) < 2 * LEAST and name != "bracket":
                continue
            who = "" if dice.random() < nameless else speaker
            for part in CHANGES[name](text.split(), dice):
                said.append(Said(f"{document} {name} {dice.randrange(3)}", part, who, day=dice.randrange(3)))
                origins.append(origin)
                changes.append(name)
    return said, origins, changes


def main() -> None:
    """Prints pairwise precision and recall, and recall by what was done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.6, help="share of the quotations that are printed again")
    parser.add_argument("--nameless", type=float, default=0.0, help="share of the changed ones that come without a speaker")
    parser.add_argument("--show", action="store_true", help="print pairs that are wrongly joined or missed")
    options = parser.parse_args()
    said, origins, changes = mentions(options.seed, options.share, options.nameless)
    keys, _ = grouped(said)
    joined = {pair for places in _places(keys) for pair in combinations(places, 2)}
    true = {pair for places in _places(origins) for pair in combinations(places, 2)}
    right = joined & true
    print(f"{len(said)} mentions, {len(set(origins))} origins, {len(set(keys))} rows")
    print(f"pairwise precision {len(right) / len(joined):.4f} recall {len(right) / len(true):.4f}")
    met: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for a, b in true:
        name = changes[b] if changes[a] == "none" else f"{changes[a]}, {changes[b]}"
        if "," not in name:
            (met if (a, b) in joined else missed)[name] += 1
    for name in sorted(met | missed):
        print(f"  {name:12} {met[name]:5} met {missed[name]:5} missed")
    if options.show:
        for a, b in sorted(joined - true):
            print("WRONG", changes[a], changes[b], "|", said[a].words, "|", said[b].words)
        for a, b in sorted(true - joined):
            print("MISSED", changes[a], changes[b], "|", said[a].words, "|", said[b].words)


def _places(keys: Sequence[str | int]) -> list[list[int]]:
    places: dict[str | int, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(key, []).append(at)
    return list(places.values())


if __name__ == "__main__":
    main()
