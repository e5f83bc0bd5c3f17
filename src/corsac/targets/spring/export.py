"""A policy for Spring Boot: a CorsConfigurationSource, which Spring Security's filter asks.

`http.cors()` puts Spring's own CorsFilter before the filters that authenticate, so that a preflight
without credentials is answered and a 401 can be read. It takes the bean by its name,
corsConfigurationSource. Spring's patterns know `:[*]` and a star, which stands for any text: after
`https://` and before `.example.com` that is the same origins as ours, of those that browsers send.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.answer import Answer, quoted
from corsac.targets.export import APP_HEADERS, Export, ExportError, File, Notice, unread_methods
from corsac.targets.text import about, indented

if TYPE_CHECKING:
    from corsac.policy.pattern import OriginPattern
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_UNTRIED = "// Not run anywhere: it fits Java's grammar. Try it: corsac verify URL\n"
_PASTE = """\
// Into a class with @Configuration. In the chain of Spring Security, so that it answers preflights:
//     http.cors(org.springframework.security.config.Customizer.withDefaults())
// Imports: java.util.List, org.springframework.web.cors.*,
//     org.springframework.context.annotation.Bean
"""
_IMPORTS = (
    "java.util.List",
    "org.springframework.context.annotation.Bean",
    "org.springframework.context.annotation.Configuration",
    "org.springframework.security.config.annotation.web.builders.HttpSecurity",
    "org.springframework.security.web.SecurityFilterChain",
    "org.springframework.web.cors.CorsConfiguration",
    "org.springframework.web.cors.CorsConfigurationSource",
    "org.springframework.web.cors.UrlBasedCorsConfigurationSource",
    "static org.springframework.security.config.Customizer.withDefaults",
)
# Besides cors(), what Spring Boot's own chain has: with a chain of ours it makes none.
_CHAIN = """\
@Bean
SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http
        .cors(withDefaults())
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .formLogin(withDefaults())
        .httpBasic(withDefaults())
        .build();
}
"""
#: What Spring Security's firewall lets through.
_METHODS = frozenset("DELETE GET HEAD OPTIONS PATCH POST PUT *".split())
_OK, _FORBIDDEN = 200, 403


def write(policy: Policy, options: Options) -> Export:
    """Write the bean, or a configuration class with it and a chain of Spring Security.

    Raises:
        ExportError: A pattern that Spring's star would match more than, or a method that Spring
            Security refuses.
    """
    answer = Answer.of_policy(policy)
    _check(answer)
    head = f"// {about('Spring Boot', answer)}\n{_UNTRIED}"
    bean = _bean(answer)
    text = _class(bean) if options.full else _PASTE + bean
    name = "CorsSecurity.java" if options.full else "corsConfigurationSource.java"
    return Export(
        (File(name, head + text, "java"),),
        install=("add spring-boot-starter-web and spring-boot-starter-security to the build",),
        start=("./mvnw spring-boot:run",) if options.full else (),
        warnings=(*_warnings(answer, options), *unread_methods(answer, "Spring Security")),
    )


def _check(answer: Answer) -> None:
    for each in answer.origins:
        if each.placeholder is not None:
            raise ExportError(
                "pattern-unwritable",
                Text.of("a star of Spring matches more than {origin} does", origin=each.text),
                Text("write whole origins, https://*.example.com or http://localhost:*"),
            )
    unknown = [each for each in answer.methods if each not in _METHODS]
    if unknown:
        raise ExportError(
            "method-unwritable",
            Text.of("Spring Security refuses the method {method}", method=unknown[0]),
            Text("leave it out: its firewall lets DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT in"),
        )


def _pattern(pattern: OriginPattern) -> str:
    """Write a pattern: Spring's `:[*]` is every port, the scheme's own among them."""
    return pattern.text.removesuffix(":*") + (":[*]" if pattern.any_port else "")


def _bean(answer: Answer) -> str:
    exact = [each.text for each in answer.origins if each.exact or each.any]
    patterns = [_pattern(each) for each in answer.origins if not (each.exact or each.any)]
    settings = (
        ("setAllowedOrigins", exact),
        ("setAllowedOriginPatterns", patterns),
        ("setAllowedMethods", answer.methods),
        # A star is answered with what was asked for, Authorization too.
        ("setAllowedHeaders", answer.headers),
        ("setExposedHeaders", answer.expose),
    )
    lines = [
        f"cors.{name}(List.of({', '.join(map(quoted, values))}));"
        for name, values in settings
        if values
    ]
    lines += ["cors.setAllowCredentials(true);"] if answer.credentials else []
    lines += [] if answer.max_age is None else [f"cors.setMaxAge({answer.max_age}L);"]
    body = "\n".join(indented(each) for each in lines)
    return f"""\
@Bean
CorsConfigurationSource corsConfigurationSource() {{
    CorsConfiguration cors = new CorsConfiguration();
{body}
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", cors);
    return source;
}}
"""


def _class(bean: str) -> str:
    imports = "".join(f"import {each};\n" for each in _IMPORTS)
    inside = "\n".join(indented(each) for each in f"{_CHAIN}\n{bean}".splitlines())
    return f"{imports}\n@Configuration\nclass CorsSecurity {{\n{inside}\n}}\n"


def _warnings(answer: Answer, options: Options) -> tuple[Notice, ...]:
    found = (
        (
            True,
            "refused-requests",
            Text(
                "Spring answers 403 by itself to every cross-origin request whose origin or method "
                "is not allowed, an OPTIONS that is no preflight among them"
            ),
        ),
        (
            True,
            "early-errors",
            Text(
                "what the server or Spring Security's firewall refuses before the filters has no "
                "CORS headers"
            ),
        ),
        (
            True,
            "behind-proxy",
            Text(
                "behind a proxy Spring takes same-origin requests for cross-origin ones unless "
                "server.forward-headers-strategy is set"
            ),
        ),
        (
            True,
            "csrf",
            Text(
                "Spring Security's protection against CSRF stays on: a POST without its token "
                "gets 403"
            ),
        ),
        (
            answer.preflight_status != _OK or answer.refused_status != _FORBIDDEN,
            "preflight-status",
            Text("Spring answers preflights 200, or 403 where it refuses them"),
        ),
        (
            bool(answer.companions),
            "companions-missing",
            Text("this sends neither Timing-Allow-Origin nor Cross-Origin-Resource-Policy"),
        ),
        (
            options.full,
            "names",
            Text(
                "the class is in no package, and every request has to log in as Spring Boot has "
                "it: put your own rules there"
            ),
        ),
    )
    return (
        *(Notice(code, text) for applies, code, text in found if applies),
        APP_HEADERS,
    )
