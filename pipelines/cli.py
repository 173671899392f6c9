"""The command `muster`. Each command stands in pipelines/commands/ and loads what it needs only when it is called."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from pipelines.errors import UserError

EXIT_CODES = (
    "Exit codes: 0 done, 1 the data is wrong (a failed check, nothing of that name, unreadable lines), "
    "2 the call is wrong or an input is missing."
)

app = typer.Typer(
    help=f"Muster: an open record of events, quotations and troop figures, read from news reports.\n\n{EXIT_CODES}",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    add_completion=False,
    pretty_exceptions_enable=False,
)

Dataset = Annotated[str, typer.Option("--dataset", "-d", help="A dataset of datasets/, by name.")]
Release = Annotated[Path | None, typer.Option(help="The folder of a release, instead of a dataset's latest.")]
Build = Annotated[Path | None, typer.Option(help="The folder of a build, instead of a release.")]
Key = Annotated[
    str | None,
    typer.Option(envvar="MUSTER_MINISIGN_PUBLIC", help="minisign's public key, as text or a file, that the release has to be signed with."),
]
MaxSize = Annotated[float, typer.Option("--max-size", min=0.0001, help="Most GB that are fetched.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"muster {version('muster')}")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """What every command has."""


@app.command()
def build(
    seeds: Annotated[list[Path] | None, typer.Option(help="A folder of documents, instead of a dataset; repeat it for several.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Where the tables go. Default: .build/ and the name of the dataset or folder."),
    ] = None,
    dataset: Dataset = "sample",
    corrections: Annotated[Path | None, typer.Option(help="A folder of corrections, instead of seeds/corrections.")] = None,
    as_json: Json = False,
) -> None:
    """Build all tables and a release, from a dataset's documents or from any folder.

    Writes OUT/TABLE.parquet for each table, and OUT/release. Every check has to hold; a document that cannot be read costs a row in
    `rejects`, never the build. Nothing is published: that is what `muster release` does.
    """
    from pipelines.commands.build import run_build

    raise typer.Exit(run_build(seeds or [], out, dataset, as_json, corrections=corrections))


@app.command()
def release(dataset: Dataset = "sample", as_json: Json = False) -> None:
    """Build a dataset and publish its release, as the version that its dataset.toml states, in datasets/NAME/releases.

    Refused, with the reasons, when a check fails, a column has no description, the schema's version does not fit the models, a score is
    below its floor, the release before cannot be compared with, or CHANGELOG.md says nothing of it. A release that is there is never
    overwritten.
    """
    from pipelines.commands.build import run_build

    raise typer.Exit(run_build([], None, dataset, as_json, publish=True))


@app.command()
def withdraw(
    key: Annotated[
        str, typer.Argument(metavar="ID", help="An article (key, document, hash or address), or quo_..., fig_..., evt_..., men_...")
    ],
    reason: Annotated[str, typer.Option(help="Why, in words that everybody may read: they are part of the release.")],
    dataset: Dataset = "sample",
    by: Annotated[str, typer.Option(help="Who takes it back, for the record.")] = "The Muster developers",
    no_release: Annotated[bool, typer.Option("--no-release", help="Only write it down; cut the release later.")] = False,
) -> None:
    """Take something back: it leaves a tombstone with the reason, and stays out of every later build.

    Writes entries in seeds/corrections, raises the version of the dataset, says so in its CHANGELOG.md and publishes the release without
    it. Earlier releases are not changed; whoever publishes them has to take them down.
    """
    from pipelines.commands.withdraw import run_withdraw
    from pipelines.corrections.entries import FOLDER

    raise typer.Exit(run_withdraw(key, reason, dataset, by, FOLDER, release=not no_release))


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A release: its folder, or its version within the dataset.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Another, as a rule a later one.")],
    dataset: Dataset = "sample",
    rows: Annotated[bool, typer.Option("--rows", help="List the rows that differ, with their columns and why.")] = False,
    to: Annotated[Path | None, typer.Option(help="Write these rows, with old and new values, to a Parquet file.")] = None,
    as_json: Json = False,
) -> None:
    """Compare two releases: rows that were added, changed, withdrawn or merged into others.

    Only columns that both have are compared. Merged: the mentions of a quotation, figure, event or set of copies went to another.

    For example: muster diff 2026.11.4 2026.11.5 --rows
    """
    from pipelines.commands.diff import run_diff

    raise typer.Exit(run_diff(before, after, dataset, rows, to, as_json))


@app.command()
def extract(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='One {"id", "text"} a line, "published" (ISO date) if known.')],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="One mention a line.")],
) -> None:
    """Run the three extractors alone over texts: quotations, troop figures, events.

    Offsets count Unicode code points of "text", half open. Lines that cannot be read are named on standard error and skipped; the exit code
    is then 1.
    """
    from pipelines.commands.extract import run_extract

    if not source.is_file():
        raise UserError(f"There is no file {str(source)!r} to read.")
    raise typer.Exit(run_extract(source, target))


@app.command()
def quantities(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='One {"id", "text"} a line.')],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="One quantity a line.")],
) -> None:
    """Run the number layer alone over texts: counts, money, shares, durations, ages, measures.

    Each quantity has its place (offsets as in `muster extract`), value or low and high, qualifier, kind, unit and direction of change.
    """
    from pipelines.commands.quantities import run_quantities

    if not source.is_file():
        raise UserError(f"There is no file {str(source)!r} to read.")
    raise typer.Exit(run_quantities(source, target))


@app.command()
def compare(
    source: Annotated[str, typer.Argument(help="A Parquet file, or JSON lines (.jsonl, .jsonl.gz, or - for standard input).")],
    to: Annotated[Path, typer.Option(help="The folder to write overlaps.parquet and reports.parquet to.")],
    index: Annotated[
        Path | None,
        typer.Option(
            help="A folder that remembers the comparison, so that the next only reads what is new. SOURCE still holds all articles."
        ),
    ] = None,
    mark_blocks: Annotated[
        bool, typer.Option("--mark-blocks", help="Find the parts of texts without blocks by their lines (slow).")
    ] = False,
    as_json: Json = False,
) -> None:
    """Compare articles alone: which are copies of one report, which share passages, which wire they trace to.

    SOURCE is a Parquet file, JSON lines (.jsonl, .jsonl.gz) or - for JSON lines on standard input. An article has a "text"; "id", "outlet",
    "published" (ISO), "title", "bylines", "n_words" and "blocks" where known, or the names of the table `articles`. A text without blocks
    counts as body. Rows that cannot be read are named on standard error and passed over; the exit code is then 1. Nothing is written if
    one id stands for different texts.

    For example: muster compare articles.jsonl --to compared
    """
    from pipelines.commands.compare import run_compare

    raise typer.Exit(run_compare(source, to, index, mark=mark_blocks, as_json=as_json))


@app.command()
def ingest(
    what: Annotated[
        list[str] | None,
        typer.Argument(help="Addresses of pages, feeds or maps of sites; files; names of sources (seeds/sources). Any number."),
    ] = None,
    urls: Annotated[Path | None, typer.Option(help="A text file of such, one a line.")] = None,
    into: Annotated[Path | None, typer.Option(help="The folder to put the documents into; default: seeds/inbox.")] = None,
    delay: Annotated[
        float | None, typer.Option(min=0, help="Least seconds between two requests to one host; default: the source's, or 2.")
    ] = None,
    max_size: Annotated[float, typer.Option(min=0.001, help="Longest document, in MB, unpacked.")] = 32,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from addresses of this machine and network too.")] = False,
    rights: Annotated[
        str | None, typer.Option(help="What may be done with the texts: an SPDX identifier, or words; default: the source's.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most pages to fetch of each feed or map.")] = None,
    as_json: Json = False,
) -> None:
    """Fetch documents politely into seeds/inbox, each with a sidecar that says where it is from.

    Obeys robots.txt, waits between requests, asks only for what has changed. Fetches http and https only, texts only, and nothing from
    private addresses. What could not be fetched is kept in failed.meta.json, with the reason; the exit code is then 1.
    """
    from pipelines.commands.ingest import run_ingest

    raise typer.Exit(
        run_ingest(
            what or [], urls, into, delay=delay, max_size=max_size, allow_private=allow_private, rights=rights, limit=limit, as_json=as_json
        )
    )


@app.command()
def verify(
    release: Annotated[str, typer.Argument(metavar="DIR|URL", help="The folder of a release, or its address.")],
    key: Key = None,
    max_size: MaxSize = 8,
    as_json: Json = False,
) -> None:
    """Check a release: every byte, its signature, its columns, keys and counts.

    Says which bytes of which file are wrong; the exit code is then 1. Without --key the signature is not checked.
    """
    from pipelines.commands.verify import run_verify
    from pipelines.release.minisign import public_key

    raise typer.Exit(run_verify(release, public_key(key) if key else None, int(max_size * 1e9), as_json))


@app.command()
def get(
    version: Annotated[str, typer.Argument(metavar="VERSION|latest", help="A version, as in 2026.11.0, or `latest`.")],
    tables: Annotated[str | None, typer.Option(help="Only these tables, by name, with commas between; default: the whole release.")] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            envvar="MUSTER_RELEASES",
            help="The address or folder that holds the releases. {version} and {file} in it say where these go, if not at its end.",
        ),
    ] = None,
    to: Annotated[Path, typer.Option(help="The folder to put the release into, under its version.")] = Path(),
    key: Key = None,
    max_size: MaxSize = 8,
    as_json: Json = False,
) -> None:
    """Fetch a release, checked, into a folder of its version, which appears when all is there.

    What was broken off goes on where it stopped. Nothing is written outside of the folder, and nothing in it is overwritten.

    For example: muster get latest --from https://data.example.org/sample --tables quotes,articles
    """
    from pipelines.commands.get import run_get
    from pipelines.release.minisign import public_key

    if not source:
        raise UserError("Say with --from, or in MUSTER_RELEASES, which address or folder holds the releases.")
    wanted = [table.strip() for table in (tables or "").split(",") if table.strip()]
    raise typer.Exit(run_get(version, wanted, source, to, public_key(key) if key else None, int(max_size * 1e9), as_json))


@app.command()
def publish(
    to: Annotated[str, typer.Option(metavar="DIR|s3://BUCKET/PREFIX|zenodo|github", help="Where the release goes.")],
    dataset: Dataset = "sample",
    release: Release = None,
    repo: Annotated[str | None, typer.Option(help="With github: the repository, OWNER/NAME.")] = None,
    live: Annotated[bool, typer.Option("--live", help="With zenodo: zenodo.org itself, instead of its sandbox.")] = False,
    api: Annotated[str | None, typer.Option(help="With zenodo and github: the address of another such service.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would move, and move nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Put a release where others can have it. A published release is never changed, and `latest` moves last.

    Storage takes its credentials from AWS_ACCESS_KEY_ID and the like (AWS_ENDPOINT_URL for other than Amazon's), Zenodo its token from
    ZENODO_SANDBOX_TOKEN or ZENODO_TOKEN, GitHub from GITHUB_TOKEN. What was broken off is completed by the next call.
    """
    from pipelines.commands.publish import run_publish

    raise typer.Exit(run_publish(to, dataset, release, repo=repo, live=live, api=api, dry_run=dry_run, as_json=as_json))


