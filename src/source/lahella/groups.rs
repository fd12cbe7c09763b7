//! Organisers. An entry holds an opaque id of one, or perhaps the whole of it; what
//! `links[groups]=true` adds has never been seen, so several shapes are taken.

use crate::source::RawOrganiser;
use crate::source::field::Field;

/// `group` of an entry: an id, or an object.
pub(super) fn of_entry(group: &Field<'_>) -> RawOrganiser {
    match group.elements().first() {
        Some(first) if first.is_object() => organiser(first),
        Some(first) => RawOrganiser { id: text(first), ..RawOrganiser::default() },
        None => RawOrganiser::default(),
    }
}

/// A list of objects, or a map from ids to objects or names.
pub(super) fn side_list(groups: &Field<'_>) -> Vec<RawOrganiser> {
    let is_map = groups.is_object() && !groups.get("_key").exists();
    let found = match groups.members() {
        Ok(members) if is_map => {
            members.iter().map(|(id, group)| named((*id).to_owned(), group)).collect()
        }
        _ => groups.elements().iter().map(organiser).collect::<Vec<_>>(),
    };
    found.into_iter().filter(|organiser| organiser.id.is_some()).collect()
}

fn named(id: String, group: &Field<'_>) -> RawOrganiser {
    let told = if group.is_object() {
        organiser(group)
    } else {
        RawOrganiser { name: text(group), ..RawOrganiser::default() }
    };
    RawOrganiser { id: Some(id), ..told }
}

fn organiser(group: &Field<'_>) -> RawOrganiser {
    RawOrganiser {
        id: text(&group.get("_key")),
        name: name(group),
        business_id: text(&group.get("businessId")),
        url: text(&group.get("www")),
        email: text(&group.get("email")),
    }
}

/// Plain, by language, or as an entry has it: an association has one name, so the first language
/// that gives one will do.
fn name(group: &Field<'_>) -> Option<String> {
    let name = group.get("name");
    let traits = group.get("traits");
    let own = group.get("translations");
    let inner = traits.get("translations");
    text(&name)
        .or_else(|| ["fi", "sv", "en"].iter().find_map(|lang| text(&name.get(lang))))
        .or_else(|| translated(&own))
        .or_else(|| translated(&inner))
}

fn translated(translations: &Field<'_>) -> Option<String> {
    ["fi", "sv", "en"].iter().find_map(|lang| text(&translations.get(lang).get("name")))
}

fn text(field: &Field<'_>) -> Option<String> {
    field.loose_text().ok().flatten().filter(|text| !text.trim().is_empty())
}
