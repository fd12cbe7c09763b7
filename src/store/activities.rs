//! What is published, and the log of how it came to be so.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

use super::{StoreError, from_json, name_of, seconds, to_json};
use crate::activity::{Activity, Field, State};
use crate::id::{ActivityId, ListingKey, Revision, RunId, SourceId};
use crate::report::ActivityChangeKind;

pub fn all(connection: &Connection) -> Result<Vec<Activity>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT body FROM activity ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(from_json("activity", &row.get::<_, String>(0)?)?);
    }
    Ok(all)
}

/// The activities to which a source's listings belong, by listing.
pub fn of_source(
    connection: &Connection,
    source: &SourceId,
) -> Result<BTreeMap<ListingKey, Activity>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT activity.body FROM activity
         WHERE id IN (SELECT activity FROM member WHERE source = ?1)",
    )?;
    let mut rows = statement.query([source.as_str()])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let activity: Activity = from_json("activity", &row.get::<_, String>(0)?)?;
        for member in &activity.members {
            found.insert(member.key.clone(), activity.clone());
        }
    }
    Ok(found)
}

pub fn get(connection: &Connection, id: &ActivityId) -> Result<Option<Activity>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT body FROM activity WHERE id = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    match rows.next()? {
        Some(row) => Ok(Some(from_json("activity", &row.get::<_, String>(0)?)?)),
        None => Ok(None),
    }
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
        Some(row) => Ok(Some(from_json("activity", &row.get::<_, String>(0)?)?)),
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
    transaction
        .prepare_cached(
            "INSERT INTO activity (id, body, state, revision, changed) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET body = excluded.body, state = excluded.state,
                 revision = excluded.revision, changed = excluded.changed",
        )?
        .execute(params![
            activity.id.as_str(),
            to_json("activity", activity)?,
            state,
            activity.revision.0,
            seconds(activity.changed),
        ])?;
    if activity.state == State::Live {
        claim(transaction, activity)?;
    }
    Ok(())
}

fn claim(transaction: &Transaction<'_>, activity: &Activity) -> Result<(), StoreError> {
    for member in &activity.members {
        transaction
            .prepare_cached(
                "INSERT INTO member (source, listing, activity) VALUES (?1, ?2, ?3)
                 ON CONFLICT (source, listing) DO UPDATE SET activity = excluded.activity",
            )?
            .execute([member.key.source.as_str(), member.key.id.as_str(), activity.id.as_str()])?;
    }
    Ok(())
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

/// Forgets what was published of a listing that alone makes up an activity.
pub fn forget(transaction: &Transaction<'_>, key: &ListingKey) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "DELETE FROM activity WHERE id IN
                 (SELECT activity FROM member WHERE source = ?1 AND listing = ?2)",
        )?
        .execute([key.source.as_str(), key.id.as_str()])?;
    Ok(())
}
