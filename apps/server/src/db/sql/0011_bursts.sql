-- Bursts: several short messages of a contact are one input, once the contact is quiet.

alter table inbox add column bursts boolean not null default false;

-- `quiet_until`: when the turn begins, unless there is another message; null while nothing is gathered.
-- `quiet_from`: when the first message of the burst came; kept until the turn that reads it is committed.
alter table run
  add column quiet_from timestamptz,
  add column quiet_until timestamptz;
create index run_quiet on run (quiet_until) where quiet_until is not null;

-- As before, and the runs whose contact has been quiet.
create or replace function due(living uuid[], most int) returns table (kind text, org_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog, public
as $$
  (select 'run', r.org_id, r.id from public.run r where r.due_at <= now() and r.claimed_by is null
   order by r.due_at limit most)
  union all
  (select 'run', r.org_id, r.id from public.run r where r.quiet_until <= now() and r.claimed_by is null
   order by r.quiet_until limit most)
  union all
  (select 'run', r.org_id, r.id from public.run r where r.claimed_by is not null and r.claimed_by <> all (living)
   limit most)
  union all
  (select 'delivery', d.org_id, d.id from public.delivery d where d.due_at <= now() and d.claimed_by is null
   order by d.due_at limit most)
  union all
  (select 'delivery', d.org_id, d.id from public.delivery d where d.claimed_by is not null and d.claimed_by <> all (living)
   limit most)
  union all
  (select 'job', j.org_id, j.id from public.job j where j.due_at <= now() and j.claimed_by is null
   order by j.due_at limit most)
  union all
  (select 'job', j.org_id, j.id from public.job j where j.claimed_by is not null and j.claimed_by <> all (living)
   limit most)
$$;
