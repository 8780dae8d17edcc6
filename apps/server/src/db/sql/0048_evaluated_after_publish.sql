-- A run is a micro-backend's: a test set is evaluated.
alter table test_set rename column is_run_after_publish to is_evaluated_after_publish;
