"""The feed spider through the command line: judged, proven, and what was bad set aside."""

import hashlib
import json
from pathlib import Path

from tests.wangxun import Wangxun

MAPPING = "platform: example-mall\ncolumns: {标题: title, 价格: price, 店铺: shop_name}\nconstants: {currency: CNY}\n"


def crawl(wangxun: Wangxun, *more: str) -> tuple[int, str]:
    done = wangxun(
        "crawl", "feed", "-a", "file=t.csv", "-a", "mapping=m.yaml", "--db", "sqlite:///l.db",
        "--evidence", "evidence", *more,
    )  # fmt: skip
    return done.returncode, done.stderr


def prepared(tmp_path: Path, *lines: str) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "t.csv").write_text("\n".join(["标题,价格,店铺", *lines]) + "\n", "utf-8")


def test_a_breach_in_a_row_is_a_lead_whose_evidence_is_the_row(wangxun: Wangxun, tmp_path: Path) -> None:
    prepared(tmp_path, "竹木拼图 驰名商标,35,竹木小铺", "陶杯 手工,12,云窗")
    code, errors = crawl(wangxun)
    assert code == 0, errors
    listed = wangxun("leads", "list", "--db", "sqlite:///l.db", "--json", "--group", "well-known-mark")
    (lead,) = (json.loads(line) for line in listed.stdout.splitlines())
    assert (lead["platform"], lead["shop"], lead["excerpt"]) == ("example-mall", "竹木小铺", "驰名商标")
    row = {"标题": "竹木拼图 驰名商标", "价格": "35", "店铺": "竹木小铺"}
    body = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert lead["evidence"]["sha256"] == hashlib.sha256(body).hexdigest()
    assert not (tmp_path / "t.csv.rejects.jsonl").exists()


def test_bad_rows_are_set_aside_with_their_reason_and_the_run_says_so(
    wangxun: Wangxun, tmp_path: Path
) -> None:
    prepared(tmp_path, "竹木拼图,便宜,竹木小铺", "陶杯 手工,12,云窗")
    code, errors = crawl(wangxun, "-a", "rejects=bad.jsonl", "-o", "items.jsonl")
    assert code == 1
    assert "bad.jsonl" in errors
    (line,) = (tmp_path / "bad.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["row"] == 2 and "不是金额" in json.loads(line)["reason"]
    assert len((tmp_path / "items.jsonl").read_text("utf-8").splitlines()) == 1


def test_a_mapping_with_a_missing_column_starts_nothing(wangxun: Wangxun, tmp_path: Path) -> None:
    prepared(tmp_path, "竹木拼图,1,甲")
    (tmp_path / "m.yaml").write_text(MAPPING.replace("店铺", "店铺名称"), "utf-8")
    code, errors = crawl(wangxun)
    assert code == 2
    assert "最接近的是 '店铺'" in errors
    assert "Traceback" not in errors
