-- The two roles and the database, for psql as superuser; may be run again. config/embedded runs it at each start, the
-- image of docker-compose.yml once on an empty volume. Row-level security hangs on the roles being two: the owner
-- migrates, the runtime role serves pages, neither is a superuser. Passwords come from the environment.
\set ON_ERROR_STOP on
\getenv owner_password HUANJU_OWNER_PASSWORD
\getenv app_password HUANJU_APP_PASSWORD

SELECT 'CREATE ROLE huanju_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'huanju_owner') \gexec
SELECT 'CREATE ROLE huanju_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'huanju_app') \gexec
ALTER ROLE huanju_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION CREATEDB PASSWORD :'owner_password';
ALTER ROLE huanju_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION NOCREATEDB PASSWORD :'app_password';

-- The template first: databases that the owner makes, those of tests, are born with the same.
\connect template1
CREATE EXTENSION IF NOT EXISTS pg_trgm;
ALTER DEFAULT PRIVILEGES FOR ROLE huanju_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO huanju_app;
ALTER DEFAULT PRIVILEGES FOR ROLE huanju_owner GRANT USAGE, SELECT ON SEQUENCES TO huanju_app;

SELECT 'CREATE DATABASE huanju OWNER huanju_owner TEMPLATE template1'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'huanju') \gexec
