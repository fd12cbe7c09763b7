//! A feed with every kind of time and the demonstration's, with what we say happens in them, for the
//! readers in `tests/foreign/`, which `tests/run` sets to work on them.

#![expect(clippy::unwrap_used, reason = "a test stops where its own material is wrong")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use kooste::activity::{Activity, HeldSession, Member, State};
use kooste::catalogue::Entry;
use kooste::config::{Config, DEMO, Environment};
use kooste::fragment::CancelledPolicy;
use kooste::id::{ActivityId, ItemId, ListingKey, Revision, SessionId, SourceId};
use kooste::lint::lint;
use kooste::listing::{Accessibility, Content, Credit, Registration, Session, Status, Venue};
use kooste::localized::{Lang, Localized};
use kooste::publish::ical;
use kooste::refresh::stored;
use kooste::site::Site;
use kooste::store::Reader;
use kooste::weburl::WebUrl;
use kooste::when::When;
use kooste::when::occurrences::{Occurrence, Span, Window, occurrences};
use serde_json::{Value, json};

const FROM: &str = "2026-01-01";
const TO: &str = "2027-12-31";

fn site() -> Site {
    Site {
        base_url: WebUrl::parse("https://kalenteri.example/").unwrap(),
        uid_domain: "kalenteri.example".to_owned(),
        name: Localized::new(),
    }
}

fn activity(name: &str, when: When) -> Activity {
    let id = ItemId::parse(name).unwrap();
    let founder = ListingKey::new(SourceId::parse("test").unwrap(), id);
    let then = "2026-01-01T06:00:00Z".parse().unwrap();
    let credit = Credit { attribution: "Lähellä.fi".to_owned(), licence: None, link: None };
    let session = Session {
        when,
        venue: Venue::Unknown,
        info: Localized::new(),
        accessibility: Accessibility::Unknown,
        registration: Registration::default(),
        status: Status::Scheduled,
    };
    let held = HeldSession { id: SessionId(1), sequence: 0, created: then, changed: then, session };
    let name = [(Lang::EN, name.to_owned())].into_iter().collect();
    Activity {
        id: ActivityId::derive(&founder, 0),
        founder: founder.clone(),
        generation: 0,
        members: vec![Member { key: founder, credit }],
        content: Content { name, ..Content::default() },
        origin: BTreeMap::new(),
        sessions: vec![held],
        next_session: SessionId(2),
        revision: Revision(1),
        changed: then,
        first_seen: then,
        state: State::Live,
    }
}

/// As `tests/foreign/README.md` describes it.
fn expected<'a>(
    activity: &Activity,
    sessions: impl IntoIterator<Item = &'a HeldSession>,
    site: &Site,
) -> Vec<Value> {
    let window = Window { from: FROM.parse().unwrap(), to: TO.parse().unwrap() };
    let told = |held: &HeldSession, occurrence: &Occurrence| {
        let (start, end) = match &occurrence.span {
            Span::Timed { start, end } => (start.to_rfc3339(), end.map(|end| end.to_rfc3339())),
            Span::AllDay { first, last } => {
                (first.to_string(), last.succ_opt().map(|day| day.to_string()))
            }
        };
        let cancelled = occurrence.cancelled || held.session.status == Status::Cancelled;
        let uid = site.uid(&activity.id, held.id);
        json!({"uid": uid, "start": start, "end": end, "cancelled": cancelled})
    };
    let of = |held: &HeldSession| -> Vec<Value> {
        occurrences(&held.session.when, window).iter().map(|one| told(held, one)).collect()
    };
    sessions.into_iter().flat_map(of).collect()
}

#[test]
fn a_feed_of_every_kind_of_time_is_written_for_foreign_readers() {
    let whens: BTreeMap<String, When> =
        serde_json::from_str(include_str!("../fixtures/publish/times.json")).unwrap();
    let activities: Vec<_> = whens.into_iter().map(|(name, when)| activity(&name, when)).collect();
    let rendered: Vec<_> =
        activities.iter().map(|a| ical::vevents(a, &a.sessions[0], &site())).collect();
    let fragments = rendered.iter().filter_map(|v| v.get(CancelledPolicy::Mark, &Lang::EN));
    let frame = ical::Frame {
        name: Some("Every kind of time"),
        description: "",
        source: "https://kalenteri.example/calendar.ics",
        changed: None,
    };
    let feed = ical::calendar(&frame, fragments);
    let told: Vec<Value> =
        activities.iter().flat_map(|a| expected(a, &a.sessions, &site())).collect();
    assert_eq!(
        feed.matches("BEGIN:VEVENT\r\n").count() - feed.matches("\nRECURRENCE-ID").count(),
        30
    );
    assert!(told.len() > 500, "{}", told.len());

    write("times", &feed, &told);
}

/// Through the program itself, as a user would get it.
#[test]
fn the_demonstration_is_written_for_foreign_readers() {
    let folder = tempfile::tempdir().unwrap();
    let kooste = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_kooste"))
            .current_dir(&folder)
            .args(["--now", "2026-11-24T10:00:00Z"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    };
    kooste(&["sync"]);
    let feed = kooste(&["export", "ics"]);

    let config = folder.path().join("demo.toml");
    let config = Config::parse(&config, DEMO, &Environment::new()).unwrap();
    let catalogue = Reader::new(&config.store).read(|store| stored(store, &config, None)).unwrap();
    let site = &config.publish.site;
    // A session that was over before the feed's window is not in the feed.
    let of = |entry: &Arc<Entry>| {
        let served = entry.sessions.iter().zip(&entry.activity.sessions);
        let served = served.filter(|(session, _)| !session.over).map(|(_, held)| held);
        expected(&entry.activity, served, site)
    };
    let told: Vec<Value> = catalogue.entries().flat_map(of).collect();
    assert!(told.len() > 2_000, "{}", told.len());
    write("demo", &feed, &told);
}

fn write(name: &str, feed: &str, told: &[Value]) {
    let report = lint(feed.as_bytes());
    assert!(report.findings.is_empty(), "{name}.ics: {:#?}", report.findings);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("foreign");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{name}.ics")), feed).unwrap();
    let expected = json!({"from": FROM, "to": TO, "occurrences": told});
    fs::write(folder.join(format!("{name}.json")), expected.to_string()).unwrap();
}
