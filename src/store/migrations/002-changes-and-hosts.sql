-- The schedule by which `next_due` was reckoned.
ALTER TABLE source ADD COLUMN schedule TEXT;
-- When a source of which otherwise only changes are asked for is to be read whole.
ALTER TABLE source ADD COLUMN next_full INTEGER;
-- What changes were read last: the end of a feed of changes, or parts of series among them.
ALTER TABLE source ADD COLUMN cursor TEXT;
-- Where its upstream says that it has moved to for good.
ALTER TABLE source ADD COLUMN moved TEXT;

-- Whether a person has said that they are to stay: then nobody is asked again until the set differs.
ALTER TABLE held ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;

-- Hosts that asked for patience, as host:port.
CREATE TABLE host (
    name            TEXT PRIMARY KEY,
    not_before      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
