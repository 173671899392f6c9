"""Reads seeds/corrections/withdrawn.yml: the articles that were taken back and stay out of every build. Knows nothing of Dagster.

An article is kept out by any of its marks: its key (the hash of its bytes), the hash of its text, the address it was printed at. So it
stays out when it is fetched again with another menu around it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from pipelines.articles.withdrawn import Withdrawn
from pipelines.corrections.entries import ARTICLES, FOLDER, load_items
from pipelines.errors import UserError
from pipelines.ids import sha256

MARKS = {"article": r"art_[0-9a-f]{16}", "text_sha256": r"[0-9a-f]{64}", "url": r"https?://\S+"}
NEEDED = ("reason", "by", "date")


def read_withdrawn(folder: Path = FOLDER) -> Withdrawn:
    """All that was taken back.

    Raises:
        UserError: an entry is not as it must be; the message names it.
    """
    path = folder / ARTICLES
    items = load_items(path) if path.is_file() else []
    why: dict[str, str] = {}
    for number, said in enumerate(items, 1):
        where = f"{ARTICLES}#{number}"
        for mark in _marks(said, where):
            if mark in why:
                raise UserError(f"{where} takes back {mark}, which another entry does too: keep one of them.")
            why[mark] = said["reason"].strip()
    return Withdrawn(why)


def withdrawn_sha256(folder: Path = FOLDER) -> str:
    """Hash of what was taken back: when it changes, the documents are out of date."""
    path = folder / ARTICLES
    return sha256(path.read_bytes() if path.is_file() else b"")


def _marks(said: Any, where: str) -> list[str]:
    if not isinstance(said, dict):
        raise UserError(f"{where} takes nothing back: it must have article, {', '.join(NEEDED)}.")
    if strange := sorted(str(name) for name in said if name not in (*MARKS, *NEEDED)):
        raise UserError(f"{where} has the unknown keys {', '.join(strange)}; known are {', '.join([*MARKS, *NEEDED])}.")
    for name in ("reason", "by"):
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise UserError(f"{where}: {name} must be words.")
    if not isinstance(said.get("date"), date) or isinstance(said["date"], datetime):
        raise UserError(f"{where}: date must be a day, as 2026-11-23.")
    if "article" not in said:
        raise UserError(f"{where} names no article: give its article_id.")
    for name, form in MARKS.items():
        if name in said and not (isinstance(said[name], str) and re.fullmatch(form, said[name])):
            raise UserError(f"{where}: {name} is {said[name]!r}, which is none.")
    return [said[name] for name in MARKS if name in said]


def append(entries: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Writes entries at the end of a file of corrections or of withdrawn.yml, new ones only; what stands there is not touched."""
    before = path.read_text(encoding="utf-8") if path.is_file() else "# How an entry is written: README.md.\n"
    said = "".join(_written(entry) for entry in entries)
    yaml.safe_load(said)
    path.write_text(before.rstrip("\n") + "\n" + said, encoding="utf-8")


def _written(entry: Mapping[str, Any]) -> str:
    """An entry as people write it: a key a line, JSON for all that is not plain."""
    plain = {name: value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False) for name, value in entry.items()}
    return "- " + "\n  ".join(f"{name}: {value}" for name, value in plain.items()) + "\n"
