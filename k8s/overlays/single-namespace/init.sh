#!/bin/bash
# Run once by the PostgreSQL image, when its volume is empty. Two users with no more rights than docs/security.md gives:
# `loader` owns the job repository, `reader` may read the source.
set -euo pipefail

secrets=${LOADER_SECRETS:-/run/secrets/loader}

# Passwords go by standard input, as variables that psql quotes: arguments are seen in the list of processes.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<SQL
\set loader_password \`cat $secrets/spring.datasource.password\`
\set reader_password \`cat $secrets/source.password\`
CREATE ROLE loader LOGIN PASSWORD :'loader_password';
CREATE ROLE reader LOGIN PASSWORD :'reader_password';
CREATE DATABASE batch OWNER loader;
REVOKE CONNECT ON DATABASE batch FROM PUBLIC;
CREATE DATABASE shop;
\connect shop
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer text NOT NULL,
  total numeric(12, 2) NOT NULL,
  ordered_at timestamptz NOT NULL
);
INSERT INTO orders
  SELECT g, 'customer ' || g % 1000, round((random() * 500)::numeric, 2), now() - g * interval '1 minute'
  FROM generate_series(1, 100000) g;
GRANT SELECT ON orders TO reader;
ANALYZE orders;
SQL
