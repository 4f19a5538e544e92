--! shared
-- Units that ended before anyone measured their centre; districts and townships, which stood until 1/7/2025.
alter table unit alter column lat drop not null;
alter table unit alter column lon drop not null;
alter table unit drop constraint unit_kind_check;
alter table unit add constraint unit_kind_check check (kind in ('province', 'district', 'ward', 'township', 'commune'));
alter table unit add constraint unit_centre_check check ((lat is null) = (lon is null));
-- What a unit became when it ended. Several rows say that it was divided; no row needs a flag for it.
create table unit_successor (
  code text not null,
  valid_from date not null,
  successor text not null,
  successor_from date not null,
  primary key (code, valid_from, successor, successor_from),
  foreign key (code, valid_from) references unit (code, valid_from),
  foreign key (successor, successor_from) references unit (code, valid_from)
);
create index unit_successor_after on unit_successor (successor, successor_from);
-- A map that somebody imported: which file (SHA-256), whose it is, who brought it, for the units of which day.
create table unit_map (
  id bigint generated always as identity primary key,
  file text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  source text not null,
  day date not null,
  imported_by text not null,
  imported_at timestamptz not null,
  unique (digest, day, source)
);
-- Every imported shape names its map and has a lighter copy for drawing, whose edges still meet the neighbours'. The
-- 'outline' of a province is computed from the imported shapes of its units; a cell and an outline have no map.
alter table unit_shape add column map bigint references unit_map (id);
alter table unit_shape add column drawn jsonb;
alter table unit_shape drop constraint unit_shape_origin_check;
alter table unit_shape add constraint unit_shape_origin_check check (origin in ('approximate', 'imported', 'outline'));
alter table unit_shape add constraint unit_shape_map_check check ((origin = 'imported') = (map is not null)) not valid;
