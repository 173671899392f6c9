"""Which wire the credits of a report name."""

import pytest

from pipelines.reports.origins import wire_in


@pytest.mark.parametrize(
    ("parts", "wire"),
    [
        (["OSLO (Reuters) - "], "Reuters"),
        (["OSLO, May 4 (Valley News Agency) — "], "Valley News Agency"),
        (["Kestrel Wire"], "Kestrel Wire"),
        (["OSLO (Reuters/AFP) - "], None),
        (["By Ann Miller, staff writer"], None),
        ([], None),
    ],
)
def test_wire(parts: list[str], wire: str | None) -> None:
    assert wire_in(parts) == wire
