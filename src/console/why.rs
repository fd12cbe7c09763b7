//! Shown or not, and why.

use maud::{Markup, html};

use super::Frame;
use super::layout::page as in_frame;
use super::table::facts;
use super::words::{Words, codes, pages as say};
use crate::refresh::why::{Answer, Because, Outcome};
use crate::show::Reason;

/// What is known of what was asked.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    Answer(&'a Answer),
    Unknown,
    /// Neither an id nor an address.
    Malformed,
}

/// `asked` = the words of the question, and what was found.
#[must_use]
pub fn page(frame: &Frame<'_>, asked: Option<(&str, Found<'_>)>) -> String {
    let text = asked.map_or("", |(text, _)| text);
    let main = html! {
        form method="get" action=(frame.to("why")) {
            label for="q" { (frame.say(say::WHY_OF)) }
            input #q type="text" name="q" value=(text) required spellcheck="false" autocomplete="off";
            button type="submit" { (frame.say(say::ASK)) }
        }
        @match asked {
            None => {}
            Some((_, Found::Malformed)) => {
                p .problem role="alert" { (frame.say(say::WHY_MALFORMED)) }
            }
            Some((_, Found::Unknown)) => { p role="status" { (frame.say(say::WHY_UNKNOWN)) } }
            Some((_, Found::Answer(answer))) => { (told(frame, answer)) }
        }
    };
    in_frame(frame, frame.say(if asked.is_some() { say::SHOWN_OR_NOT } else { say::WHY }), &main)
}

fn told(frame: &Frame<'_>, answer: &Answer) -> Markup {
    let subject = format!("{}:{}", answer.source, answer.id);
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("subject", &subject)
        .finish();
    let with = answer.with.iter();
    html! {
        h2 { (answer.name.as_deref().unwrap_or(&subject)) }
        p { strong { (frame.say(codes::outcome(answer.outcome))) } }
        @if !answer.reasons.is_empty() {
            h3 { (frame.say(say::REASONS)) }
            ul { @for one in &answer.reasons { li { (because(frame, one)) } } }
        }
        (facts(&[
            (frame.say(say::ENTRY), Some(html! { code { (subject) } })),
            (frame.say(say::SOURCE), Some(html! {
                a href=(frame.to(&format!("sources/{}", answer.source))) { (answer.source) }
            })),
            (frame.say(say::ACTIVITY), answer.activity.as_ref().map(|id| html! {
                a href=(frame.site.path(&format!("activity/{id}"))) { (id) }
            })),
            (frame.say(say::OUR_PAGE), answer.page.as_ref().map(|page| html! { a href=(page) { (page) } })),
            (frame.say(say::WITH), (!answer.with.is_empty()).then(|| html! {
                ul {
                    @for one in with {
                        li { (super::source::why(frame, &one.source, one.id.as_str())) " (" (one.source) ")" }
                    }
                }
            })),
        ]))
        @if answer.reasons.iter().any(|one| one.code == Reason::Suppressed.code()) {
            p { a href=(frame.to("suppressions")) { (frame.say(say::SUPPRESSIONS)) } }
        } @else if answer.outcome != Outcome::NotShown || answer.activity.is_some() {
            p {
                a href=(frame.to(&format!("suppressions?{query}"))) { (frame.say(say::SUPPRESS)) }
            }
        }
    }
}

fn because(frame: &Frame<'_>, one: &Because) -> Markup {
    html! {
        (frame.say(Words([one.fi, one.sv, one.en]))) " " code { (one.code) }
        @if let Some(found) = &one.found { ": " (found) }
        @if let Some(detail) = &one.detail { ": " span lang="en" { (detail) } }
    }
}
