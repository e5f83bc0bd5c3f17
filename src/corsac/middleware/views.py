"""Policies of single views: kept on the view itself, and found before the application runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from corsac.middleware.source import source_of
from corsac.policy.policy import Policy
from corsac.policy.running import RunningPolicy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Unpack

    from corsac.middleware.layer import Layer
    from corsac.middleware.refusals import Refusals
    from corsac.middleware.source import Source
    from corsac.policy.answers import Mode
    from corsac.policy.policy import PolicyFields
    from corsac.policy.provider import PolicyProvider

    Environ = Mapping[str, Any]

_MARK: Final = "corsac_policy"
_View = TypeVar("_View")
_Layer = TypeVar("_Layer", bound="Layer[Any]")


def cors(
    policy: Policy | None = None, *, mode: Mode | str | None = None, **fields: Unpack[PolicyFields]
) -> Callable[[_View], _View]:
    """Make a decorator that gives a view a policy of its own, and the view back as it was.

    It takes the place of the application's policy. Decorators that follow `functools.wraps` carry
    the mark along, above it or below.

    Args:
        policy: The view's policy, in which routes mean nothing.
        mode: How it is applied.
        fields: The policy's fields, in place of `policy`.

    Raises:
        PolicyError: The fields make no policy.
        TypeError: The arguments don't go together.
        ValueError: There is no such mode.
    """
    # What came may be anything, whatever its type was meant to be.
    given = cast("object", policy)
    if given is not None and not isinstance(given, Policy):
        raise TypeError(f"a view takes a Policy or its fields, not {type(given).__name__}")
    source = source_of(policy, mode, fields)
    narrow(source)

    def mark(view: _View) -> _View:
        """Mark a view with its policy."""
        setattr(view, _MARK, source)
        return view

    return mark


def marked(view: object) -> RunningPolicy | None:
    """Give a view's own policy, if it has one."""
    found = getattr(view, _MARK, None)
    return found if isinstance(found, RunningPolicy) else None


class ByView(Generic[_Layer]):
    """The application's layer, and one for each policy of a view: they count together.

    Args:
        make: Makes a layer of a policy.
        source: The application's policy.
        refusals: What all of them count in.
    """

    def __init__(
        self,
        make: Callable[[Source], _Layer],
        source: RunningPolicy | PolicyProvider,
        refusals: Refusals,
    ) -> None:
        self._make = make
        self._refusals = refusals
        self._all = self._over(source)
        self._own: dict[RunningPolicy, _Layer] = {}

    def layer(self, view: object) -> _Layer:
        """Give the layer that a view stands in; None for what is no view's."""
        own = marked(view)
        if own is None:
            return self._all
        if own not in self._own:
            self._own[own] = self._over(own)
        return self._own[own]

    def _over(self, source: Source) -> _Layer:
        layer = self._make(source)
        layer.refusals = self._refusals
        return layer


def narrow(source: RunningPolicy | PolicyProvider) -> None:
    """Let preflights be answered for the requested method alone, where views have policies.

    Methods of one URL may be views of their own (fetch#concept-cache-match).
    """
    if isinstance(source, RunningPolicy):
        source.narrow()


def asked_method(environ: Environ) -> str:
    """Tell which method decides on the view: a preflight is for the one that it asks for.

    Args:
        environ: A WSGI environment, or Django's META.
    """
    method: str = environ["REQUEST_METHOD"]
    if method != "OPTIONS" or not from_page(environ):
        return method
    asked: str = environ.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD", method)
    return asked


def from_page(environ: Environ) -> bool:
    """Tell whether a page may be waiting for the answer (fetch#origin-header)."""
    return "HTTP_ORIGIN" in environ
