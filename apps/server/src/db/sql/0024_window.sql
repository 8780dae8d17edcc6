-- What the contact did that the present end of the window rests on, and when: a message, an advertisement, a
-- reaction. Null: there is no window, or it was opened before this was known.
alter table conversation
  add column window_opened_by text,
  add column window_opened_at timestamptz(3);
