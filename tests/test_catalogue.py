"""What Dagster's catalogue says of each asset: whose it is, what makes it, where its code stands, and groups in the order of the flow."""

from pathlib import Path

import dagster as dg
import pytest

from checks.tables import TABLES
from pipelines.catalogue import documented, owners
from pipelines.definitions import ASSETS, defs
from pipelines.steps import MAKERS
from tests.conftest import ROOT

GRAPH = defs.resolve_asset_graph()
NAMES = sorted(key.to_user_string() for key in GRAPH.get_all_asset_keys())


def references(node: object) -> list[dg.LocalFileCodeReference]:
    return list(node.metadata["dagster/code_references"].code_references)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_each_asset_says_whose_it_is_and_where_its_code_stands(name: str) -> None:
    node = GRAPH.get(dg.AssetKey(name))
    assert node.owners == owners(str(node.group_name)) != []
    assert node.description
    places = references(node)
    assert len(places) == (2 if name in TABLES else 1)
    for place, begins in zip(places, ("@", "class "), strict=False):
        assert Path(place.file_path).is_relative_to(ROOT)
        assert Path(place.file_path).read_text().splitlines()[(place.line_number or 0) - 1].startswith(begins)


def test_groups_sorted_by_name_as_dagster_sorts_them_are_in_the_order_of_the_flow() -> None:
    for name in NAMES:
        node = GRAPH.get(dg.AssetKey(name))
        for parent in node.parent_keys:
            assert str(GRAPH.get(parent).group_name) <= str(node.group_name), f"{name} of {parent.to_user_string()}"


def test_with_the_address_of_a_repository_links_go_there() -> None:
    told = documented(ASSETS, MAKERS, "https://example.org/muster")
    spec = next(spec for asset in told for spec in asset.specs if spec.key == dg.AssetKey("quotes"))
    model = references(spec)[1]
    assert model.source.startswith("https://example.org/muster/")  # type: ignore[attr-defined]
    assert "/main/checks/quotes.py#L" in model.source
