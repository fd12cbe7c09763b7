//! The calendar in a frame, with and without eyes.

use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;

use super::{Embed, Links, Look, Month, Stands, Time, View};
use crate::activity::{Activity, HeldSession};
use crate::catalogue::Fault;
use crate::listing::Status;
use crate::localized::Lang;
use crate::publish::page::tests::{check_elements, check_has};
use crate::publish::page::{Choice, Group, Wrong, embed, wrong_embed};
use crate::sample::date;
use crate::sample::published::*;
use crate::when::occurrences::{Window, occurrences};

fn links() -> Links {
    let to = |query: &str| format!("/embed?{query}");
    Links {
        list: to("lang=fi"),
        month: to("month=2026-12&view=month"),
        earlier: None,
        later: Some(to("page=2")),
        ical: "https://kalenteri.example/calendar.ics?theme=nature".to_owned(),
    }
}

fn page(view: View, switches: Vec<Group>, look: Option<Look>, lang: &Lang) -> String {
    let kept = vec![("lang".to_owned(), "fi".to_owned())];
    let title = "Alueen kalenteri: Luonto".to_owned();
    let of = Embed {
        title,
        view,
        look,
        switches,
        kept,
        links: links(),
        stands: Stands::Framed,
        out_of_reach: false,
    };
    let html = embed(&of, &site(), lang);
    check_elements(&html);
    html
}

fn times(of: &Activity, first: &str, last: &str) -> Vec<Time> {
    let window = Window { from: date(first), to: date(last) };
    let times = |held: HeldSession| {
        let all = occurrences(&held.session.when, window).into_iter();
        all.map(move |occurrence| Time {
            activity: Arc::new(of.clone()),
            session: held.session.clone(),
            over: occurrence.span.is_over(utc("2026-12-02T16:00:00Z")),
            occurrence,
        })
    };
    of.sessions.iter().cloned().flat_map(times).collect()
}

fn list(times: Vec<Time>) -> View {
    View::List(date("2026-11-24"), times)
}

fn december(times: Vec<Time>) -> View {
    let first = date("2026-12-01");
    let days =
        first.iter_days().take(31).map(|date| (date, format!("/embed?day={date}"))).collect();
    View::Month(Month { days, today: date("2026-12-03"), times, more: false })
}

