"""What the three papers of a dossier say, filled from the lead and from the record: no layout, no judgement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawler.days import SHANGHAI
from evidence.depiction import Drawing
from evidence.gather import Bundle
from evidence.pictures import pieces

BLANK = "　　　　　　　　"
"""Left for a pen: what only the receiving or sending office knows."""

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Paper:
    """One document: titled tables of label and value, then paragraphs, then lines to sign."""

    name: str
    title: str
    number: str
    sections: list[tuple[str, Rows]]
    paragraphs: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    excerpt: tuple[str, str, str] | None = None  # words before, the words in question, words after
    pictures: list[bytes] = field(default_factory=list)  # PNG, each fits a page


def papers(
    lead: Mapping[str, Any], bundle: Bundle, secured: Rows, files: Rows, drawings: Sequence[Drawing] = ()
) -> list[Paper]:
    """Cover sheet, extraction record, assignment notice.

    `lead` has the JSON shape of `wangxun leads show`; `secured` says how the run is sealed and stamped,
    `files` names the dossier's files and their digests; `drawings` are pictures made from the preserved bytes.
    """
    return [
        _cover(lead, bundle, files, drawings),
        _extraction(lead, bundle, secured, drawings),
        _assignment(lead, bundle),
    ]


def _cover(lead: Mapping[str, Any], bundle: Bundle, files: Rows, drawings: Sequence[Drawing]) -> Paper:
    sections = [("涉嫌主体", _subject(lead)), ("线索内容", _matter(lead)), ("所附证据", files)]
    return Paper(
        name="1-线索移送函",
        title="网络交易违法线索移送函",
        number=_number(lead),
        sections=[("移送", [("移送单位", _authority(bundle)), ("接收单位", BLANK)]), *sections],
        paragraphs=[
            "我单位在网络交易监测中发现上述线索，所列主体涉嫌违反所列条款。",
            "现将线索及电子数据证据一并移送，请依法核实处理，并将结果反馈我单位。",
            "本线索由程序按公开页面筛出，尚未经过调查核实，不是对当事人行为的认定。",
        ],
        signatures=["移送人（签名）", "移送日期", "接收人（签名）", "接收日期"],
        excerpt=_excerpt(lead),
        pictures=[piece for picture in _shown(bundle, drawings) for piece in pieces(picture)],
    )


def _shown(bundle: Bundle, drawings: Sequence[Drawing]) -> list[bytes]:
    """The pictures of the cover sheet: those taken at the time, else of each page drawn the framed one first."""
    drawn = (one.framed or one.whole for one in drawings)
    return bundle.pictures or [picture for picture in drawn if picture]


def _pictures(bundle: Bundle, drawings: Sequence[Drawing]) -> Rows:
    """How each picture came to be, or why there is none."""
    if bundle.pictures:
        count = len(bundle.pictures)
        return [("页面图片", f"{count} 幅，采集时由判断所用的同一浏览器会话截取，与记录一并留存、封存")]
    said = bundle.circumstances.get("notes", {}).get("screenshot")
    failed: Rows = [("采集时截图", f"未成（{said}）")] if said else []
    return failed + ([("页面图片", one.said) for one in drawings] or [("页面图片", "无")])


def _places(bundle: Bundle) -> list[tuple[str, Rows]]:
    """Every place that was looked at before something was said to be missing, each with its record."""
    rows = [
        (
            f"第 {number} 处",
            f"{place.url}；{_shanghai(place.at)}（北京时间）；记录 {place.record}；SHA-256 {place.sha256}",
        )
        for number, place in enumerate(bundle.places, 1)
    ]
    return [("查看过的全部页面（均随附记录）", rows)] if rows else []


def _extraction(lead: Mapping[str, Any], bundle: Bundle, secured: Rows, drawings: Sequence[Drawing]) -> Paper:
    said, notes = bundle.circumstances, bundle.circumstances.get("notes", {})
    captured: Rows = [
        (
            "页面保存时间" if _is_stored(said) else "提取时间",
            f"{_shanghai(said.get('captured_at_utc'))}（北京时间）；{said.get('captured_at_utc')}（协调世界时）",
        ),
        ("提取地点", f"计算机 {bundle.host.get('hostname') or BLANK}，所在地：{BLANK}"),
        ("网址", str(said.get("url") or lead.get("url") or "")),
        ("服务器地址", _or_none(said.get("peer"), "未记录")),
        ("域名解析结果", _or_none(notes.get("dns"), "未记录")),
        ("传输层安全", _tls(said)),
        ("响应状态", _or_none(said.get("status"), "无（所判页面为已存文件）")),
        (
            "跳转经过",
            "；".join(f"{s['url']}（{s['status']}）" for s in said.get("redirected_from", [])) or "无",
        ),
        ("robots.txt", _robots(notes)),
        ("服务器时钟差", _seconds(said.get("server_clock_offset_seconds"))),
        ("请求间隔", f"{notes['delay_seconds']} 秒" if "delay_seconds" in notes else "未记录"),
        ("代理", str(notes.get("proxy", "无"))),
    ]
    kept: Rows = [
        ("数据", f"{said.get('bytes', '')} 字节，{_origin_of_bytes(said)}"),
        ("SHA-256", bundle.ref.sha256),
        ("记录编号", bundle.ref.record),
        ("原存文件", bundle.ref.file),
    ]
    return Paper(
        name="2-电子数据提取笔录",
        title="电子数据提取笔录",
        number=_number(lead),
        sections=[
            ("提取情况", captured),
            ("提取所用程序", _program(bundle)),
            ("提取时计算机状态", _host(bundle.host)),
            ("提取所得", kept),
            *_places(bundle),
            ("图片", _pictures(bundle, drawings)),
            ("固定与封存", secured),
        ],
        paragraphs=[_how(bundle)],
        signatures=["提取人（签名）", "见证人（签名）", "日期"],
    )


def _assignment(lead: Mapping[str, Any], bundle: Bundle) -> Paper:
    return Paper(
        name="3-线索交办通知书",
        title="线索交办通知书",
        number=_number(lead),
        sections=[
            ("交办", [("交办单位", _authority(bundle)), ("承办单位", BLANK), ("办理期限", BLANK)]),
            ("涉嫌主体", _subject(lead)),
            ("交办事项", _matter(lead)),
        ],
        paragraphs=[
            "请核查：当事人身份与经营资格、页面现状、当事人陈述；对照所列条款判断是否立案，按期报送结果。",
            "电子数据证据随附；接收人可按案卷内“说明.md”自行核验，不依赖本系统。",
        ],
        signatures=["签发人（签名）", "签发日期", "承办人（签名）", "签收日期"],
        excerpt=_excerpt(lead),
    )


def _is_stored(said: Mapping[str, Any]) -> bool:
    """Was the page judged out of a file that somebody had saved?"""
    return said.get("status") is None or "copied_from" in said


def _origin_of_bytes(said: Mapping[str, Any]) -> str:
    if _is_stored(said):
        return "与交来的文件一字不差"
    if "rendered" in said.get("notes", {}):
        return "浏览器运行页面脚本后的文档"
    return "按服务器发出的原样保存（未解压、未转码）"


def _how(bundle: Bundle) -> str:
    """In what way the data came here."""
    said = bundle.circumstances
    if _is_stored(said):
        return "所判页面取自交来的已存文件，程序未访问网络；所保存的数据即判断所依据的数据，原样写入 WARC 1.1 文件。"
    if "rendered" in said.get("notes", {}):
        return "程序以浏览器打开上列网址，保存的是浏览器运行页面脚本后的文档，即判断所依据的数据。"
    return (
        "程序向上列网址发出一次请求，将收到的响应原样写入 WARC 1.1 文件（ISO 28500:2017），落盘后再登记线索；"
        "所保存的数据即判断所依据的数据，没有为取证另行访问。"
    )


def _subject(lead: Mapping[str, Any]) -> Rows:
    rows = [
        ("店铺", lead.get("shop")),
        ("经营者", lead.get("operator") or lead.get("seller_name")),
        ("营业执照号码", lead.get("licence")),
        ("平台", lead.get("platform")),
        ("店铺网址", lead.get("shop_url")),
        ("地区", lead.get("region") or lead.get("location")),
    ]
    return [(label, str(value)) for label, value in rows if value]


def _matter(lead: Mapping[str, Any]) -> Rows:
    times = f"{lead.get('first_seen')} 至 {lead.get('last_seen')}，共 {lead.get('sightings')} 次"
    rows = [
        ("事由", f"涉嫌{lead.get('title') or lead.get('rule')}"),
        ("页面", lead.get("url")),
        ("商品", lead.get("item_title")),
        ("所在栏位", lead.get("field")),
        ("原文摘录", lead.get("excerpt")),
        ("涉及商标", lead.get("mark")),
        ("说明", lead.get("explanation")),
        ("涉嫌违反", "；".join(_basis(basis) for basis in lead.get("basis") or []) or None),
        ("监测到的时间", times if lead.get("first_seen") else None),
    ]
    return [(label, str(value)) for label, value in rows if value]


def _basis(basis: Mapping[str, Any]) -> str:
    doubt = "（条款号待核）" if basis.get("verify") else ""
    return f"《{str(basis['law']).strip('《》')}》{basis['article']}{doubt}"


def _program(bundle: Bundle) -> Rows:
    labels = {
        "software": "程序",
        "program-sha256": "程序摘要",
        "spider": "爬虫",
        "spider-sha256": "爬虫摘要",
        "rules-sha256": "规则摘要",
        "packs-sha256": "所用规则包摘要",
        "campaign": "监测任务",
        "operator": "操作单位",
        "authority": "授权单位",
    }
    return [(label, bundle.origin[key]) for key, label in labels.items() if bundle.origin.get(key)]


def _host(host: Mapping[str, Any]) -> Rows:
    if not host:
        return [("检查", "未记录")]
    clock = host.get("clock") or {}
    offset = clock.get("offset_seconds")
    measured = f"{offset:+.3f} 秒（对 {clock.get('server')}）" if offset is not None else "未测量"
    routes = [route for route in host.get("routes", []) if route["network"] == "0.0.0.0"]  # noqa: S104  # default
    return [
        ("系统", f"{host.get('system') or '未记录'}；Python {host.get('python') or '未记录'}"),
        ("检查时间", f"{_shanghai(host.get('checked_at_utc'))}（北京时间）"),
        ("时钟偏差", measured),
        ("代理设置", "；".join(f"{k} {v}" for k, v in host.get("proxies", {}).items()) or "无"),
        ("hosts 文件", "；".join(host.get("hosts_file", {}).get("lines", [])) or "空"),
        ("域名服务器", "；".join(host.get("resolvers", {}).get("lines", [])) or "未设置"),
        ("默认路由", "；".join(f"{r['interface']} → {r['gateway']}" for r in routes) or "无"),
    ]


def _robots(notes: Mapping[str, str]) -> str:
    said = notes.get("robots")
    if said == "allowed":
        return "允许访问"
    return "未记录" if said is None else f"未按 robots.txt 限制（{said}）"


def _seconds(offset: float | None) -> str:
    return "未记录" if offset is None else f"{offset:+.0f} 秒（响应的 Date 与本机时钟之差）"


def _tls(said: Mapping[str, Any]) -> str:
    certificates = said.get("certificates") or []
    if not certificates:
        return "无（未加密的 HTTP，或所判页面为已存文件）"
    return f"{said.get('tls') or '版本未记录'}；服务器证书 SHA-256 {certificates[0]['sha256']}"


def _excerpt(lead: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """The words in question within the title of the article, where they stand there; else alone."""
    words = lead.get("excerpt")
    if not words:
        return None
    before, found, after = str(lead.get("item_title") or "").partition(words)
    return (before, words, after) if found else ("", words, "")


def _authority(bundle: Bundle) -> str:
    return bundle.origin.get("authority") or bundle.origin.get("operator") or BLANK


def _number(lead: Mapping[str, Any]) -> str:
    return f"线索编号：{lead['id']}"


def _or_none(value: object, otherwise: str) -> str:
    return otherwise if value is None else str(value)


def _shanghai(utc: object) -> str:
    if not isinstance(utc, str):
        return "未记录"
    return datetime.fromisoformat(utc).astimezone(SHANGHAI).strftime("%Y年%m月%d日 %H时%M分%S秒")
