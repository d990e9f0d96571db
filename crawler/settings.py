"""Scrapy settings as shipped: polite, identified, bounded; `WANGXUN_*` variables of the environment override."""

import os
from importlib.metadata import PackageNotFoundError, version


def _version() -> str:
    try:
        return version("wangxun")
    except PackageNotFoundError:
        return "0+checkout"


def _from_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("WANGXUN_") and value}


WANGXUN_VERSION = _version()

BOT_NAME = "wangxun"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
ADDONS = {"crawler.rendering.RenderingAddon": 100}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# --- ours -------------------------------------------------------------------------------------------------
WANGXUN_DB = "sqlite:///wangxun-data/wangxun.db"
WANGXUN_EVIDENCE = "flagged"  # flagged | all | none
WANGXUN_EVIDENCE_DIR = "wangxun-data/evidence"
WANGXUN_PACKS: list[str] = []  # directories of rule packs; empty: the packs that ship
WANGXUN_MARKS = ""  # a register file of marks; empty: the register that ships
WANGXUN_ALLOW_PRIVATE: list[str] = []  # HOST[:PORT] that may be visited although its address is not public
WANGXUN_CONTACT = ""  # how a site's owner reaches whoever runs this crawler: a URL or an address
WANGXUN_AUTHORITY = ""  # who ordered the crawl; needed for any override of politeness
WANGXUN_OPERATOR = ""  # who runs it
WANGXUN_CAMPAIGN = ""  # the campaign's name
WANGXUN_DETAILS = "suspects"  # which cards are opened: always | suspects | sample:0.05
WANGXUN_TSA = ""  # the time-stamping authority's address (RFC 3161); empty: seals wait for their stamp
WANGXUN_TSA_ROOTS = ""  # its root certificates (PEM)
WANGXUN_SM3 = False  # seal by SM3 beside SHA-256
WANGXUN_NTP = ""  # a time server that the clock is compared with; empty: the comparison is left out
WANGXUN_CONFIRM_AFTER = 24.0  # hours after which a second visit may confirm an absence; 0: none is needed
WANGXUN_PICTURES = True  # fetch and read the pictures on which a licence is shown, where `ocr` is installed
WANGXUN_DESCRIPTION_PICTURES = 0  # how many pictures of articles' descriptions a crawl reads; needs `ocr`
WANGXUN_RENDER = "when_needed"  # never | when_needed | always: which pages the browser draws
WANGXUN_RENDER_PLATFORMS: dict[str, str] = {}  # platform → one of these, where it differs
WANGXUN_LOGIN_STATE = ""  # a browser's saved log-in (Playwright storage state); needs an authority
WANGXUN_SCREENSHOT_SEVERITY = 0  # findings this grave keep the drawn page's picture (1 to 4); 0: no pictures
WANGXUN_BREAKER_BLOCKS = 3  # blocked pages in a row before a site is left alone
WANGXUN_BREAKER_SECONDS = 600.0  # for how long
globals().update(_from_environment())

# --- politeness: a campaign may override only under a named authority --------------------------------------
_contact = WANGXUN_CONTACT or "market-regulation monitoring"
USER_AGENT = f"Mozilla/5.0 (compatible; Wangxun/{WANGXUN_VERSION}; +{_contact})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Wangxun"
DOWNLOAD_DELAY = 1.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 16
CONCURRENT_ITEMS = 20  # of one response: Scrapy starts as many tasks for each, however few its items
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0

# --- bounds: a page is data from strangers -----------------------------------------------------------------
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # bytes, before and after decompression
DOWNLOAD_WARNSIZE = 8 * 1024 * 1024
REDIRECT_MAX_TIMES = 8
RETRY_TIMES = 2
DEPTH_LIMIT = 12
URLLENGTH_LIMIT = 4096
MEMUSAGE_LIMIT_MB = 4096
HTTPERROR_ALLOW_ALL = True  # a 404 or a 403 is an answer: the readers give it a status
COOKIES_ENABLED = True
# Never fetch the public-suffix list: the crawl talks to the sites of the campaign alone.
TLDEXTRACT_UPDATE = False

TWISTED_DNS_RESOLVER = "crawler.addresses.PublicResolver"
DOWNLOAD_HANDLERS = {"https": "crawler.handshake.HandshakeHandler"}  # keeps TLS version and chain
DOWNLOADER_MIDDLEWARES = {
    "crawler.addresses.PublicAddressMiddleware": 60,
    "crawler.breaker.BreakerMiddleware": 70,
    "crawler.recorder.RecorderMiddleware": 950,  # next to the downloader: it sees the bytes as served
}
SPIDER_MIDDLEWARES = {
    "crawler.ending.OrderlyEndMiddleware": 10,  # a crawl without requests ends too when it is told to
    "crawler.observer.ObserverMiddleware": 40,
}
ITEM_PIPELINES = {
    "pipelines.licence.LicencePipeline": 100,
    "pipelines.operator.OperatorPipeline": 150,
    "pipelines.trademark.TrademarkPipeline": 200,
    "pipelines.wording.WordingPipeline": 300,
    "pipelines.shown_sales.ShownSalesPipeline": 320,
    "pipelines.price_history.PriceHistoryPipeline": 340,
    "pipelines.details.DetailsPipeline": 400,
    "pipelines.tally.TallyPipeline": 500,
    "pipelines.evidence.EvidencePipeline": 800,
    "pipelines.store.StorePipeline": 900,
}
EXTENSIONS = {
    "crawler.run.RunExtension": 10,
    "crawler.progress.ProgressExtension": 20,
}

FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.progress.QuietFormatter"