#[test]
fn a_list_has_a_heading_for_each_day_and_says_in_words_what_is_cancelled() {
    let of = choir(vec![at(eventful())]);
    let all = times(&of, "2026-11-24", "2026-12-31");
    let html = page(list(all.clone()), Vec::new(), None, &Lang::FI);
    check_has(
        &html,
        &[
            r#"<html lang="fi">"#,
            r#"<h2><time datetime="2026-11-24">ti 24.11.2026</time></h2>"#,
            r#"<h2><time datetime="2026-12-02">ke 2.12.2026</time></h2>"#,
            r#"<time datetime="2026-12-02T17:00:00+02:00">klo 17.00–18.30</time>"#,
            r#"<strong class="state">PERUTTU</strong> <a href="https://kalenteri.example/activity/"#,
            "<span>Kajaaninkatu 1, Oulu</span>",
            r#"<a href="/embed?page=2" rel="next">"#,
            r#"<a class="no-print" href="webcal://kalenteri.example/calendar.ics?theme=nature""#,
        ],
    );
    assert_eq!(html.matches("PERUTTU").count(), 1, "{html}");
    assert!(!html.contains(r#"rel="prev""#), "{html}");
    let english = page(list(all), Vec::new(), Some(Look::Dark), &Lang::EN);
    check_has(
        &english,
        &[
            r#"<html lang="en" data-theme="dark">"#,
            r#"<span lang="fi">Kaikille avoin kuoro</span>"#,
            "CANCELLED</strong>",
        ],
    );
}

#[test]
fn what_is_cancelled_as_a_whole_or_put_off_says_so_at_each_time() {
    let mut of = choir(vec![at(days("2026-12-04", "2026-12-06"))]);
    for (status, says) in [(Status::Cancelled, "INSTÄLLT"), (Status::Postponed, "UPPSKJUTET")] {
        of.sessions[0].session.status = status;
        let view = list(times(&of, "2026-12-01", "2026-12-31"));
        let html = page(view, Vec::new(), None, &Lang::SV);
        check_has(&html, &[&format!(r#"<strong class="state">{says}</strong>"#)]);
    }
}

#[test]
fn what_goes_on_already_stands_with_the_first_day() {
    let of = choir(vec![at(days("2026-08-25", "2027-06-01")), at(eventful())]);
    let all = times(&of, "2026-11-24", "2026-11-24");
    let html = page(list(all), Vec::new(), None, &Lang::FI);
    assert_eq!(html.matches("<h2>").count(), 1, "{html}");
    check_has(&html, &["<h2><time datetime=\"2026-11-24\">", "ti 25.8.2026 – ti 1.6.2027"]);
}

/// 1 December 2026 is a Tuesday, so that the month has five weeks, and its first Monday is empty.
#[test]
fn a_month_is_a_table_of_weeks_in_which_days_lead_to_their_lists() {
    let of = choir(vec![at(eventful()), at(days("2026-12-30", "2027-01-02"))]);
    let html = page(december(times(&of, "2026-12-01", "2026-12-31")), Vec::new(), None, &Lang::FI);
    check_has(
        &html,
        &[
            "<caption>joulukuu 2026</caption>",
            r#"<th scope="col"><span aria-hidden="true">ma</span><span class="unseen">maanantai</span></th>"#,
            r#"<tbody><tr><td></td><td><span class="date">1</span></td>"#,
            r#"<td aria-current="date"><span class="date">3</span></td>"#,
            r#"<a class="date" href="/embed?day=2026-12-02">"#,
            r#"<span class="unseen">ke 2.12.2026, </span>"#,
            r#"<a class="date" href="/embed?day=2026-12-31">"#,
            "klo 17.00 <a href",
        ],
    );
    assert_eq!(html.matches("<tr>").count(), 1 + 5, "{html}");
    // 2, 15, 30 and 31 December.
    assert_eq!(html.matches(r#"<a class="date""#).count(), 4, "{html}");
}

#[test]
fn a_full_day_tells_how_many_more_there_are() {
    let session = || at(once(Helsinki, "2026-12-05 10:00", ""));
    let of = choir(vec![session(), session(), session(), session(), session()]);
    let html = page(december(times(&of, "2026-12-01", "2026-12-31")), Vec::new(), None, &Lang::SV);
    check_has(&html, &[r#"<a href="/embed?day=2026-12-05">och 2 till</a>"#, ">5<span"]);
    assert_eq!(html.matches("kl. 10.00").count(), 3, "{html}");
}

#[test]
fn what_is_over_says_so_in_words_in_days_and_months() {
    let of = choir(vec![at(eventful())]);
    let all = times(&of, "2026-11-24", "2026-12-31");
    let html = page(View::Day(date("2026-11-24"), all.clone()), Vec::new(), None, &Lang::FI);
    check_has(&html, &[r#"<li class="over">"#, "</time> (päättynyt)</p>"]);
    assert_eq!(html.matches("päättynyt").count(), 1, "{html}");
    let first = date("2026-11-01");
    let days = first.iter_days().take(30).map(|date| (date, format!("/embed?day={date}")));
    let (days, today) = (days.collect(), date("2026-12-02"));
    let month = View::Month(Month { days, today, times: all, more: false });
    let html = page(month, Vec::new(), None, &Lang::SV);
    check_has(&html, &[r#"<li class="over"><span class="unseen">avslutat: </span>"#]);
}

#[test]
fn a_long_list_leads_on_at_its_end_too() {
    let html = page(list(Vec::new()), Vec::new(), None, &Lang::FI);
    assert_eq!(html.matches(r#"rel="next""#).count(), 2, "{html}");
    check_has(&html, &[r#"<nav class="no-print" aria-label="Edelliset ja seuraavat">"#]);
}

#[test]
fn what_may_be_switched_stands_in_a_form_that_keeps_the_rest() {
    let choice = |value: &str, label: &str, chosen| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        count: 2,
        chosen,
    };
    let group = |first, second| Group {
        name: "municipality",
        title: "Kunta",
        choices: vec![choice("564", "Oulu", first), choice("678", "Raahe", second)],
    };
    let html = |group| page(list(Vec::new()), vec![group], None, &Lang::FI);
    check_has(
        &html(group(true, false)),
        &[
            r#"<form class="switches" method="get" action="/embed">"#,
            r#"<input type="hidden" name="lang" value="fi">"#,
            r#"<option value="">kaikki</option>"#,
            r#"<option value="564" selected>Oulu (2)</option>"#,
            r#"<option value="678">Raahe (2)</option>"#,
        ],
    );
    check_has(
        &html(group(true, true)),
        &[r#"<option value="564,678" selected>Oulu, Raahe</option>"#],
    );
}

#[test]
fn whatever_is_wrong_with_the_address_is_told_as_text() {
    let fault = Fault::Unreadable { value: "<script>".to_owned() };
    let wrong = Wrong { name: "view".to_owned(), fault };
    let html = wrong_embed(&site(), Some(&wrong), &Lang::SV);
    check_elements(&html);
    check_has(&html, &["<p>view: ”&lt;script&gt;” är inget värde som kan tolkas.</p>"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn whatever_was_announced_can_be_shown_as_a_list_and_as_a_month(of in any_activity()) {
        for lang in Lang::OURS {
            let all = times(&of, "2026-12-01", "2026-12-31");
            page(list(all.clone()), Vec::new(), None, &lang);
            page(View::Day(NaiveDate::MIN, all.clone()), Vec::new(), None, &lang);
            page(december(all), Vec::new(), Some(Look::Light), &lang);
        }
    }
}
