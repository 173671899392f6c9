"""`muster trace`: from a row to the characters it was read from."""

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.markup import escape

from pipelines.commands.folders import connect, tables_folder
from pipelines.errors import UserError
from pipelines.ids import sha256
from pipelines.reference import ROOT

AROUND = 120  # characters shown on each side of a mention
KINDS = {
    "quo": ("quotes", "quote_mentions", "quote_id"),
    "fig": ("troop_figures", "figure_mentions", "figure_id"),
    "evt": ("events", "event_mentions", "event_id"),
}
SHOWN = [
    "text",
    "speaker_name",
    "force_name",
    "measure",
    "qualifier",
    "value",
    "type",
    "mode",
    "status",
    "place_name",
    "claimed_by",
    "conflict_id",
]


def run_trace(key: str, dataset: str, release: Path | None, build: Path | None, seeds: Sequence[Path], as_json: bool) -> int:
    """Prints the row and its mentions. Returns the exit code: 1 when there is no such row."""
    folder = tables_folder(dataset, release, build)
    db = connect(folder)
    found = _find(db, key)
    if not found:
        print(f"muster: there is no {key!r} in {folder.name}.", file=sys.stderr)
        return 1
    row, mentions = found
    texts = _texts({m["article_id"]: m["text_sha256"] for m in mentions}, [build, ROOT / ".build" / dataset], seeds)
    for mention in mentions:
        mention |= _in_context(texts.get(mention["article_id"]), mention["char_start"], mention["char_end"])
    if as_json:
        print(json.dumps({"row": row, "mentions": mentions}, ensure_ascii=False, default=str, indent=1))
    else:
        _print(row, mentions)
    return 0


def _find(db: duckdb.DuckDBPyConnection, key: str) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """The row of a key and its mentions, with what is known of their articles. A mention's key gives its row and itself."""
    if key.startswith("men_"):
        for table, mention_table, row_key in KINDS.values():
            if held := _dicts(db, f"SELECT {row_key} AS row_id FROM {mention_table} WHERE mention_id = ?", [key]):
                return _row(db, table, mention_table, row_key, held[0]["row_id"], only=key)
        return None
    if key[:3] not in KINDS or key[3:4] != "_":
        raise UserError(
            f"{key!r} is no key that can be traced: those of quotations begin with quo_, figures fig_, events evt_, mentions men_."
        )
    return _row(db, *KINDS[key[:3]], key)


def _row(
    db: duckdb.DuckDBPyConnection, table: str, mention_table: str, row_key: str, key: str, only: str | None = None
) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    rows = _dicts(db, f"SELECT * FROM {table} WHERE {row_key} = ?", [key])
    if not rows:
        return None
    mentions = _dicts(
        db,
        "SELECT m.*, a.outlet, a.title, a.url, a.published_at, a.source, a.text_sha256, "
        "r.* EXCLUDE (article_id, canonical_id, similarity) "
        f"FROM {mention_table} m JOIN articles a USING (article_id) LEFT JOIN reports r USING (article_id) "
        f"WHERE m.{row_key} = ? AND coalesce(m.mention_id = ?, true) "
        "ORDER BY a.published_at NULLS LAST, article_id, char_start",
        [key, only],
    )
    return rows[0], mentions


def _dicts(db: duckdb.DuckDBPyConnection, sql: str, values: list[Any]) -> list[dict[str, Any]]:
    result = db.execute(sql, values)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _texts(wanted: dict[str, str], builds: Sequence[Path | None], seeds: Sequence[Path]) -> dict[str, str]:
    """The texts of the articles that are at hand, by key, each with the hash that the release has for it."""
    held: list[tuple[str, str]] = []
    for folder in builds:
        if folder and (path := folder / "articles.parquet").is_file():
            held += duckdb.execute("SELECT article_id, text FROM read_parquet(?)", [str(path)]).fetchall()
    if seeds:
        from pipelines.articles.documents import build_documents

        held += build_documents(seeds)[1].select("article_id", "text").rows()
    return {article: text for article, text in held if wanted.get(article) == sha256(text)}


def _in_context(text: str | None, start: int, end: int) -> dict[str, str | None]:
    if text is None:
        return {"before": None, "words": None, "after": None}
    return {"before": text[max(0, start - AROUND) : start], "words": text[start:end], "after": text[end : end + AROUND]}


def _print(row: dict[str, Any], mentions: list[dict[str, Any]]) -> None:
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(f"[bold]{next(iter(row.values()))}[/]")
    for name in SHOWN:
        if row.get(name) not in (None, []):
            console.print(f"  {name}: {escape(_plain(row[name]))}")
    single = ": single source" if row["n_origins"] == 1 else ""
    counts = ", ".join(f"{row[f'n_{of}']} {of}" for of in ("mentions", "articles", "reports", "origins"))
    console.print(f"  {counts}{single}\n")
    for mention in mentions:
        when = f", {_plain(mention['published_at'])}" if mention["published_at"] else ""
        who = escape(str(mention["outlet"] or mention["source"]))
        console.print(f"[bold]{who}[/]{when}: {escape(str(mention['title'] or ''))}")
        place = f"{mention['article_id']} characters {mention['char_start']}-{mention['char_end']}"
        console.print(f"  {place}, {mention['relation']} of {mention['report_id']}{_source(mention)}")
        if mention["words"] is None:
            said = mention.get("surface")
            console.print(
                f"  {escape(said)}" if said else "  (the words are not in the release; --seeds or --build shows them)", style="dim"
            )
        else:
            before, words, after = (" ".join(str(mention[part]).split()) for part in ("before", "words", "after"))
            console.print(f"  … {escape(before)} [reverse]»{escape(words)}«[/] {escape(after)} …")
        console.print()


def _source(mention: dict[str, Any]) -> str:
    """Whom a mention goes back to; releases before schema 0.6 tell the wire of its report only."""
    if mention.get("credited_to"):
        return f", credited to {escape(mention['credited_to'])}"
    basis = f" ({mention['origin_basis']})" if mention.get("origin_basis") else ""
    return f", from {escape(mention['origin'])}{basis}" if mention["origin"] else ""


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    return value.isoformat() if isinstance(value, date) else str(value)
