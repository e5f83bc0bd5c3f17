"""The export for Spring Boot: the text by Java's own parser, the settings by their values."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.export import ExportError, Options
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import FILES, policy
from tests.targets.real import program
from tests.targets.systems import written

if TYPE_CHECKING:
    from pathlib import Path

FULL = Options(full=True)
RICH = Policy(
    allow_origins=[
        "https://app.example", "https://*.example.com", "http://localhost:*", "http://[::1]:*",
        "https://*.example.com:8443", "capacitor://localhost",
    ],
    allow_methods=["PUT"], allow_headers=["Content-Type", "X-Trace"], expose_headers=["ETag"],
    max_age=600,
)  # fmt: skip
SESSION = Policy(
    allow_origins=["https://app.example"], allow_credentials=True, allow_methods="*",
    allow_headers="*", preflight_status=200,
)  # fmt: skip
ALWAYS = ["unverified", "refused-requests", "early-errors", "behind-proxy", "csrf"]


def text(given: Policy, *, full: bool = True) -> str:
    """Give the exported file."""
    (file,) = written("spring", Options(full=full), given).files
    return file.text


def calls(given: Policy) -> dict[str, str]:
    """Give what each setter of the configuration gets."""
    lines = [line.strip() for line in text(given).splitlines()]
    found = [line.removesuffix(");").partition("(") for line in lines if line.startswith("cors.")]
    return {name.removeprefix("cors."): value for name, _, value in found}


def parsed(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    """Let javac read a file as far as its grammar; it looks up no class."""
    path = folder / "CorsSecurity.java"
    path.write_text(source)
    stop = "-XDshould-stop.ifNoError=PARSE"
    command = [program("javac", "apt install default-jdk-headless"), "-proc:none", stop, str(path)]
    return subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True, timeout=60
    )


@pytest.mark.servers
@pytest.mark.long
def test_every_policy_is_java_and_what_is_wrong_is_not(tmp_path: Path) -> None:
    for given in [RICH, SESSION, *map(policy, FILES)]:
        try:
            sources = [text(given), f"class A {{\n{text(given, full=False)}}}\n"]
        except ExportError:
            continue
        for source in sources:
            done = parsed(tmp_path, source)
            assert (done.returncode, done.stderr) == (0, "")
    done = parsed(tmp_path, text(RICH).replace("setMaxAge(600L)", "setMaxAge(600L"))
    assert "CorsSecurity.java" in done.stderr


def test_each_part_of_a_policy_has_its_setter() -> None:
    assert calls(RICH) == {
        "setAllowedOrigins": 'List.of("https://app.example", "capacitor://localhost")',
        "setAllowedOriginPatterns": 'List.of("https://*.example.com", "http://localhost:[*]", '
        '"http://[::1]:[*]", "https://*.example.com:8443")',
        "setAllowedMethods": 'List.of("GET", "HEAD", "POST", "PUT")',
        "setAllowedHeaders": 'List.of("Content-Type", "X-Trace")',
        "setExposedHeaders": 'List.of("ETag")',
        "setMaxAge": "600L",
    }
    assert calls(SESSION)["setAllowCredentials"] == "true"
    assert calls(Policy(allow_origins="*")) == {
        "setAllowedOrigins": 'List.of("*")',
        "setAllowedMethods": 'List.of("GET", "HEAD", "POST")',
    }


def test_it_stands_before_spring_security() -> None:
    whole, pasted = text(RICH), text(RICH, full=False)
    assert whole.index(".cors(withDefaults())") < whole.index(".authorizeHttpRequests(")
    for each in (whole, pasted):
        # Spring Security looks the bean up by this name.
        assert "CorsConfigurationSource corsConfigurationSource() {" in each
        assert each.count("{") == each.count("}")
    assert "http.cors(" in pasted
    assert "permitAll" not in whole


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Policy(allow_origins=["https://pr-{digits}.app.example"]), "pattern-unwritable"),
        (Policy(allow_origins=["https://x-{slug}.app.example:*"]), "pattern-unwritable"),
        (Policy(allow_origins="*", allow_methods=["PURGE"]), "method-unwritable"),
        (Policy(allow_origins="*", routes={"/a": SESSION}), "routes"),
    ],
)
def test_what_means_something_else_in_spring_is_refused(given: Policy, code: str) -> None:
    with pytest.raises(ExportError) as caught:
        written("spring", FULL, given)
    assert caught.value.code == code


def test_it_says_that_it_was_not_run_and_what_differs() -> None:
    assert BY_NAME["spring"].schema
    assert "// Not run anywhere" in text(RICH)
    assert [each.code for each in written("spring", Options(), SESSION).warnings] == [
        *ALWAYS, "app-headers", "unread-methods",
    ]  # fmt: skip
    rich = RICH.changed(timing_allow_origins="*")
    assert [each.code for each in written("spring", FULL, rich).warnings] == [
        *ALWAYS, "preflight-status", "companions-missing", "names", "app-headers",
    ]  # fmt: skip
