"""`muster ingest`: fetches documents into the inbox and says what became of each."""

import json
import sys
from collections import Counter
from pathlib import Path

from pipelines.articles.raw import MEGABYTE
from pipelines.errors import UserError
from pipelines.ingest.fetch import Limits
from pipelines.ingest.ingest import Ingest, Result
from pipelines.ingest.visit import Visitor
from pipelines.reference import ROOT

DELAY = 2.0
"""Seconds between two requests to one host, where nothing else is said."""
OUTCOMES = ("saved", "changed", "unchanged", "listed", "failed")


def run_ingest(
    whats: list[str], urls: Path | None, into: Path | None, *, delay: float | None, max_size: float, allow_private: bool,
    rights: str | None, limit: int | None, as_json: bool,
) -> int:  # fmt: skip
    """Fetches everything and prints a line for each thing. Returns the exit code: 1 if any of them failed."""
    whats = [*whats, *(_lines(urls) if urls else [])]
    into = into or ROOT / "seeds" / "inbox"
    if not whats:
        raise UserError("Say what to fetch: an address, a file, the name of a source, or --urls.")
    visitor = Visitor(Limits(max_bytes=int(max_size * MEGABYTE), allow_private=allow_private), DELAY if delay is None else delay)
    ingest = Ingest(visitor, into, rights=rights, limit=limit, delay=delay)
    results = []
    for result in ingest.run(whats):
        results.append(result)
        if not as_json:
            print(_line(result), file=sys.stderr if result.outcome == "failed" else sys.stdout, flush=True)
    counts = Counter(one.outcome for one in results)
    if as_json:
        rows = [{**one._asdict(), "path": str(one.path) if one.path else None} for one in results]
        print(json.dumps({"into": str(into), **{name: counts[name] for name in OUTCOMES}, "results": rows}, ensure_ascii=False, indent=1))
    else:
        print(", ".join(f"{counts[name]:,} {name}" for name in OUTCOMES if counts[name]) or "nothing to fetch")
    return 1 if counts["failed"] else 0


def _lines(path: Path) -> list[str]:
    """What a file lists, one a line; blank lines and comments (#) are passed over."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The list {str(path)!r} cannot be read as text.") from error
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _line(result: Result) -> str:
    rest = result.detail if result.outcome in {"failed", "listed"} else result.path
    return f"{result.outcome}: {result.what}: {rest}"
