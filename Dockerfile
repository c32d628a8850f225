FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY graph graph
COPY ingest ingest
COPY api api
RUN pip wheel --no-cache-dir --constraint requirements.lock --wheel-dir /wheels .

FROM python:3.13-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels kedja \
    && useradd --system --uid 10001 kedja \
    && install --directory --owner kedja /data
USER kedja
ENV KEDJA_STORE=/data/kedja.db
EXPOSE 8000
ENTRYPOINT ["kedja"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
