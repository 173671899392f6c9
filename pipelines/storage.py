"""Where the tables of a dataset lie, as a Dagster resource: assets read and write through it and know no paths."""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path

import dagster as dg
import polars as pl
import pyarrow.parquet as pq
from pydantic import PrivateAttr

from checks.model import Model, columns
from checks.offending import markdown
from checks.tables import TABLES
from pipelines.batches.engine import Engine, Engines
from pipelines.batches.store import locked
from pipelines.charts import CHARTS, as_markdown
from pipelines.dataset import Dataset, any_folders, build_folder, load_dataset
from pipelines.files import QUICK, fit, to_arrow, write_parquet
from pipelines.made import Made
from pipelines.reference import ROOT

PREVIEW = 5  # rows in an asset's metadata
KINDS = {
    "overlaps": {"parquet", "duckdb"}, "reports": {"parquet", "duckdb"}, "changes": {"parquet", "duckdb"},
    "release": {"parquet", "csv", "duckdb"},
}  # fmt: skip
"""What those tables are made with, or hold, that are not made with polars alone."""

on_written: ContextVar[Callable[[str, int], None] | None] = ContextVar("on_written", default=None)
"""Is told the name and number of rows of each table that is written: how the command line shows progress."""


def told(what: str, rows: int | None) -> None:
    """Tells whoever listens that so many rows were written; none where they are there already."""
    if (tell := on_written.get()) and rows is not None:
        tell(what, rows)


def asset_spec(table: str, deps: Sequence[str] = ()) -> dg.AssetSpec:
    """The asset of a table: described by its model, in the group that the flow has it in."""
    spec = TABLES[table]
    return dg.AssetSpec(
        key=table,
        deps=deps,
        group_name=spec.group,
        description=spec.model.__doc__,
        kinds=KINDS.get(table, {"parquet", "polars"}),
        metadata={"dagster/column_schema": column_schema(spec.model)},
    )


