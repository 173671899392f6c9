"""Whose men and women a figure counts. Standard library only."""

import re
from collections.abc import Sequence
from functools import partial

from pipelines.text.known import acts_for, entities
from pipelines.text.names import Name, find_names
from pipelines.troop_figures.bodies import ALLIANCES, BODY_KINDS, force_of, kind_of
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.reading import Reading
from pipelines.troop_figures.subject_force import antecedent, subject_of, takes_subject
from pipelines.troop_figures.tolls import losses_of

STATELESS = frozenset({"PSE"})  # peoples whose armed men are called after them: "Palestinian gunmen"
OF_OR_FROM = re.compile(
    r"\s+(?P<word>of|from|belonging\s+to|in)\s+(?:the\s+|its\s+)?|\s+(?P<come>(?:(?:all|mostly|mainly|chiefly|largely)\s+)?(?:come|came|coming|are|were|being|hail|hailed|drawn)\s+"
    r"(?:(?:all|mostly|mainly|chiefly|largely)\s+)?from)\s+(?:the\s+)?"
)
POSSESSIVE = re.compile(
    r"(?:['’]s?|\b(?P<pronoun>its|their|his|her|our))\s+(?:(?:last|own|entire|total|remaining|current|existing|full|first|other|main|estimated|\w+-strong)\s+){0,2}$"
)
OURS_BEFORE = re.compile(r"\b(?:we|our|i|my)\b(?![^.]*\b(?:they|he|she|it)\b)")
OF_NAME = re.compile(r"\w+\s+of\s+(?:the\s+)?")
WHOM = re.compile(r"\s+(?:(?:whom|that|which)\s+)?(?:the\s+)?")
SENDS = re.compile(
    r"\s+(?:(?:is|are|was|were|has|have|had|will|would|plans\s+to|now|already|still)\s+)*(?:be\s+)?(?:send|sent|deploy|station|keep|kept|ha[sd]|have|maintain|contribut|provid|suppl|withdr|pull|post|commit|"
    r"promis|pledg|offer)\w*\b"
)
OFFICIAL = re.compile(
    r"\b(?:army|military|ministry|police|navy|government|general|colonel|gen\.|col\.|lt\.|commander|minister|president|spokes\w+)(?!\w)",
    re.IGNORECASE,
)
UNIFORM = re.compile(
    r"\b(?:general|colonel|major|captain|lieutenant|admiral|sergeant|gen\.|col\.|maj\.|lt\.|commander|army|military|officer)(?!\w)",
    re.IGNORECASE,
)
OF_ITS = re.compile(r"\s+(?:(?:[\w-]+\s+)?(?:members|elements|men|units)\s+)?of\s+(?:its|their|his|her)\s")
FRONTED = re.compile(r"^\W*with\s+(?:its\s+|the\s+|a\s+total\s+of\s+)?$")
GIVES = frozenset({"supplies", "supplied", "contributes", "contributed", "provides", "provided", "sends", "sent", "lends", "lent"})
ESTIMATE_OF = re.compile(
    r"['’]s?\s+(?:(?:own|latest|last|official|intelligence)\s+)*(?:estimates?|figures?|counts?|tally|intelligence)\b[^;:]*$"
)
SEVERAL = re.compile(r"\b(?:and|or)\b|/|,")
CUT_OFF = re.compile(r"[,;]|\b(?:in|at|for|against|with|by|to|near|war|fight|battle|campaign)\b")
CLOSE_BY = re.compile(r"(?:['’]s?)?\s*(?:[\w-]+\s+){0,2}")
OWN_BEFORE = re.compile(r"\b(?:its|their|our|his|her)\s+(?:[\w-]+\s+){0,2}$")
LISTED = re.compile(r"\d[^.;]*(?:,|\band|\bwhile)\s+$")
IN_ANOTHER = re.compile(r"\b(?:in|of|to|from|for|with|by|join|joining|into)\s+(?:the\s+|a\s+|an\s+|its\s+|this\s+)?$")


