--! shared
-- Administrative units, dated: the key is (code, valid_from) because codes are used again for other places.
create table unit (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  kind text not null check (kind in ('province', 'ward', 'commune')),
  parent text,
  lat double precision not null,
  lon double precision not null,
  area_km2 double precision,
  search text not null,
  primary key (code, valid_from)
);
-- One shape per unit and origin: 'approximate' cells are drawn from centre points, 'imported' ones come from a map.
create table unit_shape (
  code text not null,
  valid_from date not null,
  origin text not null check (origin in ('approximate', 'imported')),
  geometry jsonb not null,
  primary key (code, valid_from, origin),
  foreign key (code, valid_from) references unit (code, valid_from)
);
-- Agencies, dated like units.
create table agency (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  short text not null,
  kind text not null check (kind in ('committee', 'office', 'department', 'police', 'commune')),
  parent text,
  unit text,
  primary key (code, valid_from)
);
