"""A file of corrections that is not as it must be is named, with what is wrong with it."""

from pathlib import Path

import pytest

from pipelines.corrections.entries import FOLDER, read_entries
from pipelines.errors import UserError

HEAD = "- match: {article: art_0123456789abcdef, surface: 300 soldiers}\n"
WHO = "  reason: misread\n  by: Jane Doe\n  date: 2026-11-23\n  status: upheld\n"
SET = HEAD + "  action: set\n  expect: {measure: present}\n"
QUOTE = "- match: {article: a.txt, surface: Go home, kind: direct}\n  action: set\n  expect: {cue: said}\n"
EVENT = "- match: {article: a.txt, char_start: 3, char_end: 9, type: ASSAULT}\n  action: set\n"
FIGURES, QUOTES, EVENTS = "figure_mentions.yml", "quote_mentions.yml", "event_mentions.yml"


def was(fields: str) -> str:
    """The start of an entry that expects these fields."""
    return SET.replace("measure: present", fields)


def to(fields: str) -> str:
    """The end of an entry that sets these fields."""
    return f"  set: {{{fields}}}\n{WHO}"


WRONG = [
    ("figures.yml", "", "figures.yml corrects no table of mentions; the files are quote_mentions.yml, figure"),
    ("figure_mentions.yaml", "", "figure_mentions.yaml corrects no table of mentions"),
    (FIGURES, "- match: [", "figure_mentions.yml is not YAML: while parsing"),
    (FIGURES, SET + WHO.replace("11-23", "13-45"), "figure_mentions.yml is not YAML: month must be in 1..12"),
    (FIGURES, SET + "  ? [a]\n  : b\n" + WHO, "figure_mentions.yml is not YAML"),
    (FIGURES, "match: {}", "figure_mentions.yml must be a list of corrections; each begins with '- match:'."),
    (FIGURES, "- 5", "figure_mentions.yml#1 is no correction: it must have match, action, reason, by, date, status."),
    (FIGURES, SET + WHO.replace("  by: Jane Doe\n", ""), "figure_mentions.yml#1 has no by."),
    (FIGURES, SET + WHO.replace("misread", "''"), "figure_mentions.yml#1 has no reason."),
    (FIGURES, SET + WHO.replace("misread", "5"), "figure_mentions.yml#1: reason must be words."),
    (FIGURES, SET + WHO.replace("2026-11-23", "yesterday"), "date is 'yesterday'; it must be a day, as 2026-11-23."),
    (FIGURES, SET + WHO.replace("upheld", "done"), "status is 'done'; it must be one of open, upheld, rejected."),
    (FIGURES, SET.replace("set", "put") + WHO, "action is 'put'; it must be one of set, drop, add."),
    (FIGURES, SET + "  because: so\n" + WHO, "figure_mentions.yml#1 has the unknown keys because; known are action, by,"),
    (FIGURES, SET + WHO + "  by: John Roe\n", "figure_mentions.yml is not YAML: 'by' is written twice"),
    (FIGURES, SET + WHO, "figure_mentions.yml#1 sets nothing."),
    (FIGURES, SET + to("measure: present"), "figure_mentions.yml#1 sets measure to what it is."),
    (FIGURES, SET + to("unit: men"), "expect must say what the rules read now for unit."),
    (FIGURES, SET + to("measure: 5"), "figure_mentions.yml#1: set: measure is 5; it must be words"),
    (FIGURES, SET + to("measure: gone"), "set: measure cannot be 'gone'. It is: what is said of them: present |"),
    (FIGURES, SET + to("measure: null"), "figure_mentions.yml#1: set: measure is never null."),
    (FIGURES, was("value: 3") + to("value: -3"), "value cannot be -3"),
    (FIGURES, was("value: 3") + to("value: 3.5"), "value is 3.5; it must be a whole number."),
    (FIGURES, was("value: 3") + to("value: true"), "value is True; it must be a whole number."),
    (FIGURES, was("value: 3") + to("value: 99999999999999999999"), "value cannot be 9999"),
    (FIGURES, was("deadline: null") + to("deadline: soon"), "it must be a day, as 2021-04-14."),
    (FIGURES, was("colour: red") + to("colour: blue"), "set names 'colour', which is no column that can be"),
    (FIGURES, was("surface: a") + to("surface: b"), "set names 'surface', which is no column"),
    (FIGURES, was("force_id: null") + to("force_id: NOR"), "set has force_id without force_name; give both."),
    (FIGURES, was("force_id: null, force_name: null") + to("force_id: NORWEGIA, force_name: N"),
     "'NORWEGIA' is no entity of seeds/reference; add it there first."),
    (FIGURES, was("part_of: []") + to("part_of: men_1"), "part_of must be a list of words"),
    (FIGURES, HEAD + "  action: drop\n" + WHO, "expect must name at least one field of what it drops."),
    (FIGURES, HEAD + "  action: add\n" + WHO, "set must give its fields."),
    (FIGURES, SET.replace("article: art_0123456789abcdef, ", "") + WHO, "match names no article"),
    (FIGURES, SET.replace(", surface: 300 soldiers", "") + WHO, "match names no mention: give mention, or surface,"),
    (FIGURES, SET.replace("surface", "mention: men_1, surface") + WHO, "with a mention id nothing but the article is named"),
    (FIGURES, SET.replace("surface", "kind: direct, surface") + WHO, "match has the unknown keys kind"),
    (FIGURES, SET.replace("surface", "char_start: -1, surface") + WHO, "char_start must be a number of characters."),
    (QUOTES, QUOTE.replace(", kind: direct", "") + WHO, "#1: match has no kind, which tells mentions at one place apart."),
    (EVENTS, EVENT.replace(", type: ASSAULT", "") + WHO, "event_mentions.yml#1: match has no type"),
    (EVENTS, EVENT + "  expect: {actor_names: [x]}\n  set: {actor_names: [y]}\n" + WHO, "names 'actor_names', which is no column"),
    (FIGURES, SET + to("measure: deployed") + "- {}\n", "figure_mentions.yml#2 has no match, action, reason, by, date, status."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), WRONG, ids=[row[2][:60] for row in WRONG])
def test_what_is_wrong_is_named(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as failure:
        read_entries(tmp_path)
    assert message in str(failure.value)
    assert name in str(failure.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no folder .* with corrections"):
        read_entries(tmp_path / "none")


def test_what_is_right_is_read(tmp_path: Path) -> None:
    (tmp_path / "event_mentions.yml").write_text("# none yet\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("words", encoding="utf-8")
    (tmp_path / "figure_mentions.yml").write_text(SET + to("measure: to_deploy"), encoding="utf-8")
    (tmp_path / "quote_mentions.yml").write_text(QUOTE + "  set: {cue: null}\n" + WHO.replace("upheld", "open"), encoding="utf-8")
    figure, quote = read_entries(tmp_path)
    assert (figure.table, figure.where, figure.set, figure.expect) == (
        "figure_mentions", "figure_mentions.yml#1", {"measure": "to_deploy"}, {"measure": "present"},
    )  # fmt: skip
    assert (quote.set, quote.status, quote.match["kind"]) == ({"cue": None}, "open", "direct")


def test_our_own_are_right() -> None:
    assert [entry.reason for entry in read_entries(FOLDER)]
