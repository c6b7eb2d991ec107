# `make pin-image` writes the digest behind the tag.
ARG BASE=python:3.13-slim-trixie

FROM ${BASE} AS build
RUN apt-get update && apt-get install --yes --no-install-recommends make
WORKDIR /source
COPY Makefile pyproject.toml README.md LICENSE ./
COPY requirements requirements
COPY seeds seeds
COPY data data
COPY bot bot
ENV PIP_CACHE_DIR=/var/cache/pip
RUN --mount=type=cache,target=/var/cache/pip make install PREFIX=/opt/tegenspraak

FROM ${BASE}
# A new volume takes over whose this folder is.
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/tegenspraak
COPY --from=build /opt/tegenspraak /opt/tegenspraak
ENV TEGENSPRAAK_STATE=/var/lib/tegenspraak
VOLUME /var/lib/tegenspraak
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["/opt/tegenspraak/bin/tegenspraak", "health"]
ENTRYPOINT ["/opt/tegenspraak/bin/tegenspraak"]
CMD ["serve"]
