"""One comparison on Daft, in a process of its own: where Daft runs can be chosen only once in a process.

    python -m tests.scale.run ARTICLES.parquet DIR

writes DIR/overlaps.parquet and DIR/reports.parquet and prints a line for each stage: what was done where.
"""

import resource
import sys
import time
from pathlib import Path

from pipelines.scale.overlaps import compare_on_daft


def main(articles: Path, to: Path) -> None:
    """Compares the articles of a file."""
    to.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    overlaps, reports = compare_on_daft(articles, to / "daft", lambda said: print(said, flush=True))
    overlaps.write_parquet(to / "overlaps.parquet")
    reports.write_parquet(to / "reports.parquet")
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"all: {time.monotonic() - began:.1f} s; here {used.ru_utime + used.ru_stime:.1f} s of CPU, {used.ru_maxrss >> 10:,} MB", flush=True
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
