//! One activity: its page, and the same for calendars and for programs.

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::activities::{self, Here, find, moved};
use super::{ICAL, Now, query};
use crate::catalogue::{Entry, Form};
use crate::fragment::CancelledPolicy;
use crate::http::Context;
use crate::http::error::Problem;
use crate::localized::Lang;
use crate::publish::{ical, json_ld};

const JSON_LD: &str = "application/ld+json";

/// `{id}`, `{id}.ics` or `{id}.jsonld`; no id holds a dot.
pub(super) async fn show(
    State(context): State<Context>,
    Path(file): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some((id, end)) = file.split_once('.') else {
        return activities::page(&context, &file, raw.as_deref(), &headers);
    };
    let render = match end {
        "ics" => calendar,
        "jsonld" => linked_data,
        _ => return Err(Problem::not_found("an activity ends in .ics or .jsonld, or in nothing")),
    };
    let query = query(raw.as_deref(), Form::Page)?;
    let now = Now::of(&context);
    match find(&now.catalogue, id)? {
        Here::Live(entry) => {
            let (kind, body) = render(&now, entry, query.filter.lang());
            Ok(now.represent(kind, body).answer(&headers))
        }
        Here::MovedTo(into) => Ok(moved(&context, &format!("/activity/{into}.{end}"), &query)),
    }
}

/// Also what a feed leaves out because it is over: whoever asks for one activity wants it whole.
fn calendar(now: &Now<'_>, entry: &Entry, lang: &Lang) -> (&'static str, String) {
    let page = now.context.config.publish.site.page(&entry.id);
    let frame = ical::Frame {
        name: None,
        description: "",
        source: &format!("{page}.ics?lang={lang}"),
        changed: entry.sessions.iter().map(|session| session.changed).max(),
    };
    let sessions = entry.sessions.iter();
    let fragments = sessions.filter_map(|one| one.vevent(CancelledPolicy::Mark, lang));
    let fragments = fragments.map(|one| one.text);
    (ICAL, ical::calendar(&frame, fragments))
}

fn linked_data(now: &Now<'_>, entry: &Entry, lang: &Lang) -> (&'static str, String) {
    let site = &now.context.config.publish.site;
    let as_of = now.catalogue.edition.as_of;
    (JSON_LD, json_ld::activity(&entry.activity(), site, as_of, lang))
}
