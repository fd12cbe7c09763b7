//! From the bytes of a source to the bytes that are published.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use kooste::activity::{Activity, Digest};
use kooste::catalogue::{Catalogue, Edition, Entry, Filter};
use kooste::dedupe::carry::{self, Change};
use kooste::dedupe::merge::{Currency, Witness};
use kooste::fragment::CancelledPolicy;
use kooste::id::{ItemId, Revision, SourceId};
use kooste::listing::{Listing, Rank, last_day};
use kooste::localized::{Lang, Localized};
use kooste::normalise::{self, Redact, Rules};
use kooste::publish::{ical, json, page};
use kooste::site::Site;
use kooste::source::kind::{Kind, Origin};
use kooste::source::organisers::index;
use kooste::source::{
    CodeSystem, Item, Page, RawChannel, RawHash, RawRecurrence, RawSpan, RawTime,
};
use kooste::weburl::WebUrl;
use kooste::when::occurrences::{MAX_OCCURRENCES, Span, Window, occurrences};
use url::Url;

use super::calendar;

const AS_OF: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

pub(crate) fn check(kind: Kind, body: &[u8]) {
    let url = Url::parse("https://seura.example/tapahtumat").unwrap();
    let origin = Origin { url: &url, language: "fi" };
    let read = kind.parse(body, origin);
    assert_eq!(read, kind.parse(body, origin), "read twice");
    for link in kind.links(body, origin) {
        assert_eq!(link.origin(), url.origin(), "{link}");
    }
    let Ok(read) = read else { return };
    let told =
        [read.items.len(), read.embedded.len(), read.rejections.len(), read.tombstones.len()];
    let entries: usize = told.into_iter().sum();
    let joined = kind.join(vec![read, Page::default()]);
    assert!(joined.items.len() <= entries, "more than there were");
    let organisers = index(joined.organisers.clone());
    // Of an id that comes twice a run keeps one.
    let items: BTreeMap<&ItemId, &Item> =
        joined.items.iter().map(|item| (&item.id, item)).collect();
    let listings = items.into_values().filter_map(|item| believed(item, &organisers));
    // All are believed; of many, as much as a page shows is published.
    let mut listings: Vec<_> = listings.collect();
    listings.truncate(50);
    published(listings);
}

/// Lines: start, end, zone, rule; then what departs from it, each begun by a letter.
pub(crate) fn recurrence(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.lines().map(str::to_owned);
    let mut line = || lines.next().filter(|line| !line.is_empty());
    let first = RawSpan {
        start: line().unwrap_or_default(),
        end: line(),
        zone: line(),
        ..RawSpan::default()
    };
    let mut raw = RawRecurrence { first, rule: line(), ..RawRecurrence::default() };
    for line in lines {
        match line.split_at_checked(1) {
            Some(("x", date)) => raw.exdates.push(date.to_owned()),
            Some(("r", date)) => raw.rdates.push(date.to_owned()),
            Some(("c", date)) => raw.overrides.push((date.to_owned(), None)),
            Some(("m", dates)) => {
                let (from, to) = dates.split_once(' ').unwrap_or((dates, dates));
                let to = RawSpan { start: to.to_owned(), ..RawSpan::default() };
                raw.overrides.push((from.to_owned(), Some(to)));
            }
            _ => {}
        }
    }
    let id = ItemId::parse("1").unwrap();
    let mut item = Item::new(id, RawHash::of(bytes), CodeSystem::Words);
    item.name.insert("fi".to_owned(), "Kuoro".to_owned());
    let times = vec![RawTime::Recurring(Box::new(raw))];
    item.channels.push(RawChannel { times, ..RawChannel::default() });
    published(believed(&item, &BTreeMap::new()).into_iter().collect());
}

pub(crate) fn site() -> Site {
    Site {
        base_url: WebUrl::parse("https://kalenteri.example").unwrap(),
        uid_domain: "kalenteri.example".to_owned(),
        name: Localized::new(),
    }
}

