-- What became of a notification that was held back, and of an emergency that rang.
ALTER TABLE notification ADD COLUMN digest TEXT;               -- the id of the notification that told it
ALTER TABLE notification ADD COLUMN acknowledged_at INTEGER;   -- null: not acknowledged
ALTER TABLE notification ADD COLUMN acknowledged_by TEXT;      -- for people; never a key
ALTER TABLE notification ADD COLUMN acknowledged_device TEXT;

-- Emergencies that were accepted and may ring still: sent, with a receipt.
CREATE INDEX notification_ringing ON notification (place)
    WHERE state = 1 AND priority = 2 AND receipt IS NOT NULL;
CREATE INDEX notification_acknowledged ON notification (alert) WHERE acknowledged_at IS NOT NULL;
