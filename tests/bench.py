"""Speed of the extractors, of the comparison of reports and of the whole build: `make bench`. Each beside a baseline of the same run,
because machines differ. `make bench ARGS=overlaps` measures the comparison alone, $MUSTER_BENCH_REPORTS says on how many reports;
`ARGS=releases` measures `muster diff`.

The baseline is one pass of a regular expression over the same words: the least that anything reading text has to do.
Texts are those of $MUSTER_CORPORA where it is set, otherwise our own sample, repeated.
"""

import contextlib
import os
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.articles.article import read_article  # noqa: E402  (the file is run as a script)
from pipelines.articles.blocks import mark_blocks  # noqa: E402
from pipelines.articles.containers import document  # noqa: E402
from pipelines.events.extract import events  # noqa: E402
from pipelines.quotes.extract import quotations  # noqa: E402
from pipelines.quotes.mention import QuoteMention  # noqa: E402
from pipelines.text.document import Document  # noqa: E402
from pipelines.text.numbers import find_numbers  # noqa: E402
from pipelines.text.quantities import find_quantities  # noqa: E402
from pipelines.troop_figures.extract import figures  # noqa: E402
from tests.gold.pages import mean_f1, score_pages  # noqa: E402
from tests.release.big import write_pair  # noqa: E402
from tests.reports.peers import compare_peers  # noqa: E402

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
WANTED = 200_000  # words
PAGES = 60
PARSER, TEXTACY = "en_core_web_sm", 20  # texts that textacy reads
QUANTULUM = 10_000  # words that quantulum3 reads
REPORTS = 10_000
REPORTS_SEED = 7
RELEASE_ROWS = 1_000_000


