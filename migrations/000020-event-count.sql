--! each context
-- A finished local day whose events were counted by what they are found by. A late event takes the row away, and with it
-- the counts: they are made again. Not yet `counted`: being counted just now.
create table event_day (
  day timestamptz primary key,
  counted boolean not null
);
-- Lexemes that few events of the day have are left out: the index finds those. '' counts all events of the day.
create table event_count (
  day timestamptz not null references event_day (day) on delete cascade,
  lexeme text not null,
  n int not null,
  primary key (lexeme, day)
);
create index event_count_day on event_count (day);
