-- What the migrations make, written by tools/dump-schema.ts from pg_catalog. Not run by anything.

-- In every context

create table alert (
  id uuid not null,
  rule text not null,
  title jsonb not null,
  subject text not null,
  subject_name text not null,
  service text not null,
  agency text,
  unit text,
  lat double precision,
  lon double precision,
  severity text not null,
  state text not null,
  raised_at timestamp with time zone not null,
  refreshed_at timestamp with time zone not null,
  times integer not null,
  owner text,
  acknowledged_at timestamp with time zone,
  resolved_at timestamp with time zone,
  resolved_by text,
  first jsonb not null,
  last jsonb not null,
  constraint alert_pkey PRIMARY KEY (id),
  constraint alert_resolved_by_check CHECK ((resolved_by = ANY (ARRAY['rule'::text, 'person'::text]))),
  constraint alert_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'high'::text, 'medium'::text, 'low'::text]))),
  constraint alert_state_check CHECK ((state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'resolved'::text])))
);
CREATE INDEX alert_raised ON alert USING btree (raised_at DESC, id);
CREATE UNIQUE INDEX alert_one_open ON alert USING btree (rule, subject) WHERE (state <> 'resolved'::text);

create table alert_change (
  id bigint not null generated always as identity,
  alert uuid not null,
  at timestamp with time zone not null,
  act text not null,
  by text,
  note text,
  evidence jsonb,
  constraint alert_change_act_check CHECK ((act = ANY (ARRAY['raised'::text, 'refreshed'::text, 'acknowledged'::text, 'resolved'::text]))),
  constraint alert_change_alert_fkey FOREIGN KEY (alert) REFERENCES alert(id),
  constraint alert_change_pkey PRIMARY KEY (id)
);
CREATE INDEX alert_change_alert ON alert_change USING btree (alert, id);

create table asset (
  id text not null,
  name text not null,
  type text not null,
  service text not null,
  lat double precision,
  lon double precision,
  agency text,
  unit text,
  confirmed boolean not null,
  created_at timestamp with time zone not null,
  calibration_due date,
  constraint asset_pkey PRIMARY KEY (id)
);

create table attachment (
  id uuid not null,
  subject_kind text not null,
  subject uuid not null,
  name text not null,
  kind text not null,
  type text not null,
  size integer not null,
  digest text not null,
  at timestamp with time zone not null,
  by text,
  taken_at timestamp with time zone,
  lat double precision,
  lon double precision,
  said_by text,
  constraint attachment_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'document'::text]))),
  constraint attachment_pkey PRIMARY KEY (id),
  constraint attachment_said_by_check CHECK ((said_by = ANY (ARRAY['camera'::text, 'person'::text])))
);
CREATE INDEX attachment_subject ON attachment USING btree (subject_kind, subject, at);

create table audit (
  id bigint not null generated always as identity,
  txid xid8 not null default pg_current_xact_id(),
  at timestamp with time zone not null,
  actor_kind text not null,
  actor text not null,
  act text not null,
  subject text not null,
  detail jsonb not null,
  constraint audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'token'::text, 'system'::text]))),
  constraint audit_pkey PRIMARY KEY (id)
);

create table audit_seal (
  seq bigint not null,
  audit bigint not null,
  hash bytea not null,
  constraint audit_seal_audit_fkey FOREIGN KEY (audit) REFERENCES audit(id),
  constraint audit_seal_audit_key UNIQUE (audit),
  constraint audit_seal_pkey PRIMARY KEY (seq)
);

create table due (
  kind text not null,
  key text not null,
  at timestamp with time zone not null,
  constraint due_pkey PRIMARY KEY (kind, key)
);
CREATE INDEX due_at ON due USING btree (at);

create table event (
  at timestamp with time zone not null,
  key uuid not null,
  received_at timestamp with time zone not null,
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
  constraint event_pkey PRIMARY KEY (at, key)
) partition by RANGE (at);
CREATE INDEX event_words ON ONLY event USING gin (words);

create table event_count (
  day timestamp with time zone not null,
  lexeme text not null,
  n integer not null,
  constraint event_count_day_fkey FOREIGN KEY (day) REFERENCES event_day(day) ON DELETE CASCADE,
  constraint event_count_pkey PRIMARY KEY (lexeme, day)
);
CREATE INDEX event_count_day ON event_count USING btree (day);