def force_of_speaker(speaker: str | None, words: str | None) -> str | None:
    """The force that a speaker stands for when he says "we": by his id, else by what he is called ("a Turkish army spokesman")."""
    actor = entities().get(acts_for(speaker)) if speaker else None
    if actor and actor.kind in BODY_KINDS:
        return actor.entity_id
    named = {force for name in find_names(words) if (force := force_of(name))} if words and OFFICIAL.search(words) else set()
    return named.pop() if len(named) == 1 else None


def in_uniform(words: str) -> bool:
    """Whether a speaker is called an officer."""
    return UNIFORM.search(words) is not None


def speaks_of_own(passage: Passage, counted: Counted, rule: str) -> bool:
    """Whether the force is "we" or "our": whoever says so. A force that is named in the phrase is no other's."""
    if counted.unit.kind not in ("force", "men", "police") or rule in ("named", "joint", "after"):
        return False
    return OURS_BEFORE.search(passage.said(counted.start - 60, counted.end)) is not None


def resolve_force(passage: Passage, counted: Counted, reading: Reading, others: Sequence[Counted]) -> tuple[str | None, str]:
    """Entity id of the force and the rule that found it; None where the text does not tell."""
    gives = counted.rule == "noun_understood" and reading.side == "left" and reading.cue is not None and reading.cue.form in GIVES
    if gives and (giver := subject_of(passage, counted, reading, others)):
        return giver, "subject"  # "3,500 NATO soldiers ... Britain has supplied 1,400 of them"
    inside = _inside(counted, counted.names)
    if inside:
        return inside, "named"
    if counted.names and counted.unit.kind != "group":
        return _joint(counted), "joint"
    if found := _after(passage, counted, reading) or _sent_by(passage, counted):
        return found, "after"
    for rule, find in (
        ("losses", losses_of),
        ("possessive", _possessive),
        ("beside_noun", _beside_noun),
        ("fronted", _fronted),
        ("listed", partial(_listed, others=others)),
    ):
        if found := find(passage, counted):
            return found, rule
    if counted.rule == "strength_of_body" and IN_ANOTHER.search(passage.said(counted.start - 24, counted.start)):
        return None, "none"
    if counted.rule == "size_understood" and ESTIMATE_OF.search(passage.said(passage.span.start, counted.start)):
        return None, "none"  # "Kyiv's own estimate is 115,000" of Russians
    if _goes_with_donor(passage, counted):
        return None, "none"  # the force of the figure before, which is looked up where the whole text is
    if takes_subject(counted, reading):
        found = subject_of(passage, counted, reading, others)
        return found, "subject" if found else "none"
    return None, "none"


def _inside(counted: Counted, names: Sequence[Name]) -> str | None:
    """The force among the names of the phrase itself; armed groups are not their country's."""
    forces = [(force, entities()[force].kind) for name in names if (force := force_of(name))]
    groups = [force for force, kind in forces if kind == "armed_group"]
    if groups:
        return groups[-1]
    if counted.unit.kind in ("group", "leader", "suspect"):
        return next((force for force, kind in forces if kind == "organisation" or force in STATELESS), None)
    distinct = list(dict.fromkeys(force for force, _ in forces))
    if len(distinct) > 1 and SEVERAL.search(counted.words):
        return None
    bodies = [force for force, kind in forces if kind != "country"]
    return bodies[-1] if bodies else distinct[0] if distinct else None


def _joint(counted: Counted) -> str | None:
    """As in "US and NATO troops": the alliance that has both; None for two countries."""
    forces = {force for name in counted.names if (force := force_of(name))}
    alliances = [force for force in sorted(forces) if entities()[force].kind in ALLIANCES]
    return alliances[0] if len(alliances) == 1 else None


