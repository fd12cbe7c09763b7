//! What may be one activity: the queue, two of it side by side, and what people said before.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::Frame;
use super::compared::{Compared, compared, in_short};
use super::layout::page as in_frame;
use super::moment;
use super::table::{table, titled};
use super::words::{Words, pages as say};
use crate::dedupe::explain::{Comparison, Finding};
use crate::dedupe::rulings::Ruling;
use crate::dedupe::words::Told;
use crate::id::ActivityId;
use crate::listing::Listing;
use crate::refresh::explain::Said;
use crate::refresh::review::{Queued, Side};

/// A part of the queue, the likeliest first.
#[derive(Clone, Copy, Debug)]
pub struct Queue<'a> {
    pub part: &'a [Queued],
    pub total: usize,
    pub next: Option<usize>,
    /// What people said before.
    pub said: &'a [Said],
}

/// Two listings that may be one activity.
#[derive(Clone, Copy, Debug)]
pub struct Couple<'a> {
    pub listings: [&'a Listing; 2],
    /// To which activities they belong now.
    pub activities: [Option<&'a ActivityId>; 2],
    pub comparison: Option<&'a Comparison>,
    /// Why they were not joined although they are alike enough.
    pub not_joined: &'a [Told],
    pub said: Option<&'a Said>,
}

#[must_use]
pub fn queue(frame: &Frame<'_>, queue: &Queue<'_>) -> String {
    let head = [say::ENTRY, say::ENTRY, say::SIMILARITY, say::SINCE, say::ACTION];
    let head = head.map(|words| frame.say(words));
    let rows: Vec<_> = queue.part.iter().map(|queued| row(frame, queued)).collect();
    let title = frame.say(say::DUPLICATES);
    let main = html! {
        @if rows.is_empty() { p { (frame.say(say::NO_DUPLICATES)) } }
        @else {
            p { (queue.total) " " (frame.say(say::IN_ALL)) }
            (titled(title, &head, &rows))
        }
        @if let Some(next) = queue.next {
            p { a href=(frame.to(&format!("duplicates?offset={next}"))) { (frame.say(say::NEXT)) } }
        }
        h2 { (frame.say(say::RULINGS)) }
        (rulings(frame, queue.said))
    };
    in_frame(frame, title, &main)
}

fn row(frame: &Frame<'_>, queued: &Queued) -> Vec<Markup> {
    let to = frame.to(&address(&queued.a.listing, &queued.b.listing));
    vec![
        side(frame, &queued.a),
        side(frame, &queued.b),
        html! { (signed(queued.found.score)) },
        frame.at(queued.found.since),
        html! {
            a href=(to) aria-label=(format!("{}: {}", frame.say(say::COMPARE), queued.a.name)) {
                (frame.say(say::COMPARE))
            }
        },
    ]
}

fn side(frame: &Frame<'_>, side: &Side) -> Markup {
    let when = in_short(&side.sessions, moment::day(frame.now), frame.lang);
    html! {
        (side.name)
        @if let Some(organiser) = &side.organiser { ", " (organiser) }
        br;
        span .quiet {
            @if let Some(when) = when { (when) br; }
            code { (side.listing) }
        }
    }
}

fn address(a: &str, b: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("a", a)
        .append_pair("b", b)
        .finish();
    format!("duplicates/pair?{query}")
}

fn signed(log_odds: f64) -> String {
    format!("{log_odds:+.2}").replace('-', "−")
}

/// What people said, and how it is taken back.
fn rulings(frame: &Frame<'_>, said: &[Said]) -> Markup {
    let head = [say::ENTRY, say::ENTRY, say::RULING, say::REASON, say::BY, say::WHEN, say::ACTION];
    let head = head.map(|words| frame.say(words));
    let row = |one: &Said| {
        let [a, b] = &one.pair;
        vec![
            html! { a href=(frame.to(&address(a, b))) { code { (a) } } },
            html! { code { (b) } },
            html! { (frame.say(word(one.ruling))) },
            html! { (one.reason) },
            html! { (super::runs::who(frame, &one.actor)) },
            frame.at(one.at),
            undo(frame, [a, b]),
        ]
    };
    let rows: Vec<_> = said.iter().map(row).collect();
    html! {
        @if rows.is_empty() { p { (frame.say(say::NO_RULINGS)) } }
        @else { (titled(frame.say(say::RULINGS), &head, &rows)) }
    }
}

fn undo(frame: &Frame<'_>, [a, b]: [&str; 2]) -> Markup {
    frame.button_for("rulings/undo", say::UNDO, &format!("{a}, {b}"), &[("a", a), ("b", b)])
}

const fn word(ruling: Ruling) -> Words {
    match ruling {
        Ruling::Together => say::MERGE,
        Ruling::Apart => say::APART,
    }
}

/// Side by side.
#[must_use]
pub fn two(frame: &Frame<'_>, couple: &Couple<'_>) -> String {
    let keys = couple.listings.map(|listing| listing.key.to_string());
    let [a, b] = keys.each_ref().map(String::as_str);
    let head = [frame.say(say::FIELD), a, b, frame.say(say::SAME_OR_NOT)];
    let today: NaiveDate = moment::day(frame.now);
    let mut rows = vec![whereabouts(frame, couple)];
    rows.extend(compared(couple.listings, today, frame.lang).iter().map(|one| field(frame, one)));
    let main = html! {
        div .pair { (table(frame.say(say::TWO), &head, &rows)) }
        @if let Some(comparison) = couple.comparison { (weighed(frame, comparison)) }
        @if !couple.not_joined.is_empty() {
            p {
                (frame.say(say::NOT_JOINED)) ":"
                @for why in couple.not_joined { " " (told(frame, why)) }
            }
        }
        (decision(frame, couple.said, [a, b]))
        p { a href=(frame.to("duplicates")) { (frame.say(say::BACK)) } }
    };
    in_frame(frame, frame.say(say::COMPARE), &main)
}

fn whereabouts(frame: &Frame<'_>, couple: &Couple<'_>) -> Vec<Markup> {
    let [a, b] = couple.activities;
    let cell = |listing: &Listing, activity: Option<&ActivityId>| {
        html! {
            @if let Some(id) = activity {
                a href=(frame.site.path(&format!("activity/{id}"))) { (id) } br;
            }
            @if let Some(link) = &listing.credit.link { a href=(link) rel="noreferrer" { (link) } }
        }
    };
    let [first, second] = couple.listings;
    let same = a.is_some() && a == b;
    vec![
        html! { (frame.say(say::ACTIVITY)) },
        cell(first, a),
        cell(second, b),
        difference(frame, if same { say::SAME } else { say::DIFFERS }),
    ]
}

fn field(frame: &Frame<'_>, one: &Compared) -> Vec<Markup> {
    let [a, b] = &one.sides;
    let lines = |lines: &[String]| html! { @for line in lines { p .said { (line) } } };
    vec![html! { (frame.say(one.field)) }, lines(a), lines(b), difference(frame, one.difference)]
}

fn difference(frame: &Frame<'_>, words: Words) -> Markup {
    html! {
        @if words == say::SAME { (frame.say(words)) } @else { strong { (frame.say(words)) } }
    }
}

fn told(frame: &Frame<'_>, told: &Told) -> &'static str {
    frame.say(Words([told.fi, told.sv, told.en]))
}

fn weighed(frame: &Frame<'_>, comparison: &Comparison) -> Markup {
    let head = [say::FINDING, say::WORTH].map(|words| frame.say(words));
    let finding =
        |one: &Finding| vec![html! { (told(frame, &one.told)) }, html! { (signed(one.log_odds)) }];
    let mut rows: Vec<_> = comparison.findings.iter().map(finding).collect();
    rows.push(vec![html! { (frame.say(say::BEFOREHAND)) }, html! { (signed(comparison.prior)) }]);
    rows.push(vec![
        html! { strong { (frame.say(say::TOTAL)) } },
        html! { strong { (signed(comparison.total)) } },
    ]);
    html! {
        h2 { (frame.say(say::WHY_ALIKE)) }
        (titled(frame.say(say::WHY_ALIKE), &head, &rows))
        @if let Some(veto) = &comparison.veto {
            p .problem { (frame.say(say::NOT_JOINED)) ": " (told(frame, veto)) }
        }
    }
}

fn decision(frame: &Frame<'_>, said: Option<&Said>, [a, b]: [&str; 2]) -> Markup {
    let form = frame.form(
        "rulings",
        &html! {
            input type="hidden" name="a" value=(a);
            input type="hidden" name="b" value=(b);
            label for="reason" { (frame.say(say::REASON)) }
            textarea #reason name="reason" rows="2" required {}
            div .buttons {
                button type="submit" name="ruling" value="together" { (frame.say(say::MERGE)) }
                button type="submit" name="ruling" value="apart" { (frame.say(say::APART)) }
            }
        },
    );
    html! {
        h2 { (frame.say(say::RULING)) }
        @match said {
            Some(one) => {
                p {
                    strong { (frame.say(word(one.ruling))) } ": " (one.reason) " (" (one.actor) ", "
                    (frame.at(one.at)) ")"
                }
                (undo(frame, [a, b]))
            }
            None => { (form) }
        }
    }
}
