//! An organisation that announces something.

use serde_json::Value;

use super::node::{self, Node};
use crate::listing::ContactMeans;
use crate::localized::Lang;
use crate::organisations::{Holder, Organisation, Way};
use crate::site::Site;

/// Those of its contacts that are its people's stand on the page, and not in what machines collect.
pub(super) fn node(one: &Organisation, site: &Site, lang: &Lang) -> Node {
    let contacts = one.contacts.iter().filter(|way| way.holder != Holder::Person);
    let contacts: Vec<Value> = contacts.map(|way| contact(way, lang).into()).collect();
    let others: Vec<Value> = one.other_names.iter().map(|name| name.as_str().into()).collect();
    let towns = one
        .municipalities
        .iter()
        .map(|town| Value::from(Node::of("AdministrativeArea").with("name", town.name(lang))));
    Node::of("Organization")
        .with("@id", site.address(&format!("organisations/{}", one.id)))
        .with("name", one.name.as_str())
        .with("alternateName", others)
        .with("taxID", one.business_id.as_deref())
        .with("url", one.page.as_ref().map(|page| page.as_str()))
        .with("areaServed", towns.collect::<Vec<_>>())
        .with("contactPoint", contacts)
}

fn contact(way: &Way, lang: &Lang) -> Node {
    let (name, value) = match &way.means {
        ContactMeans::Email(email) => ("email", email.as_str()),
        ContactMeans::Phone(number) => ("telephone", number.as_str()),
        ContactMeans::Web(url) => ("url", url.as_str()),
    };
    Node::of("ContactPoint").with(name, value).with("name", node::text(&way.label, lang))
}
