"""What a CORS layer adds to a request, beside its peers. `make bench` prints it.

Each layer stands around the same trivial application; what the application takes by itself is
taken off. Rounds of all layers are interleaved and the least of each is kept, in CPU time, so
that what else the machine does falls on all alike and mostly away. `floor` is a layer of thirty
lines with everything worked out beforehand: what pure Python can reach, not a product. With
`--write` the figures go to docs/performance.md too.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import frameworks
import layers
from measuring import ASKED, BATCHES, CASES, HOSTILE, LOOP, Case, least, peak
from performance import Row, write

from corsac.middleware import asgi

if TYPE_CHECKING:
    from collections.abc import Callable

_STEPS = 20
# Frameworks take long, and fewer of their requests go into a round.
_SLOWER = 2


class Kind(NamedTuple):
    """An interface: what drives it, its layers with what each is compared to, its yardstick."""

    batch: str
    layers: dict[str, tuple[Callable[[list[str]], Any], str]]
    yardstick: str


def _around(app: Any, makers: dict[str, Callable[[Any, list[str]], Any]]) -> dict[str, Any]:
    return {name: (partial(make, app), "bare" * (name != "bare")) for name, make in makers.items()}


def _in(framework: Callable[[str, list[str]], Any], peer: str) -> dict[str, Any]:
    return {
        name: (partial(framework, name), "bare" * (name != "bare"))
        for name in ("bare", peer, "corsac")
    }


KINDS = {
    "ASGI": Kind(
        "asgi",
        _around(
            layers.asgi_app,
            {
                "bare": layers.bare,
                "starlette": layers.starlette,
                "asgi-cors": layers.asgi_cors,
                "floor": layers.asgi_floor,
                "corsac": layers.corsac_asgi,
            },
        ),
        "starlette",
    ),
    "WSGI": Kind(
        "wsgi",
        _around(
            layers.wsgi_app,
            {
                "bare": layers.bare,
                "wsgicors": layers.wsgicors,
                "floor": layers.wsgi_floor,
                "corsac": layers.corsac_wsgi,
            },
        ),
        "floor",
    ),
    "Flask": Kind("wsgi", _in(frameworks.flask, "flask-cors"), "flask-cors"),
    "Django": Kind("wsgi", _in(frameworks.django, "django-cors-headers"), "django-cors-headers"),
    "Quart": Kind("asgi", _in(frameworks.quart, "quart-cors"), "quart-cors"),
    "Litestar": Kind("asgi", _in(frameworks.litestar, "Litestar's own"), "Litestar's own"),
    "aiohttp": Kind("aiohttp", _in(frameworks.aiohttp, "aiohttp-cors"), "aiohttp-cors"),
}
PURE = ("ASGI", "WSGI")


def measure(kind: str, cases: tuple[Case, ...], count: int, options: Any) -> list[Row]:
    """Print what each layer adds, and its ratio to the yardstick; give the figures."""
    interface = KINDS[kind]
    origins = [f"https://tenant{number:05d}.apps.example.com" for number in range(count)]
    made: dict[str, Any] = {}
    for name, (make, _) in interface.layers.items():
        try:
            made[name] = make(origins)
        except ImportError as error:
            print(f"{name}: {error}")
    rows: list[Row] = []
    for case in cases:
        batches = {name: BATCHES[interface.batch](app, case, origins) for name, app in made.items()}
        slow = 1 if kind in PURE else _SLOWER
        best = least(batches, options.rounds, options.milliseconds * slow)
        # A framework answers OPTIONS too, and slowly: what is left of that says nothing.
        whole = kind not in PURE and case.method == "OPTIONS"
        added = {
            name: best[name] - (0 if whole else best[beside])
            for name, (_, beside) in interface.layers.items()
            if beside and name in best
        }
        unit = added.get(interface.yardstick)
        print(f"\n{kind}, {count} origins: {case.name} (bare: {best['bare']:.0f} ns)")
        label = f"{case.name}, in all" if whole else case.name
        for name, nanoseconds in added.items():
            ratio = nanoseconds / unit if unit else None
            rows.append(Row(kind, count, label, name, nanoseconds, ratio, peak(batches[name])))
            print(rows[-1].line(interface.yardstick))
    return rows


def memory(distinct: int) -> tuple[int, int]:
    """Print how much a layer keeps of millions of origins, allowed by a pattern or refused."""
    layer = asgi.CORS(layers.asgi_app, allow_origins=["https://*.example.com"], **layers.POLICY)

    async def send(_message: Any) -> None:
        return

    async def ask(first: int, last: int) -> None:
        for number in range(first, last):
            domain = b"example.com" if number % 2 else b"evil.example"
            scope = {"type": "http", "method": "GET", "path": "/"}
            origin = b"https://a%d.%b" % (number, domain)
            lines = [(b"host", b"api.example.com"), (b"origin", origin)]
            await layer({**scope, "headers": lines}, send, send)
            if not number % 8:
                lines += ASKED
                await layer({**scope, "method": "OPTIONS", "headers": lines}, send, send)

    kept: list[int] = []
    for step in range(_STEPS):
        LOOP.run_until_complete(ask(distinct * step // _STEPS, distinct * (step + 1) // _STEPS))
        gc.collect()
        kept.append(sys.getallocatedblocks())
    first, last = max(kept[: _STEPS // 2]), max(kept[_STEPS // 2 :])
    print(f"\n{distinct} distinct origins: at most {first} memory blocks live in the first half,")
    print(f"  {last} in the second; the answers that a layer keeps come and go below a limit")
    return first, last


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--milliseconds", type=float, default=2.0, help="of each layer's round")
    parser.add_argument("--origins", default="1,10000")
    parser.add_argument("--distinct", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true", help="renew docs/performance.md")
    parser.add_argument("--only", choices=KINDS, help="one interface alone")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    print(f"Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}")
    rows: list[Row] = []
    for kind in [options.only] if options.only else KINDS:
        for count in map(int, options.origins.split(",")):
            rows += measure(kind, CASES, count, options)
        if kind in PURE:
            rows += measure(kind, HOSTILE, 1, options)
    blocks = memory(options.distinct)
    print(f"\nload {os.getloadavg()[0]:.1f}")
    if options.write:
        write(rows, options.distinct, blocks, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
