--! each context
-- Files that belong to something; their bytes lie by their digest in DATA_DIR/files/CONTEXT/attachment.
create table attachment (
  id uuid primary key,
  subject_kind text not null,
  subject uuid not null,
  name text not null,
  kind text not null check (kind in ('image', 'document')),
  type text not null,
  size int not null,
  digest text not null,
  at timestamptz not null,
  by text,
  taken_at timestamptz,
  lat double precision,
  lon double precision,
  said_by text check (said_by in ('camera', 'person'))
);
create index attachment_subject on attachment (subject_kind, subject, at);
