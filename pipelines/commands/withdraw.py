"""`muster withdraw`: takes an article, a mention or a row of the record back, writes that down, and cuts a patch release without it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipelines.commands.folders import connect, releases
from pipelines.corrections.entries import ARTICLES, TABLES
from pipelines.corrections.withdrawn import append, read_withdrawn
from pipelines.dataset import HOME
from pipelines.errors import UserError
from pipelines.files import write_text
from pipelines.release.reasons import SETS
from pipelines.release.versions import numbers

Entry = dict[str, Any]
PREFIXES = {"quo": "quotes", "fig": "troop_figures", "evt": "events"}
GUARDS = {"quote_mentions": ("kind",), "figure_mentions": ("measure", "value"), "event_mentions": ("type", "status")}
"""What a drop expects of its mention: codes and numbers, no words, which a release would show again."""


def run_withdraw(key: str, reason: str, dataset: str, by: str, folder: Path, release: bool) -> int:
    """Writes the entries, raises the version, and cuts the release if wanted. Returns the exit code."""
    if not reason.strip() or not by.strip():
        raise UserError("Say why, and who says so: --reason and --by must be words; both are part of the release.")
    if not (found := releases(dataset)):
        raise UserError(f"Dataset {dataset!r} has no release that anything could be taken back from.")
    said = {"reason": reason.strip(), "by": by.strip(), "date": date.today()}
    db = connect(found[-1])
    if articles := _articles(db, key):
        known = read_withdrawn(folder)
        entries = [entry | said for entry in articles if not known.reason(entry["article"])]
        _written(entries, folder / ARTICLES, key)
        _say_copies(db, key, articles)
    else:
        table, drops = _drops(db, key)
        _written([drop | said | {"status": "upheld"} for drop in drops], folder / f"{table}.yml", key)
    version = _raise_version(dataset, found[-1].name, key, reason.strip())
    if not release:
        print(f"{key} stays out of every build from now on. `muster release --dataset {dataset}` publishes {version}.")
        return 0
    from pipelines.commands.build import run_build

    return run_build([], None, dataset, as_json=False, corrections=folder, publish=True)


def _articles(db: duckdb.DuckDBPyConnection, key: str) -> list[Entry]:
    """The article that goes by this key, source, hash or address, and the documents that repeat it, by their own keys."""
    query = """
        WITH asked AS (
            SELECT DISTINCT a.article_id, a.text_sha256, a.url FROM articles a JOIN raw_documents d USING (article_id)
            WHERE $key IN (a.article_id, a.source, a.url, d.source, d.sha256)
        )
        SELECT DISTINCT 'art_' || left(d.sha256, 16) AS article, CASE WHEN d.status = 'article' THEN a.text_sha256 END AS text_sha256,
               CASE WHEN d.status = 'article' THEN a.url END AS url
        FROM asked a JOIN raw_documents d USING (article_id) ORDER BY ALL"""
    rows = db.execute(query, {"key": key}).fetchall()
    named = ("article", "text_sha256", "url")
    return [{name: value for name, value in zip(named, row, strict=True) if value} for row in rows]


def _drops(db: duckdb.DuckDBPyConnection, key: str) -> tuple[str, list[Entry]]:
    """The table of mentions, and a correction that drops each mention of the row, or the one mention."""
    table = PREFIXES.get(key.split("_")[0])
    places = [(SETS[table][0], SETS[table][2])] if table else [(name, "mention_id") for name in TABLES]
    for mentions, column in places:
        guards = GUARDS[mentions]
        query = f'SELECT mention_id, article_id, {", ".join(guards)} FROM {mentions} WHERE "{column}" = ? ORDER BY mention_id'
        if rows := db.execute(query, [key]).fetchall():
            return mentions, list(_drop(rows, guards))
    raise UserError(f"{key!r} is nothing to be taken back: name an article, or a key of quotes, troop_figures, events or of a mention.")


def _drop(rows: list[tuple[Any, ...]], guards: tuple[str, ...]) -> Iterator[Entry]:
    for mention, article, *values in rows:
        expect = dict(zip(guards, values, strict=True))
        yield {"match": {"article": article, "mention": mention}, "action": "drop", "expect": expect}


def _written(entries: list[Entry], path: Path, key: str) -> None:
    if not entries:
        raise UserError(f"{key!r} was taken back already.")
    append(entries, path)
    print(f"{path.name}: {len(entries)} new entries.")


def _say_copies(db: duckdb.DuckDBPyConnection, key: str, articles: list[Entry]) -> None:
    """Other articles that print the same report are other people's: whoever asks may mean them too."""
    taken = [entry["article"] for entry in articles]
    query = """SELECT article_id FROM reports WHERE report_id IN (SELECT report_id FROM reports WHERE article_id IN (SELECT unnest($taken)))
        AND article_id NOT IN (SELECT unnest($taken)) ORDER BY article_id"""
    if copies := [row[0] for row in db.execute(query, {"taken": taken}).fetchall()]:
        print(f"{len(copies)} other articles print the report of {key}, and stay: {', '.join(copies)}.")


def _raise_version(dataset: str, newest: str, key: str, reason: str) -> str:
    """Puts the next version into dataset.toml, unless one is there that is not published yet, and the line into CHANGELOG.md."""
    path, pages = HOME / dataset / "dataset.toml", HOME / dataset / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8")
    stated = re.search(r'^version = "([\d.]+)"$', text, re.MULTILINE)
    if stated is None:
        raise UserError(f"{path} states no version.")
    version = stated[1]
    if numbers(version) <= numbers(newest):
        *begin, last = numbers(newest)
        version = ".".join(str(part) for part in (*begin, last + 1))
        write_text(path, text.replace(stated[0], f'version = "{version}"'))
    page = pages.read_text(encoding="utf-8") if pages.is_file() else "# Changes\n"
    line = f"Taken back: `{key}`. {reason}"
    if f"\n## {version}" in page:
        page = re.sub(rf"(\n## {re.escape(version)}[^\n]*\n\n?)", lambda head: f"{head[1]}{line}\n\n", page, count=1)
    else:
        page = page.replace("# Changes\n", f"# Changes\n\n## {version} - {date.today().isoformat()}\n\n{line}\n", 1)
    write_text(pages, page)
    return version
