"""Reads seeds/corrections/<mention table>.yml: what humans have put right, with a reason and a guard. Knows nothing of Dagster.

How an entry is written stands in seeds/corrections/README.md. Its article is looked for in rows.py, its mention in apply.py.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from checks.corrections import ACTIONS, STATUSES
from checks.events import EventMentions
from checks.model import Model
from checks.quotes import QuoteMentions
from checks.troop_figures import FigureMentions
from pipelines.corrections.values import check_values
from pipelines.errors import UserError
from pipelines.reference import ROOT

FOLDER = ROOT / "seeds" / "corrections"
TABLES: dict[str, Model] = {"quote_mentions": QuoteMentions, "figure_mentions": FigureMentions, "event_mentions": EventMentions}
KINDS = {"quote_mentions": {"kind"}, "figure_mentions": set(), "event_mentions": {"type", "mode"}}
"""What tells two mentions at one place apart, and so is part of their key."""
ARTICLES = "withdrawn.yml"
"""Whole articles that were taken back: withdrawn.py."""
KEYS = {"match", "action", "set", "expect", "reason", "by", "date", "status"}
NEEDED = ("match", "action", "reason", "by", "date", "status")
PLACE = {"article", "mention", "surface", "char_start", "char_end"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One fix, as its file has it."""

    table: str
    where: str
    """File and number of the entry."""
    match: dict[str, Any]
    action: str
    reason: str
    by: str
    date: date
    status: str
    set: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)


class _Loader(yaml.SafeLoader):
    """YAML, where a key that is written twice is a mistake."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} is written twice", node.start_mark)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_entries(folder: Path = FOLDER) -> list[Entry]:
    """All fixes of a folder, file by file in the order of their names.

    Raises:
        UserError: the folder is not there, or an entry is not as it must be; the message names the file and the entry.
    """
    if not folder.is_dir():
        raise UserError(f"There is no folder {str(folder)!r} with corrections.")
    found: list[Entry] = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".yml", ".yaml") or path.name == ARTICLES:
            continue
        if path.suffix == ".yaml" or path.stem not in TABLES:
            raise UserError(f"{path.name} corrects no table of mentions; the files are {', '.join(f'{name}.yml' for name in TABLES)}.")
        found += [_entry(said, path.stem, f"{path.name}#{number}") for number, said in enumerate(load_items(path), 1)]
    return found


def load_items(path: Path) -> list[Any]:
    """The entries of a file, whatever they are.

    Raises:
        UserError: it is no list in YAML.
    """
    try:
        said = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: 2026-13-45, or not UTF-8
        raise UserError(f"{path.name} is not YAML: {' '.join(str(error).split())}.") from error
    if said is None:
        return []
    if not isinstance(said, list):
        raise UserError(f"{path.name} must be a list of corrections; each begins with '- match:'.")
    return said


def _entry(said: Any, table: str, where: str) -> Entry:
    if not isinstance(said, dict):
        raise UserError(f"{where} is no correction: it must have {', '.join(NEEDED)}.")
    _known(said, KEYS, where, "keys")
    if missing := [name for name in NEEDED if said.get(name) in (None, "", {})]:
        raise UserError(f"{where} has no {', '.join(missing)}.")
    for name, allowed in (("action", ACTIONS), ("status", STATUSES)):
        if said[name] not in allowed:
            raise UserError(f"{where}: {name} is {said[name]!r}; it must be one of {', '.join(allowed)}.")
    for name in ("reason", "by"):
        if not isinstance(said[name], str) or not said[name].strip():
            raise UserError(f"{where}: {name} must be words.")
    if not isinstance(said["date"], date) or isinstance(said["date"], datetime):
        raise UserError(f"{where}: date is {said['date']!r}; it must be a day, as 2026-11-23.")
    for name in ("match", "set", "expect"):
        if not isinstance(said.get(name) or {}, dict):
            raise UserError(f"{where}: {name} must hold fields, as 'measure: present'.")
    entry = Entry(
        table, where, said["match"], said["action"], said["reason"].strip(), said["by"].strip(), said["date"], said["status"],
        said.get("set") or {}, said.get("expect") or {},
    )  # fmt: skip
    _check_match(entry)
    _check_action(entry)
    for name in ("set", "expect"):
        check_values(TABLES[table], getattr(entry, name), f"{where}: {name}")
    return entry


def _known(said: dict[Any, Any], known: set[str], where: str, what: str) -> None:
    if strange := sorted(str(name) for name in said if name not in known):
        raise UserError(f"{where} has the unknown {what} {', '.join(strange)}; known are {', '.join(sorted(known))}.")


def _check_match(entry: Entry) -> None:
    """A mention is named by its key or by its place; at one place several kinds may stand."""
    match, where = entry.match, f"{entry.where}: match"
    _known(match, PLACE | KINDS[entry.table], where, "keys")
    for name in ("article", "mention", "surface", *KINDS[entry.table]):
        if name in match and not (isinstance(match[name], str) and match[name]) and not (name == "mode" and match[name] is None):
            raise UserError(f"{where}: {name} must be words.")
    for name in ("char_start", "char_end"):
        if name in match and (not isinstance(match[name], int) or isinstance(match[name], bool) or match[name] < 0):
            raise UserError(f"{where}: {name} must be a number of characters.")
    if "article" not in match:
        raise UserError(f"{where} names no article: give its article_id, its sha256 or its source.")
    if "mention" in match:
        if len(match) > 2 or entry.action == "add":
            raise UserError(f"{where}: with a mention id nothing but the article is named, and nothing can be added.")
        return
    if "surface" not in match and not {"char_start", "char_end"} <= set(match):
        raise UserError(f"{where} names no mention: give mention, or surface, or char_start and char_end.")
    if lacking := KINDS[entry.table] - {"mode"} - set(match):
        raise UserError(f"{where} has no {', '.join(lacking)}, which tells mentions at one place apart.")


def _check_action(entry: Entry) -> None:
    match entry.action:
        case "set":
            if not entry.set:
                raise UserError(f"{entry.where} sets nothing.")
            if unguarded := sorted(set(entry.set) - set(entry.expect)):
                raise UserError(f"{entry.where}: expect must say what the rules read now for {', '.join(unguarded)}.")
            if same := sorted(name for name, value in entry.set.items() if entry.expect[name] == value):
                raise UserError(f"{entry.where} sets {', '.join(same)} to what it is.")
        case "drop":
            if entry.set or not entry.expect:
                raise UserError(
                    f"{entry.where} drops a mention: it sets nothing, and expect must name at least one field of what it drops."
                )
        case _:
            if entry.expect or not entry.set:
                raise UserError(f"{entry.where} adds a mention: it has nothing to expect, and set must give its fields.")
