"""What the property tests of the policy draw from: few labels, so that things meet."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from corsac.policy import Policy, PolicyError, Route

LABELS = ("a", "b", "foo", "bar", "barfoo", "app", "x-1", "7", "cafe", "xn--bcher-kva", "a_b")
DOMAINS = ("foo.com", "bar.com", "barfoo.com", "example.org", "a.example.org", "shop.co.uk")
PORTS = ("", ":8080", ":3000")
MIDDLES = ("{digits}", "{hex}", "{slug}")


def hosts() -> st.SearchStrategy[str]:
    """Hosts of one to four labels, most of them under few domains."""
    labels = st.lists(st.sampled_from(LABELS), max_size=2).map(".".join)
    named = st.tuples(labels, st.sampled_from(DOMAINS)).map(
        lambda parts: ".".join(filter(None, parts))
    )
    glued = st.tuples(st.sampled_from(LABELS), st.sampled_from(DOMAINS)).map("".join)
    return named | glued | st.sampled_from(["localhost", "127.0.0.1", "[::1]", "a.localhost"])


def origins() -> st.SearchStrategy[str]:
    """Serialised origins, and now and then something that is none."""
    schemes = st.sampled_from(["https", "http"])
    good = st.builds("{}://{}{}".format, schemes, hosts(), st.sampled_from(PORTS))
    odd = st.sampled_from(
        [
            "null",
            "",
            "https://.foo.com",
            "https://foo.com/",
            "HTTPS://FOO.COM",
            "https://foo.com:443",
        ]
    )
    return good | good | good | odd | st.text(max_size=20)


def _placeholder(parts: tuple[str, str, str, str, str]) -> str:
    left, prefix, middle, suffix, domain = parts
    return f"{left}{prefix}{middle}{suffix}.{domain}"


def patterns() -> st.SearchStrategy[str]:
    """Texts of origin patterns of every kind."""
    around = st.sampled_from(["", "a", "pr-", "7"])
    placeholders = st.tuples(
        st.sampled_from(["", "a.", "foo."]),
        around,
        st.sampled_from(MIDDLES),
        st.sampled_from(["", "-x", "7"]),
        st.sampled_from(DOMAINS),
    ).map(_placeholder)
    wild = hosts().map(lambda host: f"*.{host}")
    ports = st.sampled_from([*PORTS, ":*"])
    schemes = st.sampled_from(["https", "https", "http"])
    return st.builds("{}://{}{}".format, schemes, hosts() | wild | placeholders, ports)


def near_patterns() -> st.SearchStrategy[str]:
    """Origins that the placeholders of `patterns` may match or just miss."""
    middles = st.sampled_from(["7", "42", "beef", "x", "a-b", "-a", "a-", "", "a.b", "G", "a_b"])
    host = st.tuples(
        st.sampled_from(["", "a.", "foo."]),
        st.sampled_from(["", "a", "pr-", "7"]),
        middles,
        st.sampled_from(["", "-x", "7"]),
        st.sampled_from(DOMAINS),
    ).map(_placeholder)
    return st.builds(
        "{}://{}{}".format, st.sampled_from(["https", "http"]), host, st.sampled_from(PORTS)
    )


METHODS = ("GET", "PUT", "PATCH", "DELETE", "patch-it", "PURGE")
HEADERS = ("Content-Type", "Authorization", "X-Token", "x-b", "If-Match")
EXPOSED = ("X-Total-Count", "ETag")


def _some(items: tuple[str, ...]) -> st.SearchStrategy[list[str] | str]:
    return st.lists(st.sampled_from(items), unique=True, max_size=3) | st.just("*")


def fields(*, routes: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Fields of a policy that may or may not go together."""
    optional: dict[str, st.SearchStrategy[Any]] = {
        "allow_methods": _some(METHODS),
        "allow_headers": _some(HEADERS),
        "expose_headers": _some(EXPOSED),
        "allow_credentials": st.booleans(),
        "max_age": st.sampled_from([None, 0, 600, 86400]),
        "preflight_status": st.sampled_from([200, 204]),
        "refused_preflight_status": st.sampled_from([200, 204, 403]),
        "cross_origin_resource_policy": st.sampled_from([None, "same-site", "cross-origin"]),
        "timing_allow_origins": st.sampled_from(["*", ["https://foo.com"]]),
        "dangerously_allow_insecure_origins": st.just(value=True),
        "dangerously_allow_null_origin": st.just(value=True),
    }
    if routes:
        paths = st.sampled_from(["/a", "/a/b", "/public"])
        methods = st.sampled_from([(), (), ("GET",), ("PUT", "PATCH")])
        route = st.builds(Route, paths, policies(routes=False), methods)
        optional["routes"] = st.lists(route, max_size=2, unique_by=lambda each: each.path)
    listed = st.lists(patterns(), min_size=1, max_size=4) | st.just("*")
    return st.fixed_dictionaries({"allow_origins": listed}, optional=optional)


def policies(*, routes: bool = True) -> st.SearchStrategy[Policy]:
    """Policies that construct."""
    return fields(routes=routes).map(_made).filter(lambda made: made is not None).map(_sure)


def _made(given: dict[str, Any]) -> Policy | None:
    try:
        return Policy(**given)
    except PolicyError:
        return None


def _sure(policy: Policy | None) -> Policy:
    assert policy is not None
    return policy
