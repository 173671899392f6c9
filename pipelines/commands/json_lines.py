"""What the commands have in common that read texts line by line from JSON and write rows of JSON. Standard library only."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def read_row(line: str) -> Row:
    """One line with a text.

    Raises:
        ValueError: it is no JSON object with an "id" and a "text".
    """
    row = read_object(line)
    if "id" not in row or not isinstance(row.get("text"), str):
        raise ValueError('a line needs "id" and "text"')
    return row


def read_object(line: str) -> Row:
    """One line of JSON.

    Raises:
        ValueError: it is no JSON object.
    """
    try:
        row = json.loads(line)
    except ValueError:
        raise ValueError("this is not JSON") from None
    except RecursionError:
        raise ValueError("this JSON is nested too deeply") from None
    if not isinstance(row, dict):
        raise ValueError("this is no JSON object")
    return row


def rewrite(source: Path, target: Path, answer: Callable[[Row], Iterable[Row]]) -> int:
    """Writes the answers to every line of `source`, each with its line's id, to `target`, which appears when it is whole.

    A line that cannot be read (ValueError) is named on standard error and skipped. Returns the exit code: 1 if there was one.
    """
    bad = 0
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with source.open(encoding="utf-8", errors="replace") as lines, aside.open("w", encoding="utf-8", newline="\n") as out:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    row = read_row(line)
                    answers = list(answer(row))
                except ValueError as error:
                    print(f"muster: {source.name}, line {number}: {error}", file=sys.stderr)
                    bad += 1
                    continue
                for found in answers:
                    out.write(json.dumps({"id": row["id"]} | found, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return 1 if bad else 0
