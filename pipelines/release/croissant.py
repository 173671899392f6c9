"""croissant.json: the release in MLCommons' Croissant 1.0, so that machine-learning tools load its tables. Knows nothing of Dagster."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from checks.model import Column, keys_of, released_columns
from checks.tables import RELEASED, TABLES
from pipelines.dataset import Dataset
from pipelines.release.datapackage import LICENCES, into
from pipelines.release.documents import citation_line, doc, released_on

PARQUET = "application/x-parquet"  # the only name that mlcroissant knows it by
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
KINDS: dict[Any, str] = {
    pl.String(): "sc:Text", pl.Int64(): "sc:Integer", pl.Float64(): "sc:Float", pl.Boolean(): "sc:Boolean", pl.Date(): "sc:Date",
}  # fmt: skip


def croissant(dataset: Dataset, files: Sequence[Mapping[str, Any]]) -> str:
    """The description.

    Args:
        dataset: what the release is of.
        files: path, sha256 and n_bytes of the files that are in it.
    """
    there = {str(file["path"]): file for file in files}
    said = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": dataset.name,
        "description": dataset.description,
        "version": dataset.version,
        "datePublished": released_on(dataset),
        "license": LICENCES[dataset.licence][1] if dataset.licence in LICENCES else None,
        "creator": [{"@type": "sc:Organization", "name": creator} for creator in dataset.creators],
        "keywords": list(dataset.keywords),
        "citeAs": citation_line(dataset),
        "distribution": [_file(there[f"{name}.parquet"]) for name in RELEASED],
        "recordSet": [_records(name) for name in RELEASED],
    }
    return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _file(file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file["path"],
        "name": file["path"],
        "contentUrl": file["path"],
        "contentSize": f"{file['n_bytes']} B",
        "encodingFormat": PARQUET,
        "sha256": file["sha256"],
    }


def _records(table: str) -> dict[str, Any]:
    model = TABLES[table].model
    told = released_columns(model)
    nested = [c.name for c in told if is_nested(c)]
    also = f" The file also has {', '.join(nested)}: lists of structs, for which Croissant 1.0 has no form that its readers load."
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": doc(model) + (also if nested else ""),
        "key": [{"@id": f"{table}/{key}"} for key in keys_of(model)],
        "field": [_field(table, column) for column in told if not is_nested(column)],
    }


def is_nested(column: Column) -> bool:
    """Whether it holds lists of structs."""
    return isinstance(column.dtype, pl.List) and isinstance(column.dtype.inner, pl.Struct)


def _field(table: str, column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": f"{table}/{column.name}",
        "description": column.description,
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column.name}},
    }
    dtype: Any = column.dtype
    if isinstance(dtype, pl.List):
        said["repeated"] = True
        dtype = dtype.inner
    said["dataType"] = _kind(dtype)
    to = into(column)
    if to and not said.get("repeated") and to != table:
        said["references"] = {"field": {"@id": f"{to}/{keys_of(TABLES[to].model)[0]}"}}
    return said


def _kind(dtype: Any) -> str:
    """What Croissant calls a type."""
    dtype = dtype() if isinstance(dtype, type) else dtype
    return "sc:DateTime" if isinstance(dtype, pl.Datetime) else KINDS[dtype]
