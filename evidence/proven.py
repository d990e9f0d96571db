"""Does the evidence of one lead, or of one run, hold: its record, its tree and stamps, its place in chain and log?"""

from pathlib import Path

from evidence.capture import EvidenceRef
from evidence.custody import LOG
from evidence.errors import EvidenceError
from evidence.gather import gather
from evidence.seal import CHAIN
from evidence.verify import Report, VerificationError, check_chain, check_event, check_link, verify


def verify_lead(directory: Path, ref: EvidenceRef, ca: Path | None = None) -> Report:
    """Check one lead's evidence without reading the other runs.

    The report is that of the run, with the record and the chain before it; `ca` as in `verify`.
    """
    report = Report()
    try:
        bundle = gather(directory, ref)
    except EvidenceError as error:
        report.failure = str(error)
        return report
    report.passed.append(f"{ref.record}：内容与线索所记摘要 {ref.sha256} 相符")
    return _with_run(directory, bundle.run, ca, report)


def verify_run(directory: Path, run: str, ca: Path | None = None) -> Report:
    """Check one run's evidence without reading the others; its place in chain and custody log is checked too."""
    return _with_run(directory, run, ca, Report())


def _with_run(directory: Path, run: str, ca: Path | None, report: Report) -> Report:
    """The report so far, then that of the run."""
    try:
        _check_place(directory, run, report)
    except VerificationError as error:
        report.failure = str(error)
        return report
    whole = verify(directory / run, ca)
    whole.passed = report.passed + whole.passed
    return whole


def _check_place(directory: Path, run: str, report: Report) -> None:
    """Seal and stamps are those of the custody log, and the seal is the one in the chain, after the one before it."""
    before, sealed = None, {}
    for entry in check_chain(directory / CHAIN, report):
        sealed[entry["run"]] = entry["seal_sha256"]
        if entry["run"] == run:
            check_link(directory / run, entry["seal_sha256"], before)
        before = {"run": entry["run"], "sha256": entry["seal_sha256"]}
    if run not in sealed and (directory / run / "seal.json").exists():
        raise VerificationError(f"{directory / run}：已封存，但 {CHAIN} 中没有它")
    logged = set()
    for entry in check_chain(directory / LOG, report):
        if entry.get("run") == run and entry["action"] in ("seal", "stamp"):
            check_event(directory, entry, sealed)
            logged.add(entry.get("file", "seal.json"))
    for path in [*(directory / run).glob("seal.json"), *(directory / run).glob("stamp-*.tsr")]:
        if path.name not in logged:
            raise VerificationError(f"{path}：保管日志中没有它的封存或盖章记录")
