"""`wangxun campaign`: draft a campaign file, check it, see what it would crawl."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.exits import fail, refusing
from crawler.cli.options import Json
from crawler.cli.tables import print_table

app = typer.Typer(help="活动：起草、检查、预览", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="活动文件（YAML）")]

DRAFT = """\
# 网巡活动文件：监测什么、何时、多缓、奉谁之命。写好后运行 wangxun campaign lint {file}
name: {name}
title: {name}
# authority: 某某市市场监督管理局      # 下令机关；放宽 politeness 时必填，并随抓取记录
# operator: 张三                       # 经办人

platforms: [jd, taobao]              # 可用平台见 wangxun platforms
keywords: [儿童玩具, 老年手机]        # 每个平台逐一搜索
# websites: [https://shop.example/]   # 独立网店，逐一巡查
regions: [浙江]                       # 线索移送的地区

details: suspects                     # always | suspects | sample:0.05：打开哪些商品页
evidence: flagged                     # flagged | all | none：保全哪些页面
# pictures: 300                       # 每次抓取最多识读多少张商品描述图片；不写则不识读

nights:
  promotions: [618, 双11, 双12, 年货节]  # 留空则每夜
window:
  start: "22:00"
  end: "06:00"
budget:
  pages: 20                           # 每次抓取翻多少搜索页
  minutes: 120
"""


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="campaign")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="活动名称")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="写入的目录")] = Path("campaigns"),
) -> None:
    """起草一个活动文件。例：wangxun campaign new 双11儿童用品"""
    if not name.strip() or any(char in name for char in '/\\:*?"<>|\0') or name.startswith("."):
        fail(f"活动名称 {name!r} 不能用作文件名，请去掉特殊字符")
    path = out / f"{name}.yaml"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(DRAFT.format(file=path, name=json.dumps(name, ensure_ascii=False)))
    except FileExistsError:
        fail(f"{path} 已存在，未改动")
    except OSError as error:
        fail(f"{path} 写不了（{error.strerror}）")
    typer.echo(f"已写入 {path}；改好后运行 wangxun campaign lint {path}")


@app.command()
def lint(files: Annotated[list[Path], typer.Argument(help="活动文件")]) -> None:
    """检查活动文件，指出错在哪一行。例：wangxun campaign lint campaigns/*.yaml"""
    from crawler.campaign import Campaign, CampaignError

    broken = 0
    for file in files:
        try:
            Campaign.load(file)
            typer.echo(f"{file}：可用")
        except CampaignError as error:
            broken += 1
            typer.echo(str(error), err=True)
    if broken:
        fail(f"{broken} 个活动文件有误")


@app.command()
def plan(file: File, as_json: Json = False) -> None:
    """列出活动一夜要做的抓取。例：wangxun campaign plan campaigns/双11.yaml"""
    from crawler.campaign import Campaign, CampaignError

    with refusing(CampaignError):
        crawls = list(Campaign.load(file).crawls())
    if as_json:
        for crawl in crawls:
            sys.stdout.write(crawl.model_dump_json() + "\n")
        return
    print_table(
        ("爬虫", "参数"),
        [
            (crawl.spider, " ".join(f"{name}={value}" for name, value in crawl.arguments.items()))
            for crawl in crawls
        ],
    )
    typer.echo(f"一夜共 {len(crawls)} 次抓取")
