"""Firefox's console in simplified Chinese: Gecko's zh-CN wording of the same messages."""

from __future__ import annotations

from corsac.browser.outcome import Phase, Reason
from corsac.evidence.firefox_lines import saying
from corsac.evidence.saying import Engine, Family, Frame, Saying

_REASONS = (
    saying(Reason.ALLOW_ORIGIN_MISSING, "CORS 头缺少 'Access-Control-Allow-Origin'"),
    saying(
        Reason.ALLOW_ORIGIN_WILDCARD,
        "凭据不支持，如果 CORS 头 'Access-Control-Allow-Origin' 为 '*'",
    ),
    saying(Reason.ALLOW_ORIGIN_MISMATCH, "CORS 头 'Access-Control-Allow-Origin' 不匹配 '{detail}'"),
    saying(
        Reason.ALLOW_CREDENTIALS,
        "CORS 头中的 'Access-Control-Allow-Credentials' 预期为 'true'",
    ),
    saying(Reason.PREFLIGHT_STATUS, "CORS 预检响应未能成功"),
    saying(Reason.PREFLIGHT_STATUS, "CORS 预检通道未成功"),
    saying(Reason.PREFLIGHT_REDIRECT, "不允许 CORS 请求外部重定向"),
    saying(
        Reason.ALLOW_METHODS_INVALID,
        "CORS 头 'Access-Control-Allow-Methods' 中的令牌 '{detail}' 无效",
    ),
    saying(
        Reason.ALLOW_HEADERS_INVALID,
        "CORS 头 'Access-Control-Allow-Headers' 中的令牌 '{detail}' 无效",
    ),
    saying(Reason.METHOD_NOT_ALLOWED, "找不到 CORS 头中的 'Access-Control-Allow-Methods'"),
    saying(
        Reason.HEADER_NOT_ALLOWED,
        "CORS 预检响应的 'Access-Control-Allow-Headers'，不允许使用头 '{detail}'",
    ),
    saying(
        Reason.HEADER_NOT_ALLOWED,
        "来自 CORS 预检通道的 CORS 头 'Access-Control-Allow-Headers' 的令牌 '{detail}' 无效",
    ),
    Saying(
        "CORSMultipleAllowOriginNotAllowed",
        "不允许有多个 'Access-Control-Allow-Origin' CORS 头",
        Family.CORS,
        Reason.ALLOW_ORIGIN_MULTIPLE,
    ),
    Saying("CORSDidNotSucceed", "CORS 请求未能成功", Family.COMPANION, Reason.NETWORK),
    Saying("CORSRequestNotHttp", "CORS 请求不是 http", Family.CORS, Reason.SCHEME, Phase.BEFORE),
    Saying("CORSDisabled", "CORS 未启用", Family.LOOKALIKE),
    Saying("CORSOriginHeaderNotAdded", "无法添加 CORS 'Origin' 头", Family.LOOKALIKE),
)
_BLOCKED = "已拦截跨源请求：同源策略禁止读取位于 {url} 的远程资源。（原因：{rest}）。"
FRAMES = (
    Frame(Engine.FIREFOX, _BLOCKED + "状态码：{status}。", _REASONS),
    # Often cut off before its full stop.
    Frame(Engine.FIREFOX, _BLOCKED.removesuffix("。"), _REASONS),
)
"""Lines that hold one of the reasons above, with a status and without."""

LINES = Frame(
    Engine.FIREFOX,
    "",
    (
        Saying(
            "CORSAllowHeaderFromPreflightDeprecation",
            "跨源请求警告：同源策略即将禁止读取位于 {url} 的远程资源。",
            Family.WARNING,
        ),
        Saying(
            "MixedActiveContent",
            "已阻止加载混合活动内容“{url}”",
            Family.LOOKALIKE,
            Reason.MIXED_CONTENT,
            Phase.BEFORE,
        ),
        Saying(
            "MixedActiveContent",
            "已阻止载入混合活动内容“{url}”",
            Family.LOOKALIKE,
            Reason.MIXED_CONTENT,
            Phase.BEFORE,
        ),
        Saying(
            "RedirectToData",
            "不允许重定向至 data: URI（已阻止加载：“{url}”）",
            Family.CORS,
            Reason.REDIRECT_SCHEME,
            Phase.REDIRECT,
        ),
    ),
)
"""Whole lines."""
