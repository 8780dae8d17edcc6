-- A day may have hours more than once, as with a break at noon: what `DayHours` is, in order; an empty list: they are
-- closed all day. By `using`, since an update of what every org has finds no row under the policies.
alter table exceptional_day drop constraint exceptional_day_check;
alter table exceptional_day alter column opens type jsonb using
  case when opens is null then '[]' else jsonb_build_array(jsonb_build_object('from', opens, 'to', closes)) end;
alter table exceptional_day drop column closes;
alter table exceptional_day rename column opens to hours;
alter table exceptional_day alter column hours set not null;
