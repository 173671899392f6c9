"""Signatures are minisign's: it reads ours, we read its, and no changed byte passes."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.errors import UserError
from pipelines.release.minisign import public_key, secret_key, sign, signature_problem, signer, trusted_comment
from tests.release.keys import LOCKED, LOCKED_PUBLIC, PUBLIC, SECRET, SIGNATURE, SIGNED


def test_a_signature_of_minisign_holds() -> None:
    assert signature_problem(SIGNED, SIGNATURE, public_key(PUBLIC)) is None
    assert trusted_comment(SIGNATURE) == "muster test"
    assert signer(SIGNATURE) == public_key(PUBLIC).name == "0222902997552786"


def test_ours_differs_from_that_of_minisign_in_the_first_line_only() -> None:
    ours = sign(SIGNED, secret_key(SECRET), "muster test")
    assert ours.split("\n")[1:] == SIGNATURE.split("\n")[1:]
    assert signature_problem(SIGNED, ours, public_key(PUBLIC)) is None


@pytest.mark.skipif(not shutil.which("minisign"), reason="there is no minisign here")
def test_minisign_takes_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(SIGNED)
    (tmp_path / "file.minisig").write_text(sign(SIGNED, secret_key(SECRET), "sample 2026.11.0"))
    run = subprocess.run(["minisign", "-V", "-m", tmp_path / "file", "-P", PUBLIC], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.splitlines()[1]) == (0, "Trusted comment: sample 2026.11.0")


def test_every_flipped_byte_of_a_signature_is_found_where_it_is() -> None:
    raw = sign(SIGNED, secret_key(SECRET), "sample 2026.11.0").encode()
    for at in range(len(raw)):
        for bit in (1, 32, 128):
            changed = bytearray(raw)
            changed[at] ^= bit
            found = signature_problem(SIGNED, changed.decode("utf-8", "surrogateescape"), public_key(PUBLIC))
            assert found is not None, (at, bit)
            assert found[1][0] <= at < found[1][1], (at, bit, found)


def test_other_bytes_and_other_keys_do_not_pass() -> None:
    assert signature_problem(b"abd\n", SIGNATURE, public_key(PUBLIC)) is not None
    said, _ = signature_problem(SIGNED, SIGNATURE, public_key(LOCKED_PUBLIC)) or ("", None)
    assert said == "made with the key 0222902997552786, not with 9D7A4FEE325CEBEF"
    for extra in ("\n", "more\n"):
        assert signature_problem(SIGNED, SIGNATURE + extra, public_key(PUBLIC)) is not None


def test_a_key_is_given_as_text_or_as_a_file(tmp_path: Path) -> None:
    for name, key in (("public", PUBLIC), ("secret", SECRET)):
        (tmp_path / name).write_text(f"untrusted comment: of a test\n{key}\n")
    assert public_key(str(tmp_path / "public")) == public_key(PUBLIC) == secret_key(str(tmp_path / "secret")).public
    assert public_key(PUBLIC).text() == PUBLIC


def test_a_locked_key_opens_with_its_password() -> None:
    assert secret_key(LOCKED, "pw").public == public_key(LOCKED_PUBLIC)


@pytest.mark.parametrize("given", ["", "RW", PUBLIC, SECRET[:-8] + "AAAAAAE=", SECRET.replace("0NJG", "0NJH"), "/nowhere/key"])
def test_what_is_no_secret_key_is_said_in_a_sentence(given: str) -> None:
    with pytest.raises(UserError, match="secret key"):
        secret_key(given)


@pytest.mark.parametrize("given", ["", "RW", SECRET, PUBLIC[:-1] + "=", "/nowhere/key"])
def test_what_is_no_public_key_is_said_in_a_sentence(given: str) -> None:
    with pytest.raises(UserError, match="no public key"):
        public_key(given)
