//! Removals that wait for a person, item by item.

use maud::{Markup, html};

use super::Frame;
use super::layout::page as in_frame;
use super::source::why;
use super::table::{facts, titled};
use super::words::{codes, pages as say};
use crate::id::{ItemId, SourceId};
use crate::plan::Cause;
use crate::store::held::Held;
use crate::weburl::WebUrl;

/// One that would be removed.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub id: ItemId,
    /// As it is shown now.
    pub name: Option<String>,
    pub link: Option<WebUrl>,
    pub cause: Cause,
}

/// Below more the buttons stand once more.
const SCREENFUL: usize = 10;

/// `live` = how many of its entries are live; `held` with what each of its entries is.
#[must_use]
pub fn page(
    frame: &Frame<'_>,
    source: &SourceId,
    live: u32,
    held: Option<(&Held, &[Waiting])>,
) -> String {
    let title = held.filter(|(held, _)| held.rejected).map_or(say::HELD, |_| say::KEPT);
    let main = html! {
        @match held {
            Some((held, waiting)) => { (set(frame, source, live, held, waiting)) }
            None => { p { (frame.say(say::NOTHING_HELD)) } }
        }
        p { a href=(frame.to(&format!("sources/{source}"))) { (frame.say(say::BACK)) } }
    };
    in_frame(frame, &format!("{}: {source}", frame.say(title)), &main)
}

fn set(
    frame: &Frame<'_>,
    source: &SourceId,
    live: u32,
    held: &Held,
    waiting: &[Waiting],
) -> Markup {
    let to = format!("sources/{source}/held");
    let decide = |words, decision| {
        frame.button(&to, frame.say(words), &[("digest", &held.digest), ("decision", decision)])
    };
    let head = [say::ENTRY, say::NAME, say::CAUSE, say::AT_ITS_SOURCE];
    let head = head.map(|words| frame.say(words));
    let rows: Vec<_> = waiting.iter().map(|one| row(frame, source, one)).collect();
    let run = html! { a href=(frame.to(&format!("runs/{}", held.run))) { (held.run) } };
    let choice = html! {
        div .buttons {
            (decide(say::APPROVE, "approve"))
            (decide(say::REFUSE, "refuse"))
        }
    };
    html! {
        p { (frame.say(say::HELD_WHY)) " " (frame.say(say::HELD_CHOICES)) }
        @if held.rejected { p { (frame.say(say::REFUSED_ALREADY)) } }
        (facts(&[
            (frame.say(say::CAUSE), Some(html! { (frame.say(codes::hold(held.reason))) })),
            (frame.say(say::SINCE), Some(frame.at(held.since))),
            (frame.say(say::RUN), Some(run)),
            (frame.say(say::COUNT), Some(html! { (waiting.len()) " / " (live) " " (frame.say(say::OF_LIVE)) })),
        ]))
        (choice)
        (titled(frame.say(say::HELD), &head, &rows))
        @if waiting.len() > SCREENFUL { (choice) }
    }
}

fn row(frame: &Frame<'_>, source: &SourceId, one: &Waiting) -> Vec<Markup> {
    vec![
        why(frame, source, one.id.as_str()),
        html! { (one.name.as_deref().unwrap_or_default()) },
        html! { (frame.say(codes::cause(one.cause))) },
        html! { @if let Some(link) = &one.link { a href=(link) rel="noreferrer" { (link) } } },
    ]
}
