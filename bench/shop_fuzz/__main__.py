"""Generated shops crawled over loopback: who is accused without ground, and which absence is not found?

Run: python -m bench.shop_fuzz [COUNT] [--seed N] [--json]; every 25th shop is a website of its own.
"""

import argparse
import json
import time

from bench.shop_fuzz.crawling import crawl
from bench.shop_fuzz.scoring import score
from bench.shop_fuzz.serving import Order

COUNT = 10_000
SEED = 2026
ALONE = 25
SHOWN = 40


def main() -> None:
    """Print every accusation without ground and every miss (the first of many), then the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--slow", type=float, default=0.01, help="share of shops that do not answer in time")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--kinds", action="store_true", help="verdicts by the way in which a licence is shown"
    )
    given = parser.parse_args()
    alone = given.count // ALONE
    order = Order(given.count - alone, alone, given.seed, given.slow)
    began = time.monotonic()
    result = score(order, *crawl(order))
    if given.json:
        print(
            json.dumps(
                {"shops": result.shops, "false": result.false, "missed": result.missed, "found": result.found}
            )
        )
        return
    for line in (*result.false[:SHOWN], *result.missed[:SHOWN]):
        print(f"  {line}")
    for kind, verdicts in sorted(result.kinds.items()) if given.kinds else ():
        print(f"  {kind}: {dict(verdicts.most_common())}")
    for truth, verdicts in sorted(result.verdicts.items()):
        print(f"{truth}: {dict(verdicts.most_common())}")
    print(
        f"generated shops: {result.shops} crawled in {time.monotonic() - began:.0f} s, {len(result.false)} accused "
        f"without ground, {result.found} breaches found, {len(result.missed)} missed"
    )


if __name__ == "__main__":
    main()
