"""One digest over many lines, and a short proof that a line is among them (Merkle tree of RFC 9162, §2.1)."""

import hashlib
from collections.abc import Sequence


def leaf_hash(line: bytes, algorithm: str = "sha256") -> bytes:
    """Digest of a leaf: a zero byte before it keeps leaves and nodes apart."""
    return hashlib.new(algorithm, b"\0" + line).digest()


def node_hash(left: bytes, right: bytes, algorithm: str = "sha256") -> bytes:
    """Digest of a node over its two children."""
    return hashlib.new(algorithm, b"\1" + left + right).digest()


def root(lines: Sequence[bytes], algorithm: str = "sha256") -> bytes:
    """The digest of the whole tree; of no lines, that of the empty string."""
    if not lines:
        return hashlib.new(algorithm).digest()
    return levels(lines, algorithm)[-1][0]


def proof(lines: Sequence[bytes], index: int, algorithm: str = "sha256") -> list[bytes]:
    """The digests that lead from leaf `index` up to the root, nearest first."""
    return path(levels(lines, algorithm), index)


def path(tree: Sequence[Sequence[bytes]], index: int) -> list[bytes]:
    """The same from the tree's `levels`, for many proofs from one tree."""
    steps = []
    for level in tree[:-1]:
        beside = index ^ 1
        if beside < len(level):
            steps.append(level[beside])
        index //= 2
    return steps


def root_of_proof(
    line: bytes, index: int, size: int, steps: Sequence[bytes], algorithm: str = "sha256"
) -> bytes:
    """The root that a proof leads to; whoever checks compares it with the sealed one.

    Raises ValueError when the path does not fit a tree of `size` leaves.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} of {size}")
    rest = list(steps)
    digest = leaf_hash(line, algorithm)
    while size > 1:
        if index ^ 1 < size:
            if not rest:
                raise ValueError("the path is too short")
            beside = rest.pop(0)
            pair = (beside, digest) if index & 1 else (digest, beside)
            digest = node_hash(*pair, algorithm)
        index, size = index // 2, (size + 1) // 2
    if rest:
        raise ValueError("the path is too long")
    return digest


def levels(lines: Sequence[bytes], algorithm: str = "sha256") -> list[list[bytes]]:
    """All digests, leaves first; a node without a neighbour goes up unchanged, as RFC 9162's split has it."""
    tree = [[leaf_hash(line, algorithm) for line in lines]]
    while len(tree[-1]) > 1:
        below = tree[-1]
        above = [node_hash(below[i], below[i + 1], algorithm) for i in range(0, len(below) - 1, 2)]
        tree.append(above + below[len(above) * 2 :])
    return tree
