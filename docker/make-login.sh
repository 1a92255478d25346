#!/bin/sh
# Run once by PostgreSQL when its data folder is new: the owner of the tables, the account the app signs in with, and the vault with its own.
# None of them is a superuser, so that neither gets into the other's database. The app's account owns nothing: what it may do comes
# with the role that the migrations make and give it.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v owner="$(cat /run/secrets/owner_password)" -v app="$(cat /run/secrets/app_password)" -v vault="$(cat /run/secrets/vault_password)" <<'SQL'
create role alongside login createrole password :'owner';
create role alongside_web login noinherit password :'app';
create role alongside_vault login noinherit password :'vault';
alter database alongside owner to alongside;
create database alongside_vault owner alongside_vault;
revoke all on database alongside_vault from public;
SQL
