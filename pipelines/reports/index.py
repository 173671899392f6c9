"""What a comparison remembers, as Parquet, so that a new batch is compared without reading the old articles again.

    articles.parquet      article_id, outlet, key (hash of what the comparison reads of it), number (in this index)
    prints-N.parquet      hash, article (number), outlet, place: a file for each batch; those of articles that are gone are passed over
    furniture.parquet     hash, outlet (null: all)
    passages.parquet, likeness.parquet   what pairs have in common (pairs.py), by numbers of this index
    index.json            which files belong together; written last

An article that is new, gone or changed touches the articles that share a fingerprint with it, and what they had in common is worked out
anew where it can be another: the sets behind these fingerprints decide what is furniture and who is compared with whom, and nothing else does.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from pipelines.files import replace_folder, write_text
from pipelines.ids import sha256
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import ANCHORS
from pipelines.reports.diagonals import FEW as FEW_ARTICLES
from pipelines.reports.fingerprints import Fingerprints, joined
from pipelines.reports.furniture import ALL, Furniture, learn_furniture
from pipelines.reports.links import compare_all, learn_and_link, link_stirred
from pipelines.reports.pairs import Pairs
from pipelines.reports.store import Store
from pipelines.reports.words import U64, Flags, Ints
