"""What a row of `event_mentions` and of `events` is. How they are made stands in pipelines/events/events.py."""

from typing import Annotated, Any

import polars as pl

from checks.columns import Consolidated, Mention, Strings, Table, column, day, key, link, one_of

TYPES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
STATUSES = ["announced", "planned", "conditional", "ongoing", "completed", "denied", "rejected"]
OUTCOMES = ["attempted"]
PRECISIONS = ["day", "month", "year", "range", "before", "about", "unknown"]
BASES = ["text", "office", "published", "none"]
RELATIONS = ["plan_of", "execution_of", "agenda_of", "discusses", "subject_of", "about"]
StatusHistory = Annotated[
    pl.List,
    pl.Struct(
        {"status": pl.String, "published_latest": pl.Date, "article_id": pl.String, "mention_id": pl.String, "reported_by": pl.String}
    ),
]
Related = Annotated[pl.List, pl.Struct({"event_id": pl.String, "relation": pl.String})]
EVIDENCE = [
    "type", "verbatim", "recipient", "recipient_words", "place", "fine_place", "trigger", "day", "toll", "actor_words", "continues",
    "follows", "refers", "topic", "much_topic",
]  # fmt: skip
HOWS = ["killed", "wounded", "detained", "kidnapped", "displaced"]
KINDS = ["force", "civilians", "unsaid"]
WHO = [
    "force", "military", "police", "armed_group", "civilians", "women", "children", "aid_workers", "journalists", "medics", "officials",
    "unsaid",
]  # fmt: skip
ROLES = ["own", "more", "part", "total", "again"]
STAGES = ["current", "superseded"]
CLAIM: dict[str, Any] = {
    "char_start": pl.Int64, "char_end": pl.Int64, "how": pl.String, "kind": pl.String, "who": pl.String, "force_id": pl.String,
    "low": pl.Int64, "high": pl.Int64, "qualifier": pl.String, "role": pl.String, "stage": pl.String, "claimed_by": pl.String,
}  # fmt: skip
Claims = Annotated[pl.List, pl.Struct(CLAIM)]
REPORTED_CLAIM: dict[str, Any] = {
    "article_id": pl.String, "mention_id": pl.String, "published_latest": pl.Date, "background": pl.Boolean, **CLAIM,
}  # fmt: skip
ReportedClaims = Annotated[pl.List, pl.Struct(REPORTED_CLAIM)]
CLAIM_FIELDS = (
    f"characters that tell of them; how: {' | '.join(HOWS)}; kind: {' | '.join(KINDS)}; "
    f"who, as finely as the words say: {' | '.join(WHO)}; force_id, where it is named: key into entities; "
    "low and high, null where open; qualifier of the number as in troop_figures; role: own | more (on top of others) | "
    "part (out of others in the list, not to be added) | total (the toll of the whole event) | again (told before in the same article); "
    "stage: current | superseded by a later toll; claimed_by: who says it, null for the reporter"
)


class Harm(Table):
    """People harmed in an event, as low and high."""

    killed_low: int = column("fewest killed that the words allow", unit="persons", nullable=True, ge=0)
    killed_high: int = column("most killed that the words allow", unit="persons", nullable=True, ge=0)
    wounded_low: int = column("fewest wounded", unit="persons", nullable=True, ge=0)
    wounded_high: int = column("most wounded", unit="persons", nullable=True, ge=0)
    detained_low: int = column("fewest detained or captured", unit="persons", nullable=True, ge=0)
    detained_high: int = column("most detained or captured", unit="persons", nullable=True, ge=0)
    displaced_low: int = column("fewest driven from their homes", unit="persons", nullable=True, ge=0)
    displaced_high: int = column("most driven from their homes", unit="persons", nullable=True, ge=0)


