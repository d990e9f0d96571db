"""Pruning takes only what is sealed, past its term and needed by no lead, and says so in the custody log."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.days import now
from evidence import custody
from evidence.errors import EvidenceError
from evidence.retention import Pruned, prune
from evidence.seal import settle
from evidence.verify import verify
from tests.evidence.conftest import crawl

YEAR = timedelta(days=365)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two runs sealed two years ago, one sealed today."""
    with monkeypatch.context() as then:
        then.setattr("evidence.seal.now", lambda: now() - 2 * YEAR)
        for run in ("old-1", "old-2"):
            crawl(tmp_path, run)
            settle(tmp_path)
    crawl(tmp_path, "recent")
    settle(tmp_path)
    return tmp_path


def pruned(directory: Path, *needed: str, dry_run: bool = False) -> Pruned:
    return prune(directory, YEAR, needed, actor="李四", why="期满", dry_run=dry_run)


def test_only_what_is_past_its_term_and_not_needed_goes(old: Path) -> None:
    needed = next((old / "old-2").glob("*.warc.gz")).relative_to(old).as_posix()
    result = pruned(old, needed)
    assert result.removed == ["old-1"]
    assert set(result.kept) == {"old-2", "recent"}
    assert not list((old / "old-1").glob("*.warc.gz"))
    assert list((old / "old-2").glob("*.warc.gz"))


def test_the_directory_still_verifies_and_the_removal_is_logged(old: Path) -> None:
    pruned(old)
    assert verify(old).failure is None
    gone = [entry for entry in custody.entries(old) if entry["action"] == "delete"]
    assert [(entry["run"], entry["actor"], entry["why"]) for entry in gone] == [
        ("old-1", "李四", "期满"),
        ("old-2", "李四", "期满"),
    ]


def test_a_removal_that_is_not_logged_is_named(old: Path) -> None:
    next((old / "old-1").glob("*.warc.gz")).unlink()
    assert "没有删除记录" in (verify(old).failure or "")


def test_an_unsealed_run_stays(tmp_path: Path) -> None:
    crawl(tmp_path, "night-1")
    assert prune(tmp_path, timedelta(0), (), actor="李四", why="").kept == {"night-1": "尚未封存"}


def test_a_dry_run_removes_nothing(old: Path) -> None:
    assert pruned(old, dry_run=True).removed == ["old-1", "old-2"]
    assert list((old / "old-1").glob("*.warc.gz"))
    assert verify(old).ok


def test_a_crash_after_the_log_is_finished_without_a_second_entry(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(self: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", crash)
        with pytest.raises(EvidenceError):
            pruned(old)
    assert verify(old).ok
    pruned(old)
    assert [entry["run"] for entry in custody.entries(old) if entry["action"] == "delete"] == [
        "old-1",
        "old-2",
    ]


def test_a_negative_term_is_refused(old: Path) -> None:
    with pytest.raises(EvidenceError, match="不能为负"):
        prune(old, -YEAR, (), actor="李四", why="")
