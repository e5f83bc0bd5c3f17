"""Invoke-WebRequest, as Chrome and Firefox copy it."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.evidence.pasted import EvidenceError
from corsac.evidence.powershell import is_powershell, read_powershell

CHROME = """$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.UserAgent = "Mozilla/5.0"
$session.Cookies.Add((New-Object System.Net.Cookie("sid", "a`"b", "/", "api.example")))
$session.Cookies.Add((New-Object System.Net.Cookie("t", "2", "/", "api.example")))
Invoke-WebRequest -UseBasicParsing -Uri "https://api.example/items?a=1&b=2" `
-Method "POST" `
-WebSession $session `
-Headers @{
"authority"="api.example"
  "accept"="*/*"
  "origin"="https://app.example"
  "x-brace"="}"
} `
-ContentType "application/json" `
-Body "{`"a`":1,`"c`":`"$([char]233)`"}" """
FIREFOX = """Invoke-WebRequest -UseBasicParsing -Uri "https://api.example/" `
-Method PUT `
-UserAgent "Mozilla/5.0" `
-Headers @{
"Accept" = "*/*"
} `
-Body ([System.Text.Encoding]::UTF8.GetBytes("{`"a`":1}"))
Write-Host -Uri "https://not.this" """


def test_what_chrome_copies() -> None:
    pasted = read_powershell(CHROME)
    assert pasted.url == "https://api.example/items?a=1&b=2"
    assert pasted.method == "POST"
    assert pasted.headers == (
        "authority: api.example",
        "accept: */*",
        "origin: https://app.example",
        "x-brace: }",
        "Content-Type: application/json",
    )
    assert pasted.cookies == ('sid=a"b; t=2',)
    assert pasted.data_raw == ('{"a":1,"c":"é"}',)


def test_what_firefox_copies() -> None:
    pasted = read_powershell(FIREFOX)
    assert (pasted.url, pasted.method) == ("https://api.example/", "PUT")
    assert pasted.headers == ("Accept: */*", "User-Agent: Mozilla/5.0")
    assert pasted.data_raw == ('{"a":1}',)


def test_what_people_write() -> None:
    pasted = read_powershell("irm 'https://a.example/it''s' -SkipCertificateCheck -Body ''")
    assert (pasted.url, pasted.insecure, pasted.data_raw) == ("https://a.example/it's", True, ("",))


@pytest.mark.parametrize("text", ["Invoke-WebRequest -Method GET", "Get-Item x", "iwr {"])
def test_without_a_url_there_is_no_request(text: str) -> None:
    with pytest.raises(EvidenceError):
        read_powershell(text)


def test_other_words_are_no_request() -> None:
    assert not is_powershell("curl https://a.example")
    assert is_powershell("iwr https://a.example")


@given(st.text(alphabet="\"'`@{}()-a \n,;$é", max_size=60))
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    with contextlib.suppress(EvidenceError):
        read_powershell(f"iwr -Uri 'https://a.example' {text}")


def test_escapes_are_read() -> None:
    pasted = read_powershell('iwr "https://a.example" -Body "`n`z$([char]9999999)$([char]65)"')
    assert pasted.data_raw == ("\nz$([char]9999999)A",)
    assert read_powershell('iwr "https://a.example" -Body "a""b"').data_raw == ('a"b',)
    assert read_powershell('iwr "https://a.example/$([char]999999)"').url.endswith("\U000f423f")
