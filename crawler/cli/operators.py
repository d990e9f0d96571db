"""`wangxun leads operators`: shops that seem to have one operator, with the reason of every link."""

import getpass
import json
import sys
from typing import Annotated

import typer

from crawler.cli.exits import refusing
from crawler.cli.options import DEFAULT_DB, Db, Json
from crawler.cli.tables import print_table

app = typer.Typer(help="同一经营者的多家店铺：列表、详情、解除与恢复关联", no_args_is_help=True)

Note = Annotated[str | None, typer.Option(help="说明")]
Who = Annotated[str | None, typer.Option(help="经办人，默认当前用户")]
Number = Annotated[int, typer.Argument(help="关联编号，见 operators show")]


@app.command("list")
def list_(db: Db = DEFAULT_DB, as_json: Json = False) -> None:
    """有两家以上店铺的经营者，线索多的在前。例：wangxun leads operators list"""
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.operators.linking import link
    from leads.operators.listing import list_operators

    with refusing(DatabaseError):
        check(db)
    engine = connect(db)
    link(engine)
    found = list_operators(engine)
    if as_json:
        for one in found:
            sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")
        return
    rows = [
        (
            one["id"],
            one["name"],
            one["licence"],
            one["shops"],
            "、".join(one["platforms"]),
            one["leads"],
            one["severity"],
        )
        for one in found
    ]
    print_table(
        ("编号", "名称", "号码", "店铺", "平台", "线索", "最重"), rows, right=("编号", "店铺", "线索", "最重")
    )
    typer.echo(f"共 {len(found)} 个有多家店铺的经营者（疑为同一主体，待核查）")


@app.command()
def show(
    operator: Annotated[int, typer.Argument(help="经营者（或其任一店铺）的编号")],
    db: Db = DEFAULT_DB,
    as_json: Json = False,
) -> None:
    """一个经营者的全部店铺、关联理由与线索。例：wangxun leads operators show 3"""
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.operators.linking import link
    from leads.operators.listing import OperatorError, show_operator

    with refusing(DatabaseError, OperatorError):
        check(db)
        engine = connect(db)
        link(engine)
        found = show_operator(engine, operator)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    shops = ("id", "platform", "shop_name", "operator", "licence", "region")
    print_table(
        ("店铺", "平台", "店名", "经营者", "号码", "地区"),
        [[shop[name] for name in shops] for shop in found["shops"]],
    )
    links = ("id", "one_id", "other_id", "reason", "undone", "note")
    print_table(
        ("关联", "店铺", "与", "理由", "解除于", "说明"),
        [[one[name] for name in links] for one in found["links"]],
    )
    leads = ("id", "severity", "platform", "title", "status")
    print_table(
        ("线索", "等级", "平台", "疑点", "状态"), [[one[name] for name in leads] for one in found["leads"]]
    )
    typer.echo(f"共 {len(found['shops'])} 家店铺，{len(found['leads'])} 条线索")


@app.command()
def unlink(number: Number, note: Note = None, who: Who = None, db: Db = DEFAULT_DB) -> None:
    """解除一条关联，以后不再自动恢复。例：wangxun leads operators unlink 5 --note 共用代运营电话"""
    _set(db, number, note, who, undone=True)


@app.command()
def relink(number: Number, note: Note = None, who: Who = None, db: Db = DEFAULT_DB) -> None:
    """恢复一条解除了的关联。例：wangxun leads operators relink 5"""
    _set(db, number, note, who, undone=False)


def _set(db: str, number: int, note: str | None, who: str | None, *, undone: bool) -> None:
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.operators.listing import OperatorError, set_link

    with refusing(DatabaseError, OperatorError):
        check(db)
        set_link(connect(db), number, who or getpass.getuser(), note, undone=undone)
    typer.echo(f"关联 {number}：{'已解除' if undone else '已恢复'}")
