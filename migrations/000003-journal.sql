--! each context
-- The journal: key (stream, seq). One process owns a stream by an advisory lock, commits serially and gives seq itself,
-- so a reader by cursor never passes a row that is not committed yet.
create table journal (
  stream int not null,
  seq bigint not null,
  kind text not null,
  source text,
  received_at timestamptz not null,
  payload bytea,
  primary key (stream, seq)
);
alter table journal alter column payload set storage external;
create table journal_cursor (
  consumer text not null,
  stream int not null,
  seq bigint not null,
  primary key (consumer, stream)
);
-- Deadlines in the context's own time, polled with its clock.
create table due (
  kind text not null,
  key text not null,
  at timestamptz not null,
  primary key (kind, key)
);
create index due_at on due (at);
-- Acts, each inserted in the act's own transaction; txid lets the sealer wait for older transactions.
create table audit (
  id bigint generated always as identity primary key,
  txid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'token', 'system')),
  actor text not null,
  act text not null,
  subject text not null,
  detail jsonb not null
);
-- The chain over them: hash = sha256(previous hash, row). The application may only insert.
create table audit_seal (
  seq bigint primary key,
  audit bigint not null unique references audit (id),
  hash bytea not null
);
