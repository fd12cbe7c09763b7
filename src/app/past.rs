//! A clock that is behind what is stored.

use anyhow::bail;
use chrono::{DateTime, Utc};

use crate::store::{Reader, runs};

/// The past cannot be told anew: a time before the last stored run is a mistake.
pub fn refuse_earlier(reader: &Reader, now: DateTime<Utc>) -> anyhow::Result<()> {
    match reader.read(runs::latest_time)? {
        Some(latest) if latest > now => bail!(
            "the time is {now}, and the database knows of a run at {latest}: give a later --now, or set the clock right"
        ),
        _ => Ok(()),
    }
}
