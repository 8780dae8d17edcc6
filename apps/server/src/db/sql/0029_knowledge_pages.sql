-- When the thresholds of an org's knowledge were found.
alter table knowledge add column calibrated_at timestamptz;
