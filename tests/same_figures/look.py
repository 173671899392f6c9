"""The errors on the events that may be read: what was missed, what is no figure, facts that were split and rows that were merged."""

from collections import defaultdict
from collections.abc import Iterable

from tests.same_figures.score import ROWS, Found


def errors(found: list[Found]) -> Iterable[str]:
    """All errors, a line each."""
    yield from (f"MISSED {_place(hit)}" for hit in found if hit.mention is None)
    yield from (f"EXTRA {_place(hit)}" for hit in found if hit.gold is None)
    for what, (cluster, row) in ROWS.items():
        by_gold, by_row = defaultdict(list), defaultdict(list)
        for hit in found:
            if hit.gold and hit.mention:
                name = f"{hit.report.event} {cluster(hit.gold.fields['c'])}"
                by_gold[name].append((hit.mention[row], hit))
                by_row[hit.mention[row]].append((name, hit))
        for word, groups in (("SPLIT", by_gold), ("MERGED", by_row)):
            for name, members in sorted(groups.items()):
                if len({other for other, _ in members}) > 1:
                    yield f"{what} {word} {name}"
                    yield from (f"    {other} {_place(hit)}" for other, hit in sorted(members, key=lambda member: member[0]))


def _place(hit: Found) -> str:
    text, mention = hit.report.item.text, hit.mention
    start, end = (hit.gold.start, hit.gold.end) if hit.gold else (mention["char_start"], mention["char_end"]) if mention else (0, 0)
    around = " ".join(f"{text[max(0, start - 70) : start]}[[{text[start:end]}]]{text[end : end + 50]}".split())
    names = ("force_id", "measure", "status", "value", "low", "high", "formations", "place_id", "as_of_earliest", "as_of_latest", "rule")
    read = " ".join(f"{name}={mention[name]}" for name in names if mention[name] is not None) if mention else ""
    return f"{hit.report.item.number} {hit.gold.fields if hit.gold else ''}: {around} <- {read}"
