"""Who runs this shop: verdicts on labelled sites, numbers against python-stdnum, and a fuzz of generated shops.

Run: python -m bench.subjects
"""

import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from stdnum.cn import uscc

from crawler.items import AnyItem
from leads.database import upgrade
from leads.engine import connect
from leads.registers.importing import import_register
from leads.registers.lookup import enterprises
from rules.identifiers import organisation_valid, read_number, uscc_valid
from rules.licence import judge_site
from spiders.pages.read import read

PAGES = Path(__file__).parents[2] / "shared" / "law" / "pages.dev"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SHOPS = 10_000
NUMBERS = 100_000
ROWS = 1_000_000
QUESTIONS = 300
SEATS = ("宁波", "杭州", "温州", "义乌市", "绍兴")
TRADES = ("商贸", "科技", "食品", "玩具", "服饰", "户外用品")
NAME = "宁波春野户外用品有限公司"
GOODS = "<h1>春野户外</h1><ul><li><a href=/p/1>折叠椅 ¥79.00</a></li><li><a href=/p/2>天幕 ¥199</a></li></ul>"

SHOWS: tuple[Callable[[str], str], ...] = (
    lambda code: f"<footer>{NAME} 统一社会信用代码：{code}</footer>",
    lambda code: f"<div class=ft><a href=/licence.html><img src=/i/gs.png alt=营业执照></a> {code}</div>",
    lambda code: (
        f"<footer><a href='https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?serial={code}'>亮照</a></footer>"
    ),
    lambda code: f"<table><tr><td>{NAME}</td></tr><tr><td>营业执照注册号：{code}</td></tr></table>",
    lambda code: "<div id=bottom><img src=/u/yyzz.jpg alt=营业执照 width=600></div>",
    lambda code: f"<center>版权所有 {NAME} <a href=/zz>证照信息</a></center>",
    lambda code: "<p>本店个人销售自产农副产品，依法不需要办理市场主体登记。</p>",
    lambda code: f"<ul><li>经营者：{NAME}</li><li>信用代码 {code[:6]} {code[6:]}</li></ul>",
)
TROUBLES: tuple[Callable[[str], tuple[str, int]], ...] = (
    lambda page: ("<title>安全验证</title><div id=captcha>请拖动滑块完成验证</div>", 200),
    lambda page: ("<title>Just a moment...</title><div id=challenge-form></div>", 503),
    lambda page: ("<title>用户登录</title><form>请先登录<input type=password></form>", 200),
    lambda page: ("<div id=app></div><script src=/static/js/app.js></script>", 200),
    lambda page: (f"{GOODS}<div id=footer></div><script src=/js/footer.js></script>", 200),
    lambda page: (f"{GOODS}<iframe src=/footer.html></iframe>", 200),
    lambda page: ("<title>504 Gateway Time-out</title><h1>504 Gateway Time-out</h1>", 504),
    lambda page: ("", 200),
    lambda page: (page[: len(GOODS)] + "<div class=fo", 200),
)


def main() -> None:
    """Print every figure, one a line."""
    labelled()
    agreement()
    fuzz()
    registers()


def registers() -> None:
    """A register of a million generated enterprises: memory of the import, time of a question (CPU, one core)."""
    with tempfile.TemporaryDirectory() as scratch:
        path, url = Path(scratch) / "register.csv", str(Path(scratch) / "wangxun.db")
        write_register(path)
        upgrade(url)
        engine = connect(url)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        import_register(engine, "enterprises", path, source="bench", as_of=date(2026, 6, 1))
        seconds = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"register: {ROWS} rows in {seconds:.0f} s, peak {peak // 1024} MB (before: {before // 1024} MB)"
        )
        with engine.connect() as connection:
            register = enterprises(connection)[0]
            asked = [register_row(random.randrange(ROWS))[0] for _ in range(QUESTIONS)]
            names = [
                register_row(random.randrange(ROWS))[1].replace("有限", "实业有限") for _ in range(QUESTIONS)
            ]
            print(
                f"by number: {each(register.by_number, asked):.2f} ms; near names: {each(register.near, names):.2f} ms"
            )
        engine.dispose()


def each(question: Callable[[str], object], asked: list[str]) -> float:
    """Milliseconds of CPU a question."""
    started = time.process_time()
    for one in asked:
        question(one)
    return (time.process_time() - started) / len(asked) * 1000