fn believed(item: &Item, organisers: &normalise::Organisers) -> Option<Listing> {
    let redact = item.hash.as_str().starts_with(['0', '1', '2', '3']);
    let rules = Rules {
        source: SourceId::parse("seura").unwrap(),
        link: Some("https://seura.example/{id}".to_owned()),
        image: Some("https://seura.example/kuvat/{id}".to_owned()),
        attribution: "Seura".to_owned(),
        licence: None,
        redact: Redact { email: redact, phone: redact, names: redact },
    };
    let listing = normalise::listing(item, &rules, organisers);
    assert_eq!(listing, normalise::listing(item, &rules, organisers), "read twice");
    let listing = listing.ok()?;
    assert_eq!(listing.key.id, item.id);
    assert!(!listing.content.title().trim().is_empty());
    assert!(!listing.sessions.is_empty());
    let stored = serde_json::to_string(&listing).unwrap();
    let kept: Listing = serde_json::from_str(&stored).unwrap();
    assert_eq!(kept, listing, "stored and read again");
    held(&listing);
    Some(listing)
}

fn held(listing: &Listing) {
    let window = Window { from: AS_OF - chrono::Days::new(30), to: AS_OF + chrono::Days::new(400) };
    let last = last_day(&listing.sessions);
    for session in &listing.sessions {
        let found = occurrences(&session.when, window);
        assert!(found.len() <= MAX_OCCURRENCES);
        for occurrence in found {
            let (first, until) = occurrence.span.days();
            assert!(first <= until && first <= window.to && until >= window.from);
            assert!(last.is_none_or(|last| until <= last), "{listing:?} {occurrence:?}");
            if let Span::Timed { start, end: Some(end) } = occurrence.span {
                assert!(end > start, "{listing:?}");
            }
        }
    }
}

/// In small letters, without the page's own JSON-LD: it runs as no script, as long as nothing in it ends
/// the element.
fn without_linked_data(page: &str) -> String {
    const OPEN: &str = "<script type=\"application/ld+json\">";
    let page = page.to_ascii_lowercase();
    let (before, rest) = page.split_once(OPEN).unwrap();
    let (data, after) = rest.split_once("</script>").unwrap();
    assert!(!data.contains('<'), "{data}");
    format!("{before}{after}")
}

fn published(listings: Vec<Listing>) {
    let site = site();
    let activities: Vec<Activity> = listings.iter().map(activity).collect();
    let ids: BTreeSet<_> = activities.iter().map(|activity| &activity.id).collect();
    assert_eq!(ids.len(), activities.len());
    let window = Window { from: AS_OF, to: AS_OF + chrono::Days::new(400) };
    let entry = |activity: &Activity| {
        let text = json::activity(activity, None, &site, AS_OF);
        serde_json::from_str::<serde_json::Value>(&text).unwrap();
        for lang in Lang::OURS {
            let page = page::activity(activity, &[], &site, AS_OF, &lang);
            assert!(!without_linked_data(&page).contains("<script"), "{page}");
        }
        let vevents = activity.sessions.iter();
        let vevents = vevents.map(|held| (held.id, ical::vevents(activity, held, &site))).collect();
        Entry::new(activity, Digest::of(&text), vevents, window)
    };
    let edition = Edition { revision: Revision(1), as_of: AS_OF, published: now() };
    let entries: Vec<_> = activities.iter().map(entry).collect();
    let catalogue = Catalogue::build(edition, entries, BTreeMap::new());
    let selection = catalogue.select(&Filter::default());
    assert!(selection.chosen.len() <= activities.len());
    let marked = Lang::OURS.map(|lang| (CancelledPolicy::Mark, lang));
    let others = [CancelledPolicy::Title, CancelledPolicy::Omit].map(|policy| (policy, Lang::FI));
    for (policy, lang) in marked.into_iter().chain(others) {
        let sessions = catalogue.entries().flat_map(|entry| &entry.sessions);
        let fragments = sessions.filter_map(|session| Some(session.vevent(policy, &lang)?.text));
        let frame = ical::Frame {
            name: Some("Tapahtumat"),
            description: "",
            source: "https://kalenteri.example/kaikki.ics",
            changed: None,
        };
        calendar::events(&ical::calendar(&frame, fragments));
    }
}

pub(crate) fn activity(listing: &Listing) -> Activity {
    let witness = Witness {
        listing,
        rank: Rank(1),
        currency: Currency::Listed,
        first_seen: now(),
        changed: now(),
    };
    let run = |previous| carry::activity(previous, &listing.key, 0, &[witness], now(), Revision(1));
    let Change::New(activity) = run(None) else { panic!("not new") };
    assert_eq!(run(Some(&activity)), Change::Unchanged, "the same again changes something");
    *activity
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_500_000, 0).unwrap()
}
