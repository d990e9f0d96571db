"""`wangxun marks`: why a name matched or not, and what lies near a mark."""

import json
import sys
from typing import Annotated

import typer

from crawler.cli.exits import refusing
from crawler.cli.options import Json, Marks
from crawler.cli.tables import print_table

app = typer.Typer(help="商标：解释一次比对、查近似商标", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="marks")


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="店名、品牌或标题")],
    mark: Annotated[str | None, typer.Option(metavar="M", help="只与这个商标比")] = None,
    marks: Marks = None,
    as_json: Json = False,
) -> None:
    """这段文字为何像或不像某个商标。例：wangxun marks explain 康帅傅 --mark 康师傅"""
    from rules.lookalike.matcher import Lookalike
    from rules.marks import Marks as Register

    with refusing(ValueError, OSError):
        considered = Lookalike(Register.load(marks)).explain(text, mark)
    rows = [
        {
            "excerpt": text[one.match.start : one.match.end],
            "mark": one.match.mark.mark,
            "kind": one.match.kind,
            "score": one.match.score,
            "explanation": one.match.explanation,
            "reported": one.innocent is None,
            "suppression": one.innocent,
        }
        for one in considered
    ]
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    print_table(
        ("摘录", "商标", "方式", "分值", "结论", "说明", "不计的理由"),
        [
            (
                row["excerpt"],
                row["mark"],
                row["kind"],
                f"{row['score']:.2f}",
                "涉嫌" if row["reported"] else "不计",
                row["explanation"],
                row["suppression"],
            )
            for row in rows
        ],
        right=("分值",),
    )
    typer.echo(
        f"{sum(bool(row['reported']) for row in rows)} 处涉嫌近似，{sum(not row['reported'] for row in rows)} 处不计"
    )


@app.command()
def neighbours(
    mark: Annotated[str, typer.Argument(help="商标")],
    limit: Annotated[int, typer.Option(min=1, help="最多几个")] = 20,
    marks: Marks = None,
    as_json: Json = False,
) -> None:
    """登记文件中与之近似的商标，近的在前。例：wangxun marks neighbours 康师傅"""
    from rules.lookalike.matcher import Lookalike
    from rules.marks import Marks as Register

    with refusing(ValueError, OSError):
        found = Lookalike(Register.load(marks)).neighbours(mark, limit)
    if as_json:
        for one in found:
            line = {
                "mark": one.mark.mark,
                "kind": one.kind,
                "score": one.score,
                "explanation": one.explanation,
            }
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    print_table(
        ("商标", "方式", "分值", "说明"),
        [(one.mark.mark, one.kind, f"{one.score:.2f}", one.explanation) for one in found],
        right=("分值",),
    )
    typer.echo(f"共 {len(found)} 个近似商标")
