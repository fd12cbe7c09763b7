//! The change log month by month: which fields of each activity changed.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use chrono_tz::Europe::Helsinki;
use rusqlite::Connection;

use super::{StoreError, by_name, from_json, instant, seconds};
use crate::activity::Field;
use crate::id::ActivityId;
use crate::month::Month;
use crate::when::zone::to_instant;

/// From the first moment of `month` on, one a logged change; of what changed nothing else is told.
pub fn since(
    connection: &Connection,
    month: Month,
) -> Result<Vec<(ActivityId, Month, BTreeSet<Field>)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT change.activity, change.fields, revision.published
         FROM revision JOIN change ON change.revision = revision.id
         WHERE revision.published >= ?1 AND change.fields <> '[]'",
    )?;
    let start = to_instant(month.days().from.and_time(NaiveTime::MIN), Helsinki).to_utc();
    let mut rows = statement.query([seconds(start)])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let id = by_name("activity id", &row.get::<_, String>(0)?)?;
        let fields = from_json("fields", &row.get::<_, String>(1)?)?;
        all.push((id, Month::of(instant(row.get(2)?)), fields));
    }
    Ok(all)
}
