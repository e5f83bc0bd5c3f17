"""Reviews to render: one with a place, one without, one that is empty."""

from __future__ import annotations

from dataclasses import replace

from corsac.core.findings import Text
from corsac.diagnose.review import Review, Sighting, review
from corsac.render.look import Look
from corsac.targets.defects import examine
from corsac.targets.defects.source import Kind, Source

TEXT = """\
server {
    location / {
        set $o $http_origin;
        add_header Access-Control-Allow-Origin $o;
        add_header Access-Control-Allow-Credentials true;
    }
}
"""
SOURCE = Source("site.conf", TEXT, Kind.NGINX)
FULL = review([(SOURCE, examine(SOURCE))], mended=3)
EMPTY = Review((), 2)
LOOK = Look(width=60)


def without_place() -> Review:
    """Give a review of one finding that stands nowhere, with a note."""
    found = replace(FULL.findings[0], span=None, notes=(Text.of("a note"),))
    return Review((Sighting(found, ""),), 1)
