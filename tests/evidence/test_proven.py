"""One lead's evidence is checked with its run and chain, and the first thing that fails is named."""

from dataclasses import replace
from pathlib import Path

from evidence.proven import verify_lead
from evidence.seal import settle
from tests.evidence.conftest import crawl


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
