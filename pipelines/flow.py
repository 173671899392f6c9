"""Draws the flow from the asset graph, for the README: `python -m pipelines.flow` renews it there."""

import sys

from checks.tables import TABLES
from pipelines.definitions import defs
from pipelines.reference import ROOT

BEGIN, END = "<!-- flow: made by `python -m pipelines.flow` -->", "<!-- end of flow -->"


def edges() -> list[tuple[str, str]]:
    """Pairs of tables, the second made from the first, without those that a longer way already shows."""
    graph = defs.resolve_asset_graph()
    parents = {name: {key.to_user_string() for key in graph.get(graph_key).parent_keys} for graph_key in graph.get_all_asset_keys()
               if (name := graph_key.to_user_string())}  # fmt: skip
    reach: dict[str, set[str]] = {}
    for name in TABLES:
        reach[name] = parents[name] | {above for parent in parents[name] for above in reach.get(parent, set())}
    return [
        (parent, name)
        for name in TABLES
        for parent in sorted(parents[name], key=list(TABLES).index)
        if not any(parent in reach[other] for other in parents[name] - {parent})
    ]


def diagram() -> str:
    """The flow in Mermaid's notation, a box for each group."""
    lines = ["```mermaid", "flowchart LR"]
    for group in dict.fromkeys(spec.group for spec in TABLES.values()):
        lines += [f"  subgraph {group}", *(f"    {name}" for name, spec in TABLES.items() if spec.group == group), "  end"]
    lines[lines.index("  subgraph release")] = "  subgraph published"
    lines += [f"  {parent} --> {name}" for parent, name in edges()]
    return "\n".join([*lines, "```"])


def renewed(page: str) -> str:
    """A page with the diagram between its two marks."""
    head, rest = page.split(BEGIN)
    return f"{head}{BEGIN}\n{diagram()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
