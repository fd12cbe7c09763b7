//! The calendar that stands in a frame on other sites.

mod wish;

use std::collections::BTreeMap;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, Days, Months, NaiveDate};

use super::index::{choices, typed};
use super::people::{self, Reader};
use super::{HTML, Now, address};
use crate::calendar::{self, Outlet};
use crate::catalogue::{self, Agenda, FARTHEST, Filter, FilterError, Start};
use crate::http::{Context, policy};
use crate::localized::Lang;
use crate::publish::page::{self, Embed, Links, Month, Time, View};

use wish::{Shown, Wish};

/// Times on a page of the list.
const LISTED: usize = 30;
/// In a month; a page of more is of no use to anybody.
const MOST: usize = 1_000;

pub(super) async fn page(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    let now = Now::of(&context);
    let reader = Reader::of(raw.as_deref(), &headers);
    let publish = &context.config.publish;
    let policy = policy::framed(&publish.frame_ancestors);
    let read = Wish::read(&now, raw.as_deref(), now.catalogue.edition.as_of);
    match read.and_then(|wish| embed(&now, &wish, &reader.lang)) {
        Ok(body) => {
            let answer = now.answer(HTML, body).with(header::CONTENT_SECURITY_POLICY, &policy);
            reader.told(answer).answer(&headers)
        }
        Err(error) => {
            let body = page::wrong_embed(&publish.site, &error.to_string(), &reader.lang);
            let mut headers = people::headers(&reader.lang);
            headers.insert(header::CACHE_CONTROL, super::NO_STORE);
            if let Ok(policy) = HeaderValue::from_str(&policy) {
                headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            (StatusCode::BAD_REQUEST, headers, body).into_response()
        }
    }
}

fn embed(now: &Now<'_>, wish: &Wish, lang: &Lang) -> Result<String, FilterError> {
    let context = now.context;
    let site = &context.config.publish.site;
    let (view, earlier, later) = match wish.shown {
        Shown::List => list(now, wish),
        Shown::Day(date) => day(now, wish, date)?,
        Shown::Month(first) => month(now, wish, first)?,
    };
    let to = |wish: &Wish| format!("{}?{}", site.path("embed"), wish);
    let spoken = wish.query.filter.and(&Filter::parse([("lang", lang.as_str())])?);
    let outlet = Outlet { site, feed: None, asked: &spoken, form: calendar::Form::Series };
    let calendar =
        now.read(Some(&spoken.to_string()), catalogue::Form::Calendar, &Filter::default())?;
    let today = now.catalogue.edition.as_of;
    let values = typed(Some(&wish.query.to_string()));
    let mut switches = choices::groups(now, &wish.query.filter, &values, lang);
    switches.retain(|group| wish.switches.contains(&group.name));
    let page = Embed {
        title: outlet.name(),
        view,
        look: wish.look,
        switches,
        kept: wish.kept(),
        links: Links {
            list: to(&wish.showing(Shown::List)),
            month: to(&wish.showing(Shown::Month(first_of(wish.shown.around().unwrap_or(today))))),
            earlier: earlier.as_ref().map(to),
            later: later.as_ref().map(to),
            ical: address(context, "/calendar.ics", Some(&calendar.to_string())),
        },
    };
    Ok(page::embed(&page, site, lang))
}

/// What is shown, and what comes before it and after it.
type Shelf = (View, Option<Wish>, Option<Wish>);

fn list(now: &Now<'_>, wish: &Wish) -> Shelf {
    let filter = &wish.query.filter;
    let size = filter.limit().unwrap_or(LISTED).min(MOST);
    let agenda = now.catalogue.agenda(&filter.within(size), &wish.query.start);
    let number = match wish.query.start {
        Start::Page(number) => number,
        Start::First | Start::After(_) => 1,
    };
    let later = agenda.next.is_some().then(|| wish.on_page(number + 1));
    let earlier = (number > 1).then(|| wish.on_page(number - 1));
    let today = now.catalogue.edition.as_of;
    let from = filter.days(today).from.unwrap_or(today);
    (View::List(from, times(agenda)), earlier, later)
}

fn day(now: &Now<'_>, wish: &Wish, date: NaiveDate) -> Result<Shelf, FilterError> {
    let agenda = between(now, wish, date, date)?;
    let beside = |day: Option<NaiveDate>| {
        day.filter(|day| is_told(now, *day)).map(|day| wish.showing(Shown::Day(day)))
    };
    Ok((View::Day(date, times(agenda)), beside(date.pred_opt()), beside(date.succ_opt())))
}

fn month(now: &Now<'_>, wish: &Wish, first: NaiveDate) -> Result<Shelf, FilterError> {
    let days: Vec<_> = first.iter_days().take_while(|day| day.month() == first.month()).collect();
    let last = days.last().copied().unwrap_or(first);
    let agenda = between(now, wish, first, last)?;
    let site = &now.context.config.publish.site;
    let to = |day| format!("{}?{}", site.path("embed"), wish.showing(Shown::Day(day)));
    let month = Month {
        days: days.iter().map(|day| (*day, to(*day))).collect::<BTreeMap<_, _>>(),
        today: now.catalogue.edition.as_of,
        more: agenda.next.is_some(),
        times: times(agenda),
    };
    let before = first.checked_sub_months(Months::new(1));
    let before = before.filter(|_| first.pred_opt().is_some_and(|day| is_told(now, day)));
    let after = last.succ_opt().filter(|day| is_told(now, *day));
    let beside = |first: Option<NaiveDate>| first.map(|first| wish.showing(Shown::Month(first)));
    Ok((View::Month(month), beside(before), beside(after)))
}

/// Whether anything could be shown for the day: what has ended leaves after some days, and too far
/// ahead nothing is counted out.
fn is_told(now: &Now<'_>, day: NaiveDate) -> bool {
    let today = now.catalogue.edition.as_of;
    let past = Days::new(now.context.config.publish.past_days.into());
    let first = today.checked_sub_days(past).unwrap_or(today);
    let last = today.checked_add_days(FARTHEST).unwrap_or(today);
    (first..=last).contains(&day)
}

fn between<'a>(
    now: &'a Now<'_>,
    wish: &Wish,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Agenda<'a>, FilterError> {
    let days = Filter::parse([("from", first.to_string()), ("to", last.to_string())])?;
    let filter = wish.query.filter.without_limit().and(&days).within(MOST);
    Ok(now.catalogue.agenda(&filter, &Start::First))
}

fn times(agenda: Agenda<'_>) -> Vec<Time> {
    let time = |time: catalogue::Time<'_>| {
        let session = time.held()?.session.clone();
        Some(Time { activity: time.activity, session, occurrence: time.occurrence })
    };
    agenda.times.into_iter().filter_map(time).collect()
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}
