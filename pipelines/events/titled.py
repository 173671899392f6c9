"""For whom somebody acts who is named with an office: "President Bush", "Secretary Rumsfeld". Standard library only."""

from pipelines.articles.offices import find_holders
from pipelines.events.bare_words import words_of
from pipelines.events.described import bearers
from pipelines.events.lexicon import word_list
from pipelines.events.phrases import Phrase
from pipelines.events.setting import Setting
from pipelines.events.tokens import Tokens

OF_STATE = word_list("of_state")
"""What makes "foreign" a word for one's own government."""
ELSEWHERE = frozenset(("PHL", "IND", "PAK", "BGD", "LKA", "NPL", "MEX"))
"""Where secretaries head or serve in ministries as in Washington and London."""


def titled_party(tokens: Tokens, phrase: Phrase, setting: Setting) -> list[str]:
    """By who held the office on the day of the report, by the surname, or by a title that only one country has."""
    first, core = phrase
    if not any(tokens.capital(place) and tokens.low[place] in words_of("title") | OF_STATE for place in range(first, core)):
        return []
    published = setting.document.published.latest
    for holder in find_holders(tokens.text, tokens.start[first], tokens.end[core - 1]):
        bodies = {office.split()[1] for office in holder.office}
        in_time = published is None or any(begun <= published <= ended for begun, ended in holder.terms)
        if len(bodies) == 1 and (in_time or holder.former):
            return sorted(bodies)
    if known := _by_surname(tokens, phrase, setting):
        return [known]
    said = " ".join(tokens.low[first:core])
    if setting.home in ELSEWHERE:
        return []
    return next(([country] for country in ("USA", "GBR") if any(title in said for title in words_of(country))), [])


def _by_surname(tokens: Tokens, phrase: Phrase, setting: Setting) -> str | None:
    """By what seeds/reference knows of all who are called so; None where they do not act for one."""
    first, core = phrase
    capitals = [place for place in range(first, core) if tokens.kind[place] == "w" and tokens.capital(place)]
    titles = {tokens.low[place] for place in range(first, core)} & (words_of("title") | OF_STATE)
    if not capitals or capitals[-1] != core - 1 or (len(capitals) > 1 and tokens.low[capitals[-2]] not in titles):
        return None
    bodies = {body for role, body in bearers().get(tokens.low[capitals[-1]], ()) if titles & {*role.split()}}
    return setting.acting(bodies.pop()) if len(bodies) == 1 else None
