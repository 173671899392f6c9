"""Hashes the rows of a table whatever wrote them: the same for any file format, compression, dictionary or cut into chunks."""

import hashlib
import json
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ids import sha256

METHOD = "columns-1"
"""Name of how `rows_sha256` does it, for the manifest."""


def rows_sha256(table: pa.Table) -> str:
    """Hash of the rows, in the order of the table.

    Of each column go in: its name and type, which values are there, how long each list or text is, and the values one after the other.
    """
    whole = hashlib.sha256()
    for name, column in zip(table.column_names, table.columns, strict=True):
        whole.update(f"{len(name)}:{name}={_digest(column.type, column.chunks)}\n".encode())
    return whole.hexdigest()


def rows_sha256_as_json(table: pa.Table) -> str:
    """The hash that releases of 2026.11.0 to 2026.11.5 state: one JSON list a row. Slow: Python sees every value."""
    names = table.column_names
    lines = (json.dumps([row[name] for name in names], ensure_ascii=False, default=str) for row in table.to_pylist())
    return sha256("\n".join(lines))


def _digest(kind: pa.DataType, chunks: Iterable[pa.Array]) -> str:
    """Hash of one column, or of what its lists hold."""
    if pa.types.is_dictionary(kind):
        return _digest(kind.value_type, [chunk.dictionary_decode() for chunk in chunks])
    valid, lengths, values = hashlib.sha256(), hashlib.sha256(), hashlib.sha256()
    present = []
    for chunk in chunks:
        valid.update(np.asarray(chunk.is_valid()).astype(np.uint8).tobytes())
        present.append(chunk.drop_null() if chunk.null_count else chunk)
    inner = ""
    if pa.types.is_struct(kind):
        fields = [kind.field(i) for i in range(kind.num_fields)]
        inner = " ".join(f"{len(f.name)}:{f.name}={_digest(f.type, [part.field(f.name) for part in present])}" for f in fields)
        named = "struct"
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        for part in present:
            lengths.update(np.asarray(pc.list_value_length(part)).astype("<i8").tobytes())
        inner = _digest(kind.value_type, [part.flatten() for part in present])
        named = "list"
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        for part in present:
            lengths.update(np.asarray(pc.binary_length(part)).astype("<i8").tobytes())
            values.update(_text(part))
        named = "string"
    else:
        for part in present:
            values.update(_numbers(part))
        named = str(kind)
    return sha256(" ".join([named, valid.hexdigest(), lengths.hexdigest(), values.hexdigest(), inner]))


def _text(part: pa.Array) -> memoryview | bytes:
    """The bytes of all texts, one after the other."""
    large = part.cast(pa.large_string())
    offsets = np.frombuffer(large.buffers()[1], np.int64)[large.offset : large.offset + len(large) + 1]
    return memoryview(large.buffers()[2])[offsets[0] : offsets[-1]] if len(large) and large.buffers()[2] else b""


def _numbers(part: pa.Array) -> bytes:
    """Values of fixed length, the lowest byte first. There is one NaN and one zero."""
    if pa.types.is_boolean(part.type):
        return np.asarray(part.cast(pa.uint8())).tobytes()
    if pa.types.is_floating(part.type):
        numbers = np.asarray(part).astype("<f8") + 0.0
        numbers[np.isnan(numbers)] = np.nan
        return numbers.tobytes()
    if pa.types.is_null(part.type):
        return b""
    bits = pa.int32() if part.type.bit_width == 32 else pa.int64()
    return np.asarray(part.view(bits) if part.type != bits else part).astype("<i8").tobytes()
