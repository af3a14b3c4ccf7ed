-- What is installed: made before the first migration, and by every later one again where it is missing.
create schema if not exists trueup;
create table if not exists trueup.migration (
    name text primary key,
    digest text not null,
    installed_at timestamptz not null default pg_catalog.now()
);
comment on table trueup.migration is 'Migrations that are installed.';
comment on column trueup.migration.name is 'File in sql/migrations without its ending.';
comment on column trueup.migration.digest is 'SHA-256 of the file, hexadecimal.';
comment on column trueup.migration.installed_at is 'When it was installed.';
