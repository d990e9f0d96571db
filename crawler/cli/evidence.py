"""`wangxun evidence`: verify it, seal it, hand it over, let go of what nobody needs any more."""

import getpass
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli.exits import FAILED, fail, refusing
from crawler.cli.options import DEFAULT_DB, DEFAULT_EVIDENCE, Db, Evidence, Json
from crawler.cli.tables import print_table
from crawler.days import now

if TYPE_CHECKING:
    from evidence.capture import EvidenceRef
    from evidence.verify import Report

app = typer.Typer(help="证据：核验、封存、制作案卷、清理、保管记录", no_args_is_help=True)

Tsa = Annotated[
    str | None, typer.Option(metavar="URL", envvar="WANGXUN_TSA", help="时间戳机构的网址（RFC 3161）")
]
Roots = Annotated[
    Path | None, typer.Option(metavar="PEM", envvar="WANGXUN_TSA_ROOTS", help="时间戳机构的根证书")
]


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="evidence")


@app.command()
def verify(
    path: Annotated[
        Path | None, typer.Argument(help="证据目录、批次目录、WARC 文件或案卷，默认证据目录")
    ] = None,
    lead: Annotated[int | None, typer.Option(help="只核验这条线索的证据文件")] = None,
    run: Annotated[str | None, typer.Option(help="只核验这一次抓取的证据")] = None,
    ca: Annotated[Path | None, typer.Option(help="自备的时间戳机构根证书（PEM）")] = None,
    db: Db = DEFAULT_DB,
    evidence: Evidence = DEFAULT_EVIDENCE,
) -> None:
    """核验证据，指出第一处不符。例：wangxun evidence verify --lead 12"""
    from evidence.proven import verify_lead, verify_run
    from evidence.verify import show
    from evidence.verify import verify as check_path

    if sum(chosen is not None for chosen in (path, lead, run)) > 1:
        fail("路径、--lead、--run 只能给一个")
    if lead is not None:
        raise typer.Exit(show(verify_lead(*_kept(lead, db, evidence), ca)))
    if run is not None and (evidence / run).is_dir():
        raise typer.Exit(show(verify_run(evidence, run, ca)))
    path = path or (evidence / run if run else evidence)
    if not path.exists():
        fail(f"{path}：没有这个文件或目录")
    report = check_path(path, ca)
    if report.ok and path.suffix == ".zip":
        _check_export(path, evidence, report)
    raise typer.Exit(show(report))


@app.command()
def seal(
    evidence: Evidence = DEFAULT_EVIDENCE,
    tsa: Tsa = None,
    tsa_roots: Roots = None,
    sm3: Annotated[bool, typer.Option("--sm3", help="另以国密 SM3 计算一遍")] = False,
) -> None:
    """封存已结束的抓取，并盖时间戳；可随时重复运行。例：wangxun evidence seal --tsa http://tsa.example/"""
    from evidence.errors import EvidenceError
    from evidence.seal import runs, settle, state
    from evidence.stamp import Authority

    if tsa and not tsa_roots:
        fail("给了 --tsa 还要给 --tsa-roots：时间戳机构的根证书")
    with refusing(EvidenceError, code=FAILED):
        failures = settle(evidence, Authority(tsa, tsa_roots) if tsa and tsa_roots else None, sm3=sm3)
    words = {"unsealed": "未封存", "sealed": "已封存", "stamped": "已封存并盖时间戳"}
    print_table(("抓取", "状态"), [(name, words[state(evidence, name)]) for name in runs(evidence)])
    if failures:
        fail("\n".join(failures), FAILED)


@app.command()
def dossier(
    leads: Annotated[list[int], typer.Argument(help="线索编号")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="写入的目录")] = Path("dossiers"),
    font: Annotated[Path | None, typer.Option(help="PDF 所用的中文字体文件")] = None,
    pictures: Annotated[
        bool | None,
        typer.Option("--pictures/--no-pictures", help="采集时没有截图的，据留存字节绘制；默认有浏览器时绘制"),
    ] = None,
    db: Db = DEFAULT_DB,
    evidence: Evidence = DEFAULT_EVIDENCE,
) -> None:
    """为线索制作可独立核验的案卷（ZIP）。例：wangxun evidence dossier 12 15 --out 移送/"""
    from crawler.drawing import can_draw, depict
    from evidence.dossier import dossier as make
    from evidence.errors import EvidenceError
    from evidence.whereabouts import directory_of

    if pictures and not can_draw():
        fail("不能绘制页面图片：请安装 chromium 和 pip install 'wangxun[browser]'，或去掉 --pictures", FAILED)
    draw = depict if pictures is not False and can_draw() else None
    for number in leads:
        lead = _lead(number, db)
        directory = directory_of(lead["evidence"] or {}, evidence)
        with refusing(EvidenceError, code=FAILED):
            typer.echo(make(lead, directory, out, actor=getpass.getuser(), font=font, depict=draw))


