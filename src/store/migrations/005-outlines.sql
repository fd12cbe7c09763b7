-- What a listing says stands by itself, so that whoever counts or compares listings need not read past
-- it. With a rowid: of rows as long as these a table without one would keep a fourth of each at hand
-- (sqlite.org/withoutrowid, 5).
CREATE TABLE body (
    source          TEXT NOT NULL,
    listing         TEXT NOT NULL,
    body            TEXT NOT NULL,
    PRIMARY KEY (source, listing)
) STRICT;
INSERT INTO body (source, listing, body) SELECT source, id, body FROM listing ORDER BY source, id;
ALTER TABLE listing DROP COLUMN body;
-- JSON; NULL = it is still to be made of the body.
ALTER TABLE listing ADD COLUMN outline TEXT;
-- Of what it was read from; NULL = not known, or of a kind that is read anew each time.
ALTER TABLE listing ADD COLUMN mark BLOB;
-- The source's own id of who arranges it.
ALTER TABLE listing ADD COLUMN organiser TEXT;
