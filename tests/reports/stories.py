"""Stories of a made-up war: the first report, and what other outlets make of it."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from random import Random

from tests.reports.edits import edit, place, shift, take
from tests.reports.grammar import Productions, Speaker, make_name
from tests.reports.houses import stock_phrases

N_WARS = 120
QUOTED = re.compile("“([^”]+?),?”")
COPIED = (("verbatim", 25), ("reheadlined", 20), ("near_copy", 30), ("trimmed", 13), ("excerpt", 12))
"""What a copy is, and how often."""
LEADS = ("As was first reported, ", "By that account ", "It is said that ")
MOST_TAKEN = 0.45
"""Share of a story up to which a rewrite may take its words: with more it would be a copy with additions."""


@dataclass
class Report:
    """A report before an outlet prints it."""

    titles: list[str]
    """The first is its own, others are those of houses that think up another."""
    place: str
    sentences: list[str]
    stock: list[str] = field(default_factory=list)
    """Stock phrases that may stand in it."""
    taken: int = 0
    """Words that are another report's."""

    @property
    def n_words(self) -> int:
        return sum(line.count(" ") + 1 for line in self.sentences)


@dataclass
class Story:
    """The first report of an event, and who and where the event is about."""

    war: int
    own: Productions
    report: Report
    quotations: list[str]


@lru_cache(maxsize=N_WARS)
def make_war(seed: int, number: int) -> dict[str, tuple[str, ...]]:
    """Names that all stories of a war share."""
    rng = Random(f"{seed} war {number}")
    places = tuple(make_name(rng) for _ in range(24))
    naming = Speaker(rng, {"place": places})
    people = tuple(f"{naming.say('rank')}|{make_name(rng, 1, 2)}|{make_name(rng)}" for _ in range(30))
    return {"place": places, "people": people, "side": tuple(dict.fromkeys(naming.say("army") for _ in range(5)))}


def make_story(seed: int, chunk: int, number: int, war: int | None = None) -> Story:
    """A story, the same for its numbers at any time; of a war of its own choice where none is given."""
    rng = Random(f"{seed} story {chunk} {number}")
    chosen = int(N_WARS ** rng.random()) - 1
    war = chosen if war is None else war
    own = _cast(rng, make_war(seed, war))
    report = _report(rng, seed, own)
    quotations = [words for sentence in report.sentences for words in QUOTED.findall(sentence) if len(words.split()) >= 12]
    return Story(war, own, report, quotations)


def copy(rng: Random, source: Report) -> tuple[str, Report]:
    """A printing of a report: its relation, and its words."""
    relation = rng.choices([name for name, _ in COPIED], [weight for _, weight in COPIED])[0]
    lines = source.sentences
    if relation == "near_copy":
        lines = edit(rng, shift(rng, lines), rng.uniform(0.01, 0.08))
    elif relation == "trimmed":
        lines = lines[: max(4, round(len(lines) * rng.uniform(0.5, 0.9)))]
    elif relation == "excerpt":
        n_kept = min(len(lines) - 1, rng.choice((2, 3, 3, 3, 4, 5)))
        begin = rng.choice((0, 0, rng.randrange(len(lines) - n_kept + 1)))
        lines = lines[begin : begin + n_kept]
    return relation, replace(source, sentences=lines)


def rewrite(rng: Random, seed: int, story: Story) -> Report:
    """A report of its own with 15 to 40 % of its words from the story: scattered sentences, a run of them, or parts of sentences."""
    source = story.report.sentences
    share = rng.uniform(0.15, 0.40)
    room = MOST_TAKEN * sum(len(line.split()) for line in source)
    taken = take(rng, source, min(rng.uniform(40, max(room, 41)), 550 * share / (1 - share)))
    n_taken = sum(len(line.split()) for line in taken)
    own = _write(Speaker(rng, story.own), 5, stock_phrases(seed))
    while sum(len(line.split()) for line in own.sentences) < n_taken * (1 - share) / share:
        own.sentences.append(Speaker(rng, story.own).sentence())
    if rng.random() < 0.3:
        taken = edit(rng, taken, 0.03)
    if rng.random() < 0.25:
        at = rng.randrange(len(taken))
        taken[at] = rng.choice(LEADS) + taken[at][:1].lower() + taken[at][1:]
    sentences = place(rng, own.sentences, taken)
    return replace(own, sentences=sentences, stock=own.stock + story.report.stock, taken=n_taken)


def follow_up(rng: Random, earlier: Story, story: Story) -> Report:
    """A report of something new, with a paragraph of background out of an earlier one."""
    lines = earlier.report.sentences
    begin = rng.randrange(max(1, len(lines) - 3))
    background = lines[begin : begin + rng.randint(2, 3)]
    at = rng.randint(len(story.report.sentences) // 2, len(story.report.sentences))
    sentences = [*story.report.sentences[:at], *background, *story.report.sentences[at:]]
    n_taken = sum(len(line.split()) for line in background)
    return replace(story.report, sentences=sentences, stock=story.report.stock + earlier.report.stock, taken=n_taken)


def digest(rng: Random, stories: list[Story]) -> Report:
    """The beginnings of several stories, one after the other."""
    sentences = [line for story in stories for line in story.report.sentences[: rng.randint(2, 3)]]
    stock = [phrase for story in stories for phrase in story.report.stock]
    titles = ["The day in brief: " + title for title in stories[0].report.titles]
    return Report(titles, stories[0].report.place, sentences, stock, sum(len(line.split()) for line in sentences))


def independent(rng: Random, seed: int, story: Story, quoting: bool) -> Report:
    """Another report of the event, in words of its own, but for a quotation where there is one."""
    report = _report(rng, seed, story.own)
    if quoting and story.quotations:
        words = rng.choice(story.quotations)
        said = Speaker(rng, story.own)
        report.sentences.insert(rng.randrange(1, len(report.sentences)), f"“{words},” {said.say('said')} {said.say('person')}.")
        report.taken = len(words.split())
    return report


def _cast(rng: Random, war: dict[str, tuple[str, ...]]) -> Productions:
    """Few people, places and numbers out of a war."""
    people = []
    for person in rng.sample(war["people"], 5):
        rank, given, family = person.split("|")
        people += [f"{rank} {given} {family}", family, f"{given} {family}", f"{rank} {family}"]
    numbers = tuple(f"{rng.randint(2, 99) * rng.choice((1, 1, 10, 100)):,}" for _ in range(8))
    return {"place": tuple(rng.sample(war["place"], 6)), "person": tuple(people), "side": war["side"], "number": numbers}


def _report(rng: Random, seed: int, own: Productions) -> Report:
    """A report of usual length."""
    return _write(Speaker(rng, own), min(60, max(6, round(rng.lognormvariate(2.70, 0.45)))), stock_phrases(seed))


def _write(speaker: Speaker, n: int, stock: tuple[str, ...]) -> Report:
    """So many sentences, some with a stock phrase in them or between them."""
    report = Report([speaker.sentence("title") for _ in range(4)], speaker.say("place"), [speaker.sentence() for _ in range(n)])
    while speaker.rng.random() < 0.3:
        phrase = speaker.rng.choice(stock)
        at = speaker.rng.randrange(1, n)
        report.stock += [phrase, phrase[0].upper() + phrase[1:]]
        if speaker.rng.random() < 0.5:
            report.sentences.insert(at, phrase[0].upper() + phrase[1:] + ".")
        else:
            report.sentences[at] = f"{report.sentences[at][:-1]}, and {phrase}."
    return report
