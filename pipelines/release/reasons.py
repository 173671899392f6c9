"""Why a row is new, changed or gone, as far as the tables of both sides tell. Knows nothing of Dagster.

A row hangs on articles and mentions. What befell these since the release before (an article that is new, or was taken back; a mention that
a human put right or dropped) is the reason of the row.
"""

import duckdb
import polars as pl

from checks.model import keys_of
from checks.tables import COMPARED, TABLES
from pipelines.release.diff import columns_of

SETS = {
    "quotes": ("quote_mentions", "mention_id", "quote_id"),
    "troop_figures": ("figure_mentions", "mention_id", "figure_id"),
    "events": ("event_mentions", "mention_id", "event_id"),
    "reports": ("reports", "article_id", "report_id"),
}
"""Tables of sets: where their members stand, the key of these, and the column that names the set."""
TAKEN_BACK = "withdrawn: "
GONE = {
    "raw_documents": "the document is no longer among the sources",
    "articles": "its document is no longer among the sources, or no article any more",
    "rejects": "the document is no longer among the sources, or is not rejected any more",
    "corrections": "the entry is no longer in seeds/corrections, or its article is not here",
    "overlaps": "the passage is no longer found between these articles",
    "entities": "nothing in the record names it any more",
    "troop_levels": "no claim gives this force, place and month any more",
}
UNREAD = "the rules no longer read it where they did"


def causes(db: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """table, id, reason: one row for each row of either side that something befell.

    What was taken back comes before what was corrected, and that before what is new.
    """
    has = {side: {table: columns_of(db, f"{side}_{table}") for table in COMPARED} for side in ("before", "after")}
    events = [_articles_taken_back(has), _mentions_corrected(has), _articles_added(has)]
    db.execute("CREATE OR REPLACE TEMP TABLE befell (part VARCHAR, rank INTEGER, reason VARCHAR)")
    for found in filter(None, events):
        db.execute(f"INSERT INTO befell {found}")
    parts = [part for side in has for table in COMPARED for part in _hangs_on(side, table, has[side])]
    if not parts or db.execute("SELECT count(*) FROM befell").fetchall()[0][0] == 0:
        return pl.DataFrame(schema={"table": pl.String, "id": pl.String, "reason": pl.String})
    hanging = " UNION ALL ".join(parts)
    query = f'SELECT "table", id, min_by(reason, (rank, reason)) AS reason FROM ({hanging}) JOIN befell USING (part) GROUP BY ALL'
    return db.sql(query).pl().sort("table", "id")


def default_reason(table: str, id: pl.Expr) -> pl.Expr:
    """What is said of a row that is gone when nothing befell it that the tables tell."""
    return (
        pl.when(id.str.starts_with("rep_"))
        .then(pl.lit("none of its articles is there any more"))
        .otherwise(pl.lit(GONE.get(table, UNREAD)))
    )


def _articles_taken_back(has: dict[str, dict[str, dict[str, str]]]) -> str:
    """Articles that a human has withdrawn: they are rejects now, with the reason."""
    if not (has["before"]["articles"] and has["after"]["rejects"]):
        return ""
    return f"""SELECT article_id, 0, '{TAKEN_BACK}' || r.detail
        FROM before_articles a JOIN after_rejects r ON r.reason = 'withdrawn' AND 'art_' || left(r.sha256, 16) = a.article_id"""


def _mentions_corrected(has: dict[str, dict[str, dict[str, str]]]) -> str:
    """Mentions that a human has put right, dropped or added since."""
    if not has["after"]["corrections"]:
        return ""
    new = "AND correction_id NOT IN (SELECT correction_id FROM before_corrections)" if has["before"]["corrections"] else ""
    said = f"CASE action WHEN 'drop' THEN '{TAKEN_BACK}' ELSE 'corrected: ' END || reason"
    return f"""SELECT mention_id, CASE action WHEN 'drop' THEN 1 ELSE 2 END, {said}
        FROM after_corrections WHERE applied {new}"""


def _articles_added(has: dict[str, dict[str, dict[str, str]]]) -> str:
    if not (has["before"]["articles"] and has["after"]["articles"]):
        return ""
    return "SELECT article_id, 3, 'article added' FROM after_articles ANTI JOIN before_articles USING (article_id)"


def _hangs_on(side: str, table: str, has: dict[str, dict[str, str]]) -> list[str]:
    """SQL for table, id and a part (article or mention) that the row hangs on."""
    columns, named = has[table], f"'{table}' AS \"table\""
    if not columns:
        return []
    [key] = keys_of(TABLES[table].model)
    found = [
        f'SELECT {named}, "{key}" AS id, "{part}" AS part FROM "{side}_{table}"'
        for part in ("article_id", "article_a", "article_b", "mention_id")
        if part in columns
    ]
    if table in SETS and has[SETS[table][0]]:
        members, _, of = SETS[table]
        found += [
            f'SELECT {named}, "{of}" AS id, "{part}" AS part FROM "{side}_{members}"'
            for part in ("article_id", "mention_id")
            if part in has[members]
        ]
    return found
