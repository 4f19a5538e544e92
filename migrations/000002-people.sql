--! shared
-- People and machines that may call. Personal fields stay here; the audit chain holds salted digests of them.
create table person (
  id uuid primary key,
  name text not null,
  login text not null unique,
  password_hash text,
  demo boolean not null default false,
  state text not null check (state in ('invited', 'active', 'disabled')),
  salt bytea not null,
  created_at timestamptz not null
);
create table person_grant (
  person uuid not null references person (id),
  role text not null,
  agency text,
  service text,
  unit text,
  unique nulls not distinct (person, role, agency, service, unit)
);
create table invitation (
  digest bytea primary key,
  person uuid not null references person (id),
  expires_at timestamptz not null,
  used_at timestamptz
);
create table session (
  digest bytea primary key,
  person uuid not null references person (id),
  context text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on session (person);
create table token (
  id uuid primary key,
  name text not null,
  digest bytea not null unique,
  scopes text[] not null,
  agency text,
  context text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
-- A revoked token gives its name free: the machine that gets a new one keeps its name.
create unique index token_name on token (context, name) where revoked_at is null;
-- Failed sign-ins, per login and per address, as digests.
create table sign_in_failure (
  key bytea not null,
  at timestamptz not null
);
create index sign_in_failure_key on sign_in_failure (key, at);
-- The key of those digests, sealed with secret.key, so that a copy of the database tells no address and no login.
create table sign_in_key (
  one boolean primary key default true check (one),
  sealed bytea not null
);
-- An agency's code changed: grants, tokens and rows that name the one reach what names the other.
create table agency_rename (
  predecessor text not null,
  successor text not null,
  since date not null,
  primary key (predecessor, since)
);
