--! shared
-- A person's second factor (TOTP, RFC 6238). Secrets are sealed with secret.key; next_secret waits for its first code.
create table second_factor (
  person uuid primary key references person (id),
  secret bytea,
  -- The newest 30-second step whose code was taken: that one and all before it are refused.
  last_step bigint,
  confirmed_at timestamptz,
  next_secret bytea
);
create table recovery_code (
  person uuid not null references person (id),
  digest bytea not null,
  used_at timestamptz,
  primary key (person, digest)
);
-- Whether the second factor was given in this session, and whether it was opened from beyond the local network.
alter table session add column second boolean not null default false;
alter table session add column outside boolean not null default false;
-- Passwords that a person has had, as hashes, so that the last ten are not taken again.
create table password_history (
  id bigint generated always as identity primary key,
  person uuid not null references person (id),
  hash text not null,
  at timestamptz not null
);
create index password_history_person on password_history (person, id);
insert into password_history (person, hash, at)
  select id, password_hash, created_at from person where password_hash is not null and not demo;
alter table person add column password_at timestamptz;
-- Idle days are counted from here or from the newest session, whichever is later.
alter table person add column active_since timestamptz;
update person set password_at = created_at, active_since = created_at;
-- A grant is a thing of its own: it is looked at again every six months.
alter table person_grant add column id uuid not null default gen_random_uuid() unique;
alter table person_grant add column granted_at timestamptz;
alter table person_grant add column reviewed_at timestamptz;
alter table person_grant add column reviewed_by text;
update person_grant g set granted_at = (select created_at from person p where p.id = g.person);
alter table person_grant alter column granted_at set not null;
-- Who a person is at an outside identity provider: the issuer's subject, never a mail address or a name.
create table person_identity (
  issuer text not null,
  subject text not null,
  person uuid not null references person (id),
  linked_at timestamptz not null,
  primary key (issuer, subject),
  unique (person, issuer)
);
-- A sign-in that is away at the provider: the digest of the browser's cookie, and what must come back, sealed.
create table oidc_flow (
  digest bytea primary key,
  sealed bytea not null,
  expires_at timestamptz not null
);
