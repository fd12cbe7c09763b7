//! Listings found by what a person knows of them.

use rusqlite::Connection;
use serde::Deserialize;

use super::{StoreError, by_name, from_json};
use crate::id::{ActivityId, ListingKey};
use crate::localized::Localized;
use crate::plan::ListingState;
use crate::weburl::WebUrl;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub key: ListingKey,
    pub name: Localized<String>,
    pub link: Option<WebUrl>,
    pub state: ListingState,
    pub activity: Option<ActivityId>,
}

/// As much of a listing's body as is looked at.
#[derive(Deserialize)]
struct Body {
    content: Content,
    credit: Credit,
}

#[derive(Deserialize)]
struct Content {
    name: Localized<String>,
}

#[derive(Deserialize)]
struct Credit {
    link: Option<WebUrl>,
}

/// Those of which a name, the id, the link or the id of the activity has `text` in it, in any case of its
/// letters; in order of their keys, and at most `limit`. SQLite's own LIKE knows no Ä.
pub fn listings(connection: &Connection, text: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
    let wanted = text.trim().to_lowercase();
    let mut statement = connection.prepare_cached(
        "SELECT listing.source, listing.id, body.body, listing.state, member.activity, activity.target
         FROM listing
         JOIN body ON body.source = listing.source AND body.listing = listing.id
         LEFT JOIN member ON member.source = listing.source AND member.listing = listing.id
         LEFT JOIN activity ON activity.target = member.activity AND activity.id = ?1
         ORDER BY listing.source, listing.id",
    )?;
    let mut rows = statement.query([&wanted])?;
    let mut hits = Vec::new();
    while let Some(row) = rows.next()? {
        let merged_into_its = row.get::<_, Option<String>>(5)?.is_some();
        let hit = hit(row)?;
        if merged_into_its || has(&hit, &wanted) {
            hits.push(hit);
        }
        if hits.len() == limit {
            break;
        }
    }
    Ok(hits)
}

fn hit(row: &rusqlite::Row<'_>) -> Result<Hit, StoreError> {
    let source = by_name("source id", &row.get::<_, String>(0)?)?;
    let id = by_name("item id", &row.get::<_, String>(1)?)?;
    let body = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
    let body: Body = from_json("listing", body)?;
    let activity: Option<String> = row.get(4)?;
    Ok(Hit {
        key: ListingKey::new(source, id),
        name: body.content.name,
        link: body.credit.link,
        state: by_name("listing state", &row.get::<_, String>(3)?)?,
        activity: activity.as_deref().and_then(ActivityId::parse),
    })
}

fn has(hit: &Hit, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    hit.name.values().any(|name| has(name))
        || has(hit.key.to_string().as_str())
        || hit.link.as_ref().is_some_and(|link| has(link.as_str()))
        || hit.activity.as_ref().is_some_and(|id| id.as_str() == wanted)
}
