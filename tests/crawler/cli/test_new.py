"""Scaffolds: a drafted platform imports, its test passes, and nothing is overwritten."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.wangxun import ROOT, Wangxun

PAGE = """<html><head><meta charset="utf-8"><title>儿童积木 100 颗装 - 禾苗童品商城</title></head><body>
<div class="goods-info"><h1 class="goods-name">儿童积木 100 颗装</h1>
<div class="price-box">价格：<b class="now">¥69.00</b></div>
<p>品牌：<span class="brand-name">禾苗</span></p><a class="buy">立即购买</a></div></body></html>"""
NOT_COPIED = {"tests", "bench", "docs", "deploy"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the sources, so that a draft can be tried where it belongs."""
    root = tmp_path / "checkout"
    root.mkdir()
    for path in ROOT.iterdir():
        if path.suffix == ".py":
            shutil.copy(path, root / path.name)
        elif (path / "__init__.py").is_file() and path.name not in NOT_COPIED:
            shutil.copytree(path, root / path.name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "tests" / "spiders" / "pages").mkdir(parents=True)
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    return root


def draft(wangxun: Wangxun, *more: str, name: str = "pink_mall") -> subprocess.CompletedProcess[str]:
    return wangxun("new", "platform", name, "--from", "page.html", "--into", "checkout", *more)


def python(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env={"PYTHONPATH": str(checkout), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("address", [("--url", "https://www.pink.example/goods/123.html"), ()])
def test_a_drafted_platform_passes_its_drafted_test(
    wangxun: Wangxun, checkout: Path, address: tuple[str, ...]
) -> None:
    done = draft(wangxun, *address)
    assert done.returncode == 0, done.stderr
    module = (checkout / "spiders/pages/pink_mall.py").read_text("utf-8")
    for selector in ("h1.goods-name", "b.now", "span.brand-name"):
        assert selector in module
    tried = python(checkout, "-m", "pytest", "-q", "--import-mode=importlib", "tests/spiders/pages")
    assert tried.returncode == 0, tried.stdout
    read = python(
        checkout, "-m", "crawler.cli.main", "extract", "../page.html", "--platform", "pink_mall",
        *address,
    )  # fmt: skip
    assert '"price": "69.00"' in read.stdout, read.stderr


def test_the_fixture_has_the_structure_and_none_of_the_words(wangxun: Wangxun, checkout: Path) -> None:
    draft(wangxun)
    (fixture,) = checkout.rglob("pink_mall_listing.html")
    text = fixture.read_text("utf-8")
    assert 'class="goods-name"' in text
    assert not [word for word in ("积木", "禾苗", "69.00") if word in text]


def test_nothing_is_overwritten(wangxun: Wangxun, checkout: Path) -> None:
    draft(wangxun)
    module = checkout / "spiders/pages/pink_mall.py"
    module.write_text("mine", "utf-8")
    again = draft(wangxun)
    assert again.returncode == 2
    assert "不会覆盖" in again.stderr
    assert module.read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["jd", "Pink", "../x", "class"])
def test_a_name_that_cannot_be_used_is_refused(wangxun: Wangxun, checkout: Path, name: str) -> None:
    assert draft(wangxun, name=name).returncode == 2


def test_a_page_that_was_blocked_makes_no_draft(wangxun: Wangxun, checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<title>访问验证</title><body>请拖动滑块完成验证</body>", "utf-8")
    done = draft(wangxun)
    assert done.returncode == 1
    assert "blocked" in done.stderr


def test_a_new_rule_is_named_as_unfinished_until_it_is_finished(wangxun: Wangxun, tmp_path: Path) -> None:
    assert wangxun("new", "rule", "wording.free-trial").returncode == 0
    linted = wangxun("rules", "lint", "my-packs")
    assert linted.returncode == 2
    assert "wording.free-trial" in linted.stderr and "unfinished" in linted.stderr
    again = wangxun("new", "rule", "wording.free-trial")
    assert (again.returncode, "已经存在" in again.stderr) == (2, True)
    assert wangxun("rules", "new", "wording.free-gift").returncode == 0
    assert (tmp_path / "my-packs/wording.yaml").read_text("utf-8").count("- id:") == 2


@pytest.mark.parametrize("identifier", ["free-trial", "Wording.x", "wording.well-known-mark"])
def test_an_identifier_that_cannot_be_used_is_refused(wangxun: Wangxun, identifier: str) -> None:
    assert wangxun("new", "rule", identifier).returncode == 2
