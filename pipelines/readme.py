"""Makes the parts of the README that nobody writes: the flow, and the answer to its question. `python -m pipelines.readme` renews them."""

import re

from checks.tables import TABLES
from pipelines.commands.folders import connect, releases
from pipelines.commands.query import plain
from pipelines.definitions import defs
from pipelines.reference import ROOT

PART = re.compile(r"(<!-- (flow|answer): made by `python -m pipelines.readme` -->\n).*?(<!-- end of \2 -->)", re.DOTALL)
QUESTION = re.compile(r'^\.venv/bin/muster query --dataset (\S+) "(.+?)"$', re.MULTILINE)


BATCHED = ["batch_documents", "batch_mentions"]
NAMES = [*BATCHED, *TABLES]
"""Assets in the order in which they are made."""


def edges() -> list[tuple[str, str]]:
    """Pairs of assets, the second made from the first, without those that a longer way already shows."""
    graph = defs.resolve_asset_graph()
    parents = {name: {key.to_user_string() for key in graph.get(graph_key).parent_keys} for graph_key in graph.get_all_asset_keys()
               if (name := graph_key.to_user_string())}  # fmt: skip
    reach: dict[str, set[str]] = {}
    for name in NAMES:
        reach[name] = parents[name] | {above for parent in parents[name] for above in reach.get(parent, set())}
    return [
        (parent, name)
        for name in NAMES
        for parent in sorted(parents[name], key=NAMES.index)
        if not any(parent in reach[other] for other in parents[name] - {parent})
    ]


def diagram() -> str:
    """The flow in Mermaid's notation, a box for each group."""
    lines = ["```mermaid", "flowchart LR"]
    group_of = dict.fromkeys(BATCHED, "batches") | {name: spec.group for name, spec in TABLES.items()}
    for group in dict.fromkeys(group_of.values()):
        lines += [f"  subgraph {group}", *(f"    {name}" for name in NAMES if group_of[name] == group), "  end"]
    lines[lines.index("  subgraph release")] = "  subgraph published"
    lines += [f"  {parent} --> {name}" for parent, name in edges()]
    return "\n".join([*lines, "```"])


def answer(page: str) -> str:
    """What the first query of the page answers, as a Markdown table."""
    asked = QUESTION.search(page)
    if asked is None:
        raise ValueError("the README asks nothing")
    result = connect(releases(asked[1])[-1]).execute(asked[2])
    head = [column[0] for column in result.description or []]
    rows = [head, ["---"] * len(head), *([plain(value) for value in row] for row in result.fetchall())]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def renewed(page: str) -> str:
    """The page with its made parts made anew."""
    parts = {"flow": diagram(), "answer": answer(page)}
    return PART.sub(lambda part: f"{part[1]}{parts[part[2]]}\n{part[3]}", page)


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
