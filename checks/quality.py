"""What a row of `quality` is. How it is made stands in pipelines/release/quality.py."""

from checks.columns import Table, column, key


class Quality(Table):
    """One score of the rules that made this release, measured against texts that people have read."""

    name: str = key("score: its group and what is counted")
    group: str = column("what it was measured on: the groups stand in tests/gold/README.md of the software")
    value: float = column("what was measured: a count or a share; more is better for all")
    floor: float = column("what it must not fall below; null for one without a floor yet", nullable=True)
    n: int = column("size of the gold: items that were annotated", unit="items", ge=0)
    gold_sha256: str = column("hash of the gold's names and bytes, first 16 digits", str_matches=r"^[0-9a-f]{16}$")
    code_sha256: str = column("hash of the rules and reference data that were measured, first 16 digits", str_matches=r"^[0-9a-f]{16}$")
    at_this_code: bool = column("whether these are the rules that made this release; if not, take the score as that of earlier rules")
