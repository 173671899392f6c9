"""What Dagster's catalogue says of an asset beside its columns: what makes it, whose it is, and where its code stands."""

import inspect
import tomllib
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import dagster as dg

from checks.tables import TABLES
from pipelines.reference import ROOT

PROJECT = ROOT / "pyproject.toml"
BRANCH = "main"


@lru_cache(maxsize=1)
def project() -> Mapping[str, Any]:
    """What pyproject.toml says; nothing where Muster was installed without it."""
    return tomllib.loads(PROJECT.read_text(encoding="utf-8")) if PROJECT.is_file() else {}


def owners(group: str) -> list[str]:
    """Whose the assets of a group are, as [tool.muster.owners] has it."""
    said: Mapping[str, list[str]] = project().get("tool", {}).get("muster", {}).get("owners", {})
    return list(said.get(group, []))


def documented(
    assets: Iterable[dg.AssetsDefinition], makers: Mapping[str, Callable[..., Any]], repository: str | None = None
) -> list[dg.AssetsDefinition]:
    """The same assets, each told how it is made, whose it is, and where its code stands.

    Args:
        assets: those of the flow.
        makers: functions that make them, by the name of the step, where these are not the ones that Dagster calls.
        repository: address of the code; what pyproject.toml has, if it is not given. Without one, links go to the files of this machine.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)  # links to code are that, and Dagster says so for each
        return _linked(assets, makers, repository)


def _linked(
    assets: Iterable[dg.AssetsDefinition], makers: Mapping[str, Callable[..., Any]], repository: str | None
) -> list[dg.AssetsDefinition]:
    told = [_documented(asset, makers.get(asset.op.name) or asset.op.compute_fn.decorated_fn) for asset in assets]  # type: ignore[union-attr]
    repository = repository or project().get("project", {}).get("urls", {}).get("Repository")
    if not repository:
        return told
    linked = dg.link_code_references_to_git(told, repository, BRANCH, dg.AnchorBasedFilePathMapping(PROJECT, PROJECT.name))
    return [asset for asset in linked if isinstance(asset, dg.AssetsDefinition)]


def _documented(asset: dg.AssetsDefinition, maker: Callable[..., Any]) -> dg.AssetsDefinition:
    def told(spec: dg.AssetSpec) -> dg.AssetSpec:
        table = TABLES.get(spec.key.to_user_string())
        places = [_place(maker, "what makes it"), *([_place(table.model, "what a row is")] if table else [])]
        return spec.replace_attributes(
            description=f"{spec.description}\n\n*{asset.op.name}*: {inspect.getdoc(maker)}",
            owners=owners(spec.group_name or ""),
            metadata={**spec.metadata, "dagster/code_references": dg.CodeReferencesMetadataValue(code_references=places)},
        )

    return asset.map_asset_specs(told)


def _place(of: Any, label: str) -> dg.LocalFileCodeReference | dg.UrlCodeReference:
    """The line that a function or a class begins at."""
    file = Path(inspect.getfile(of)).resolve()
    if code := getattr(of, "__code__", None):
        line = code.co_firstlineno
    else:  # inspect.getsourcelines takes ten times as long for a class
        lines = file.read_text(encoding="utf-8").splitlines()
        line = next(n for n, text in enumerate(lines, 1) if text.startswith(f"class {of.__name__}("))
    return dg.LocalFileCodeReference(file_path=str(file), line_number=line, label=label)
