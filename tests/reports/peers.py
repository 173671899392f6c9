"""Other people's finders of copies beside ours on the same articles: reports a second of wall time, and pairwise F1 of the sets they find;
of ours also the time and memory that the comparison takes, and what a batch of the latest articles costs that is added to an index.

    python -m tests.reports.peers [N] [--seed SEED]

Peers are handed texts and give pairs; pairs are joined to sets. They are given what we read, word for word: 5-grams of lower-case words.
"""

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tests.reports.generate import write
from tests.reports.measure import copy_sets, run, run_batch, show

PERMUTATIONS, THRESHOLD, BANDS = 128, 0.5, 32
"""Of MinHash; 32 bands of 4 rows find half of the pairs of resemblance .4 and nearly all of .5."""
FEW = 10_000
"""Articles that the peers read, at most."""
WORD = re.compile(r"\w+")

Pairs = Iterable[tuple[int, int]]


def shingles(text: str) -> list[str]:
    """Word 5-grams."""
    words = WORD.findall(text.lower())
    return [" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))]


def datasketch_pairs() -> Callable[[list[str]], Pairs]:
    """Pairs by datasketch's MinHashLSH, those that its estimate of resemblance confirms. Raises ImportError where it is not installed."""
    from datasketch import MinHash, MinHashLSH

    def find(texts: list[str]) -> Iterator[tuple[int, int]]:
        index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
        sketches = []
        for number, text in enumerate(texts):
            sketch = MinHash(num_perm=PERMUTATIONS)
            sketch.update_batch([shingle.encode() for shingle in shingles(text)])
            yield from ((number, other) for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= THRESHOLD)
            index.insert(number, sketch)
            sketches.append(sketch)

    return find


def rensa_pairs() -> Callable[[list[str]], Pairs]:
    """Pairs by rensa's RMinHashLSH, those that its estimate of resemblance confirms. Raises ImportError where it is not installed."""
    from rensa import RMinHash, RMinHashLSH

    def find(texts: list[str]) -> Iterator[tuple[int, int]]:
        index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
        sketches = []
        for number, text in enumerate(texts):
            sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
            sketch.update(shingles(text))
            yield from ((number, other) for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= THRESHOLD)
            index.insert(number, sketch)
            sketches.append(sketch)

    return find


PEERS = {"datasketch": datasketch_pairs, "rensa": rensa_pairs}


def join_pairs(ids: list[str], pairs: Pairs) -> pl.DataFrame:
    """Sets of articles that hang together: `article_id`, `report_id`."""
    found = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(found), dtype=np.int8), (found[:, 0], found[:, 1])), shape=(len(ids), len(ids)))
    return pl.DataFrame({"article_id": ids, "report_id": connected_components(graph, directed=False)[1].astype(str)})


def compare_peers(n: int, seed: int) -> None:
    """Prints our speed, memory and F1 on n generated reports, what a late batch of them costs, and each peer's on the first FEW
    of them."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(n, seed, folder, os.cpu_count() or 1)
        needed = run(folder)
        needed |= run_batch(folder, needed["wall seconds of the comparison"])
        truth = pl.read_parquet(folder / "truth.parquet")
        ours, ours_by_cpu = needed["reports per wall second"], n / needed["CPU seconds of the comparison"]
        score = copy_sets(pl.read_parquet(folder / "reports.parquet"), truth)["copies, pairwise F1"]
        print(f"{f'copies and overlaps, {n:,}':32s} {ours:12,.0f} reports/s   F1 {score:.3f}")
        for name, figure in needed.items():
            print("  " + show(name, figure))
        some = pl.read_parquet(folder / "articles.parquet", columns=["article_id", "text"], n_rows=FEW)
    for name, peer in PEERS.items():
        try:
            find = peer()
        except ImportError:
            print(f"{name:32s} not installed: pip install --group peers")
            continue
        begun, cpu = time.monotonic(), time.process_time()
        reports = join_pairs(some["article_id"].to_list(), find(some["text"].to_list()))
        speed, by_cpu = some.height / (time.monotonic() - begun), some.height / (time.process_time() - cpu)
        score = copy_sets(reports, truth.head(some.height))["copies, pairwise F1"]
        print(f"{name + f', {some.height:,}':32s} {speed:12,.0f} reports/s   F1 {score:.3f}, ", end="")
        print(f"ours {ours / speed:6.1f} x as fast, {ours_by_cpu / by_cpu:.1f} x by CPU time")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Our comparison of reports beside those of others.")
    parser.add_argument("n", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    compare_peers(given.n, given.seed)
