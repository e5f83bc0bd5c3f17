"""Templates of configurations: refused in clear words, or read where a value alone is filled in."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.source import Kind, Source, SourceError

SERVER = "server {{ {} }}"


@pytest.mark.parametrize(
    ("kind", "text", "line", "tag"),
    [
        (Kind.NGINX, "server {\n{% if cors %}\n}\n", 2, "{% if cors %}"),
        (Kind.NGINX, "\n\nserver { <% if @ssl -%> listen 443; <% end %> }", 3, "<% if @ssl -%>"),
        (Kind.NGINX, "server {\n    {{- if .Values.cors }}\n}", 2, "{{- if .Values.cors }}"),
        (Kind.NGINX, "server { listen {{ port }}; }", 1, "{{ port }}"),
        (Kind.NGINX, "server { listen <%= port %> {", 1, "<%= port %>"),
        (Kind.APACHE, "<% @aliases.each do |each| -%>\nServerAlias a\n<% end %>", 1, "<% @aliases"),
        (Kind.APACHE, "{% if cors %}\nHeader set X-A b\n{% endif %}", 1, "{% if cors %}"),
    ],
)
def test_a_template_is_refused_where_its_first_tag_is(
    kind: Kind, text: str, line: int, tag: str
) -> None:
    with pytest.raises(SourceError, match="this is a template: ") as told:
        examine(Source("a.conf", text, kind))
    assert tag in told.value.reason
    assert told.value.line == line


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.NGINX, "# {% if cors %}\nserver { return 200 '{% raw %}'; }"),
        (Kind.NGINX, 'server { add_header Access-Control-Allow-Origin "{{ origin }}" always; }'),
        (Kind.NGINX, 'server { add_header Access-Control-Allow-Origin "<%= @a %>" always; }'),
        (Kind.NGINX, 'server { add_header Access-Control-Allow-Origin "__ORIGIN__" always; }'),
        (Kind.NGINX, "server { add_header Access-Control-Allow-Origin ${ORIGIN} always; }"),
        (Kind.APACHE, "<Directory <%= @root %>>\nRequire all granted\n</Directory>"),
        (Kind.APACHE, 'Header always set Access-Control-Allow-Origin "${ORIGIN}"'),
        (Kind.APACHE, 'Header always set Access-Control-Allow-Origin "@ORIGIN@"'),
    ],
)
def test_what_is_filled_in_by_itself_is_read_and_not_judged(kind: Kind, text: str) -> None:
    assert [str(each.message) for each in examine(Source("a.conf", text, kind))] == []


def test_a_fault_without_a_tag_is_told_as_it_is() -> None:
    with pytest.raises(SourceError, match="is missing behind this"):
        examine(Source("a.conf", "server { listen 80 }", Kind.NGINX))
