"""A step of the flow: a Dagster asset, or several that are made together, which is not made again from what it was made from already."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import dagster as dg

from pipelines.code import code_version
from pipelines.freed import give_back
from pipelines.ids import sha256
from pipelines.made import Made
from pipelines.storage import Tables, asset_spec

Make = Callable[[Tables], Iterator[dg.MaterializeResult]]
Facts = Callable[[Tables], list[str]]
Before = Callable[[dg.AssetExecutionContext, Tables], object]

BATCHED = frozenset({"batch_documents", "batch_mentions"})
"""Assets that have a table for each batch; what a step reads of them it tells among its facts."""
AGAIN = "not made again: tables, rules and fixes are those that it was made from"


class Step(NamedTuple):
    """What a step is made from and by."""

    name: str
    makes: list[str]
    reads: list[str]
    code: str
    facts: Facts

    def made_from(self, tables: Tables) -> str:
        """Hash over all of that, as it is now."""
        return Made(tables.build).made_from(self.reads, self.code, *self.facts(tables))

    def is_fresh(self, tables: Tables) -> bool:
        """Whether its tables are those that it would make."""
        return Made(tables.build).is_fresh(self.name, self.made_from(tables), self.makes)


MAKERS: dict[str, Make] = {}
"""The functions that make the tables of each, for whoever wants to see them."""
STEPS: list[Step] = []
"""All of them, in the order of the flow."""


def is_current(tables: Tables) -> bool:
    """Whether no step would make anything that is not there."""
    return all(step.is_fresh(tables) for step in STEPS)


def no_facts(_: Tables) -> list[str]:
    """For steps that are made from tables alone."""
    return []


def shown_version(code: str, told: str) -> str:
    """What Dagster's UI compares to say that an asset is out of date."""
    return sha256(f"{code} {told}")[:16] if told else code


def step(
    name: str,
    makes: dict[str, Sequence[str]],
    rules: Sequence[str],
    facts: Facts = no_facts,
    before: Before | None = None,
    told: str = "",
) -> Callable[[Make], dg.AssetsDefinition]:
    """Makes a step of a function that writes its tables and yields what Tables.write says of them.

    Args:
        name: of the step.
        makes: its tables, each with the assets that it is made from.
        rules: modules whose code decides what is in them (pipelines/code.py follows their imports).
        facts: what else they are made from, in words; told anew for each run.
        before: is called first.
        told: hash of what people have written that it reads; with the code it is the version that Dagster compares.
    """
    code = code_version(*rules)
    reads = sorted(set[str]().union(*makes.values()) - set(makes) - BATCHED)
    mine = Step(name, list(makes), reads, code, facts)
    STEPS.append(mine)

    def wrap(make: Make) -> dg.AssetsDefinition:
        MAKERS[name] = make
        specs = [asset_spec(table, deps).replace_attributes(code_version=shown_version(code, told)) for table, deps in makes.items()]

        @dg.multi_asset(specs=specs, name=name, description=make.__doc__)
        def asset(context: dg.AssetExecutionContext, tables: Tables) -> Iterator[dg.MaterializeResult]:
            if before:
                before(context, tables)
            if mine.is_fresh(tables):
                context.log.info(f"{name}: {AGAIN}")
                yield from (tables.again(table, AGAIN) for table in mine.makes)
                return
            made_from = mine.made_from(tables)
            yield from make(tables)
            give_back()
            Made(tables.build).remember(name, made_from, mine.makes)

        return asset

    return wrap
