"""A pipeline that writes down every licence verdict of a crawl."""

from typing import Any, ClassVar


class VerdictTap:
    """A pipeline beside the shipped ones that writes down every verdict, the good ones too."""

    given: ClassVar[list[tuple[str, str]]] = []

    def process_item(self, item: Any) -> Any:
        """Pass everything on."""
        self.given.extend((item.item.url, finding.verdict) for finding in item.findings if finding.verdict)
        return item
