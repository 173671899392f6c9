"""For whom somebody acts whom no table knows: "Ole Holm, the Danish envoy", later "Holm". Standard library only."""

import re
from functools import cache

from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.setting import Setting
from pipelines.events.tokens import TITLES, Tokens
from pipelines.text.known import entities
from pipelines.text.name_tree import starters

HONORIFICS = frozenset(
    (
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "gen.",
        "col.",
        "brig.",
        "maj.",
        "lt.",
        "capt.",
        "adm.",
        "sgt.",
        "sir",
        "lord",
        "sheikh",
    )
)


def surname(tokens: Tokens, phrase: Phrase) -> str | None:
    """The last word of a phrase, if it is a name that no table has and stands alone or behind a title."""
    last = phrase[1] - 1
    if tokens.kind[last] != "w" or tokens.flags[last] or not tokens.capital(last):
        return None
    return tokens.low[last]


def known_by_surname(tokens: Tokens, phrase: Phrase, setting: Setting) -> list[str]:
    """For whom "Holm" or "Mr. Holm" acts, by what the text said of him before."""
    last = surname(tokens, phrase)
    rest = tokens.low[phrase[0] : phrase[1] - 1]
    if last is None or not all(word in HONORIFICS for word in rest):
        return []
    return setting.people.get(last) or _famous(tokens, phrase[1] - 1, setting)


def _famous(tokens: Tokens, at: int, setting: Setting) -> list[str]:
    """For whom "Kabila" acts in a text that names the Congo and nobody else with that name."""
    bodies = {setting.acting(body) for _, body in bearers().get(tokens.low[at], ())}
    if len(bodies) != 1 or not bodies <= {*setting.whole.forces}:
        return []
    word = tokens.surface(at, at + 1)
    others = re.findall(rf"\b([A-Z][\w.-]+) {re.escape(word)}\b", setting.document.text)
    return sorted(bodies) if all(other.lower() in TITLES | HONORIFICS or other.lower() in starters() for other in others) else []


@cache
def bearers() -> dict[str, list[tuple[str, str]]]:
    """Surname in lower case -> role, and for whom they act, of those called so."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entity in entities().values():
        if entity.kind == "person" and entity.role and entity.acts_for:
            found.setdefault(entity.name.split()[-1].lower(), []).append((entity.role, entity.acts_for))
    return found


def apposition(tokens: Tokens, phrase: Phrase, after: int) -> Phrase | None:
    """The phrase between commas behind somebody's name: "Ole Holm, | the Danish envoy |, said"."""
    if surname(tokens, phrase) is None or phrase[1] != after or after + 2 >= len(tokens) or tokens.kind[after] != ",":
        return None
    described = phrase_after(tokens, after + 1, min(len(tokens), after + 14))
    if described is None or described[0] != after + 1 or described[1] >= len(tokens) or tokens.kind[described[1]] != ",":
        return None
    return described
