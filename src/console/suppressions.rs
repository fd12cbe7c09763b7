//! What is hidden for good, and why.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Frame;
use super::layout::page as in_frame;
use super::table::titled;
use super::words::pages as say;
use crate::store::decisions::Suppression;

/// `subject` stands in the form already.
#[must_use]
pub fn page(frame: &Frame<'_>, all: &BTreeMap<String, Suppression>, subject: &str) -> String {
    let title = frame.say(say::SUPPRESSIONS);
    let head = [say::ENTRY, say::REASON, say::BY, say::WHEN, say::ACTION];
    let head = head.map(|words| frame.say(words));
    let rows: Vec<_> = all.iter().map(|(subject, one)| row(frame, subject, one)).collect();
    let main = html! {
        @if rows.is_empty() { p { (frame.say(say::NONE_SUPPRESSED)) } }
        @else { (titled(title, &head, &rows)) }
        h2 { (frame.say(say::SUPPRESS)) }
        p { (frame.say(say::SUPPRESS_WHAT)) " " (frame.say(say::SUPPRESS_WHOLE)) }
        (form(frame, subject))
    };
    in_frame(frame, title, &main)
}

/// Before something is hidden that was never read.
#[must_use]
pub fn doubted(frame: &Frame<'_>, subject: &str, reason: &str) -> String {
    let sends = [("subject", subject), ("reason", reason), ("sure", "true")];
    let main = html! {
        p .problem { code { (subject) } ": " (frame.say(say::UNKNOWN_ENTRY)) }
        (frame.button("suppressions", frame.say(say::SUPPRESS_ANYWAY), &sends))
        p { a href=(frame.to("suppressions")) { (frame.say(say::BACK)) } }
    };
    in_frame(frame, frame.say(say::SUPPRESS_ANYWAY), &main)
}

fn row(frame: &Frame<'_>, subject: &str, one: &Suppression) -> Vec<Markup> {
    vec![
        html! { code { (subject) } },
        html! { (one.reason) },
        html! { (super::runs::who(frame, &one.actor)) },
        frame.at(one.at),
        frame.button_for("suppressions/let-go", say::LET_GO, subject, &[("subject", subject)]),
    ]
}

fn form(frame: &Frame<'_>, subject: &str) -> Markup {
    frame.form(
        "suppressions",
        &html! {
            label for="subject" { (frame.say(say::SUPPRESS_SUBJECT)) }
            input #subject type="text" name="subject" value=(subject) required autocomplete="off"
                spellcheck="false";
            label for="reason" { (frame.say(say::REASON)) }
            textarea #reason name="reason" rows="2" required {}
            button type="submit" { (frame.say(say::SUPPRESS)) }
        },
    )
}
