-- Times are seconds since 1970, UTC. Bodies are JSON of the type of the same name.

CREATE TABLE source (
    id              TEXT PRIMARY KEY,
    -- Of everything in its configuration that decides what is read out of the same bytes.
    fingerprint     TEXT NOT NULL,
    -- Of the last complete run, by address.
    validators      TEXT NOT NULL DEFAULT '[]',
    failures        INTEGER NOT NULL DEFAULT 0,
    next_due        INTEGER,
    last_success    INTEGER,
    last_complete   INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (
    source          TEXT NOT NULL,
    id              TEXT NOT NULL,
    body            TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('live', 'expired', 'withdrawn')),
    absent          INTEGER NOT NULL DEFAULT 0,
    generation      INTEGER NOT NULL DEFAULT 0,
    first_seen      INTEGER NOT NULL,
    changed         INTEGER NOT NULL,
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
    id              TEXT PRIMARY KEY,
    body            TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('live', 'withdrawn', 'merged')),
    revision        INTEGER NOT NULL,
    changed         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A listing belongs to one activity; the id of one that was replaced is kept in `activity`.
CREATE TABLE member (
    source          TEXT NOT NULL,
    listing         TEXT NOT NULL,
    activity        TEXT NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
    PRIMARY KEY (source, listing)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_activity ON member (activity);

CREATE TABLE run (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    source          TEXT NOT NULL,
    mode            TEXT NOT NULL CHECK (mode IN ('normal', 'full', 'dry_run')),
    trigger         TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('queued', 'running', 'applied', 'unchanged', 'held', 'failed')),
    queued          INTEGER NOT NULL,
    started         INTEGER,
    ended           INTEGER,
    revision        INTEGER,
    error           TEXT,
    report          TEXT
) STRICT;
CREATE INDEX run_source ON run (source, id);

-- Removals that wait for a person; at most one set a source.
CREATE TABLE held (
    source          TEXT PRIMARY KEY,
    digest          TEXT NOT NULL,
    removals        TEXT NOT NULL,
    reason          TEXT NOT NULL,
    since           INTEGER NOT NULL,
    run             INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
    id              INTEGER PRIMARY KEY,
    as_of           TEXT NOT NULL,
    renderer        INTEGER NOT NULL,
    published       INTEGER NOT NULL
) STRICT;

CREATE TABLE change (
    revision        INTEGER NOT NULL,
    activity        TEXT NOT NULL,
    kind            TEXT NOT NULL,
    fields          TEXT NOT NULL,
    run             INTEGER,
    PRIMARY KEY (revision, activity)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_activity ON change (activity, revision);

-- What people decided; outlives every run.
CREATE TABLE decision (
    kind            TEXT NOT NULL CHECK (kind IN ('suppress')),
    subject         TEXT NOT NULL,
    reason          TEXT NOT NULL,
    actor           TEXT NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    at              INTEGER NOT NULL,
    actor           TEXT NOT NULL,
    action          TEXT NOT NULL,
    subject         TEXT NOT NULL,
    detail          TEXT NOT NULL
) STRICT;

CREATE TABLE token (
    name            TEXT PRIMARY KEY,
    hash            BLOB NOT NULL,
    created         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name            TEXT PRIMARY KEY,
    value           TEXT NOT NULL
) STRICT, WITHOUT ROWID;
