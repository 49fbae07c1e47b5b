#!/bin/sh
# Run once by the postgres image on an empty volume: the owner, who migrates, and the runtime role, who serves pages.
# The same as config/embedded/postgres.py makes on one machine. Row-level security hangs on their being two.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
	--set owner_password="$HUANJU_OWNER_PASSWORD" --set app_password="$HUANJU_APP_PASSWORD" <<'SQL'
CREATE ROLE huanju_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION CREATEDB PASSWORD :'owner_password';
CREATE ROLE huanju_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION NOCREATEDB PASSWORD :'app_password';
CREATE DATABASE huanju OWNER huanju_owner;
\connect huanju
CREATE EXTENSION IF NOT EXISTS pg_trgm;
ALTER DEFAULT PRIVILEGES FOR ROLE huanju_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO huanju_app;
ALTER DEFAULT PRIVILEGES FOR ROLE huanju_owner GRANT USAGE, SELECT ON SEQUENCES TO huanju_app;
SQL
