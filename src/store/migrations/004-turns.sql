-- What was last told of each id that was ever shown, and since which revision. Outlives the activity.
CREATE TABLE turn (
    activity        TEXT PRIMARY KEY,
    -- Of what is told of it; none = it is not shown any more.
    digest          BLOB,
    revision        INTEGER NOT NULL,
    at              INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_gone ON turn (at) WHERE digest IS NULL;
