//! The image of an activity, under the activity's id.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::id::SYSTEM;
use super::model::Head;
use super::moment::written;
use crate::activity::Activity;
use crate::localized::Lang;
use crate::site::Site;

#[derive(Debug, Serialize)]
pub(super) struct Image<'a> {
    id: String,
    url: &'a str,
    name: &'a str,
    alt_text: Option<&'a str>,
    /// Nobody told us of any: this one lets it be shown along with the event alone.
    license: &'static str,
    license_url: Option<()>,
    cropping: &'static str,
    photographer_name: Option<()>,
    publisher: Option<()>,
    created_time: String,
    last_modified_time: String,
    #[serde(flatten)]
    head: Head,
}

pub(super) fn object<'a>(activity: &'a Activity, site: &Site) -> Option<Image<'a>> {
    let image = activity.content.image.as_ref()?;
    let id = format!("{SYSTEM}:{}", activity.id);
    let alt = image.alt.best(&Lang::FI).map(|(_, text)| text.as_str());
    let time = |at: DateTime<Utc>| written(at);
    Some(Image {
        url: image.url.as_str(),
        name: alt.unwrap_or_else(|| activity.content.title()),
        alt_text: alt,
        license: "event_only",
        license_url: None,
        cropping: "",
        photographer_name: None,
        publisher: None,
        created_time: time(activity.first_seen),
        last_modified_time: time(activity.changed),
        head: Head::of(site, "image", &id, "ImageObject"),
        id,
    })
}