def _after(passage: Passage, counted: Counted, reading: Reading) -> str | None:
    """As in "500 soldiers of the Malian army", "200 troops from Germany" (which is a place where they withdraw)."""
    end = max(counted.end, counted.reach)
    match = OF_OR_FROM.match(passage.low, end - passage.span.start)
    leaves = reading.measure in ("to_withdraw", "withdrawn", "released")
    if match is None or (match["word"] == "from" and leaves and not _is_subject(reading, match.end())):
        return None
    at = match.end() + passage.span.start
    if match["come"]:  # "3,200 come from Nigeria"
        return force_of(passage.name_at[at]) if at in passage.name_at else None
    near = [name for name in passage.names if at <= name.start <= at + 25 and not CUT_OFF.search(passage.said(at, name.start))]
    if not near:
        return None
    if match["word"] == "in" and kind_of(near[0].entity_id) not in ("alliance", "mission", "armed_group"):
        return None
    return _inside(counted, near[:1])


def _goes_with_donor(passage: Passage, counted: Counted) -> bool:
    """Whether the number goes on with one of the same sentence, and no other force is named between them."""
    if counted.like is None or not passage.span.start <= counted.like < counted.start:
        return False
    return not any(counted.like < name.start and name.end <= counted.start and force_of(name) for name in passage.names)


def _sent_by(passage: Passage, counted: Counted) -> str | None:
    """As in "200 instructors whom the Pentagon is sending to Georgia"."""
    match = WHOM.match(passage.low, max(counted.end, counted.reach) - passage.span.start)
    name = passage.name_at.get(match.end() + passage.span.start) if match else None
    return force_of(name) if name and SENDS.match(passage.low, name.end - passage.span.start) else None


def _is_subject(reading: Reading, at: int) -> bool:
    """Whether the verb comes after `at`, an offset in the sentence: "a battalion from Jordan left" tells whose it is."""
    return reading.side == "right" and reading.cue is not None and reading.cue.start > at


def _possessive(passage: Passage, counted: Counted) -> str | None:
    """As in "Germany's 1,300 troops", "its 2,500 troops"."""
    if OF_ITS.match(passage.low, counted.number.end - passage.span.start):
        return antecedent(passage, counted.number.start)
    match = POSSESSIVE.search(passage.said(counted.start - 50, counted.start))
    if match is None:
        return None
    at = counted.start - len(passage.said(counted.start - 50, counted.start)) + match.start()
    if match["pronoun"]:
        return antecedent(passage, at)
    return next((force_of(name) for name in reversed(passage.names) if name.end == at), None)


def _beside_noun(passage: Passage, counted: Counted) -> str | None:
    """The force of a noun that stands before the number: "its troops to 2,500", "US troops in Iraq fell to 5,000"."""
    at = counted.noun_at
    if at is None:
        return None
    before = passage.said(at - 40, at)
    if of := OF_NAME.match(passage.low, at - passage.span.start):  # "guerrillas of the PKK, 4,000 of whom"
        held = [name for name in passage.names if name.start == of.end() + passage.span.start]
        if held and (found := _inside(counted, held)):
            return found
    named = [name for name in passage.names if at - 30 <= name.end <= at and CLOSE_BY.fullmatch(passage.said(name.end, at))]
    if named and (found := _inside(counted, named[-1:])):
        return found
    if OWN_BEFORE.search(before):
        return antecedent(passage, at)
    return None


def _listed(passage: Passage, counted: Counted, others: Sequence[Counted]) -> str | None:
    """As in "Kenya sent 1,200 and Uganda 3,000 troops": the name right before is that of the number where another has gone before."""
    name = next((name for name in passage.names if name.end + 1 == counted.start and name.form == "name"), None)
    if name is None or not any(other.end <= name.start for other in others):
        return None
    return force_of(name) if LISTED.search(passage.said(passage.span.start, name.start)) else None


def _fronted(passage: Passage, counted: Counted) -> str | None:
    """As in "With around 1,000 troops, Germany has": the force comes after."""
    if not FRONTED.match(passage.said(passage.span.start, counted.start)):
        return None
    comma = passage.low.find(",", counted.end - passage.span.start)
    if comma < 0:
        return None
    at = comma + passage.span.start
    return next((force for name in passage.names if at < name.start <= at + 60 and (force := force_of(name))), None)
