"""Whatever a forger does to a sealed and stamped directory, the verifier names it."""

from pathlib import Path

import pytest

from bench.forging import FORGERIES, forge
from evidence.seal import settle
from evidence.verify import verify
from tests.evidence.conftest import LocalAuthority, crawl


@pytest.fixture
def sealed(tmp_path: Path, tsa: LocalAuthority) -> Path:
    for run in ("night-1", "night-2", "night-3"):
        crawl(tmp_path / "evidence", run)
        settle(tmp_path / "evidence", tsa.authority)
    return tmp_path / "evidence"


@pytest.mark.parametrize("seed", range(3))
def test_every_forgery_is_named(sealed: Path, tsa: LocalAuthority, seed: int) -> None:
    assert verify(sealed, tsa.authority.roots).failure is None
    made, missed = forge(sealed, 3 * len(FORGERIES), seed, tsa.authority.roots)
    assert missed == []
    assert len(made) == len(FORGERIES)


@pytest.mark.parametrize("more", [b"record\tx", b"\n", b"record\tx\n"])
def test_what_is_added_to_the_leaves_is_named(sealed: Path, tsa: LocalAuthority, more: bytes) -> None:
    with (sealed / "night-2" / "leaves.tsv").open("ab") as leaves:
        leaves.write(more)
    assert "leaves.tsv" in str(verify(sealed, tsa.authority.roots).failure)
    assert "leaves.tsv" in str(verify(sealed / "night-2", tsa.authority.roots).failure)


def test_roots_that_came_along_are_pointed_out(sealed: Path, tsa: LocalAuthority) -> None:
    assert any("--ca" in note for note in verify(sealed).notes)
    assert not any("--ca" in note for note in verify(sealed, tsa.authority.roots).notes)