create table event_day (
  day timestamp with time zone not null,
  counted boolean not null,
  constraint event_day_pkey PRIMARY KEY (day)
);

create table event_key (
  key uuid not null,
  at timestamp with time zone not null,
  constraint event_key_pkey PRIMARY KEY (key)
);

create table idempotency (
  caller text not null,
  key text not null,
  digest bytea not null,
  answer jsonb not null,
  at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (caller, key)
);

create table incident (
  id uuid not null,
  number integer not null generated always as identity,
  stood jsonb not null,
  state text not null generated always as ((stood ->> 'state'::text)) stored,
  severity text not null generated always as ((stood ->> 'severity'::text)) stored,
  agency text generated always as ((stood ->> 'agency'::text)) stored,
  service text generated always as ((stood ->> 'service'::text)) stored,
  unit text generated always as ((stood ->> 'unit'::text)) stored,
  owner text generated always as ((stood ->> 'owner'::text)) stored,
  opened_at timestamp with time zone not null,
  words text not null,
  constraint incident_pkey PRIMARY KEY (id)
);
CREATE INDEX incident_open ON incident USING btree (opened_at DESC, id) WHERE (state <> ALL (ARRAY['closed'::text, 'merged'::text]));
CREATE INDEX incident_opened ON incident USING btree (opened_at DESC, id);

create table incident_alert (
  alert uuid not null,
  incident uuid not null,
  constraint incident_alert_alert_fkey FOREIGN KEY (alert) REFERENCES alert(id),
  constraint incident_alert_incident_fkey FOREIGN KEY (incident) REFERENCES incident(id),
  constraint incident_alert_pkey PRIMARY KEY (alert)
);
CREATE INDEX incident_alert_incident ON incident_alert USING btree (incident);

create table incident_change (
  id bigint not null generated always as identity,
  incident uuid not null,
  at timestamp with time zone not null,
  act text not null,
  by text,
  note text,
  changed jsonb not null,
  stood jsonb not null,
  constraint incident_change_incident_fkey FOREIGN KEY (incident) REFERENCES incident(id),
  constraint incident_change_pkey PRIMARY KEY (id)
);
CREATE INDEX incident_change_at ON incident_change USING btree (at);
CREATE INDEX incident_change_incident ON incident_change USING btree (incident, id);

create table journal (
  stream integer not null,
  seq bigint not null,
  kind text not null,
  source text,
  received_at timestamp with time zone not null,
  payload bytea,
  constraint journal_pkey PRIMARY KEY (stream, seq)
);

create table journal_cursor (
  consumer text not null,
  stream integer not null,
  seq bigint not null,
  constraint journal_cursor_pkey PRIMARY KEY (consumer, stream)
);

create table observation (
  series bigint not null,
  at timestamp with time zone not null,
  value double precision not null,
  quality smallint not null,
  received_at timestamp with time zone not null,
  seq bigint not null,
  constraint observation_pkey PRIMARY KEY (series, at)
) partition by RANGE (at);

create table observation_superseded (
  id bigint not null generated always as identity,
  series bigint not null,
  at timestamp with time zone not null,
  seq bigint not null,
  value double precision not null,
  quality smallint not null,
  received_at timestamp with time zone not null,
  superseded_seq bigint not null,
  constraint observation_superseded_pkey PRIMARY KEY (series, at, id)
);

create table quarantine (
  id bigint not null generated always as identity,
  source text not null,
  received_at timestamp with time zone not null,
  reason text not null,
  detail text not null,
  origin text,
  size integer not null,
  bytes bytea not null,
  digest bytea not null,
  state text not null default 'waiting'::text,
  tries integer not null default 0,
  tried_at timestamp with time zone,
  settled_at timestamp with time zone,
  settled_by text,
  verdict text,
  note text,
  constraint quarantine_pkey PRIMARY KEY (id),
  constraint quarantine_source_digest_key UNIQUE (source, digest),
  constraint quarantine_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'replayed'::text, 'dismissed'::text]))),
  constraint quarantine_verdict_check CHECK ((verdict = ANY (ARRAY['returned'::text, 'ignored'::text])))
);
CREATE INDEX quarantine_listed ON quarantine USING btree (source, state, id);
CREATE INDEX quarantine_waiting ON quarantine USING btree (source, id) WHERE (state = 'waiting'::text);

