"""Seeded reports with known copies, excerpts, rewrites and furniture, in words of our own: for tests, and for measuring at any size.

`generate(n, seed)` gives the articles and the truth about them; `batches` streams the same, story by story, for sizes that should not be
held in memory. Nobody in these reports exists; places and people are made of syllables.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

import polars as pl

from pipelines.ids import article_id


def _list(text: str, separator: str = "|") -> list[str]:
    return text.split(separator)


SYLLABLES = _list(
    "ba be bo da de do ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo za ze zo shi chu gri tal mon"
    " ber dan fel gor hus",
    " ",
)
FORCES = _list(
    "infantry|engineers|border guards|marines|military police|artillery crews|medics|pilots|signallers|reservists|paratroopers|trainers"
)
PEOPLE = _list(
    "The minister|A spokesman|The general|The mayor|A diplomat|An aid worker|The governor|A shopkeeper|The envoy"
    "|A retired officer|The speaker"
)
VERBS = _list(
    "crossed|left|reached|guarded|rebuilt|searched|handed over|fortified|vacated|surveyed|supplied|closed|reopened|patrolled"
    "|photographed|cleared|circled|shelled|inspected|occupied|mapped|repaired|fenced off|watched|lost sight of|took back"
    "|wired|dug up|swept|lit"
)
THINGS = _list(
    "bridge|airfield|depot|checkpoint|school|harbour|radio mast|valley|market|ferry landing|hospital|railway yard|quarry"
    "|river bank|water tower|customs post|old barracks|power station|grain store|training ground|fuel dump|courthouse"
    "|bus station|tunnel|pass|monastery|cement works|dam|prison|stadium|bakery"
)
KINDS = _list(
    "abandoned|northern|crowded|half-finished|flooded|heavily mined|well-lit|disputed|narrow|burnt-out|newly painted|remote"
    "|eastern|rusting|guarded|snowbound|noisy|silent|small|walled|steep|muddy|empty|modern|wooden|sprawling|ruined|busy"
    "|forgotten|unlit"
)
TIMES = _list(
    "before dawn|after the first snow|on the second day|during the truce|within an hour|at the height of the harvest"
    "|while the talks went on|under a low sky|shortly after noon|for the third time this year|without a shot"
    "|as the rain set in|in plain view|weeks ahead of schedule|behind closed doors|with little warning"
)
REASONS = _list(
    "because the road behind was cut|to the relief of the villagers|although no order had been given"
    "|as part of a wider handover|which neither side had expected|despite a promise to the contrary"
    "|so that the convoy could turn|and nobody came to meet them|after a long argument over the radio"
    "|while families looked on|before the inspectors could count the crates|since the lease had run out"
    "|in return for safe passage|as the budget demanded|and the lights went out"
)
SAYING = _list(
    "we will not stay here|there is no plan|I counted the trucks twice|they asked us for blankets|nobody here has slept"
    "|every soldier will be home|the agreement means little here|our engineers can finish|those figures are made up"
    "|my brother drives a lorry|we learned of it from the radio|nobody had the keys|no one fired first"
    "|we were promised doctors|the price of bread has doubled|our children count the helicopters"
)
APPEALS = (
    "Sign up to the {outlet} morning letter and have the news of the day sent to you before breakfast.",
    "{outlet} lives on the gifts of its readers; please give what you can so that we can go on.",
    "Do you know more about this story? Write to the desk of {outlet} and tell us in confidence.",
    "All rights reserved by {outlet}; no part of this page may be copied, sold or sent on without our leave.",
    "Follow {outlet} wherever you read, and tell your friends what you have learned from us today.",
)
RELATIONS = ("canonical", "verbatim", "near_copy", "trimmed", "excerpt", "rewrite", "independent")
START = datetime(2021, 1, 4, 6, tzinfo=UTC)


class Report(NamedTuple):
    """One article of a story, and what it is to the first one."""

    story: int
    relation: str
    title: str
    sentences: list[str]
    outlet: str
    published: datetime | None


def generate(n: int, seed: int, n_outlets: int = 60) -> tuple[pl.DataFrame, pl.DataFrame]:
    """About n articles (`article_id outlet text blocks published_at n_words`) and the truth (`article_id story relation copy_of`)."""
    parts = list(batches(n, seed, n_outlets))
    return pl.concat([articles for articles, _ in parts]), pl.concat([truth for _, truth in parts])


def batches(n: int, seed: int, n_outlets: int = 60, size: int = 10_000) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """The same in parts of about `size` articles, whole stories each."""
    outlets = [_name(random.Random(f"outlet {number}"), 3) + " Post" for number in range(n_outlets)]
    made, story, held = 0, 0, list[Report]()
    while made < n:
        reports = _tell(random.Random(f"{seed} {story}"), story, outlets)[: n - made]
        story += 1
        made += len(reports)
        held += reports
        if len(held) >= size or made >= n:
            yield _tables(held)
            held = []


def copy_pairs(truth: pl.DataFrame) -> set[tuple[str, str]]:
    """Pairs of articles that print one report."""
    sets = truth.filter(pl.col("copy_of").is_not_null()).group_by("copy_of").agg(pl.col("article_id").sort())["article_id"]
    return {(a, b) for members in sets for place, a in enumerate(members) for b in members[place + 1 :]}


def _tell(rng: random.Random, story: int, outlets: list[str]) -> list[Report]:
    """A report, what was made of it elsewhere, and another one on the same subject."""
    people = [_name(rng, 2) + " " + _name(rng, 3) for _ in range(4)]
    places = [_name(rng, 3) for _ in range(4)]
    first = [_sentence(rng, people, places) for _ in range(rng.randint(10, 28))]
    published = START + timedelta(minutes=rng.randrange(60 * 24 * 500))
    reports = [Report(story, "canonical", _title(rng, places), first, rng.choice(outlets), published)]
    for _ in range(rng.choices((0, 1, 2, 4, 9), (45, 25, 15, 10, 5))[0]):
        relation = rng.choices(RELATIONS[1:], (20, 25, 15, 15, 15, 10))[0]
        sentences = _derive(rng, relation, first, people, places)
        later = published + timedelta(minutes=rng.randint(1, 2000)) if rng.random() > 0.1 else None
        reports.append(Report(story, relation, _title(rng, places), sentences, rng.choice(outlets), later))
    return reports


def _derive(rng: random.Random, relation: str, first: list[str], people: list[str], places: list[str]) -> list[str]:
    if relation == "near_copy":
        return [_edit(rng, sentence) for sentence in first if rng.random() > 0.06] or first
    if relation == "trimmed":
        return first[: max(3, round(len(first) * rng.uniform(0.6, 0.9)))]
    if relation == "excerpt":
        begin = rng.choice((0, 0, rng.randrange(len(first) - 3)))
        return first[begin : begin + rng.randint(3, 5)]
    if relation in ("rewrite", "independent"):
        own = [_sentence(rng, people, places) for _ in range(rng.randint(10, 28))]
        n_taken = min(len(first) // 2, max(2, round(len(own) * rng.uniform(0.15, 0.40)))) if relation == "rewrite" else 0
        for sentence, place in zip(rng.sample(first, n_taken), rng.sample(range(len(own)), n_taken), strict=True):
            own[place] = sentence
        return own
    return first


def _edit(rng: random.Random, sentence: str) -> str:
    """Now and then another word, and another house's quotation marks."""
    words = [rng.choice(KINDS) if rng.random() < 0.015 else word for word in sentence.split(" ")]
    return " ".join(words).replace("“", '"').replace("”", '"')


