"""A dossier shows the preserved bytes, drawn without the network, and says that they were not seen live."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from crawler.drawing import depict
from crawler.rendering import BROWSERS
from evidence.capture import Capture
from evidence.pictures import highlighted
from tests.loopback import Site

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="no Chromium here"),
]
AT = datetime(2026, 6, 18, 4, 0, tzinfo=UTC)
KIND = ((b"Content-Type", b"text/html; charset=utf-8"),)


def test_only_preserved_bytes_are_drawn_and_nothing_is_asked_of_the_network(site: Site) -> None:
    site.html("/live.html", "live")
    body = (
        f"<h1>国家级抗菌牙膏</h1><img src={site.url}/kept.png width=300 height=300><img src={site.url}/lost.png>"
        f"<iframe src={site.url}/live.html></iframe><script>document.body.innerHTML = 'gone'</script>"
        f"<meta http-equiv=refresh content='0;url={site.url}/live.html'>"
    ).encode()
    picture = BytesIO()
    Image.new("RGB", (10, 10), (0, 0, 255)).save(picture, "PNG")
    page = Capture(f"{site.url}/7.html", body, AT, 200, KIND)
    kept = Capture(f"{site.url}/kept.png", picture.getvalue(), AT, 200, ((b"Content-Type", b"image/png"),))
    (made,) = depict([page], [kept])
    assert not site.asked
    assert made.drawn.picture, made.drawn.failure
    assert made.refused >= 2
    assert highlighted(made.drawn.picture, made.drawn.boxes, ["国家级"])
    colours = Image.open(BytesIO(made.drawn.picture)).convert("RGB").getcolors(1 << 24) or []
    assert sum(count for count, colour in colours if colour == (0, 0, 255)) > 50_000


@pytest.mark.parametrize("address", ["file:///home/x/1.html", "", "http://["])
def test_a_page_whose_address_is_none_is_drawn_or_says_why(address: str) -> None:
    (made,) = depict([Capture(address, "<p>驰名商标</p>".encode(), AT, None, KIND)], [])
    assert made.drawn.picture or made.drawn.failure


def test_a_page_that_cannot_be_drawn_says_so_and_the_next_one_is_drawn() -> None:
    good = Capture("http://shop.example/1", "<p>好</p>".encode(), AT, 200, KIND)
    moved = replace(
        good, url="http://shop.example/2", status=302, headers=((b"Location", b"http://a.example/"),)
    )
    first, second = depict([moved, good], [])
    assert first.drawn.picture is None or first.refused
    assert second.drawn.picture
