"""Options that several subcommands share, each with its one help text."""

import os
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DB = "sqlite:///wangxun-data/wangxun.db"

Db = Annotated[
    str, typer.Option("--db", metavar="URL", envvar="WANGXUN_DB", help="线索库，SQLite 或 PostgreSQL 的网址")
]
Json = Annotated[bool, typer.Option("--json", help="每行输出一个 JSON 对象")]
Marks = Annotated[
    Path | None, typer.Option("--marks", metavar="FILE", help="商标登记文件（TSV/CSV），默认用随附的")
]
Rules = Annotated[Path | None, typer.Option("--rules", metavar="DIR", help="规则包目录，默认用随附的")]
Evidence = Annotated[
    Path, typer.Option("--evidence", metavar="DIR", envvar="WANGXUN_EVIDENCE_DIR", help="证据目录")
]
DEFAULT_EVIDENCE = Path(os.environ.get("WANGXUN_EVIDENCE_DIR", "wangxun-data/evidence"))
