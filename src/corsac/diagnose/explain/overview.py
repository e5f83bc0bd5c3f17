"""CORS in thirty seconds, with its flow."""

from __future__ import annotations

from corsac.core.findings import Text
from corsac.diagnose.explain.explanation import (
    Block,
    Explanation,
    Kind,
    heading,
    items,
    paragraph,
    snippet,
)

_FLOW = """\
          page: fetch(url)
                 |
     same origin as the page? --yes--> sent, no CORS
                 | no
     only GET, HEAD, POST, and safelisted headers?
          | yes                   | no
          |              OPTIONS: may I?  (preflight)
          |                       |
          |              2xx, and origin, method,
          |              headers allowed? --no--> blocked, never sent
          |                       | yes
          +-----------+-----------+
                      |
             the request is sent;
             the server carries it out
                      |
     Access-Control-Allow-Origin fits? --no--> carried out,
                      | yes                    but not readable
              script reads the answer"""

CORS = Explanation(
    Text("CORS in thirty seconds"),
    (
        paragraph(
            Text(
                "A page may send requests to other origins (scheme, host and port), but its script "
                "may read an answer only if that answer says so. CORS is how a server says so: it "
                "loosens the same-origin policy, and protects nothing by itself."
            )
        ),
        Block(Kind.SNIPPET, Text(_FLOW)),
        heading("What follows from it"),
        *items(
            (
                Text("the server decides, the browser enforces: no header of the page mends it"),
                Text("a simple request was carried out, even where the console says blocked"),
                Text(
                    "each answer is checked on its own: the preflight's, the request's, an error's"
                ),
                Text("curl and Postman check nothing, so that they work proves nothing"),
                Text("cookies go along only with credentials 'include', and then * is not enough"),
            )
        ),
        heading("Next"),
        snippet("corsac check URL --origin https://your.page"),
    ),
)
"""The thirty-second explanation."""
