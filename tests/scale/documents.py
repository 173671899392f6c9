"""Documents by the hundred thousand, to measure a whole build on: what tests/reports/generate.py makes, as JSON lines, a file a batch.

    python -m tests.scale.documents --n 100000 --seed 977 --to DIR [--batch 5000]

The words are our own, nobody in them exists, and the same call writes the same bytes.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from tests.reports.generate import Plan, make_chunk


def records(n: int, seed: int) -> Iterator[dict[str, Any]]:
    """Reports as a scraper would keep them, one after the other."""
    plan = Plan(n, seed)
    for chunk in plan.chunks:
        articles: pa.Table = make_chunk(plan, chunk)[0]
        for row in articles.to_pylist():
            published = row["published_at"]
            yield {
                "url": row["url"],
                "title": row["title"],
                "authors": row["bylines"],
                "date_publish": published.isoformat() if published else None,
                "source": row["outlet"],
                "text": row["text"],
            }


def write(n: int, seed: int, to: Path, batch: int) -> None:
    """Files of `batch` documents each."""
    to.mkdir(parents=True, exist_ok=True)
    file = None
    for number, record in enumerate(records(n, seed)):
        if number % batch == 0:
            if file:
                file.close()
            file = (to / f"batch-{number // batch:05d}.jsonl").open("w", encoding="utf-8")
        assert file is not None
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
    if file:
        file.close()


def main() -> None:
    """Writes what the command line asks for."""
    parser = argparse.ArgumentParser(description="Writes documents to measure a build on.")
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=977)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--batch", type=int, default=5_000)
    given = parser.parse_args()
    write(given.n, given.seed, given.to, given.batch)


if __name__ == "__main__":
    main()
