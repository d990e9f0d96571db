"""Does the evidence of one lead hold: its record, its run's tree and stamps, its place in the chain?"""

from pathlib import Path

from evidence.capture import EvidenceRef
from evidence.errors import EvidenceError
from evidence.gather import gather
from evidence.verify import Report, VerificationError, check_chain, check_link, verify


def verify_lead(directory: Path, ref: EvidenceRef, ca: Path | None = None) -> Report:
    """Check one lead's evidence without reading the other runs.

    The report is that of the run, with the record and the chain before it; `ca` as in `verify`.
    """
    run = ref.file.partition("/")[0]
    report = Report()
    try:
        bundle = gather(directory, ref)
        report.passed.append(f"{ref.record}：内容与线索所记摘要 {ref.sha256} 相符")
        _check_place(directory, bundle.run, report)
    except (EvidenceError, VerificationError) as error:
        report.failure = str(error)
        return report
    whole = verify(directory / run, ca)
    whole.passed = report.passed + whole.passed
    return whole


def _check_place(directory: Path, run: str, report: Report) -> None:
    """The run's seal is the one in the chain, after the one before it."""
    before = None
    for entry in check_chain(directory / "chain.jsonl", report):
        if entry["run"] == run:
            check_link(directory / run, entry["seal_sha256"], before)
            return
        before = {"run": entry["run"], "sha256": entry["seal_sha256"]}
    if (directory / run / "seal.json").exists():
        raise VerificationError(f"{directory / run}：已封存，但 chain.jsonl 中没有它")
