"""Memory while archives of growing size are read: `python tests/articles/measure_warc.py [--sizes 100,300,1000]`. Takes minutes.

The pages are those of $MUSTER_CORPORA/html, otherwise our own, each time with other numbers in them, so that no two are alike.
"""

import argparse
import gzip
import io
import multiprocessing
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
MEGABYTE = 1024 * 1024


def pages() -> list[bytes]:
    """The pages that the archives are made of."""
    corpora = os.environ.get("MUSTER_CORPORA")
    folder = Path(corpora) / "html" / "pages" if corpora else ROOT / "tests" / "articles" / "short_articles"
    found = [path.read_bytes() for path in sorted(folder.iterdir()) if ".html" in path.name]
    return [gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in found]


def varied(page: bytes, number: int) -> bytes:
    """The page with another word in each of its paragraphs."""
    return re.sub(rb"<p>|<p [^>]*>", lambda match: match.group() + b"No. %d " % number, page)


def write(path: Path, size: int, packed: bool) -> int:
    """An archive of about so many bytes of pages. Returns their number."""
    known, written, number = pages(), 0, 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for number, page in enumerate(_endless(known), 1):
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            address = f"https://valley{number % 40}.example/{number}"
            writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=http))
            written += len(page)
            if written >= size:
                break
    return number


def _endless(known: list[bytes]) -> Iterator[bytes]:
    number = 0
    while True:
        yield varied(known[number % len(known)], number)
        number += 1


def read(path: str, pipe: Any) -> None:
    """Reads an archive in this process and tells what it took."""
    from pipelines.articles.documents import build_documents

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    curve: list[float] = []

    def progress(number: int, _: str) -> None:
        if number % 500 == 0:
            curve.append(int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / MEGABYTE)

    begun = time.process_time()
    raw, articles, _ = build_documents([Path(path)], progress)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = sum(table.estimated_size("mb") for table in (raw, articles))
    pipe.send((raw.height, articles.height, time.process_time() - begun, before, peak, held, curve))


def main() -> None:
    """A line per archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,300,1000", help="megabytes of pages")
    parser.add_argument("--out", type=Path, help="folder for the archives; a temporary one otherwise")
    options = parser.parse_args()
    print("  pages MB  packed  file MB  documents  articles   CPU s  before MB  peak MB  tables MB")
    with tempfile.TemporaryDirectory(dir=options.out) as folder:
        for size in map(int, options.sizes.split(",")):
            for packed in (False, True):
                path = Path(folder) / f"{size}.warc{'.gz' if packed else ''}"
                write(path, size * MEGABYTE, packed)
                mine, its = multiprocessing.Pipe(duplex=False)
                process = multiprocessing.get_context("spawn").Process(target=read, args=(str(path), its))
                process.start()
                n, n_articles, seconds, before, peak, held, curve = mine.recv()
                process.join()
                megabytes = path.stat().st_size / MEGABYTE
                counts = f"{size:10d} {packed!s:>7s} {megabytes:8.0f} {n:10d} {n_articles:9d}"
                print(f"{counts} {seconds:7.1f} {before:10.0f} {peak:8.0f} {held:10.1f}", flush=True)
                if curve:
                    print("           every 500 pages:", " ".join(f"{mb:.0f}" for mb in curve), flush=True)
                path.unlink()


if __name__ == "__main__":
    main()
