-- Of which kind the error of a failed run is; NULL = it did not fail, or in an earlier version.
ALTER TABLE run ADD COLUMN failure TEXT;
