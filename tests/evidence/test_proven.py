"""One lead's evidence is checked with its run and chain, and the first thing that fails is named."""

from dataclasses import replace
from pathlib import Path

from evidence.proven import verify_lead, verify_run
from evidence.seal import settle
from evidence.stamp import Authority, stamp
from tests.evidence.conftest import LocalAuthority, crawl, local_authority


def sealed(tmp_path: Path) -> Path:
    for run in ("night-1", "night-2"):
        crawl(tmp_path, run)
        settle(tmp_path)
    return tmp_path


def test_a_sealed_lead_holds(tmp_path: Path) -> None:
    sealed(tmp_path)
    (ref, *_) = crawl(tmp_path, "night-3")
    settle(tmp_path)
    report = verify_lead(tmp_path, ref)
    assert report.failure is None
    assert ref.record in report.passed[0]


def test_an_unsealed_lead_holds_with_a_note(tmp_path: Path) -> None:
    (ref, *_) = crawl(tmp_path, "night-1")
    report = verify_lead(tmp_path, ref)
    assert report.ok
    assert "尚未封存" in report.notes[0]


def test_a_lead_whose_digest_is_another_is_named(tmp_path: Path) -> None:
    (ref, *_) = crawl(tmp_path, "night-1")
    assert "不符" in (verify_lead(tmp_path, replace(ref, sha256="0" * 64)).failure or "")


def test_a_run_that_was_taken_out_of_the_chain_is_named(tmp_path: Path) -> None:
    (ref, *_) = crawl(tmp_path, "night-1")
    settle(tmp_path)
    (tmp_path / "chain.jsonl").write_text("")
    assert "chain.jsonl 中没有它" in (verify_lead(tmp_path, ref).failure or "")


def test_a_stamp_of_a_forger_s_own_authority_is_named_although_its_roots_lie_beside_it(
    tmp_path: Path, tsa: LocalAuthority
) -> None:
    directory = tmp_path / "evidence"
    (ref, *_) = crawl(directory, "night-1")
    settle(directory, tsa.authority)
    assert verify_lead(directory, ref).ok
    run = directory / "night-1"
    (tmp_path / "forger").mkdir()
    with local_authority(tmp_path / "forger") as forger:
        own: Authority = forger.authority
        (run / "stamp-1.tsr").write_bytes(stamp(own, (run / "seal.json").read_bytes()))
        (run / "stamp-1.pem").write_bytes(own.roots.read_bytes())
    for report in (verify_lead(directory, ref), verify_run(directory, "night-1")):
        assert "与保管日志第 2 条不符" in str(report.failure)


def test_a_run_whose_seal_the_custody_log_does_not_know_is_named(tmp_path: Path) -> None:
    crawl(tmp_path, "night-1")
    settle(tmp_path)
    assert verify_run(tmp_path, "night-1").ok
    (tmp_path / "custody.jsonl").unlink()
    assert "保管日志中没有它" in str(verify_run(tmp_path, "night-1").failure)
