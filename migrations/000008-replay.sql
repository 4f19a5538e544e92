--! each context
-- A message waits until all of it is stored (replayed) or a person says why it never will be (dismissed); either way its
-- bytes stay.
alter table quarantine
  add column state text not null default 'waiting' check (state in ('waiting', 'replayed', 'dismissed')),
  add column tries int not null default 0,
  add column tried_at timestamptz,
  add column settled_at timestamptz,
  add column settled_by text,
  add column verdict text check (verdict in ('returned', 'ignored')),
  add column note text;
create index quarantine_waiting on quarantine (source, id) where state = 'waiting';
create index quarantine_listed on quarantine (source, state, id);
-- A replay goes on from `position` after a restart: what was replayed twice is a duplicate.
create table quarantine_replay (
  id uuid primary key,
  source text not null,
  reason text,
  message bigint,
  state text not null check (state in ('running', 'ended', 'cancelled', 'failed')),
  total int not null,
  done int not null default 0,
  cleared int not null default 0,
  position bigint not null default 0,
  -- The newest message at the start: what comes in meanwhile waits for the next replay.
  last bigint not null,
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  error text
);
create unique index quarantine_replay_one on quarantine_replay (source) where state = 'running';
create index quarantine_replay_listed on quarantine_replay (source, started_at desc);
