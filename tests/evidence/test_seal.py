"""A run is sealed once, chained to the one before, stamped by an authority that is not believed blindly."""

import errno
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.days import now
from evidence import custody, ledger
from evidence.archive import RunArchive
from evidence.errors import EvidenceError
from evidence.merkle import root_of_proof
from evidence.seal import add_stamp, proof, seal, settle, state
from evidence.stamp import Authority
from evidence.verify import verify
from tests.evidence.conftest import LocalAuthority, crawl, make_authority, sign


def test_a_sealed_directory_verifies_and_the_runs_are_chained(tmp_path: Path) -> None:
    for run in ("night-1", "night-2"):
        crawl(tmp_path, run)
    assert settle(tmp_path) == []
    assert json.loads((tmp_path / "night-2" / "seal.json").read_text())["previous"]["run"] == "night-1"
    report = verify(tmp_path)
    assert report.failure is None
    assert any("尚未加盖可信时间戳" in note for note in report.notes)


def test_sealing_twice_changes_nothing(tmp_path: Path) -> None:
    crawl(tmp_path, "night-1")
    settle(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    settle(tmp_path)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_a_run_that_is_being_written_waits(tmp_path: Path) -> None:
    archive = RunArchive(tmp_path, "night-1", {})
    archive.open()
    assert seal(tmp_path, "night-1") is False
    archive.close()
    assert seal(tmp_path, "night-1") is True


def test_a_run_that_goes_on_after_its_seal_leaves_the_sealed_folder_alone(tmp_path: Path) -> None:
    crawl(tmp_path, "night-1")
    settle(tmp_path)
    (ref, *_) = crawl(tmp_path, "night-1")
    assert ref.file.startswith("night-1.2/")
    settle(tmp_path)
    assert verify(tmp_path).ok


def test_what_is_broken_is_not_sealed(tmp_path: Path) -> None:
    (ref, *_) = crawl(tmp_path, "night-1")
    data = bytearray((tmp_path / ref.file).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / ref.file).write_bytes(data)
    (said,) = settle(tmp_path)
    assert "已损坏" in said
    assert state(tmp_path, "night-1") == "unsealed"


def test_a_crash_between_chain_and_seal_is_finished_later(tmp_path: Path) -> None:
    crawl(tmp_path, "night-1")
    settle(tmp_path)
    (tmp_path / "night-1" / "seal.json").rename(tmp_path / "night-1" / "seal.tmp")
    settle(tmp_path)
    assert state(tmp_path, "night-1") == "sealed"
    assert len(ledger.read(tmp_path / "chain.jsonl")) == 1
    assert verify(tmp_path).ok


def test_a_crash_before_the_custody_log_is_made_up_for(tmp_path: Path, tsa: LocalAuthority) -> None:
    crawl(tmp_path, "night-1")
    settle(tmp_path, tsa.authority)
    (tmp_path / "custody.jsonl").unlink()
    assert "没有它的封存或盖章记录" in (verify(tmp_path).failure or "")
    settle(tmp_path, tsa.authority)
    assert verify(tmp_path).ok


def test_sm3_stands_beside_sha256(tmp_path: Path) -> None:
    crawl(tmp_path, "night-1")
    settle(tmp_path, sm3=True)
    assert set(json.loads((tmp_path / "night-1" / "seal.json").read_text())["tree"]) == {
        "size",
        "sha256",
        "sm3",
    }
    assert verify(tmp_path).ok


def test_a_proof_leads_to_the_sealed_root(tmp_path: Path) -> None:
    refs = crawl(tmp_path, "night-1", pages=7)
    settle(tmp_path)
    tree = json.loads((tmp_path / "night-1" / "seal.json").read_text())["tree"]
    for record, found in proof(tmp_path, "night-1", [ref.record for ref in refs]).items():
        assert record in found["line"]
        steps = [bytes.fromhex(step) for step in found["path"]]
        assert (
            root_of_proof(found["line"].encode(), found["index"], tree["size"], steps).hex() == tree["sha256"]
        )


def test_a_stamped_run_verifies_and_a_restamp_covers_the_first(tmp_path: Path, tsa: LocalAuthority) -> None:
    crawl(tmp_path, "night-1")
    assert settle(tmp_path, tsa.authority) == []
    assert state(tmp_path, "night-1") == "stamped"
    add_stamp(tmp_path, "night-1", tsa.authority)
    report = verify(tmp_path, tsa.authority.roots)
    assert report.failure is None
    assert sum("签名经 ca.pem 验证" in line for line in report.passed) == 2


def test_a_stamp_that_ends_soon_is_covered_by_a_new_one(tmp_path: Path, tsa: LocalAuthority) -> None:
    crawl(tmp_path, "night-1")
    sign(tsa.folder, days=30)
    settle(tmp_path, tsa.authority)
    sign(tsa.folder, days=3650)
    settle(tmp_path, tsa.authority)
    settle(tmp_path, tsa.authority)
    assert sorted(path.name for path in (tmp_path / "night-1").glob("*.tsr")) == [
        "stamp-1.tsr",
        "stamp-2.tsr",
    ]
    assert verify(tmp_path).ok


def test_leads_wait_unstamped_while_the_authority_is_down(tmp_path: Path, tsa: LocalAuthority) -> None:
    crawl(tmp_path, "night-1")
    (said,) = settle(tmp_path, Authority("http://127.0.0.1:1/", tsa.authority.roots))
    assert "没有应答" in said
    assert state(tmp_path, "night-1") == "sealed"
    assert settle(tmp_path, tsa.authority) == []
    assert state(tmp_path, "night-1") == "stamped"


def other_nonce(query: bytes) -> bytes:
    return (
        query[:-4] + bytes([query[-4] ^ 1]) + query[-3:]
    )  # cert request (3 bytes) is last, the nonce before it


def other_digest(query: bytes) -> bytes:
    place = query.index(b"\x04\x20") + 2
    return query[:place] + os.urandom(32) + query[place + 32 :]


@pytest.mark.parametrize("twist", [other_nonce, other_digest], ids=["nonce", "digest"])
def test_a_lying_authority_is_not_believed(
    tmp_path: Path, tsa: LocalAuthority, twist: Callable[[bytes], bytes]
) -> None:
    crawl(tmp_path, "night-1")
    tsa.twist = twist
    (said,) = settle(tmp_path, tsa.authority)
    assert "时间戳响应不可信" in said
    assert state(tmp_path, "night-1") == "sealed"


def test_an_expired_authority_is_not_believed(tmp_path: Path, tsa: LocalAuthority) -> None:
    crawl(tmp_path, "night-1")
    sign(tsa.folder, days=-1)
    (said,) = settle(tmp_path, tsa.authority)
    assert "时间戳响应不可信" in said


def test_a_foreign_authority_is_not_believed(
    tmp_path: Path, tsa: LocalAuthority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    crawl(tmp_path, "night-1")
    other = tmp_path_factory.mktemp("other")
    make_authority(other)
    (said,) = settle(tmp_path, Authority(tsa.authority.url, other / "ca.pem"))
    assert "时间戳响应不可信" in said


def test_a_clock_that_is_wrong_is_named(
    tmp_path: Path, tsa: LocalAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl(tmp_path, "night-1")
    monkeypatch.setattr("evidence.stamp.now", lambda: now() - timedelta(hours=2))
    (said,) = settle(tmp_path, tsa.authority)
    assert "秒；请校准本机时钟" in said


def test_roots_that_cannot_be_read_are_named(tmp_path: Path, tsa: LocalAuthority) -> None:
    crawl(tmp_path, "night-1")
    with pytest.raises(EvidenceError, match="不是可读的 PEM 证书"):
        seal(tmp_path, "night-1")
        add_stamp(tmp_path, "night-1", Authority(tsa.authority.url, tmp_path / "none.pem"))


def test_an_evidence_folder_that_was_moved_still_verifies(tmp_path: Path) -> None:
    crawl(tmp_path / "a", "night-1")
    settle(tmp_path / "a")
    (tmp_path / "a").rename(tmp_path / "b")
    assert verify(tmp_path / "b").ok


def test_sealing_is_in_the_custody_log(tmp_path: Path) -> None:
    crawl(tmp_path, "night-1")
    settle(tmp_path)
    custody.log(tmp_path, "view", actor="张三", leads=("7",))
    assert [entry["action"] for entry in custody.entries(tmp_path)] == ["seal", "view"]
    assert [entry["actor"] for entry in custody.entries(tmp_path, lead="7")] == ["张三"]
    assert verify(tmp_path).ok


def test_a_log_line_for_which_the_disk_has_no_room_leaves_no_half_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "custody.jsonl"
    ledger.append(log, {"action": "view"})
    before = log.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(EvidenceError, match="磁盘已满"):
            ledger.append(log, {"action": "view"})
    assert log.read_bytes() == before
    assert ledger.append(log, {"action": "view"})["number"] == 2
