"""The errors on dev and dev2: what was missed, rows that were split and rows that were merged. Quotes the reports: for a screen only."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from tests.stories_gold.score import ROWS, Found, Row, pair


def errors(rows: list[Row], mentions: dict[str, list[Row]], texts: dict[str, str]) -> Iterable[str]:
    """All errors, table by table."""
    for what in ("quotes", "figures", "facts", "events"):
        table, typed, cluster, row = ROWS[what]
        wanted = [gold for gold in rows if gold["table"] == table]
        read = [mention for mention in mentions[table] if mention["doc"] in texts]
        hits = pair(wanted, read, typed)
        yield f"\n=== {what}"
        yield from (f"MISSED {_place(hit, texts)}" for hit in hits if hit.gold and not hit.mention and what != "facts")
        by_gold: dict[Hashable, list[tuple[Hashable, Found]]] = defaultdict(list)
        by_row: dict[Hashable, list[tuple[Hashable, Found]]] = defaultdict(list)
        for hit in hits:
            if hit.gold and hit.mention:
                name = f"{hit.gold['story']} {cluster(hit.gold)}"
                by_gold[name].append((row(hit.mention), hit))
                by_row[row(hit.mention)].append((name, hit))
        yield from _mixed("SPLIT", by_gold, texts)
        yield from _mixed("MERGED", by_row, texts)


def _mixed(word: str, groups: dict[Hashable, list[tuple[Hashable, Found]]], texts: dict[str, str]) -> Iterable[str]:
    """Groups whose members belong to several others."""
    for name, members in sorted(groups.items(), key=lambda group: str(group[0])):
        if len({other for other, _ in members}) > 1:
            yield f"{word} {name}"
            yield from (f"    {other} {_place(hit, texts)}" for other, hit in sorted(members, key=lambda member: str(member[0])))


def _place(hit: Found, texts: dict[str, str]) -> str:
    gold, mention = hit
    assert gold is not None
    text = texts[gold["doc"]]
    codes = {name: value for name, value in gold.items() if name in ("kind", "type", "value", "low", "high")}
    read = ""
    if mention:
        fields = {
            name: mention.get(name)
            for name in ("type", "speaker_name", "unit", "force_id", "measure", "place_id", "status", "actor_ids", "recipient_ids")
        }
        days = [str(mention[name]) for name in mention if name.endswith(("_earliest", "_latest"))]
        read = f" <- {' '.join(f'{name}={value}' for name, value in fields.items() if value)} {'..'.join(days)}"
    around = (
        f"{text[max(0, gold['start'] - 60) : gold['start']]}[[{text[gold['start'] : gold['end']]}]]{text[gold['end'] : gold['end'] + 50]}"
    )
    return f"{gold['doc'][:6]} {gold['start']} {gold['cluster']} {codes}: {' '.join(around.split())}{read}"
