//! The calendar that stands in a frame on other sites.

mod wish;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

use super::index::{choices, typed, without_lang};
use super::people::{self, Reader};
use super::{HTML, Now, address};
use crate::calendar::{self, Outlet};
use crate::catalogue::{self, Agenda, FARTHEST, Filter, FilterError, Start};
use crate::http::error::Problem;
use crate::http::{Context, policy};
use crate::localized::Lang;
use crate::publish::page::{self, Embed, Links, Month, Stands, Time, View};

use wish::{Shown, Whose, Wish};

/// Times on a page of the list.
const LISTED: usize = 30;
/// In a month; a page of more is of no use to anybody.
const MOST: usize = 1_000;

/// For a frame on another site.
pub(super) async fn page(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    let publish = &context.config.publish;
    let now = Now::of(&context);
    let quarter = now.quarter();
    let reader = Reader::of(raw.as_deref(), &headers);
    let policy = policy::framed(&publish.frame_ancestors);
    let read = Wish::read(&now, raw.as_deref(), Whose::Theirs);
    match read.and_then(|wish| embed(&now, &wish, quarter.began, &reader.lang)) {
        Ok(body) => {
            let answer = now.answer(HTML, body).with(header::CONTENT_SECURITY_POLICY, &policy);
            reader.told(answer.in_quarter(quarter)).answer(&headers)
        }
        Err(error) => {
            let wrong = people::wrong(&error);
            let body = page::wrong_embed(&publish.site, Some(&wrong), &reader.lang);
            let mut headers = people::headers(&reader.lang);
            headers.insert(header::CACHE_CONTROL, super::NO_STORE);
            if let Ok(policy) = HeaderValue::from_str(&policy) {
                headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            (StatusCode::BAD_REQUEST, headers, body).into_response()
        }
    }
}

/// The same as a page of ours.
pub(super) async fn alone(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = Now::of(&context);
    let quarter = now.quarter();
    let reader = Reader::of(raw.as_deref(), &headers);
    let wish = Wish::read(&now, raw.as_deref(), Whose::Ours)?;
    let body = embed(&now, &wish, quarter.began, &reader.lang)?;
    Ok(now.page_for(&reader, body).in_quarter(quarter).answer(&headers))
}

/// What is over at `at` is told so.
fn embed(
    now: &Now<'_>,
    wish: &Wish,
    at: DateTime<Utc>,
    lang: &Lang,
) -> Result<String, FilterError> {
    let context = now.context;
    let site = &context.config.publish.site;
    let (view, earlier, later) = match wish.shown {
        Shown::List => list(now, wish, at),
        Shown::Day(date) => day(now, wish, date, at)?,
        Shown::Month(first) => month(now, wish, first, at)?,
    };
    let stands = match wish.whose {
        Whose::Theirs => Stands::Framed,
        Whose::Ours => Stands::Alone(without_lang(&wish.to_string())),
    };
    let to = |wish: &Wish| format!("{}?{}", site.path(stands.path()), wish);
    let spoken = wish.query.filter.and(&Filter::parse([("lang", lang.as_str())])?);
    let outlet = Outlet { site, feed: None, asked: &spoken, form: calendar::Form::Series };
    let calendar =
        now.read(Some(&spoken.to_string()), catalogue::Form::Calendar, &Filter::default())?;
    let today = now.catalogue.edition.as_of;
    let values = typed(Some(&wish.query.to_string()));
    let mut switches = choices::groups(now, &wish.query.filter, &values, lang);
    switches.retain(|group| wish.switches.contains(&group.name));
    let around = wish.shown.around().unwrap_or(today);
    let page = Embed {
        title: outlet.name(),
        view,
        look: wish.look,
        switches,
        kept: wish.kept(),
        links: Links {
            list: to(&wish.showing(Shown::List)),
            month: to(&wish.showing(Shown::Month(first_of(reach(now).nearest(around))))),
            earlier: earlier.as_ref().map(to),
            later: later.as_ref().map(to),
            ical: address(context, "/calendar.ics", Some(&calendar.to_string())),
        },
        out_of_reach: !reach(now).touches(wish.shown),
        stands,
    };
    Ok(page::embed(&page, site, lang))
}

/// What is shown, and what comes before it and after it.
type Shelf = (View, Option<Wish>, Option<Wish>);

/// Begins with what is not over, unless the address asks for days that are.
fn list(now: &Now<'_>, wish: &Wish, at: DateTime<Utc>) -> Shelf {
    let filter = &wish.query.filter;
    let size = filter.limit().unwrap_or(LISTED).min(MOST);
    let today = now.catalogue.edition.as_of;
    let from = filter.days(today).from.unwrap_or(today);
    let asked = wish.query.ends_after.map(|moment| moment.within(at));
    let since = asked.or(Some(at).filter(|_| from >= today));
    let agenda = now.catalogue.agenda(&filter.within(size), &wish.query.start, since);
    let number = match wish.query.start {
        Start::Page(number) => number,
        Start::First | Start::After(_) => 1,
    };
    let later = agenda.next.is_some().then(|| wish.on_page(number + 1));
    let earlier = (number > 1).then(|| wish.on_page(number - 1));
    (View::List(from, times(agenda, at)), earlier, later)
}

fn day(
    now: &Now<'_>,
    wish: &Wish,
    date: NaiveDate,
    at: DateTime<Utc>,
) -> Result<Shelf, FilterError> {
    let agenda = between(now, wish, date, date)?;
    let beside = |day: Option<NaiveDate>, order: Ordering| {
        let told = reach(now).nearest(day?);
        (told.cmp(&date) == order).then(|| wish.showing(Shown::Day(told)))
    };
    let (before, after) = (date.pred_opt(), date.succ_opt());
    let view = View::Day(date, times(agenda, at));
    Ok((view, beside(before, Ordering::Less), beside(after, Ordering::Greater)))
}

fn month(
    now: &Now<'_>,
    wish: &Wish,
    first: NaiveDate,
    at: DateTime<Utc>,
) -> Result<Shelf, FilterError> {
    let days: Vec<_> = first.iter_days().take_while(|day| day.month() == first.month()).collect();
    let last = days.last().copied().unwrap_or(first);
    let agenda = between(now, wish, first, last)?;
    let site = &now.context.config.publish.site;
    let path = site.path(wish.whose.path());
    let to = |day| format!("{path}?{}", wish.showing(Shown::Day(day)));
    let month = Month {
        days: days.iter().map(|day| (*day, to(*day))).collect::<BTreeMap<_, _>>(),
        today: now.catalogue.edition.as_of,
        more: agenda.next.is_some(),
        times: times(agenda, at),
    };
    let beside = |day: Option<NaiveDate>, order: Ordering| {
        let told = first_of(reach(now).nearest(day?));
        (told.cmp(&first) == order).then(|| wish.showing(Shown::Month(told)))
    };
    let (before, after) = (first.pred_opt(), last.succ_opt());
    let (before, after) = (beside(before, Ordering::Less), beside(after, Ordering::Greater));
    Ok((View::Month(month), before, after))
}

/// Days of which anything could be shown: what has ended leaves after some days, and too far ahead nothing
/// is counted out. Both included.
#[derive(Clone, Copy, Debug)]
struct Reach {
    first: NaiveDate,
    last: NaiveDate,
}

fn reach(now: &Now<'_>) -> Reach {
    let today = now.catalogue.edition.as_of;
    let past = Days::new(now.context.config.publish.past_days.into());
    Reach {
        first: today.checked_sub_days(past).unwrap_or(today),
        last: today.checked_add_days(FARTHEST).unwrap_or(today),
    }
}

impl Reach {
    /// From out of it one is led to its end.
    fn nearest(self, day: NaiveDate) -> NaiveDate {
        day.clamp(self.first, self.last)
    }

    fn touches(self, shown: Shown) -> bool {
        match shown {
            Shown::List => true,
            Shown::Day(day) => self.nearest(day) == day,
            Shown::Month(first) => {
                let last = first.checked_add_months(Months::new(1)).unwrap_or(first);
                first <= self.last && last > self.first
            }
        }
    }
}

fn between<'a>(
    now: &'a Now<'_>,
    wish: &Wish,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Agenda<'a>, FilterError> {
    let days = Filter::parse([("from", first.to_string()), ("to", last.to_string())])?;
    let filter = wish.query.filter.without_limit().and(&days).within(MOST);
    Ok(now.catalogue.agenda(&filter, &Start::First, None))
}

fn times(agenda: Agenda<'_>, at: DateTime<Utc>) -> Vec<Time> {
    let time = |time: catalogue::Time<'_>| {
        let session = time.held()?.session.clone();
        let over = time.occurrence.span.is_over(at);
        Some(Time { activity: time.activity, session, occurrence: time.occurrence, over })
    };
    agenda.times.into_iter().filter_map(time).collect()
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}
