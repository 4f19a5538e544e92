--! each context
-- The last local day that an asset's calibration is good for; null when nobody has named one.
alter table asset add column calibration_due date;
