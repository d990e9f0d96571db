"""Which answer belongs to which address of a stand-alone shop."""

from functools import lru_cache

from crawler.demo.answer import Answer, html_answer, text_answer
from crawler.demo.pages import licence, oddities, site
from crawler.demo.query import number_of, query
from crawler.demo.things import Site

ROBOTS = "User-agent: *\nDisallow: /cart\nSitemap: http://{host}/sitemap.xml\n"


class SiteRoutes:
    """One site's addresses; `host` is its host:port, which its sitemap names."""

    def __init__(self, shop: Site, host: str) -> None:
        self.site = shop
        self.host = host
        self.products = {product.path: product for product in shop.products}
        self.answer = lru_cache(maxsize=1024)(self.route)

    def route(self, path: str, search: str) -> Answer:
        """The answer to GET `path` with the raw query string `search`."""
        files = {
            "/robots.txt": lambda: text_answer(ROBOTS.format(host=self.host)),
            "/sitemap.xml": lambda: text_answer(self.sitemap(), "application/xml"),
            "/img/badge.svg": lambda: text_answer(oddities.BADGE, "image/svg+xml"),
            "/img/licence.svg": lambda: text_answer(licence.licence_picture(self.site), "image/svg+xml"),
        }
        if path in files:
            return files[path]()
        html = self.page(path, number_of(query(search)))
        if html is None:
            missing = site.site_page(self.site, "页面不存在", "<h1>404</h1><p>您访问的页面不存在。</p>")
            return html_answer(missing, self.site.encoding, 404)
        return html_answer(html, self.site.encoding)

    def page(self, path: str, number: int) -> str | None:
        """The page at `path`; None where there is none."""
        pages = {"/": site.home, "/about.html": site.about, "/policy.html": site.policy}
        if path in pages:
            return pages[path](self.site)
        if path == "/licence.html" and self.site.shows == "image":
            return site.licence(self.site)
        if path == "/goods/":
            return site.catalogue(self.site, number)
        if path in self.products:
            return site.product(self.site, self.products[path])
        return None

    def sitemap(self) -> str:
        """Every page of the site, absolute (sitemaps.org protocol 0.9)."""
        paths = ["/", "/goods/", "/about.html", "/policy.html", *self.products]
        places = "".join(f"<url><loc>http://{self.host}{path}</loc></url>" for path in paths)
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>"""