def texts() -> list[str]:
    """Enough text to measure on."""
    held = os.environ.get("MUSTER_CORPORA")
    folder = Path(held) / "attribution" / "dev" if held else ROOT / "seeds" / "sample"
    found = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    found = [text for text in found if len(text) > 500]
    words = sum(len(text.split()) for text in found)
    return found * max(1, WANTED // words)


def cpu(run: Callable[[], object]) -> float:
    """Seconds of this process's CPU time that a call takes."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def fresh(all_texts: Sequence[str]) -> list[Document]:
    """Documents that nothing has been worked out for yet."""
    return [Document(text, mark_blocks(text)) for text in all_texts]


def main() -> None:
    """Prints words per CPU second and the ratio to the baseline, line by line."""
    sample = texts()
    words = sum(len(WORD.findall(text)) for text in sample)
    print(f"{len(sample)} texts, {words:,} words, one core, CPU time")
    base = cpu(lambda: [WORD.findall(text) for text in sample])
    cpu(lambda: [quotations(document) for document in fresh(sample[:1])])  # reference tables are read once a process
    spoken: list[list[QuoteMention]] = []
    documents = fresh(sample)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("blocks", lambda: fresh(sample)),
        ("quotations", lambda: spoken.extend(quotations(document) for document in documents)),
        ("troop figures", lambda: [figures(d, q) for d, q in zip(fresh(sample), spoken, strict=True)]),
        ("numbers alone", lambda: [find_numbers(text) for text in sample]),
        ("quantities alone", lambda: [find_quantities(text) for text in sample]),
        ("events", lambda: [events(d, q) for d, q in zip(fresh(sample), spoken, strict=True)]),
        ("all three", lambda: [all_three(d) for d in fresh(sample)]),
    ]
    print(f"{'baseline: one pass for words':32s} {words / base:12,.0f} words/s")
    taken: dict[str, float] = {}
    for name, run in steps:
        taken[name] = seconds = cpu(run)
        print(f"{name:32s} {words / seconds:12,.0f} words/s   {seconds / base:6.1f} x the baseline")
    alone, together = growth(sample, quotations), growth(sample, all_three)
    print(f"{'cost of 1 MB over 4 kB, per word':32s} {alone:12.2f} x for quotations alone, {together:.2f} x for all three")
    textacy(sample, words / taken["quotations"])
    quantulum3(sample, {name: words / taken[name] for name in ("troop figures", "numbers alone", "quantities alone")})
    page_readers()
    overlaps()
    two_releases()
    whole_build()


def textacy(sample: Sequence[str], ours: float) -> None:
    """Direct quotations by textacy, read by spaCy paragraph by paragraph, on a part of the same words. `ours`: words a second."""
    name = "textacy, direct quotations"
    try:
        import spacy
        from textacy.extract import direct_quotations
    except ImportError:
        print(f"{name:32s} not installed: pip install --group peers")
        return
    try:
        nlp = spacy.load(PARSER)
    except OSError:
        print(f"{name:32s} its language model {PARSER} is not installed and cannot be had from a package registry")
        return
    paragraphs = [line for text in sample[:TEXTACY] for line in text.splitlines() if line.strip()]
    words = sum(len(WORD.findall(line)) for line in paragraphs)

    def read() -> None:
        for doc in nlp.pipe(paragraphs):
            with contextlib.suppress(ValueError):  # it gives up on an odd number of marks
                list(direct_quotations(doc))

    speed = words / cpu(read)
    print(f"{name:32s} {speed:12,.0f} words/s   ours {ours / speed:6.1f} x as fast")


def quantulum3(sample: Sequence[str], ours: dict[str, float]) -> None:
    """Quantities by quantulum3 without its classifier, sentence by sentence, on a part of the same words. `ours`: words a second."""
    name = "quantulum3, any quantity"
    lines: list[str] = []
    words = 0
    for line in (line for text in sample for line in text.splitlines() if line.strip()):
        if words >= QUANTULUM:
            break
        lines.append(line)
        words += len(WORD.findall(line))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that its classifier is not installed
        try:
            from quantulum3 import parser
        except ImportError:
            print(f"{name:32s} not installed: pip install --group peers")
            return
        parser.parse("5 km")  # its tables are read once a process
        speed = words / cpu(lambda: [parser.parse(line) for line in lines])
    ratios = ", ".join(f"{step} {rate / speed:,.0f} x" for step, rate in ours.items())
    print(f"{name:32s} {speed:12,.0f} words/s   ours as fast: {ratios}")


def page_readers() -> None:
    """Pages a second, from bytes to an article, beside what trafilatura needs for the text alone."""
    import trafilatura

    held = os.environ.get("MUSTER_CORPORA")
    folder = Path(held) / "html" / "pages" if held else ROOT / "seeds" / "sample"
    raw = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    raw *= max(1, PAGES // len(raw))
    text = [page.decode("utf-8", "replace") for page in raw]
    readers: list[tuple[str, Callable[[], object]]] = [
        ("trafilatura, text alone", lambda: [trafilatura.extract(page, include_comments=False) for page in text]),
        ("trafilatura, fast", lambda: [trafilatura.extract(page, include_comments=False, fast=True) for page in text]),
        ("whole articles", lambda: [read_article(document("page", "text/html", "html", page)) for page in raw]),
    ]
    base = 0.0
    for name, run in readers:
        seconds = cpu(run)
        base = base or seconds
        print(f"{name:32s} {len(raw) / seconds:12.1f} pages/s  {base / seconds:6.1f} x trafilatura")
    if held:
        score = mean_f1(lambda page: trafilatura.extract(page, include_comments=False, include_tables=False), Path(held))
        print(f"{'body F1: ours, trafilatura':32s} {score_pages(Path(held))['html.body_F1']:12.3f} {score:.3f}")


def overlaps() -> None:
    """Copies and shared passages of generated reports, beside datasketch and rensa; and what a late batch of the reports costs."""
    compare_peers(int(os.environ.get("MUSTER_BENCH_REPORTS", REPORTS)), REPORTS_SEED)


def two_releases() -> None:
    """Wall-clock time of `muster diff` over two releases of a million rows, beside what polars needs to read both."""
    import polars as pl

    from pipelines.release.changes import difference
    from pipelines.release.diff import open_sides

    with tempfile.TemporaryDirectory() as home:
        folders = write_pair(Path(home), RELEASE_ROWS)
        begun = time.monotonic()
        for path in (path for folder in folders for path in folder.glob("*.parquet")):
            pl.read_parquet(path)
        read = time.monotonic() - begun
        begun = time.monotonic()
        found = difference(open_sides(*folders)).changes
        seconds = time.monotonic() - begun
    said = f"{'diff of two releases':32s} {seconds:12.1f} s for {RELEASE_ROWS:,} rows each, {found.height:,} of which differ"
    print(f"{said}   {seconds / read:6.1f} x reading them")


def all_three(document: Document) -> None:
    """All that is read out of a document."""
    spoken = quotations(document)
    figures(document, spoken)
    events(document, spoken)


def growth(sample: Sequence[str], read: Callable[[Document], object]) -> float:
    """Time per word of a text of 1 MB, over that of the same words in texts of 4 kB."""
    long = "\n\n".join(sample)[:1_000_000]
    short = [long[at : at + 4_000] for at in range(0, len(long), 4_000)]
    return cpu(lambda: [read(one) for one in fresh([long])]) / cpu(lambda: [read(one) for one in fresh(short)])


def whole_build() -> None:
    """The build of the sample, checks and release included."""
    from pipelines.commands.build import run_build

    with tempfile.TemporaryDirectory() as out:
        begun = time.monotonic()
        run_build([ROOT / "seeds" / "sample"], Path(out), "", as_json=True, quiet=True)
        print(f"{'build of the sample':32s} {time.monotonic() - begun:12.1f} s of wall-clock time, Dagster's import included")


if __name__ == "__main__":
    {"overlaps": overlaps, "releases": two_releases}.get(" ".join(sys.argv[1:]), main)()
