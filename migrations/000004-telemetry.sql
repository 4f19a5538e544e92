--! each context
-- A connector instance, its contract and its health. Secrets of its settings are sealed with secret.key.
create table source (
  id text primary key,
  name text not null,
  service text not null,
  connector text not null,
  decoder text,
  agency text,
  settings jsonb not null,
  secrets bytea,
  every int not null,
  grace int not null,
  assets text not null check (assets in ('known', 'learn')),
  paused boolean not null default false,
  created_at timestamptz not null,
  last_seen timestamptz,
  received bigint not null default 0,
  quarantined bigint not null default 0,
  error text,
  failures int not null default 0,
  retry_at timestamptz
);
-- Rows received per source and hour: the rate on the screen.
create table source_hour (
  source text not null,
  hour timestamptz not null,
  received bigint not null,
  primary key (source, hour)
);
create table quarantine (
  id bigint generated always as identity primary key,
  source text not null,
  received_at timestamptz not null,
  reason text not null,
  detail text not null,
  origin text,
  size int not null,
  bytes bytea not null,
  -- The same unreadable part from the same origin is kept once, however often the wire brings it.
  digest bytea not null,
  unique (source, digest)
);
create table asset (
  id text primary key,
  name text not null,
  type text not null,
  service text not null,
  lat double precision,
  lon double precision,
  agency text,
  unit text,
  confirmed boolean not null,
  created_at timestamptz not null
);
create table series (
  id bigint generated always as identity primary key,
  source text not null,
  asset text not null,
  property text not null,
  unique (asset, property, source)
);
-- quality: position in model/quality.ts QUALITIES, 0 = good.
create table observation (
  series bigint not null,
  at timestamptz not null,
  value double precision not null,
  quality smallint not null,
  received_at timestamptz not null,
  seq bigint not null,
  primary key (series, at)
) partition by range (at);
-- What a correction replaced: both are kept, the later counts.
create table observation_superseded (
  id bigint generated always as identity,
  series bigint not null,
  at timestamptz not null,
  seq bigint not null,
  value double precision not null,
  quality smallint not null,
  received_at timestamptz not null,
  superseded_seq bigint not null,
  primary key (series, at, id)
);
-- The answer given to a request that named an Idempotency-Key, so that its repetition gets the same one.
create table idempotency (
  caller text not null,
  key text not null,
  digest bytea not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (caller, key)
);
