-- Since when a listing is not live; for some days it keeps its activity's id for what replaces it.
ALTER TABLE listing ADD COLUMN gone INTEGER;
UPDATE listing SET gone = changed WHERE state <> 'live';

-- The activity whose id stands for this one too; of merged ones only.
ALTER TABLE activity ADD COLUMN target TEXT;
CREATE INDEX activity_target ON activity (target) WHERE target IS NOT NULL;

-- What people said of two listings, the smaller key first; outlives every run.
CREATE TABLE ruling (
    source          TEXT NOT NULL,
    listing         TEXT NOT NULL,
    other_source    TEXT NOT NULL,
    other_listing   TEXT NOT NULL,
    ruling          TEXT NOT NULL CHECK (ruling IN ('together', 'apart')),
    reason          TEXT NOT NULL,
    actor           TEXT NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (source, listing, other_source, other_listing)
) STRICT, WITHOUT ROWID;

-- Pairs that may be one activity and that nobody has decided on, the smaller key first.
CREATE TABLE possible (
    source          TEXT NOT NULL,
    listing         TEXT NOT NULL,
    other_source    TEXT NOT NULL,
    other_listing   TEXT NOT NULL,
    -- In log-odds, by the model of that name.
    score           REAL NOT NULL,
    model           TEXT NOT NULL,
    -- JSON, for a person to look at.
    evidence        TEXT NOT NULL,
    since           INTEGER NOT NULL,
    PRIMARY KEY (source, listing, other_source, other_listing)
) STRICT, WITHOUT ROWID;
