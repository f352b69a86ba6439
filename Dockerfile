# Tradewind in one process: shop, web chat, merchant console and the bots whose tokens are set.
FROM python:3.11.13-slim-bookworm AS build

WORKDIR /src
COPY requirements.lock pyproject.toml ./
# setuptools and uv first, by the lock, so that whatever builds or resolves is pinned and hashed as well
RUN awk '/^(setuptools|uv)==/ { wanted = 1 } wanted { print } !/\\$/ { wanted = 0 }' requirements.lock > build.lock \
    && python -m venv /opt/tradewind \
    && /opt/tradewind/bin/python -m pip install --no-cache-dir --require-hashes -r build.lock
# what runs the shop, at the lock's versions and hashes; the tools of development stay out
RUN /opt/tradewind/bin/uv pip install --no-cache --python /opt/tradewind/bin/python --require-hashes \
    --no-build-isolation --constraint requirements.lock -r pyproject.toml

COPY README.md LICENSE ./
COPY bots ./bots
COPY connectors ./connectors
COPY nlu ./nlu
COPY commerce_core ./commerce_core
COPY benchmarks ./benchmarks
RUN /opt/tradewind/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/tradewind/bin/uv pip uninstall --python /opt/tradewind/bin/python uv setuptools pip
# the language model is trained once, here: the container starts at once and writes nowhere but in its volume
ENV XDG_CACHE_HOME=/opt/cache
RUN /opt/tradewind/bin/tradewind nlu train


FROM python:3.11.13-slim-bookworm

RUN useradd --system --uid 10001 --create-home tradewind \
    && install --directory --owner tradewind --group tradewind /data
COPY --from=build /opt/tradewind /opt/tradewind
COPY --from=build /opt/cache /opt/cache

ENV PATH=/opt/tradewind/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/opt/cache \
    TRADEWIND_DATA_DIR=/data \
    TRADEWIND_HOST=0.0.0.0 \
    TRADEWIND_PORT=8000
USER tradewind
WORKDIR /data
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]

CMD ["tradewind", "serve", "--role", "all"]
