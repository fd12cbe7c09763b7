//! Everything that is stored, by name, id or link.

use maud::{Markup, html};

use super::Frame;
use super::layout::page as in_frame;
use super::source::why;
use super::table::table;
use super::words::{codes, pages as say};
use crate::id::{ActivityId, ListingKey};
use crate::plan::ListingState;
use crate::weburl::WebUrl;

/// A listing that was found, and the activity that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub key: ListingKey,
    pub name: String,
    pub link: Option<WebUrl>,
    pub state: ListingState,
    pub activity: Option<ActivityId>,
    pub hidden: Hidden,
}

/// Whether people have hidden it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    No,
    Itself,
    /// By way of another entry of its activity.
    WithAnother,
}

#[derive(Clone, Copy, Debug)]
pub struct Searched<'a> {
    pub text: &'a str,
    pub hits: &'a [Hit],
    /// Whether there are more than those.
    pub more: bool,
}

/// `None` = nothing was asked yet.
#[must_use]
pub fn page(frame: &Frame<'_>, searched: Option<&Searched<'_>>) -> String {
    let text = searched.map_or("", |searched| searched.text);
    let title = frame.say(say::SEARCH);
    let main = html! {
        form method="get" action=(frame.to("search")) role="search" {
            label for="q" { (frame.say(say::SEARCH_FOR)) }
            input #q type="search" name="q" value=(text) required;
            button type="submit" { (frame.say(say::FIND)) }
        }
        @if let Some(searched) = searched { (found(frame, searched)) }
    };
    in_frame(frame, title, &main)
}

fn found(frame: &Frame<'_>, searched: &Searched<'_>) -> Markup {
    let head = [say::NAME, say::SOURCE, say::ENTRY, say::STATUS, say::ACTIVITY, say::ACTION];
    let head = head.map(|words| frame.say(words));
    let rows: Vec<_> = searched.hits.iter().map(|hit| row(frame, hit)).collect();
    html! {
        @if rows.is_empty() { p role="status" { (frame.say(say::FOUND_NOTHING)) } }
        @else { (table(frame.say(say::ENTRIES), &head, &rows)) }
        @if searched.more { p { (frame.say(say::MORE_FOUND)) } }
    }
}

fn row(frame: &Frame<'_>, hit: &Hit) -> Vec<Markup> {
    let subject = hit.key.to_string();
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("subject", &subject)
        .finish();
    vec![
        html! {
            (hit.name)
            @if let Some(link) = &hit.link { br; a href=(link) rel="noreferrer" { (link) } }
        },
        html! { (hit.key.source) },
        html! { (why(frame, &hit.key.source, hit.key.id.as_str())) },
        html! {
            (frame.say(codes::listing_state(hit.state)))
            @match hit.hidden {
                Hidden::No => {}
                Hidden::Itself => { ", " strong { (frame.say(say::IS_HIDDEN)) } }
                Hidden::WithAnother => { ", " strong { (frame.say(say::HIDDEN_WITH_ANOTHER)) } }
            }
        },
        html! {
            @if let Some(id) = &hit.activity {
                a href=(frame.site.path(&format!("activity/{id}"))) { (id) }
            }
        },
        html! {
            @if hit.hidden == Hidden::No {
                a href=(frame.to(&format!("suppressions?{query}")))
                    aria-label=(format!("{}: {}", frame.say(say::SUPPRESS), hit.name)) {
                    (frame.say(say::SUPPRESS))
                }
            } @else {
                a href=(frame.to("suppressions"))
                    aria-label=(format!("{}: {}", frame.say(say::SUPPRESSIONS), hit.name)) {
                    (frame.say(say::SUPPRESSIONS))
                }
            }
        },
    ]
}
