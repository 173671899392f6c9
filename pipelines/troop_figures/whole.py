"""What a text as a whole tells of forces, worked out once for all its figures, when first asked for. Standard library only."""

import re
from collections import Counter
from functools import cached_property

from pipelines.text.document import Document
from pipelines.text.known import acts_for
from pipelines.text.names import Name
from pipelines.text.numbers import lower_like
from pipelines.troop_figures.bodies import ALLIANCES, force_of, kind_of
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.whereabouts import dateline_country, document_places

ARMIES = re.compile(
    r"\b(?:troops|soldiers|guerrillas|peacekeepers|rebels|militiamen|armed\s+forces|battalions?|brigades?|divisions|servicemen|service\s+members|marines|paratroopers|"
    r"commandos|gendarmes|insurgents|reservists|jawans)\b"
)
ARMY_AT_HOME = re.compile(
    r"\b(?:army|military)\s+(?:spokes\w+|said|says|officials?|officers?|chief|headquarters|post|base|camp)\b|"
    r"\bgovernment\s+(?:troops|forces|soldiers)\b|\bsecurity\s+forces\b"
)
ARMED_NOUN = re.compile(
    r"(?:['’]s)?[\s-]+(?:led\s+)?(?:ground\s+|special\s+)?(?:troops|soldiers|forces|marines|servicemen|service\s+members|peacekeepers)\b"
)
STATES = frozenset({"country", "armed_force", "alliance", "mission"})
UNITED_NATIONS = "UN"
WITHDRAWAL = re.compile(r"\b(?:withdraw\w*|pull-?outs?|pull(?:ed|s|ing)?\s+out|drawdown|departure|exit)\b[^.;]{0,50}?\bfrom\s+(?:the\s+)?$")


class Whole:
    """What a text as a whole tells of forces."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def low(self) -> str:
        """The text in lower case."""
        return lower_like(self.document.text)

    @cached_property
    def entities(self) -> Counter[str]:
        """How often each entity is named."""
        return Counter(name.entity_id for name in self.document.names)

    @cached_property
    def forces(self) -> Counter[str]:
        """How often each force is named, by itself, its leaders or its capital; the first of equals comes first."""
        return Counter(force for name in self.document.names if (force := force_of(name)))

    @cached_property
    def alliance(self) -> str | None:
        """The alliance or mission that is named most often."""
        return next((force for force, _ in self.forces.most_common() if kind_of(force) in ALLIANCES), None)

    @cached_property
    def states(self) -> frozenset[str]:
        """Countries, alliances and missions that are named."""
        return frozenset(force for force in self.forces if kind_of(force) in STATES)

    @cached_property
    def groups(self) -> list[str]:
        """Armed groups that are named."""
        return [force for force in self.forces if kind_of(force) == "armed_group"]

    @cached_property
    def with_soldiers(self) -> frozenset[str]:
        """States whose soldiers are spoken of: "U.S. troops"."""
        return frozenset(
            force for name in self.document.names if self._leads(name) and (force := force_of(name)) and kind_of(force) in STATES
        )

    @cached_property
    def tells_of_armies(self) -> bool:
        """Whether the text speaks of soldiers at all."""
        return ARMIES.search(self.low) is not None

    @cached_property
    def tells_of_its_army(self) -> bool:
        """Whether it speaks of "the army" as one does at home, and of no mission or alliance."""
        missions = any(kind_of(entity) in ALLIANCES for entity in self.entities)
        return not missions and ARMY_AT_HOME.search(self.low) is not None

    @cached_property
    def places(self) -> list[tuple[str, int]]:
        """The countries that it tells of, with their weights, greatest first."""
        return document_places(self.document)

    @cached_property
    def left(self) -> str | None:
        """The only country of which the text says that forces withdraw from it."""
        left = {
            name.entity_id
            for name in self.document.names
            if kind_of(name.entity_id) == "country"
            and name.form == "name"
            and WITHDRAWAL.search(self.low, max(0, name.start - 70), name.start)
        }
        return left.pop() if len(left) == 1 else None

    @cached_property
    def home(self) -> str | None:
        """The country that the report was sent from."""
        return dateline_country(self.document)

    def has_foreign_soldiers(self, country: str) -> bool:
        """Whether soldiers of others are spoken of."""
        return any(force != country for force in self.with_soldiers)

    def mission(self, *, peacekeepers: bool = False) -> str | None:
        """The force of the mission named most often, else the alliance (which sends no peacekeepers), else the United Nations."""
        first = next((entity for entity, _ in self.entities.most_common() if kind_of(entity) == "mission"), None)
        if first or (self.alliance and not peacekeepers):
            return acts_for(first) if first else self.alliance
        return UNITED_NATIONS if UNITED_NATIONS in self.entities else None

    def _leads(self, name: Name) -> bool:
        return ARMED_NOUN.match(self.document.text, name.end) is not None


def whole_of(passage: Passage) -> Whole:
    """The whole that a sentence belongs to."""
    found: Whole | None = passage.memo.get("whole")
    if found is None:
        found = passage.memo["whole"] = Whole(passage.document)
    return found
