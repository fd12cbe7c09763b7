# syntax=docker/dockerfile:1

FROM rust:1.95-slim-bookworm AS builder
WORKDIR /build

# The dependencies alone, so that a change of our code does not build them anew.
COPY Cargo.toml Cargo.lock ./
RUN mkdir src \
    && echo 'fn main() {}' > src/main.rs \
    && touch src/lib.rs \
    && cargo build --locked --release \
    && rm -r src

COPY src ./src
COPY assets ./assets
COPY config/demo.toml ./config/
COPY fixtures/demo ./fixtures/demo
# cargo goes by the time of files, and those that were copied may be older than the empty ones.
RUN touch src/main.rs src/lib.rs \
    && cargo build --locked --release

FROM debian:bookworm-slim
# CA certificates for https sources; sqlite3 for copies of the database while Kooste runs.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates sqlite3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin kooste \
    && install -d -o kooste -g kooste -m 0750 /var/lib/kooste
COPY --from=builder /build/target/release/kooste /usr/local/bin/kooste

USER 10001:10001
WORKDIR /var/lib/kooste
VOLUME /var/lib/kooste
# Everywhere, or nobody outside of the container could reach it.
ENV KOOSTE_LISTEN=0.0.0.0:8080 \
    KOOSTE_STORE=/var/lib/kooste/kooste.db
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --retries=3 \
    CMD ["kooste", "healthcheck"]
ENTRYPOINT ["kooste"]
CMD ["serve"]
