//! What is published, and the log of how it came to be so.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

use super::{StoreError, by_name, from_json, name_of, seconds, text, to_json};
use crate::activity::{Activity, Field, State};
use crate::id::{ActivityId, ListingKey, Revision, RunId, SourceId};
use crate::report::ActivityChangeKind;

/// Hands over one after the other in order of their ids: all at once they weigh more than what is
/// served of them.
pub fn each(
    connection: &Connection,
    mut take: impl FnMut(Activity) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached("SELECT body FROM activity ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(from_json("activity", text(row, 0)?)?)?;
    }
    Ok(())
}

pub fn get(connection: &Connection, id: &ActivityId) -> Result<Option<Activity>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT body FROM activity WHERE id = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    match rows.next()? {
        Some(row) => Ok(Some(from_json("activity", text(row, 0)?)?)),
        None => Ok(None),
    }
}

/// Whether anything was ever published, withdrawn or merged away.
pub fn any(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM activity LIMIT 1")?.exists([])?)
}

pub fn exists(connection: &Connection, id: &ActivityId) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM activity WHERE id = ?1")?;
    Ok(statement.exists([id.as_str()])?)
}

/// The activity that a listing belongs to.
pub fn of_listing(
    connection: &Connection,
    key: &ListingKey,
) -> Result<Option<Activity>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT activity.body FROM activity JOIN member ON member.activity = activity.id
         WHERE member.source = ?1 AND member.listing = ?2",
    )?;
    let mut rows = statement.query([key.source.as_str(), key.id.as_str()])?;
    match rows.next()? {
        Some(row) => Ok(Some(from_json("activity", text(row, 0)?)?)),
        None => Ok(None),
    }
}

/// Stores one activity as it is now. A live one takes its listings over from whatever had them.
pub fn put(transaction: &Transaction<'_>, activity: &Activity) -> Result<(), StoreError> {
    let state = match activity.state {
        State::Live => "live",
        State::Withdrawn { .. } => "withdrawn",
        State::Merged { .. } => "merged",
    };
    let target = match &activity.state {
        State::Merged { into } => Some(into.as_str()),
        State::Live | State::Withdrawn { .. } => None,
    };
    transaction
        .prepare_cached(
            "INSERT INTO activity (id, body, state, revision, changed, target)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET body = excluded.body, state = excluded.state,
                 revision = excluded.revision, changed = excluded.changed, target = excluded.target",
        )?
        .execute(params![
            activity.id.as_str(),
            to_json("activity", activity)?,
            state,
            activity.revision.0,
            seconds(activity.changed),
            target,
        ])?;
    if activity.state == State::Live {
        claim(transaction, activity)?;
    }
    Ok(())
}

fn claim(transaction: &Transaction<'_>, activity: &Activity) -> Result<(), StoreError> {
    activity.members.iter().try_for_each(|member| assign(transaction, &member.key, &activity.id))
}

/// The listing belongs to this activity from now on.
pub fn assign(
    transaction: &Transaction<'_>,
    key: &ListingKey,
    id: &ActivityId,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO member (source, listing, activity) VALUES (?1, ?2, ?3)
             ON CONFLICT (source, listing) DO UPDATE SET activity = excluded.activity",
        )?
        .execute([key.source.as_str(), key.id.as_str(), id.as_str()])?;
    Ok(())
}

/// What belonged to one belongs to the other.
pub fn reassign(
    transaction: &Transaction<'_>,
    from: &ActivityId,
    to: &ActivityId,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE member SET activity = ?2 WHERE activity = ?1")?
        .execute([from.as_str(), to.as_str()])?;
    Ok(())
}

/// Which activity each listing belongs to.
pub fn membership(connection: &Connection) -> Result<BTreeMap<ListingKey, ActivityId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT source, listing, activity FROM member")?;
    let mut rows = statement.query([])?;
    let mut all = BTreeMap::new();
    while let Some(row) = rows.next()? {
        all.insert(key(row)?, by_name("activity id", text(row, 2)?)?);
    }
    Ok(all)
}

