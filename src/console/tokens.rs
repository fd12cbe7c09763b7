//! Who may enter.

use chrono::{DateTime, Utc};
use maud::html;

use super::Frame;
use super::layout::page as in_frame;
use super::table::titled;
use super::words::pages as say;

/// A token that was just made: it is shown this once.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    pub name: &'a str,
    pub token: &'a str,
}

/// `all` = whom each is for, and since when.
#[must_use]
pub fn page(frame: &Frame<'_>, all: &[(String, DateTime<Utc>)], made: Option<Made<'_>>) -> String {
    let head = [say::NAME, say::CREATED, say::ACTION].map(|words| frame.say(words));
    let row = |(name, created): &(String, DateTime<Utc>)| {
        vec![
            html! { (name) },
            frame.at(*created),
            frame.button_for("tokens/revoke", say::REVOKE, name, &[("name", name)]),
        ]
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    let title = frame.say(say::TOKENS);
    let fields = html! {
        label for="name" { (frame.say(say::TOKEN_FOR)) }
        input #name type="text" name="name" required maxlength="60" autocomplete="off";
        button type="submit" { (frame.say(say::MAKE)) }
    };
    let main = html! {
        @if let Some(made) = made {
            div .notice role="status" {
                p { strong { (made.name) } ": " (frame.say(say::SHOWN_ONCE)) }
                pre tabindex="0" { code #made { (made.token) } }
            }
        }
        (titled(title, &head, &rows))
        p { (frame.say(say::REVOKE_WHAT)) }
        h2 { (frame.say(say::NEW_TOKEN)) }
        (frame.form("tokens", &fields))
    };
    in_frame(frame, title, &main)
}