def _sentence(rng: random.Random, people: list[str], places: list[str]) -> str:
    where = rng.choice(("near", "outside", "above", "east of"))
    act = f"{rng.choice(VERBS)} the {rng.choice(KINDS)} {rng.choice(THINGS)} {where} {rng.choice(places)}"
    kind = rng.random()
    if kind < 0.25:
        since = f"since they {rng.choice(VERBS)} the {rng.choice(KINDS)} {rng.choice(THINGS)} in {rng.choice(places)}"
        words = f"{rng.choice(SAYING)}, as {rng.choice(people)} knows, {since}"
        return f"“{words[:1].upper()}{words[1:]},” said {rng.choice(people)}, who {act} {rng.choice(REASONS)} in {rng.choice(places)}."
    if kind < 0.6:
        when = f"{rng.choice(TIMES)}, {rng.choice(people)} confirmed"
        return f"Some {rng.randint(2, 99) * 10} {rng.choice(FORCES)} {act} {when}, {rng.choice(REASONS)} in {rng.choice(places)}."
    other = f"{rng.choice(FORCES)} {rng.choice(VERBS)} the {rng.choice(THINGS)} of {rng.choice(places)} {rng.choice(REASONS)}"
    return f"{rng.choice(PEOPLE)} told {rng.choice(people)} that {rng.choice(FORCES)} had {act}, and {other}."


def _title(rng: random.Random, places: list[str]) -> str:
    return f"{rng.choice(FORCES).capitalize()} {rng.choice(TIMES)} in {rng.choice(places)}: {rng.choice(KINDS)} {rng.choice(THINGS)}"


def _name(rng: random.Random, n_syllables: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(n_syllables)).capitalize()


@cache
def _furniture(outlet: str) -> str:
    return "\n".join(appeal.format(outlet=outlet) for appeal in random.Random(outlet).sample(APPEALS, 3))


def _tables(reports: list[Report]) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows, truth, first = [], [], {}
    for number, report in enumerate(reports):
        lines = [" ".join(report.sentences[at : at + 3]) for at in range(0, len(report.sentences), 3)]
        text = "\n".join([report.title, "", *lines, _furniture(report.outlet)])
        key = article_id(f"{report.story} {number} {text}".encode())
        blocks = [
            {"start": 0, "end": len(report.title), "kind": "title"},
            {"start": len(report.title) + 2, "end": len(text), "kind": "body"},
        ]
        rows.append((key, report.outlet, text, blocks, report.published, len(text.split())))
        if report.relation == "canonical":
            first[report.story] = key
        truth.append((key, report.story, report.relation, None if report.relation in ("rewrite", "independent") else first[report.story]))
    block = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "kind": pl.String}))
    kinds = {
        "article_id": pl.String,
        "outlet": pl.String,
        "text": pl.String,
        "blocks": block,
        "published_at": pl.Datetime("us", "UTC"),
        "n_words": pl.Int64,
    }
    truth_kinds = {"article_id": pl.String, "story": pl.Int64, "relation": pl.String, "copy_of": pl.String}
    return pl.DataFrame(rows, schema=kinds, orient="row"), pl.DataFrame(truth, schema=truth_kinds, orient="row")
