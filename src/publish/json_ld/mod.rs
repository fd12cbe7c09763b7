//! schema.org's terms as JSON-LD, in one language a document; what is told in another says so.
//!
//! Search engines read an `Event` with dates and no rule, so each session is one with the dates of its
//! next time, and a series has its rule beside them as `eventSchedule`. Several sessions are the
//! `subEvent`s of an `EventSeries`; what has no times at all is a `Service`.

mod event;
mod node;
mod offer;
mod organisation;
mod people;
mod place;
mod schedule;
mod service;
mod subject;

use chrono::NaiveDate;
use serde_json::Value;

use self::node::Node;
use self::subject::Subject;
use crate::activity::Activity;
use crate::localized::Lang;
use crate::organisations::Organisation;
use crate::site::Site;

const CONTEXT: &str = "https://schema.org";

/// What a list says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List<'a> {
    pub name: &'a str,
    /// The address that it is read from.
    pub address: &'a str,
    /// The address of what follows.
    pub next: Option<&'a str>,
    /// How many there are in all.
    pub total: usize,
}

/// One activity. Next times are counted from `as_of`.
#[must_use]
pub fn activity(activity: &Activity, site: &Site, as_of: NaiveDate, lang: &Lang) -> String {
    let subject = Subject { activity, site, as_of, lang };
    document(subject.node())
}

/// The same as a script in a page: nothing in it ends the script.
#[must_use]
pub fn script(activity: &Activity, site: &Site, as_of: NaiveDate, lang: &Lang) -> String {
    in_page(&self::activity(activity, site, as_of, lang))
}

/// One organisation as a script in its page.
#[must_use]
pub fn organisation(one: &Organisation, site: &Site, lang: &Lang) -> String {
    in_page(&document(organisation::node(one, site, lang)))
}

/// HTML, 13.2.5.4 and below: `</script` and `<!--` are all that could end it.
fn in_page(document: &str) -> String {
    document.replace('<', "\\u003c")
}

#[must_use]
pub fn list<'a>(
    list: &List<'_>,
    activities: impl IntoIterator<Item = &'a Activity>,
    site: &Site,
    as_of: NaiveDate,
    lang: &Lang,
) -> String {
    let element = |(position, activity): (usize, &Activity)| {
        let item = Subject { activity, site, as_of, lang }.node();
        Value::from(Node::of("ListItem").with("position", position).with("item", item))
    };
    let elements: Vec<Value> = (1..).zip(activities).map(element).collect();
    let next = list.next.map(Node::reference);
    let node = Node::of("ItemList")
        .with("@id", list.address)
        .with("name", list.name)
        .with("numberOfItems", list.total)
        .with("itemListElement", elements)
        // schema.org has no word for the next page of a list.
        .with("http://www.w3.org/ns/hydra/core#next", next);
    document(node)
}

fn document(node: Node) -> String {
    Value::from(node.with("@context", CONTEXT)).to_string()
}

#[cfg(test)]
mod tests;
