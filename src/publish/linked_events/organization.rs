//! Who arranges something, as an organisation of its own.

use serde::Serialize;

use super::id::organisation;
use super::model::Head;
use crate::listing::Organiser;
use crate::site::Site;

#[derive(Debug, Serialize)]
pub(super) struct Organization<'a> {
    id: String,
    origin_id: String,
    /// One text and not one a language: so has Linked Events it.
    name: &'a str,
    classification: Option<()>,
    founding_date: Option<()>,
    dissolution_date: Option<()>,
    parent_organization: Option<()>,
    sub_organizations: [(); 0],
    affiliated_organizations: [(); 0],
    is_affiliated: bool,
    has_regular_users: bool,
    replaced_by: Option<()>,
    created_time: Option<()>,
    last_modified_time: Option<()>,
    #[serde(flatten)]
    head: Head,
}

/// `None` where nobody is named.
pub(super) fn object<'a>(organiser: &'a Organiser, site: &Site) -> Option<Organization<'a>> {
    let id = organisation(organiser)?;
    Some(Organization {
        origin_id: id.split_once(':').map(|(_, origin)| origin.to_owned()).unwrap_or_default(),
        name: organiser.name.as_deref().or(organiser.business_id.as_deref()).unwrap_or_default(),
        classification: None,
        founding_date: None,
        dissolution_date: None,
        parent_organization: None,
        sub_organizations: [],
        affiliated_organizations: [],
        is_affiliated: false,
        has_regular_users: false,
        replaced_by: None,
        created_time: None,
        last_modified_time: None,
        head: Head::of(site, "organization", &id, "Organization"),
        id,
    })
}
