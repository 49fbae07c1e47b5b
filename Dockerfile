# The image of web, worker, clock and migrations. Three stages: front-end files, Python packages, the system itself.
# Not built here without an engine: `make check` validates only docker-compose.yml.

FROM node:24-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev
RUN mkdir -p vendor/tabler vendor/echarts vendor/htmx \
 && cp node_modules/@tabler/core/dist/css/tabler.min.css vendor/tabler/ \
 && cp node_modules/echarts/dist/echarts.common.min.js vendor/echarts/ \
 && cp node_modules/htmx.org/dist/htmx.min.js vendor/htmx/

FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt config/setup/uv.txt /build/
RUN python -m venv /opt/huanju \
 && /opt/huanju/bin/pip install --no-cache-dir --require-hashes -r /build/uv.txt \
 && /opt/huanju/bin/uv pip sync --no-cache --python /opt/huanju/bin/python --require-hashes /build/requirements.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --create-home --uid 10001 huanju
ENV PATH=/opt/huanju/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production
WORKDIR /srv/huanju
COPY --from=packages /opt/huanju /opt/huanju
COPY . .
COPY --from=assets /build/vendor static/vendor
# The settings refuse to load without their secrets; these last for this line only and lead nowhere.
RUN SECRET_KEY=build-only-0123456789-abcdefghijklmnopqrstuvwxyz ALLOWED_HOSTS=build \
    DATABASE_URL=postgresql://build@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0 \
    python manage.py collectstatic --no-input --verbosity 0 \
 && mkdir -p var/files && chown -R huanju var
USER huanju
EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "4", "--threads", "4", "--timeout", "60"]
