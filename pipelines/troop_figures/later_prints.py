"""Which numbers of an article a later print of it by the same outlet has changed. Knows nothing of Dagster.

The sentence is the same but for the number. To find that out both texts are read; what was found for two prints is kept for the next time.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import polars as pl
from polars._typing import PolarsDataType

from pipelines.memory import Memory, hashed, sum_by
from pipelines.text.number_words import SCALES, WORDS
from pipelines.text.sentences import find_sentences
from pipelines.troop_figures.claims import Row

WITHIN = timedelta(days=31)
"""How much later an outlet may put a figure right."""
SAME_HEADLINE = timedelta(days=3)
"""How much later one headline is still that of one article; "World in brief" comes every week."""
AROUND = 400
"""Characters on each side of a figure that its sentence is looked for in."""
ALIKE = 0.85
FEWEST_WORDS = 5
MOST_COMPARED = 60
WORD = re.compile(r"[^\W\d_]+")
NUMBER_WORDS = frozenset({*WORDS, *SCALES, "a", "an", "and", "about", "some", "around", "nearly", "almost", "least", "than", "more"})
PRINT: dict[str, PolarsDataType] = {
    "outlet": pl.String(), "url": pl.String(), "title": pl.String(), "day": pl.Date(), "at": pl.Datetime("us", "UTC"),
}  # fmt: skip
"""What tells of an article when and by whom it was printed, beside its key and `report`."""
FOUND: dict[str, PolarsDataType] = {"mention_id": pl.List(pl.String()), "right": pl.List(pl.String())}
KEPT: dict[str, PolarsDataType] = {"pair_key": pl.UInt64(), **FOUND}
MENTION = ["mention_id", "char_start", "char_end", "value", "measure"]


class Place(NamedTuple):
    """The sentence of a figure without its numbers, and which of the figures of its family in it this is."""

    words: frozenset[str]
    n_words: int
    family: str
    rank: int


def prints_of(articles: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """`article_id`, PRINT and `report` of every article; what is not known is null."""
    named = articles.rename({"published_latest": "day", "published_at": "at"}, strict=False)
    known = named.with_columns(pl.lit(None).alias(name) for name in PRINT if name not in named.columns)
    printed = known.select("article_id", *(pl.col(name).cast(kind) for name, kind in PRINT.items()))
    with_report = printed.join(reports.select("article_id", report="report_id"), on="article_id", how="left", maintain_order="left")
    return with_report.with_columns(pl.coalesce("report", "article_id"))


def later_numbers(mentions: pl.DataFrame, articles: pl.DataFrame, prints: pl.DataFrame, memory: Memory) -> pl.DataFrame:
    """`mention_id`, `by`, the article that is a later print of its own, and `right`, the mention that has taken its place there.

    In order; a mention may have been changed several times.

    Args:
        mentions: rows of `figure_mentions` with what notes of their own text take back.
        articles: article_id, and text where it is known.
        prints: what `prints_of` returns.
        memory: where what was found is kept.
    """
    if "text" not in articles.columns:
        return pl.DataFrame(schema=dict.fromkeys(("mention_id", "right", "by"), pl.String))
    standing = mentions.filter(pl.col("value").is_not_null(), pl.col("retracted_by").is_null()).select("article_id", *MENTION)
    read = _versions(prints)
    for end in ("old", "new"):
        read = read.join(standing, left_on=end, right_on="article_id", how="semi", maintain_order="left")
    texts = articles.select("article_id", "text").filter(pl.col("article_id").is_in(_articles(read).implode())).drop_nulls()
    keyed = _keyed(read, texts, standing)
    known = memory.read("figure_prints", KEPT)
    new = keyed.join(known, on="pair_key", how="anti")
    found = pl.concat([known.join(keyed, on="pair_key", how="semi"), _compared(new, texts, standing)])
    if new.height or found.height != known.height:
        memory.write("figure_prints", found)
    changed = keyed.join(found, on="pair_key", how="left", maintain_order="left").explode(*FOUND).drop_nulls("right")
    return changed.select("mention_id", "right", by="new")


def _versions(prints: pl.DataFrame) -> pl.DataFrame:
    """An article, `old`, and its next print, `new`, by one outlet: of the same report, at the same address or under the same headline."""
    order = ["day", "time", "article_id"]
    time = pl.coalesce("at", pl.col("day").cast(PRINT["at"]))
    dated = prints.filter(pl.col("outlet") != "", pl.col("day").is_not_null()).with_columns(time=time)
    headlines = [title and " ".join(title.lower().split()) for title in dated["title"]]
    named = dated.with_columns(headline=pl.Series(headlines, dtype=pl.String))
    found = []
    for kind in ("report", "url", "headline"):
        sets = named.filter(pl.col(kind) != "").sort("outlet", kind, *order).select(*order, "at", "outlet", kind)
        followed = sets.with_columns(pl.all().shift(-1).name.suffix("_new"))
        first = followed.filter(pl.col("outlet") == pl.col("outlet_new"), pl.col(kind) == pl.col(f"{kind}_new"))
        near = (pl.col("day_new") - pl.col("day")) <= (SAME_HEADLINE if kind == "headline" else WITHIN)
        later = (pl.col("day_new") > pl.col("day")) | (pl.col("time_new") > pl.col("time"))
        unlike = (pl.col("at") > pl.col("at_new")).fill_null(value=False)
        found.append(first.filter(near, later, ~unlike).select(old="article_id", new="article_id_new"))
    return pl.concat(found).unique().sort("old", "new")


def _keyed(pairs: pl.DataFrame, texts: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    """Pairs of prints that have texts, with `pair_key`, that all is told by which is compared of them."""
    numbers = texts.with_row_index("number")
    said = standing.join(numbers, on="article_id").select("number", own=hashed(*MENTION))
    own = sum_by(said["number"].to_numpy(), said["own"].to_numpy(), numbers.height)
    keys = numbers.with_columns(said=pl.Series(own)).select("article_id", key=hashed("text", "said"))
    for end in ("old", "new"):
        pairs = pairs.join(keys.rename({"key": f"{end}_key"}), left_on=end, right_on="article_id", maintain_order="left")
    return pairs.select("old", "new", pair_key=hashed("old_key", "new_key"))


def _compared(pairs: pl.DataFrame, texts: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    """Rows of KEPT: mentions of an earlier print, each with the one of the later print that has taken its place."""
    wanted = _articles(pairs).implode()
    text = dict(texts.filter(pl.col("article_id").is_in(wanted)).iter_rows())
    of: dict[str, list[Row]] = defaultdict(list)
    in_order = standing.filter(pl.col("article_id").is_in(wanted)).sort("article_id", "char_start", "char_end", "mention_id")
    for row in in_order.iter_rows(named=True):
        of[row["article_id"]].append(row)
    places = {article: _places(text[article], rows) for article, rows in of.items()}
    found = []
    for old, new, key in pairs.iter_rows():
        changed = list(_changed(places[old], places[new]))
        found.append((key, [mention for mention, _ in changed], [right for _, right in changed]))
    return pl.DataFrame(found, schema=KEPT, orient="row")


def _articles(pairs: pl.DataFrame) -> pl.Series:
    """All prints of some pairs."""
    return pl.concat([pairs["old"], pairs["new"]]).unique()


def _changed(old: list[tuple[Row, Place]], new: list[tuple[Row, Place]]) -> Iterator[tuple[str, str]]:
    """The mentions of which only the number is another in the later print, each with what stands there instead."""
    for row, place in old:
        alike = [other for other, its in new[:MOST_COMPARED] if _alike(place, its)]
        values = {other["value"] for other in alike}
        if len(values) == 1 and row["value"] not in values:
            yield row["mention_id"], alike[0]["mention_id"]


def _places(text: str, members: list[Row]) -> list[tuple[Row, Place]]:
    found: list[tuple[Row, Place]] = []
    ranks: dict[tuple[int, str], int] = defaultdict(int)
    for row in members:
        start, end = _sentence(text, row["char_start"], row["char_end"])
        family = "present" if row["measure"] == "deployed" else row["measure"]
        words = [word for word in WORD.findall(text[start:end].lower()) if word not in NUMBER_WORDS]
        found.append((row, Place(frozenset(words), len(words), family, ranks[start, family])))
        ranks[start, family] += 1
    return found


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that text[start:end] stands in, so far as it is near."""
    blank = text.rfind("\n\n", max(0, start - AROUND), start)
    first = blank + 2 if blank >= 0 else max(0, start - AROUND)
    sentences = find_sentences(text, first, min(len(text), end + AROUND))
    return next(((one.start, one.end) for one in sentences if one.start <= start < one.end), (start, end))


def _alike(one: Place, two: Place) -> bool:
    """Whether two sentences are the same but for their numbers."""
    if (one.family, one.rank) != (two.family, two.rank) or min(one.n_words, two.n_words) < FEWEST_WORDS:
        return False
    return 2 * len(one.words & two.words) >= ALIKE * (len(one.words) + len(two.words))