class Deed(Harm):
    """What a mention and an event share: what was done, where and when, and how real it is."""

    type: str = one_of("PLOVER type", TYPES)
    mode: str = column("what kind within the type: withdraw, deploy, meet, bombing; null for the plain type", nullable=True)
    actor_ids: Strings = column("who did it: keys into entities, sorted")
    recipient_ids: Strings = column("to whom: keys into entities, sorted")
    place_id: str = link("entities", nullable=True)
    place_name: str = column("finest place named", nullable=True)
    place_path: str = column("that place and what holds it, finest first: Marjah, Helmand, Afghanistan", nullable=True)
    date_earliest: pl.Date = day("first day on which it can have happened, or is to happen")
    date_latest: pl.Date = day("last such day; the deadline of plans")
    date_precision: str = one_of("how exact the window is", PRECISIONS)
    date_basis: str = one_of("what the window rests on; office: the term of somebody who had left it when the report was printed", BASES)
    status: str = one_of("how real it is; of an event, the furthest that the latest report has it", STATUSES)
    outcome: str = one_of(
        "null, or that the deed was tried and failed, or was tried and nobody says that it was done (then the status is denied or planned)",
        OUTCOMES,
        nullable=True,
    )
    background: bool = column("history recalled, not news; of an event, in every report")


class EventMentions(Deed, Mention):
    """One event where one article tells it."""

    surface: str = column("the words of the clause: text[char_start:char_end]", build_only=True, str_length={"min_value": 1})
    surface_sha256: str = column("hash of the words in UTF-8: evidence without the words", str_matches=r"^[0-9a-f]{64}$")
    event_id: str = link("events")
    joined_on: Strings = column(
        "what put the mention into its event, beside a fitting actor, stage, place and time; nothing for the mention that the event began "
        f"with: {' | '.join(EVIDENCE)}"
    )
    trigger: str = column("entry of the codebook that matched")
    actor_names: Strings = column("who did it, as printed", build_only=True)
    recipient_names: Strings = column("to whom, as printed", build_only=True)
    harm: Claims = column(f"people harmed, claim by claim, in the order of the text; {CLAIM_FIELDS}")
    reported_by: str = column("whose words the clause is in, by name; null for the reporter's own voice", nullable=True)


class Events(Deed, Consolidated):
    """One event, however many reports tell it."""

    event_id: str = key("event", "evt")
    status_history: StatusHistory = column("status by status with who says so, in the order of publication")
    related: Related = column(
        "events that belong to this one without being it, and what this one is to them: the word given for a deed (plan_of) and the deed "
        "(execution_of), what is talked about (agenda_of) and the talks (discusses), what a statement tells of (subject_of) and the "
        f"statement (about): {' | '.join(RELATIONS)}"
    )
    harm: ReportedClaims = column(
        "people harmed, claim by claim, in the order of publication; the bounds above come from the current ones; "
        f"article, mention and day of publication of each, and whether it is history recalled; {CLAIM_FIELDS}"
    )
    quote_ids: Strings = column("quotations that share its evidence: keys into quotes")
    figure_ids: Strings = column("figures that share its evidence: keys into troop_figures")


def window_in_order(events: pl.LazyFrame) -> pl.LazyFrame:
    """A window does not end before it begins. Returns the events where it does."""
    return events.filter(pl.col("date_earliest") > pl.col("date_latest")).select("event_id", "date_earliest", "date_latest")


def claims_in_order(events: pl.LazyFrame) -> pl.LazyFrame:
    """A claim uses the codes of the table, and its least is not above its most. Returns the events with one that does not."""
    claims = events.select("event_id", "harm").explode("harm").drop_nulls("harm").unnest("harm")
    codes = {"how": HOWS, "kind": KINDS, "who": WHO, "role": ROLES, "stage": STAGES}
    unknown = pl.any_horizontal(~pl.col(name).is_in(values) for name, values in codes.items())
    return claims.filter(unknown | (pl.col("low") > pl.col("high"))).select("event_id", *codes, "low", "high")