create table quarantine_replay (
  id uuid not null,
  source text not null,
  reason text,
  message bigint,
  state text not null,
  total integer not null,
  done integer not null default 0,
  cleared integer not null default 0,
  position bigint not null default 0,
  last bigint not null,
  started_at timestamp with time zone not null,
  started_by text not null,
  ended_at timestamp with time zone,
  error text,
  constraint quarantine_replay_pkey PRIMARY KEY (id),
  constraint quarantine_replay_state_check CHECK ((state = ANY (ARRAY['running'::text, 'ended'::text, 'cancelled'::text, 'failed'::text])))
);
CREATE INDEX quarantine_replay_listed ON quarantine_replay USING btree (source, started_at DESC);
CREATE UNIQUE INDEX quarantine_replay_one ON quarantine_replay USING btree (source) WHERE (state = 'running'::text);

create table rule_state (
  rule text not null,
  subject text not null,
  state jsonb not null,
  constraint rule_state_pkey PRIMARY KEY (rule, subject)
);

create table series (
  id bigint not null generated always as identity,
  source text not null,
  asset text not null,
  property text not null,
  constraint series_asset_property_source_key UNIQUE (asset, property, source),
  constraint series_pkey PRIMARY KEY (id)
);

create table source (
  id text not null,
  name text not null,
  service text not null,
  connector text not null,
  decoder text,
  agency text,
  settings jsonb not null,
  secrets bytea,
  every integer not null,
  grace integer not null,
  assets text not null,
  paused boolean not null default false,
  created_at timestamp with time zone not null,
  last_seen timestamp with time zone,
  received bigint not null default 0,
  quarantined bigint not null default 0,
  error text,
  failures integer not null default 0,
  retry_at timestamp with time zone,
  constraint source_assets_check CHECK ((assets = ANY (ARRAY['known'::text, 'learn'::text]))),
  constraint source_pkey PRIMARY KEY (id)
);

create table source_hour (
  source text not null,
  hour timestamp with time zone not null,
  received bigint not null,
  constraint source_hour_pkey PRIMARY KEY (source, hour)
);

-- Shared: in live alone

create table agency (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  short text not null,
  kind text not null,
  parent text,
  unit text,
  constraint agency_kind_check CHECK ((kind = ANY (ARRAY['committee'::text, 'office'::text, 'department'::text, 'police'::text, 'commune'::text]))),
  constraint agency_pkey PRIMARY KEY (code, valid_from)
);

create table agency_rename (
  predecessor text not null,
  successor text not null,
  since date not null,
  constraint agency_rename_pkey PRIMARY KEY (predecessor, since)
);

create table invitation (
  digest bytea not null,
  person uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint invitation_person_fkey FOREIGN KEY (person) REFERENCES person(id),
  constraint invitation_pkey PRIMARY KEY (digest)
);

create table migration (
  schema text not null,
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (schema, number)
);

create table oidc_flow (
  digest bytea not null,
  sealed bytea not null,
  expires_at timestamp with time zone not null,
  constraint oidc_flow_pkey PRIMARY KEY (digest)
);

create table password_history (
  id bigint not null generated always as identity,
  person uuid not null,
  hash text not null,
  at timestamp with time zone not null,
  constraint password_history_person_fkey FOREIGN KEY (person) REFERENCES person(id),
  constraint password_history_pkey PRIMARY KEY (id)
);
CREATE INDEX password_history_person ON password_history USING btree (person, id);

create table person (
  id uuid not null,
  name text not null,
  login text not null,
  password_hash text,
  demo boolean not null default false,
  state text not null,
  salt bytea not null,
  created_at timestamp with time zone not null,
  password_at timestamp with time zone,
  active_since timestamp with time zone,
  constraint person_login_key UNIQUE (login),
  constraint person_pkey PRIMARY KEY (id),
  constraint person_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text])))
);

create table person_grant (
  person uuid not null,
  role text not null,
  agency text,
  service text,
  unit text,
  id uuid not null default gen_random_uuid(),
  granted_at timestamp with time zone not null,
  reviewed_at timestamp with time zone,
  reviewed_by text,
  constraint person_grant_id_key UNIQUE (id),
  constraint person_grant_person_fkey FOREIGN KEY (person) REFERENCES person(id),
  constraint person_grant_person_role_agency_service_unit_key UNIQUE NULLS NOT DISTINCT (person, role, agency, service, unit)
);