@app.command()
def rebuild(
    version: Annotated[str, typer.Argument(help="The version of a release.")],
    dataset: Dataset = "sample",
    release: Annotated[Path | None, typer.Option(help="Its folder, if it is not in datasets/NAME/releases.")] = None,
    as_json: Json = False,
) -> None:
    """Build a release again from the documents that it names, and compare the bytes.

    Documents have to be those that it was made from, by their hashes. Where a writer's version differs, rows are compared instead.
    """
    from pipelines.commands.rebuild import run_rebuild

    raise typer.Exit(run_rebuild(version, dataset, release, as_json))


@app.command()
def query(
    sql: Annotated[str | None, typer.Argument(help="A query; the tables and views of the release are there by name.")] = None,
    dataset: Dataset = "sample",
    release: Release = None,
    build: Build = None,
    file: Annotated[Path | None, typer.Option(help="Read the query from a file.")] = None,
    as_json: Json = False,
) -> None:
    """Ask a release in SQL (DuckDB), with its views loaded.

    For example: muster query "SELECT speaker_name, text FROM quotes ORDER BY n_articles DESC LIMIT 5"
    """
    from pipelines.commands.query import run_query

    if file and not file.is_file():
        raise UserError(f"There is no file {str(file)!r} with a query.")
    if (sql is None) == (file is None):
        raise UserError('Give one query: muster query "SELECT ...", or --file.')
    text = file.read_text(encoding="utf-8") if file else sql or ""
    raise typer.Exit(run_query(text, dataset, release, build, as_json))


