--! each context
-- What a rule remembers of a subject between two values.
create table rule_state (
  rule text not null,
  subject text not null,
  state jsonb not null,
  primary key (rule, subject)
);
-- The present row of an alert, derived from alert_change in the same transaction.
create table alert (
  id uuid primary key,
  rule text not null,
  title jsonb not null,
  subject text not null,
  subject_name text not null,
  service text not null,
  agency text,
  unit text,
  lat double precision,
  lon double precision,
  severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
  state text not null check (state in ('open', 'acknowledged', 'resolved')),
  raised_at timestamptz not null,
  refreshed_at timestamptz not null,
  times int not null,
  owner text,
  acknowledged_at timestamptz,
  resolved_at timestamptz,
  resolved_by text check (resolved_by in ('rule', 'person')),
  first jsonb not null,
  last jsonb not null
);
create unique index alert_one_open on alert (rule, subject) where state <> 'resolved';
create index alert_raised on alert (raised_at desc, id);
create table alert_change (
  id bigint generated always as identity primary key,
  alert uuid not null references alert (id),
  at timestamptz not null,
  act text not null check (act in ('raised', 'refreshed', 'acknowledged', 'resolved')),
  by text,
  note text,
  evidence jsonb
);
create index alert_change_alert on alert_change (alert, id);