@app.command()
def show(
    lead: Annotated[int, typer.Argument(help="线索编号")],
    why: Annotated[str, typer.Option(help="查看的理由，记入保管记录")] = "",
    db: Db = DEFAULT_DB,
    evidence: Evidence = DEFAULT_EVIDENCE,
) -> None:
    """输出线索所依据的原始数据，一字不差；查看记入保管记录。例：wangxun evidence show 12 > 12.html"""
    from evidence import custody as log
    from evidence.errors import EvidenceError
    from evidence.read import read

    directory, ref = _kept(lead, db, evidence)
    with refusing(EvidenceError, code=FAILED):
        capture = read(directory, ref)
        log.log(directory, "view", actor=getpass.getuser(), why=why, leads=(str(lead),), record=ref.record)
    sys.stdout.buffer.write(capture.body)


@app.command()
def handover(
    file: Annotated[Path, typer.Argument(help="移送的案卷（ZIP）", exists=True, dir_okay=False)],
    to: Annotated[str, typer.Option(help="接收单位或接收人")],
    why: Annotated[str, typer.Option(help="移送的理由或文号")] = "",
    evidence: Evidence = DEFAULT_EVIDENCE,
) -> None:
    """核验案卷并把移送记入保管记录。例：wangxun evidence handover dossiers/线索-12.zip --to 某区市场监管局"""
    import hashlib
    import zipfile

    from evidence import custody as log
    from evidence.errors import EvidenceError
    from evidence.verify import verify as check_file
    from evidence.whereabouts import directory_of

    if failure := check_file(file).failure:
        fail(f"{file}：案卷核验不通过，不能移送：{failure}", FAILED)
    try:
        with zipfile.ZipFile(file) as dossier:
            told = json.loads(dossier.read("lead.json"))
    except (zipfile.BadZipFile, KeyError, ValueError):
        fail(f"{file}：不是案卷，应为 wangxun evidence dossier 制作的 ZIP")
    directory = directory_of(told.get("evidence") or {}, evidence)
    directory = directory if directory.is_dir() else evidence
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    said = {"to": to, "file": file.name, "sha256": digest}
    with refusing(EvidenceError, code=FAILED):
        log.exported(directory, file.name, digest)
        log.log(directory, "hand-over", actor=getpass.getuser(), why=why, leads=(str(told["id"]),), **said)
    typer.echo(f"线索 {told['id']} 的案卷移送 {to}，已记入 {directory / log.LOG}")


@app.command()
def prune(
    keep: Annotated[int, typer.Option(metavar="DAYS", min=0, help="封存后、结案后至少保留多少天")],
    why: Annotated[str, typer.Option(help="清理的理由，记入保管记录")] = "超过保留期限",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出，不删除")] = False,
    db: Db = DEFAULT_DB,
    evidence: Evidence = DEFAULT_EVIDENCE,
) -> None:
    """清理过期且没有未结线索需要的证据。例：wangxun evidence prune --keep 1095 --dry-run"""
    from evidence.errors import EvidenceError
    from evidence.retention import prune as remove
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.needed import needed_files

    with refusing(DatabaseError):
        check(db)
        needed = needed_files(connect(db), now() - timedelta(days=keep))
    with refusing(EvidenceError, code=FAILED):
        result = remove(
            evidence, timedelta(days=keep), needed, actor=getpass.getuser(), why=why, dry_run=dry_run
        )
    print_table(("抓取", "结果"), [(run, "删除") for run in result.removed] + [*result.kept.items()])
    word = "可释放" if dry_run else "已释放"
    typer.echo(f"删除 {len(result.removed)}，保留 {len(result.kept)}，{word} {result.freed / 1e6:.1f} MB")


@app.command()
def custody(
    lead: Annotated[int | None, typer.Option(help="只看这条线索")] = None,
    evidence: Evidence = DEFAULT_EVIDENCE,
    as_json: Json = False,
) -> None:
    """保管记录：谁在何时查看、导出、移送、删除过证据。例：wangxun evidence custody --lead 12"""
    from evidence.custody import entries
    from evidence.errors import EvidenceError

    with refusing(EvidenceError, code=FAILED):
        found = entries(evidence, None if lead is None else str(lead))
    if as_json:
        for entry in found:
            sys.stdout.write(json.dumps(entry, ensure_ascii=False) + "\n")
        return
    columns = ("at_shanghai", "action", "actor", "why", "leads")
    print_table(
        ("时间", "事项", "经办", "理由", "线索"), [[entry.get(name) for name in columns] for entry in found]
    )
    typer.echo(f"共 {len(found)} 条记录")


def _check_export(path: Path, evidence: Path, report: "Report") -> None:
    """A dossier that was made here is still the one that was made."""
    import hashlib

    from evidence import custody as log
    from evidence.errors import EvidenceError

    try:
        entry = log.exported(evidence, path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    except EvidenceError as error:
        report.failure = str(error)
        return
    if entry:
        report.passed.append(f"{path.name}：即保管记录第 {entry['number']} 条所出具的案卷")


def _kept(number: int, db: str, evidence: Path) -> "tuple[Path, EvidenceRef]":
    """Where the lead's evidence lies."""
    from evidence.capture import EvidenceRef
    from evidence.whereabouts import directory_of

    kept = _lead(number, db)["evidence"]
    if not kept:
        fail(f"线索 {number} 没有留存证据", FAILED)
    return directory_of(kept, evidence), EvidenceRef(kept["file"], kept["record"], kept["sha256"])


def _lead(number: int, db: str) -> dict[str, Any]:
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.listing import get_lead
    from leads.workflow import WorkflowError

    with refusing(DatabaseError, WorkflowError):
        check(db)
        return get_lead(connect(db), number)
