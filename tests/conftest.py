"""What tests of several folders need: a shop on loopback, and the command line as a process of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback import Site, serving
from tests.wangxun import ROOT, Wangxun, running_in

SHARED = ROOT.parent / "shared"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on a free port of loopback, empty but for a robots.txt that allows all."""
    with serving() as served:
        yield served


@pytest.fixture
def wangxun(tmp_path: Path) -> Wangxun:
    """Runs the command line in `tmp_path`: `wangxun("crawl", "website", …)` gives the finished process."""
    return running_in(tmp_path)


@pytest.fixture
def campaign(tmp_path: Path, site: Site) -> None:
    """Loopback needs no delay: a campaign file says so under a name, as anybody's override must."""
    (tmp_path / "campaign.yaml").write_text(
        f"name: test\nauthority: 测试\nwebsites: ['{site.url}/']\npoliteness: {{delay: 0, concurrency: 8}}\n"
        f"allow_private: ['{site.host}']\n",
        "utf-8",
    )


@pytest.fixture
def shared() -> Path:
    """The folder of third-party test data beside the checkout; tests that need it skip where it is not."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout: no third-party test data")
    return SHARED