def write_register(path: Path) -> None:
    """Numbers in order, trade names of two or three of 600 characters: many share one, as in life."""
    with path.open("w", encoding="utf-8") as file:
        file.write("信用代码,企业名称,登记状态\n")
        for serial in range(ROWS):
            number, name = register_row(serial)
            file.write(f"{number},{name},存续\n")


def register_row(serial: int) -> tuple[str, str]:
    """The number and name of one generated enterprise."""
    draw = random.Random(serial)
    trade_name = "".join(chr(0x4E00 + 31 * draw.randrange(600)) for _ in range(draw.choice((2, 2, 3))))
    name = f"{draw.choice(SEATS)}{trade_name}{draw.choice(TRADES)}有限公司"
    return f"91330206MA{serial:07d}X", name


def labelled() -> None:
    """Verdicts of the labelled sites, where they are."""
    if not PAGES.exists():
        print("labelled sites: skipped, ../shared/law/pages.dev is not here")
        return
    rows = [json.loads(line) for line in (PAGES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    items = {row["file"]: read((PAGES / row["file"]).read_bytes(), url=row["url"]) for row in rows}
    right, absent = 0, 0
    for row in rows:
        verdict = judge_site([items[row["file"]], *([items[row["pair"]]] if "pair" in row else [])])
        right += verdict.verdict == row["expect"]
        absent += verdict.verdict == "not_displayed" != row["expect"]
    print(f"labelled sites: {right} of {len(rows)} verdicts right, {absent} false not_displayed")


def agreement() -> None:
    """Our reading of generated codes against python-stdnum; the organisation part is asked besides."""
    random.seed(32100)
    agreed = 0
    started = time.perf_counter()
    for code in codes(NUMBERS):
        ours = read_number(code)[2]
        agreed += ours == (uscc.is_valid(code) and organisation_valid(code[8:17]))
    seconds = time.perf_counter() - started
    print(f"numbers: {agreed} of {NUMBERS} agree with python-stdnum, {seconds / NUMBERS * 1e6:.0f} µs each")


def codes(count: int) -> Iterator[str]:
    """Codes of which about half are sound; the others have one character changed."""
    for _ in range(count):
        code = sound_code()
        if random.random() < 0.5:
            place = random.randrange(18)
            code = code[:place] + random.choice(ALPHABET) + code[place + 1 :]
        yield code


def sound_code() -> str:
    """A code whose check characters agree."""
    head = random.choice(("91", "92", "93")) + f"{random.randint(110000, 659999)}"
    body = "MA" + "".join(random.choice(ALPHABET) for _ in range(6))
    body += next(check for check in "0123456789X" if organisation_valid(body + check))
    code = head + body + uscc.calc_check_digit(head + body)
    return code if uscc_valid(code) else sound_code()


def fuzz() -> None:
    """Shops that show their licence or whose pages fail to come: none of them may be without one."""
    random.seed(2026)
    verdicts: Counter[str] = Counter()
    false = 0
    started = time.perf_counter()
    for number in range(SHOPS):
        shows, pages = shop(number)
        verdict = judge_site(pages).verdict
        verdicts[verdict] += 1
        false += verdict == "not_displayed" and shows
    rate = SHOPS / (time.perf_counter() - started)
    print(f"generated shops: {SHOPS}, {false} false not_displayed, {rate:.0f} a second; {dict(verdicts)}")


def shop(number: int) -> tuple[bool, list[AnyItem]]:
    """May the licence be there (shown, or its place could not be read), and the pages as they came."""
    url = f"https://shop{number}.fuzz.example/"
    shows = random.random() < 0.6
    page = GOODS + (random.choice(SHOWS)(sound_code()) if shows else "<footer>© 春野户外</footer>")
    status = 200
    trouble = random.random()
    if trouble < 0.4:
        page, status = random.choice(TROUBLES)(page)
    about = f"<h1>关于我们</h1><p>{NAME}</p>"
    blocked = random.random() < 0.1
    pages = [
        read(
            f"<html><body>{page}{'' if page.endswith('=fo') else '</body></html>'}".encode(),
            url=url,
            http_status=status,
        ),
        read(about.encode(), url=url + "about", http_status=403 if blocked else 200),
    ]
    return shows or trouble < 0.4 or blocked, pages


if __name__ == "__main__":
    main()