create table person_identity (
  issuer text not null,
  subject text not null,
  person uuid not null,
  linked_at timestamp with time zone not null,
  constraint person_identity_person_fkey FOREIGN KEY (person) REFERENCES person(id),
  constraint person_identity_person_issuer_key UNIQUE (person, issuer),
  constraint person_identity_pkey PRIMARY KEY (issuer, subject)
);

create table recovery_code (
  person uuid not null,
  digest bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_person_fkey FOREIGN KEY (person) REFERENCES person(id),
  constraint recovery_code_pkey PRIMARY KEY (person, digest)
);

create table second_factor (
  person uuid not null,
  secret bytea,
  last_step bigint,
  confirmed_at timestamp with time zone,
  next_secret bytea,
  constraint second_factor_person_fkey FOREIGN KEY (person) REFERENCES person(id),
  constraint second_factor_pkey PRIMARY KEY (person)
);

create table session (
  digest bytea not null,
  person uuid not null,
  context text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  second boolean not null default false,
  outside boolean not null default false,
  constraint session_person_fkey FOREIGN KEY (person) REFERENCES person(id),
  constraint session_pkey PRIMARY KEY (digest)
);
CREATE INDEX session_person ON session USING btree (person);

create table sign_in_failure (
  key bytea not null,
  at timestamp with time zone not null
);
CREATE INDEX sign_in_failure_key ON sign_in_failure USING btree (key, at);

create table sign_in_key (
  one boolean not null default true,
  sealed bytea not null,
  constraint sign_in_key_one_check CHECK (one),
  constraint sign_in_key_pkey PRIMARY KEY (one)
);

create table token (
  id uuid not null,
  name text not null,
  digest bytea not null,
  scopes text[] not null,
  agency text,
  context text not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint token_digest_key UNIQUE (digest),
  constraint token_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX token_name ON token USING btree (context, name) WHERE (revoked_at IS NULL);

create table unit (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  kind text not null,
  parent text,
  lat double precision,
  lon double precision,
  area_km2 double precision,
  search text not null,
  constraint unit_centre_check CHECK (((lat IS NULL) = (lon IS NULL))),
  constraint unit_kind_check CHECK ((kind = ANY (ARRAY['province'::text, 'district'::text, 'ward'::text, 'township'::text, 'commune'::text]))),
  constraint unit_pkey PRIMARY KEY (code, valid_from)
);

create table unit_map (
  id bigint not null generated always as identity,
  file text not null,
  digest text not null,
  source text not null,
  day date not null,
  imported_by text not null,
  imported_at timestamp with time zone not null,
  constraint unit_map_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
  constraint unit_map_digest_day_source_key UNIQUE (digest, day, source),
  constraint unit_map_pkey PRIMARY KEY (id)
);

create table unit_shape (
  code text not null,
  valid_from date not null,
  origin text not null,
  geometry jsonb not null,
  map bigint,
  drawn jsonb,
  constraint unit_shape_code_valid_from_fkey FOREIGN KEY (code, valid_from) REFERENCES unit(code, valid_from),
  constraint unit_shape_map_check CHECK (((origin = 'imported'::text) = (map IS NOT NULL))) NOT VALID,
  constraint unit_shape_map_fkey FOREIGN KEY (map) REFERENCES unit_map(id),
  constraint unit_shape_origin_check CHECK ((origin = ANY (ARRAY['approximate'::text, 'imported'::text, 'outline'::text]))),
  constraint unit_shape_pkey PRIMARY KEY (code, valid_from, origin)
);

create table unit_successor (
  code text not null,
  valid_from date not null,
  successor text not null,
  successor_from date not null,
  constraint unit_successor_code_valid_from_fkey FOREIGN KEY (code, valid_from) REFERENCES unit(code, valid_from),
  constraint unit_successor_pkey PRIMARY KEY (code, valid_from, successor, successor_from),
  constraint unit_successor_successor_successor_from_fkey FOREIGN KEY (successor, successor_from) REFERENCES unit(code, valid_from)
);
CREATE INDEX unit_successor_after ON unit_successor USING btree (successor, successor_from);