def column_schema(model: Model) -> dg.TableSchema:
    """The columns as Dagster's UI shows them."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                c.name,
                type=str(c.dtype),
                description=c.description,
                constraints=dg.TableColumnConstraints(nullable=c.nullable, unique=c.unique),
            )
            for c in columns(model)
        ]
    )


class Tables(dg.ConfigurableResource):
    """The tables of one build.

    Attributes:
        dataset: name of a folder in datasets/. Ignored when `seeds` is given.
        seeds: folders with documents, for a build of anything.
        out: folder to write to; required with `seeds`, otherwise .build/<dataset>.
        corrections: folder with what humans have put right, instead of seeds/corrections.
        publish: whether the release that is cut goes to datasets/<name>/releases, or is refused; otherwise it only lies in the build.
        version: build the dataset as this version, instead of that of its dataset.toml.
    """

    _lock: ExitStack = PrivateAttr(default_factory=ExitStack)
    _engine: Engines = PrivateAttr(default_factory=Engines)
    _is_shown: bool = PrivateAttr(default=False)
    dataset: str = "sample"
    seeds: list[str] = []  # noqa: RUF012  (a field of a pydantic model)
    out: str = ""
    corrections: str = ""
    publish: bool = False
    version: str = ""

    def described(self) -> Dataset:
        """The dataset that is being built."""
        if self.seeds:
            return any_folders([Path(folder) for folder in self.seeds], Path(self.out))
        dataset = load_dataset(self.dataset, Path(self.out) if self.out else None)
        return replace(dataset, version=self.version) if self.version else dataset

    def fixes(self) -> Path:
        """The folder of the corrections."""
        return Path(self.corrections) if self.corrections else ROOT / "seeds" / "corrections"

    @property
    def build(self) -> Path:
        """The folder of the tables."""
        return self.described().build

    def setup_for_execution(self, context: dg.InitResourceContext) -> None:
        """Keeps the build to one run at a time: steps of two would read each other's tables."""

        def tell() -> None:
            if context.log:
                context.log.info("Another run is at work on this build: this one waits for it.")

        if context.log:
            self._engine.say = context.log.info
        self._lock.enter_context(locked(self.build, tell))
        self._is_shown = context.instance is not None and not context.instance.is_ephemeral

    def teardown_after_execution(self, context: dg.InitResourceContext) -> None:  # noqa: ARG002
        """Lets the next run in, and the worker processes go."""
        self._engine.close()
        self._lock.close()

    @property
    def engine(self) -> Engine:
        """Where documents are read and searched."""
        return self._engine.get(self.build)

    def path(self, table: str) -> Path:
        """The file of a table."""
        return self.build / f"{table}.parquet"

    def read(self, table: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """A table as it was written last, or some of its columns. Raises what `file` does."""
        return pl.read_parquet(self.file(table), columns=list(columns) if columns else None)

    def scan(self, table: str) -> pl.LazyFrame:
        """The same, of which only what is asked for will be read. Raises what `file` does."""
        return pl.scan_parquet(self.file(table))

    def file(self, table: str) -> Path:
        """The file of a table that is there.

        Raises:
            dg.Failure: it has not been made yet.
        """
        path = self.path(table)
        if not path.is_file():
            raise dg.Failure(f"There is no table {table!r} yet: materialize it first.")
        return path

    def write(self, table: str, frame: pl.DataFrame) -> dg.MaterializeResult:
        """Writes a table in the form of its model, and says of it what the UI should show."""
        model = TABLES[table].model
        rows = fit(frame, model)
        write_parquet(to_arrow(rows, model), self.path(table), QUICK)
        return self._result(table, rows.height, rows.head(PREVIEW), {})

    def again(self, table: str, why: str) -> dg.MaterializeResult:
        """Says of a table that was left as it is what the UI should show."""
        rows = pq.read_metadata(self.path(table)).num_rows
        return self._result(table, rows, pl.scan_parquet(self.path(table)).head(PREVIEW).collect(), {"work": why})

    def _result(self, table: str, n_rows: int, first: pl.DataFrame, more: dict[str, str]) -> dg.MaterializeResult:
        told(table, n_rows)
        version = Made(self.build).version(table)
        return dg.MaterializeResult(
            asset_key=table,
            data_version=dg.DataVersion(version or ""),
            metadata={
                "dagster/row_count": n_rows,
                "dagster/column_schema": column_schema(TABLES[table].model),
                "preview": dg.MetadataValue.md(markdown(first)),
                "bytes": self.path(table).stat().st_size,
                **self._chart(table),
                **more,
            },
        )

    def _chart(self, table: str) -> dict[str, dg.MetadataValue]:
        """A picture of a table, where there is a history that somebody will look at; one that fails says so, and costs no run."""
        if not self._is_shown or table not in CHARTS:
            return {}
        chart = CHARTS[table]
        try:
            drawn = chart.draw(pl.read_parquet(self.path(table), columns=chart.columns))
        except Exception as error:
            return {chart.title: dg.MetadataValue.text(f"It could not be drawn: {type(error).__name__}.")}
        return {chart.title: dg.MetadataValue.md(as_markdown(drawn, chart.title))} if drawn else {}


def default_tables() -> Tables:
    """Tables of the dataset that MUSTER_DATASET names, the sample if it names none; in the folder MUSTER_OUT, if that is set.

    MUSTER_DOCUMENTS names folders of documents instead of a dataset, with colons between (semicolons on Windows).
    """
    seeds = [folder for folder in os.environ.get("MUSTER_DOCUMENTS", "").split(os.pathsep) if folder]
    out = os.environ.get("MUSTER_OUT", "") or (str(build_folder(Path(seeds[0]))) if seeds else "")
    return Tables(dataset=os.environ.get("MUSTER_DATASET", "sample"), seeds=seeds, out=out)
