//! The same rows behind a view of Django's, which makes a calendar of them with the package icalendar.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kooste::catalogue::{Catalogue, Filter};
use kooste::fragment::CancelledPolicy;
use kooste::localized::Lang;
use kooste::municipality::Municipality;
use serde_json::json;

use crate::cost;
use crate::server::{Server, free_address};
use crate::set::Bench;

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python/feed.py")
}

/// With all that the catalogue has.
pub(crate) fn start(bench: &Bench, catalogue: &Catalogue, folder: &Path) -> Server {
    let (events, database) = (folder.join("events.jsonl"), folder.join("django.db"));
    drop(fs::remove_file(&database));
    fs::write(&events, lines(catalogue)).unwrap();
    let script = script();
    cost::whole(&bench.python, &[&script, Path::new("load"), &events, &database]);
    let address = free_address();
    Server::start(address, &bench.python, &folder.join("django.log"), |command| {
        command.arg(&script).arg("serve").arg(&database).arg(address.port().to_string());
    })
}

/// One a session, under the first of its municipalities.
fn lines(catalogue: &Catalogue) -> String {
    let mut lines = String::new();
    let mut told = std::collections::BTreeSet::new();
    for municipality in Municipality::all() {
        let filter = Filter::parse([("municipality", municipality.code())]).unwrap();
        for chosen in catalogue.select(&filter).chosen {
            let activity = chosen.entry.activity();
            let themes: Vec<_> = activity.content.themes.iter().map(|theme| theme.code()).collect();
            let next = chosen.next.map(|next| next.to_string());
            let texts = chosen.sessions.iter();
            for text in
                texts.filter_map(|one| Some(one.vevent(CancelledPolicy::Mark, &Lang::FI)?.text))
            {
                let fields = Fields::of(text);
                if !told.insert(fields.value("UID")) {
                    continue;
                }
                let row = json!({
                    "uid": fields.value("UID"), "summary": fields.text("SUMMARY"),
                    "description": fields.text("DESCRIPTION"), "location": fields.text("LOCATION"),
                    "url": fields.value("URL"), "start": fields.value("DTSTART"),
                    "end": fields.value("DTEND"), "rule": fields.value("RRULE"),
                    "changed": fields.value("DTSTAMP"), "next_start": next,
                    "municipality": municipality.code(), "themes": themes,
                });
                writeln!(lines, "{row}").unwrap();
            }
        }
    }
    lines
}

/// Unfolded lines of an event.
struct Fields(String);

impl Fields {
    fn of(vevent: &str) -> Self {
        Self(vevent.replace("\r\n ", ""))
    }

    /// As it is written, without parameters.
    fn value(&self, name: &str) -> String {
        let is_it = |line: &&str| {
            let rest = line.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with([':', ';']))
        };
        let line = self.0.lines().find(is_it).unwrap_or_default();
        line.split_once(':').map(|(_, value)| value.to_owned()).unwrap_or_default()
    }

    fn text(&self, name: &str) -> String {
        self.value(name).replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    }
}
