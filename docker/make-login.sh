#!/bin/sh
# Run once by PostgreSQL when its data folder is new: the account the app signs in with, and the vault with its own.
# It owns nothing. What it may do comes with the role that the migrations make and give it.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v password="$(cat /run/secrets/app_password)" <<'SQL'
create role alongside_web login noinherit nosuperuser nocreatedb nocreaterole nobypassrls password :'password';
SQL
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v password="$(cat /run/secrets/vault_password)" <<'SQL'
create role alongside_vault login noinherit nosuperuser nocreatedb nocreaterole nobypassrls password :'password';
create database alongside_vault owner alongside_vault;
revoke all on database alongside_vault from public;
SQL
