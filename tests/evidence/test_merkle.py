"""The tree is that of RFC 9162, and a proof holds for its own leaf alone."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.merkle import leaf_hash, node_hash, proof, root, root_of_proof


def test_known_trees_of_the_rfc() -> None:
    a, b, c = (leaf_hash(x) for x in (b"a", b"b", b"c"))
    assert root([]) == hashlib.sha256().digest()
    assert root([b"a"]) == a
    assert root([b"a", b"b", b"c"]) == node_hash(node_hash(a, b), c)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_every_leaf_can_be_proven(lines: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(lines) - 1))
    path = proof(lines, index)
    assert root_of_proof(lines[index], index, len(lines), path) == root(lines)


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=40, unique=True), st.data())
def test_a_proof_of_one_leaf_proves_no_other(lines: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.integers(0, len(lines) - 1).filter(lambda n: n != index))
    path = proof(lines, index)
    assert root_of_proof(lines[other], index, len(lines), path) != root(lines)


@pytest.mark.parametrize(("index", "size", "length"), [(3, 3, 2), (-1, 3, 2), (0, 3, 1), (0, 3, 3)])
def test_a_path_that_does_not_fit_is_refused(index: int, size: int, length: int) -> None:
    with pytest.raises(ValueError, match=r"leaf|path"):
        root_of_proof(b"a", index, size, [b"x" * 32] * length)


def test_sm3_gives_another_root() -> None:
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this OpenSSL has no SM3")
    assert root([b"a"], "sm3") != root([b"a"])
