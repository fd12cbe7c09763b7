//! As RSS 2.0, an item for each.

use super::{Forms, Reader, by_name, lines, markup, title, words};
use crate::letter::{Heading, Item, Letter};
use crate::publish::rss::xml::Xml;

pub(super) fn feed(letter: &Letter, forms: &Forms, reader: Reader<'_>) -> String {
    let lang = reader.lang;
    let title = title(letter, reader);
    let mut xml = Xml::new();
    xml.open("rss", &[("version", "2.0"), ("xmlns:atom", "http://www.w3.org/2005/Atom")]);
    xml.open("channel", &[]);
    xml.text("title", &title);
    xml.text("link", &forms.page);
    xml.text("description", &title);
    xml.text("language", lang.as_str());
    let kind = ("type", "application/rss+xml");
    xml.empty("atom:link", &[("rel", "self"), ("href", &forms.rss), kind]);
    xml.text("generator", "Kooste");
    for (heading, groups) in &letter.sections {
        for (theme, group) in by_name(groups, lang) {
            for one in &group.items {
                item(&mut xml, one, *heading, theme, (letter, reader));
            }
        }
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

/// News of one activity in another month is another item.
fn item(
    xml: &mut Xml,
    item: &Item,
    heading: Heading,
    theme: &str,
    (letter, reader): (&Letter, Reader<'_>),
) {
    let (_, name) = lines::name(item, reader.lang);
    let activity = &item.activity;
    xml.open("item", &[]);
    xml.text("title", &format!("{}: {name}", words::heading(heading, reader.lang)));
    xml.text("link", &lines::address(item, reader));
    let guid = format!("{}-{}", activity.id, letter.month);
    xml.with("guid", &[("isPermaLink", "false")], &guid);
    xml.text("pubDate", &activity.changed.to_rfc2822());
    xml.text("description", &markup::item(item, heading, reader).into_string());
    xml.text("category", theme);
    xml.close("item");
}