/// The id of the activity that a listing belongs to.
pub fn id_of_listing(
    connection: &Connection,
    key: &ListingKey,
) -> Result<Option<ActivityId>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT activity FROM member WHERE source = ?1 AND listing = ?2")?;
    let mut rows = statement.query([key.source.as_str(), key.id.as_str()])?;
    rows.next()?.map(|row| by_name("activity id", text(row, 0)?)).transpose()
}

/// All listings that belong to an activity, also those of which nothing is published any more.
pub fn listings_of(
    connection: &Connection,
    id: &ActivityId,
) -> Result<BTreeSet<ListingKey>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT source, listing FROM member WHERE activity = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    let mut all = BTreeSet::new();
    while let Some(row) = rows.next()? {
        all.insert(key(row)?);
    }
    Ok(all)
}

/// Those whose ids redirect to this one.
pub fn merged_into(connection: &Connection, id: &ActivityId) -> Result<Vec<Activity>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT body FROM activity WHERE target = ?1 ORDER BY id")?;
    let mut rows = statement.query([id.as_str()])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(from_json("activity", text(row, 0)?)?);
    }
    Ok(all)
}

/// How many live listings of a source are one activity with others that are live.
pub fn shared(connection: &Connection, source: &SourceId) -> Result<usize, StoreError> {
    let mut statement = connection.prepare_cached(
        // Most have one listing, which the index of members tells without a look at any.
        "WITH several AS MATERIALIZED (
             SELECT activity FROM member GROUP BY activity HAVING count(*) > 1
         ), live AS MATERIALIZED (
             SELECT member.activity, member.source
             FROM several JOIN member ON member.activity = several.activity
             JOIN listing ON listing.source = member.source AND listing.id = member.listing
             WHERE listing.state = 'live'
         )
         SELECT coalesce(sum(ours), 0) FROM (
             SELECT count(*) FILTER (WHERE source = ?1) AS ours
             FROM live GROUP BY activity HAVING count(*) > 1
         )",
    )?;
    let count: u32 = statement.query_row([source.as_str()], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

fn key(row: &rusqlite::Row<'_>) -> Result<ListingKey, StoreError> {
    Ok(ListingKey {
        source: by_name("source id", text(row, 0)?)?,
        id: by_name("entry id", text(row, 1)?)?,
    })
}

/// Adds a line to the change log.
pub fn log(
    transaction: &Transaction<'_>,
    revision: Revision,
    id: &ActivityId,
    kind: ActivityChangeKind,
    fields: &BTreeSet<Field>,
    run: Option<RunId>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO change (revision, activity, kind, fields, run) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (revision, activity) DO UPDATE SET kind = excluded.kind, fields = excluded.fields",
        )?
        .execute(params![
            revision.0,
            id.as_str(),
            name_of("change", &kind)?,
            to_json("fields", fields)?,
            run.map(|run| run.0),
        ])?;
    Ok(())
}

/// Forgets what was withdrawn before `cutoff` and that no listing belongs to: what an id once stood
/// for before its source used it for something else.
pub fn forget_orphans(
    transaction: &Transaction<'_>,
    cutoff: DateTime<Utc>,
) -> Result<usize, StoreError> {
    Ok(transaction
        .prepare_cached(
            "DELETE FROM activity WHERE state <> 'live' AND changed < ?1
                 AND id NOT IN (SELECT activity FROM member)",
        )?
        .execute([seconds(cutoff)])?)
}

/// Forgets that a listing belonged to an activity, and the activity too where it was the last one,
/// with the ids that led to it.
pub fn forget(
    transaction: &Transaction<'_>,
    key: &ListingKey,
    id: &ActivityId,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("DELETE FROM member WHERE source = ?1 AND listing = ?2")?
        .execute([key.source.as_str(), key.id.as_str()])?;
    transaction
        .prepare_cached(
            "DELETE FROM activity WHERE (id = ?1 OR target = ?1)
                 AND NOT EXISTS (SELECT 1 FROM member WHERE activity = ?1)",
        )?
        .execute([id.as_str()])?;
    Ok(())
}
