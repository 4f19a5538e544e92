--! each context
-- An incident as it stands: `stood` is what its newest change says, the columns beside it are read out of it.
create table incident (
  id uuid primary key,
  number int generated always as identity,
  stood jsonb not null,
  state text not null generated always as (stood ->> 'state') stored,
  severity text not null generated always as (stood ->> 'severity') stored,
  agency text generated always as (stood ->> 'agency') stored,
  service text generated always as (stood ->> 'service') stored,
  unit text generated always as (stood ->> 'unit') stored,
  owner text generated always as (stood ->> 'owner') stored,
  opened_at timestamptz not null,
  -- Folded words of number, title and subject.
  words text not null
);
create index incident_opened on incident (opened_at desc, id);
create index incident_open on incident (opened_at desc, id) where state not in ('closed', 'merged');
-- All that ever happened to it; nothing in it is edited. `changed` has {field: [before, after]}, `stood` all of it afterwards.
create table incident_change (
  id bigint generated always as identity primary key,
  incident uuid not null references incident (id),
  at timestamptz not null,
  act text not null,
  by text,
  note text,
  changed jsonb not null,
  stood jsonb not null
);
create index incident_change_incident on incident_change (incident, id);
create index incident_change_at on incident_change (at);
-- An alert belongs to one incident at most.
create table incident_alert (
  alert uuid primary key references alert (id),
  incident uuid not null references incident (id)
);
create index incident_alert_incident on incident_alert (incident);
