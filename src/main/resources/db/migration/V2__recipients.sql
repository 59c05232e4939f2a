-- Whom a notification goes to.
ALTER TABLE notification ADD COLUMN recipient TEXT NOT NULL DEFAULT '';  -- a name; '': who is told of everything
ALTER TABLE notification ADD COLUMN device TEXT;
ALTER TABLE notification ADD COLUMN sound TEXT;
