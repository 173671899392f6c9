"""Signatures of minisign (https://jedisct1.github.io/minisign): Ed25519 over BLAKE2b of a file, and over a comment that can be trusted.

A signature tells no time, so the same file and key give the same bytes.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pipelines.errors import UserError

UNTRUSTED = "untrusted comment: "
TRUSTED = "trusted comment: "
NOTES = ("signature of a Muster release", "signature from minisign secret key")
"""The comment that nobody signs: ours, and minisign's own. No other is taken, so that a changed letter in it shows."""
SECRET = struct.Struct("<2s2s2s32sQQ104s")
SEALED = struct.Struct("<8s32s32s32s")
MOST_MEMORY = 2_000_000_000
"""Bytes that opening a secret key may take; minisign's own keys take half of it."""


@dataclass(frozen=True)
class PublicKey:
    """Whose signature is expected."""

    key_id: bytes
    raw: bytes

    @property
    def name(self) -> str:
        """The id as minisign shows it."""
        return self.key_id[::-1].hex().upper()

    def text(self) -> str:
        """The key as `minisign -P` takes it."""
        return base64.b64encode(b"Ed" + self.key_id + self.raw).decode()


@dataclass(frozen=True)
class SecretKey:
    """Who signs."""

    public: PublicKey
    seed: bytes


def public_key(given: str) -> PublicKey:
    """The key in the file of that name, or given itself as text: RW..., or the two lines of a file.

    Raises:
        UserError: it is neither.
    """
    raw = _decoded(_last_line(given))
    if raw is None or len(raw) != 42 or raw[:2] != b"Ed":
        raise UserError("That is no public key of minisign: 56 letters that begin with RW, or a file that holds them.")
    return PublicKey(raw[2:10], raw[10:])


def secret_key(given: str, password: str = "") -> SecretKey:
    """The key in the file of that name, or given itself as text.

    Raises:
        UserError: it is no secret key, or the password does not open it.
    """
    raw = _decoded(_last_line(given))
    if raw is None or len(raw) != SECRET.size or raw[:2] != b"Ed" or raw[4:6] != b"B2":
        raise UserError("That is no secret key of minisign.")
    algorithm, derivation, _, salt, operations, memory, sealed = SECRET.unpack(raw)
    if derivation == b"Sc":
        sealed = bytes(a ^ b for a, b in zip(sealed, _stream(password, salt, operations, memory), strict=True))
    elif derivation != b"\0\0":
        raise UserError("The secret key is encrypted in a way that is not known.")
    key_id, seed, public, checksum = SEALED.unpack(sealed)
    right = hashlib.blake2b(algorithm + key_id + seed + public, digest_size=32).digest()
    if derivation == b"\0\0" and not any(checksum):  # minisign leaves it out of a key without a password
        right = checksum
    if not hmac.compare_digest(right, checksum) or Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw() != public:
        raise UserError("The secret key does not open: its password (MUSTER_MINISIGN_PASSWORD) is another, or it is damaged.")
    return SecretKey(PublicKey(key_id, public), seed)


def sign(data: bytes, key: SecretKey, comment: str) -> str:
    """The text of a signature file; `comment` is signed too."""
    private = Ed25519PrivateKey.from_private_bytes(key.seed)
    signature = private.sign(hashlib.blake2b(data).digest())
    whole = private.sign(signature + comment.encode())
    return _text(b"ED" + key.public.key_id + signature, comment, whole)


def signature_problem(data: bytes, text: str, key: PublicKey) -> tuple[str, tuple[int, int]] | None:
    """Why `text` is no signature of `data` by `key`, and in which of its bytes that shows; None if it is one."""
    lines = text.split("\n")
    starts = [sum(len(line.encode("utf-8", "surrogateescape")) + 1 for line in lines[:i]) for i in range(len(lines) + 1)]
    head, last = (_decoded(lines[i]) if len(lines) == 5 else None for i in (1, 3))
    if head is None or last is None or len(head) != 74 or len(last) != 64 or not lines[2].startswith(TRUSTED):
        return "not in minisign's form", (0, starts[-1])
    if head[2:10] != key.key_id:
        return f"made with the key {_shown(head)}, not with {key.name}", (starts[1], starts[2])
    public = Ed25519PublicKey.from_public_bytes(key.raw)
    try:
        public.verify(head[10:], hashlib.blake2b(data).digest() if head[:2] == b"ED" else data)
    except InvalidSignature:
        return "no signature of these bytes", (starts[1], starts[2])
    comment = lines[2].removeprefix(TRUSTED).encode("utf-8", "surrogateescape")
    try:
        public.verify(last, head[10:] + comment)
    except InvalidSignature:
        return "the comment is not what was signed", (starts[2], starts[4])
    if lines[0] not in [UNTRUSTED + note for note in NOTES] or lines[4]:
        return "the first line is not known, or there are more than four", (0, starts[1])
    return None


def trusted_comment(text: str) -> str:
    """What the signer says; to be believed only of a signature without a problem."""
    return text.split("\n")[2].removeprefix(TRUSTED)


def signer(text: str) -> str | None:
    """Id of the key that a signature says it was made with, as minisign shows it."""
    lines = text.split("\n")
    raw = _decoded(lines[1]) if len(lines) > 1 else None
    return _shown(raw) if raw and len(raw) == 74 else None


def _shown(head: bytes) -> str:
    return head[9:1:-1].hex().upper()


def _text(head: bytes, comment: str, whole: bytes) -> str:
    lines = [UNTRUSTED + NOTES[0], base64.b64encode(head).decode(), TRUSTED + comment, base64.b64encode(whole).decode()]
    return "\n".join(lines) + "\n"


def _last_line(given: str) -> str:
    """Of a key: of the file, if there is one of that name."""
    text = given
    if "\n" not in given and len(given) < 4096 and Path(given).is_file():
        text = Path(given).read_text(encoding="utf-8", errors="replace")
    return (text.strip().splitlines() or [""])[-1].strip()


def _decoded(line: str) -> bytes | None:
    try:
        raw = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == line else None


def _stream(password: str, salt: bytes, operations: int, memory: int) -> bytes:
    """What a secret key is hidden under: scrypt, with the parameters that libsodium derives from the two limits."""
    operations = max(operations, 32_768)
    few = operations < memory // 32
    most = operations // 32 if few else memory // 1024
    n = 2
    while n <= most // 2:
        n *= 2
    p = 1 if few else max(min(operations // 4 // n, 0x3FFFFFFF) // 8, 1)
    if 128 * 8 * (n + p) > MOST_MEMORY:
        raise UserError("The secret key asks for more memory than a key should.")
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=8, p=p, maxmem=MOST_MEMORY, dklen=104)
