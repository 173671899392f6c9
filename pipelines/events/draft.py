"""What the rules know of an event before dates, places and harm are added, and the sentence it was found in. Standard library only."""

from dataclasses import dataclass, field

from pipelines.events.party import Memory, Party
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb


@dataclass(slots=True)
class Draft:
    """An event in tokens of its sentence."""

    first: int
    after: int
    at: int
    """The trigger."""
    rule: str
    trigger: str
    type: str
    mode: str | None
    status: str
    actor: Party
    recipient: Party
    speech: int | None = None
    """The verb of saying over it."""
    clause: int = 0
    """First token of what belongs to it, dates in front included."""
    scope: str = ""
    head: int = 0
    recalled: bool = False
    """Told as gone by when something else happened, or only to describe somebody: no news of the day."""
    outcome: str | None = None
    """attempted, where it came to nothing or the text does not say that it was done."""
    harm_after: int = 0
    """One past the last token in which its victims may be counted."""


@dataclass(slots=True)
class Sentence:
    """A sentence with its verbs, as the rules see it."""

    tokens: Tokens
    verbs: list[Verb]
    memory: Memory
    ends: dict[int, int] = field(default_factory=dict)
    """One past the clause of each verb, worked out when asked for."""
    drafts: list[Draft] = field(default_factory=list)
