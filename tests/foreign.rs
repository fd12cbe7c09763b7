//! A feed with every kind of time and the demonstration's, with what we say happens in them, for the
//! readers in `tests/foreign/`, which `tests/run` sets to work on them.

#![expect(clippy::unwrap_used, reason = "a test stops where its own material is wrong")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use kooste::activity::{Activity, HeldSession, Member, State};
use kooste::catalogue::{Catalogue, Entry, Filter};
use kooste::config::{Config, DEMO, Environment};
use kooste::fragment::CancelledPolicy;
use kooste::id::{ActivityId, ItemId, ListingKey, Revision, SessionId, SourceId};
use kooste::lint::lint;
use kooste::listing::{Accessibility, Content, Credit, Registration, Session, Status, Venue};
use kooste::localized::{Lang, Localized};
use kooste::publish::{ical, news, rss};
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
    let told = |held: &HeldSession, one: &Occurrence| {
        occurrence(&site.uid(&activity.id, held.id), held, one)
    };
    let of = |held: &HeldSession| -> Vec<Value> {
        occurrences(&held.session.when, window).iter().map(|one| told(held, one)).collect()
    };
    sessions.into_iter().flat_map(of).collect()
}

fn occurrence(uid: &str, held: &HeldSession, one: &Occurrence) -> Value {
    let (start, end) = match &one.span {
        Span::Timed { start, end } => (start.to_rfc3339(), end.map(|end| end.to_rfc3339())),
        Span::AllDay { first, last } => {
            (first.to_string(), last.succ_opt().map(|day| day.to_string()))
        }
    };
    let cancelled = one.cancelled || held.session.status == Status::Cancelled;
    json!({"uid": uid, "start": start, "end": end, "cancelled": cancelled})
}

#[test]
fn a_feed_of_every_kind_of_time_is_written_for_foreign_readers() {
    let whens: BTreeMap<String, When> =
        serde_json::from_str(include_str!("../fixtures/publish/times.json")).unwrap();
    let activities: Vec<_> = whens.into_iter().map(|(name, when)| activity(&name, when)).collect();
    let rendered: Vec<_> =
        activities.iter().map(|a| ical::vevents(a, &a.sessions[0], &site())).collect();
    let fragments =
        rendered.iter().filter_map(|v| Some(v.get(CancelledPolicy::Mark, &Lang::EN)?.text));
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

    write("times", &feed, &told, (FROM, TO));
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
        let activity = entry.activity();
        let served = entry.sessions.iter().zip(&activity.sessions);
        let served = served.filter(|(session, _)| !session.over).map(|(_, held)| held);
        expected(&activity, served, site)
    };
    let told: Vec<Value> = catalogue.entries().flat_map(of).collect();
    assert!(told.len() > 2_000, "{}", told.len());
    write("demo", &feed, &told, (FROM, TO));

    let (from, to) = ("2026-11-24", "2027-01-23");
    let expanded = kooste(&["export", "ics", "--expand"]);
    let of = |entry: &Arc<Entry>| each_time(&entry.activity(), site, from, to);
    let told: Vec<Value> = catalogue.entries().flat_map(of).collect();
    assert!(told.len() > 300, "{}", told.len());
    // The two of the zone.
    assert_eq!(expanded.matches("\nRRULE").count(), 2);
    assert!(!expanded.contains("\nRECURRENCE-ID"));
    write("demo-expanded", &expanded, &told, (from, to));

    write_news(&catalogue, site);
    let nothing = ["export", "ics", "--filter", "from=2028-06-01", "--filter", "to=2028-06-01"];
    let empty = kooste(&nothing);
    assert!(!empty.contains("BEGIN:VEVENT"), "{empty}");
    assert!(lint(empty.as_bytes()).findings.is_empty(), "{empty}");
    let folder = folder_of_feeds().join("empty");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("empty.ics"), &empty).unwrap();
}

/// Each by a UID of its own: the day that the rule gave it stands in it.
fn each_time(activity: &Activity, site: &Site, from: &str, to: &str) -> Vec<Value> {
    let window = Window { from: from.parse().unwrap(), to: to.parse().unwrap() };
    let told = |held: &HeldSession, one: &Occurrence| {
        let day = one.original.format("%Y%m%d");
        let uid = format!("{}-{}-{day}@{}", activity.id, held.id, site.uid_domain);
        occurrence(&uid, held, one)
    };
    let of = |held: &HeldSession| -> Vec<Value> {
        occurrences(&held.session.when, window).iter().map(|one| told(held, one)).collect()
    };
    activity.sessions.iter().flat_map(of).collect()
}

/// For Python's feedparser: what each entry is called, in the order of the feed.
fn write_news(catalogue: &Catalogue, site: &Site) {
    let selection = catalogue.select(&Filter::default());
    let activities: Vec<_> =
        selection.chosen.iter().map(|chosen| chosen.entry.activity()).collect();
    let told = activities.iter().map(
        |activity| json!({"id": activity.id.to_string(), "title": activity.content.title().trim()}),
    );
    let expected: Vec<Value> = told.collect();
    let news: Vec<_> = activities
        .iter()
        .map(|activity| news::Chosen { activity, sessions: activity.sessions.iter().collect() })
        .collect();
    let channel = news::Channel {
        title: "Tapahtumat & muut",
        home: "https://kalenteri.example/",
        address: "https://kalenteri.example/feed.rss?limit=1000&lang=fi",
        next: None,
        lang: &Lang::FI,
    };
    let folder = folder_of_feeds();
    let feed = rss::feed(&channel, &news, site, catalogue.edition.as_of);
    fs::write(folder.join("demo.rss"), feed).unwrap();
    fs::write(folder.join("demo.rss.json"), Value::from(expected).to_string()).unwrap();
}

fn folder_of_feeds() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("foreign")
}

fn write(name: &str, feed: &str, told: &[Value], (from, to): (&str, &str)) {
    let report = lint(feed.as_bytes());
    assert!(report.findings.is_empty(), "{name}.ics: {:#?}", report.findings);
    let folder = folder_of_feeds();
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{name}.ics")), feed).unwrap();
    let expected = json!({"from": from, "to": to, "occurrences": told});
    fs::write(folder.join(format!("{name}.json")), expected.to_string()).unwrap();
}
