"""The examples on pages."""

from __future__ import annotations

import pytest

from corsac.core.findings import Severity
from corsac.targets.defects.defect import rule
from corsac.targets.defects.example import examples_of
from corsac.targets.defects.source import Kind

PAGE = """\
## Bad

```js a/b.js
// corsac: --origin https://a.example
x
```

## Good

```go
y
```
"""


def test_both_are_files_with_names_kinds_and_origins() -> None:
    bad, good = examples_of(rule("CORS299", "x", "x", PAGE, Severity.INFO))
    assert (bad.name, bad.kind, bad.origins) == (
        "a/b.js",
        Kind.JAVASCRIPT,
        ("https://a.example",),
    )
    assert (good.name, good.kind, good.text) == ("example.go", Kind.GO, "y\n")


def test_a_page_without_one_of_them_is_refused() -> None:
    with pytest.raises(ValueError, match="one bad and one good"):
        examples_of(rule("CORS299", "x", "x", PAGE.partition("## Good")[0], Severity.INFO))
