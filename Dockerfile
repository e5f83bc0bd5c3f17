# docker build -t corsac . && docker run --rm -v "$PWD:/project" corsac lint .
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY docs/man docs/man
COPY src src
RUN python -m venv /corsac && /corsac/bin/pip install --no-cache-dir --quiet '.[lint]'

FROM python:3.13-slim
COPY --from=build /corsac /corsac
RUN useradd --create-home corsac
USER corsac
WORKDIR /project
ENV PATH="/corsac/bin:$PATH"
ENTRYPOINT ["corsac"]
