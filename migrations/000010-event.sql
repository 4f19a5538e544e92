--! each context
-- Something that happened. `words` are its folded words, and `=`-marked lexemes of what is filtered by, so that one index
-- per month finds text and structure together. severity: position in model/severity.ts SEVERITIES.
create table event (
  at timestamptz not null,
  key uuid not null,
  received_at timestamptz not null,
  source text not null,
  origin text,
  id text not null,
  service text not null,
  type text not null,
  subject text,
  asset text,
  agency text,
  unit text,
  lat double precision,
  lon double precision,
  severity smallint,
  data jsonb,
  attributes jsonb,
  words tsvector not null,
  primary key (at, key)
) partition by range (at);
create index event_words on event using gin (words);
-- Received twice = stored once, in whichever month each copy claims to be: the key is made of source, origin and id.
create table event_key (
  key uuid primary key,
  at timestamptz not null
);