@app.command()
def trace(
    key: Annotated[
        str, typer.Argument(metavar="ID", help="A key of quotes, troop_figures, events or of a mention: quo_..., fig_..., evt_..., men_...")
    ],
    dataset: Dataset = "sample",
    release: Release = None,
    build: Build = None,
    seeds: Annotated[list[Path] | None, typer.Option(help="Folders that hold the articles, to show the words around each mention.")] = None,
    as_json: Json = False,
) -> None:
    """Show every mention behind a row, with its words when the article is at hand.

    Articles are looked for in --build, in the dataset's last build, and in --seeds; a text is used only if its hash is that of the release.
    """
    from pipelines.commands.trace import run_trace

    raise typer.Exit(run_trace(key, dataset, release, build, seeds or [], as_json))


@app.command()
def ui(
    port: Annotated[int | None, typer.Option(help="A port; default: the first free one from 3000.")] = None,
    host: Annotated[str, typer.Option(help="An address to listen on; the UI has no login, so keep it to this machine.")] = "127.0.0.1",
    seeds: Annotated[
        list[Path] | None, typer.Option(help="Folders of your own documents, instead of the dataset that MUSTER_DATASET names.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The folder of the tables, instead of .build/NAME.")] = None,
) -> None:
    """Start Dagster's UI and print its address.

    There, the sensor `inbox` starts a run for each batch of new files, and the schedule `release_candidate` cuts a candidate every week,
    once they are switched on.

    For example: muster ui --seeds seeds/inbox
    """
    from pipelines.commands.ui import run_ui

    run_ui(host, port, seeds or [], out)


@app.command()
def metrics(
    serve: Annotated[bool, typer.Option("--serve", help="Answer Prometheus until stopped, instead of printing once.")] = False,
    host: Annotated[str, typer.Option(envvar="MUSTER_METRICS_HOST", help="With --serve: an address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="MUSTER_METRICS_PORT", help="With --serve: a port.")] = 9464,
) -> None:
    """Tell Prometheus of the instance in DAGSTER_HOME: tables, runs, checks, rejects, daemons.

    For example: muster metrics | grep muster_check_passed
    """
    from pipelines.commands.metrics import run_metrics

    run_metrics(serve, host, port)


def main() -> None:
    """Runs the command; what the caller can put right is said in one sentence."""
    try:
        app()
    except UserError as error:
        print(f"muster: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
