//! Who arranges it, and for whom.

use serde_json::Value;

use super::node::{self, Node};
use crate::listing::{Contact, ContactMeans, Content};
use crate::localized::Lang;
use crate::vocabulary::Term;

/// `None` where nobody is named: an organisation without a name is none.
pub(super) fn organiser(content: &Content, lang: &Lang) -> Option<Node> {
    let organiser = &content.organiser;
    let name = organiser.name.as_deref()?;
    let contacts: Vec<Value> = content.contacts.iter().map(|c| contact(c, lang).into()).collect();
    let told = Node::of("Organization")
        .with("name", name)
        .with("taxID", organiser.business_id.as_deref())
        .with("url", organiser.url.as_ref().map(|url| url.as_str()))
        .with("email", organiser.email.as_deref())
        .with("contactPoint", contacts);
    Some(told)
}

pub(super) fn contact(contact: &Contact, lang: &Lang) -> Node {
    let (name, value) = match &contact.means {
        ContactMeans::Email(email) => ("email", email.as_str()),
        ContactMeans::Phone(number) => ("telephone", number.as_str()),
        ContactMeans::Web(url) => ("url", url.as_str()),
    };
    let node = Node::of("ContactPoint").with(name, value);
    node.with("name", node::text(&contact.label, lang))
}

/// Years, both included, of what is told as numbers or else by age groups.
fn ages(content: &Content) -> (Option<u8>, Option<u8>) {
    let groups = || content.age_groups.iter().filter_map(|term: &Term| term.ages());
    let min = content.ages.min.or_else(|| groups().map(|(min, _)| min).min());
    let max = content.ages.max.or_else(|| groups().map(|(_, max)| max).max());
    (min, max)
}

/// "7-12", "65-", "-17".
pub(super) fn age_range(content: &Content) -> Option<String> {
    let (min, max) = ages(content);
    let year = |age: Option<u8>| age.map(|age| age.to_string()).unwrap_or_default();
    (min.is_some() || max.is_some()).then(|| format!("{}-{}", year(min), year(max)))
}

pub(super) fn audience(content: &Content, lang: &Lang) -> Option<Node> {
    let (min, max) = ages(content);
    let groups = content.age_groups.iter().chain(&content.genders);
    let named: Vec<_> = groups.map(|term| term.label(lang)).collect();
    let node = Node::of("PeopleAudience")
        .with("audienceType", named.join(", "))
        .with("suggestedMinAge", min)
        .with("suggestedMaxAge", max);
    node.says_anything().then_some(node)
}
