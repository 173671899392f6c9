"""What other outlets do to the sentences of a report. All take a list and give another."""

from random import Random

from tests.reports.grammar import Speaker


def take(rng: Random, source: list[str], n_words: float) -> list[str]:
    """Sentences of about so many words: scattered, a run, or the longer part of each."""
    way = rng.choices(("scattered", "run", "parts"), (50, 25, 25))[0]
    order = rng.sample(range(len(source)), len(source))
    if way == "run":
        order = list(range(rng.randrange(max(1, len(source) // 2)), len(source)))
    taken: dict[int, str] = {}
    held = 0
    for number in order:
        words = source[number].split(" ")
        if way == "parts" and len(words) > 14:
            begin = rng.randint(0, len(words) - 12)
            words = words[begin : begin + rng.randint(12, len(words) - begin)]
        if len(taken) > 1 and held + len(words) > n_words:
            break
        held += len(words)
        taken[number] = " ".join(words)
    return [taken[number] for number in sorted(taken)]


def place(rng: Random, own: list[str], taken: list[str]) -> list[str]:
    """Own sentences with the taken ones among them: a run stays together as often as not."""
    if rng.random() < 0.3:
        at = rng.randint(1, len(own))
        return [*own[:at], *taken, *own[at:]]
    places = sorted(rng.choices(range(1, len(own) + 1), k=len(taken)))
    made = list(own)
    for at, line in zip(reversed(places), reversed(taken), strict=True):
        made.insert(at, line)
    return made


def shift(rng: Random, lines: list[str]) -> list[str]:
    """A sentence or two dropped, and two that stand together swapped, in some copies."""
    lines = list(lines)
    for _ in range(rng.choice((0, 0, 1, 2)) if len(lines) > 8 else 0):
        del lines[rng.randrange(1, len(lines))]
    if rng.random() < 0.3:
        at = rng.randrange(len(lines) - 1)
        lines[at : at + 2] = lines[at + 1], lines[at]
    return lines


def edit(rng: Random, lines: list[str], rate: float) -> list[str]:
    """Other words, words left out and words put in, at this rate."""
    lines = list(lines)
    lengths = [line.count(" ") + 1 for line in lines]
    speaker = Speaker(rng, {})
    for number in rng.choices(range(len(lines)), lengths, k=max(1, round(rate * sum(lengths)))):
        words = lines[number].split(" ")
        at = rng.randrange(len(words))
        way = rng.random()
        words[at : at + 1] = [speaker.say("adj")] if way < 0.6 else [] if way < 0.8 else [words[at], speaker.say("adj")]
        lines[number] = " ".join(words)
    return lines
