-- Newest first is the order of the ids, which begin with their time. Most runs are done; the rest is found here.
create index run_live on run (org_id, status, id) where status in ('running', 'waiting');
create index run_unhappy on run (org_id, status, id) where status in ('failed', 'cancelled');
