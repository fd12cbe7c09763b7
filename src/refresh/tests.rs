//! Two sources in files, and what people say of their listings.

mod changes;
mod doubts;
mod pages;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::catalogue::{Found, Gone};
use crate::config::Environment;
use crate::dedupe::rulings::{Pair, Ruling};
use crate::fetch::{ClientOptions, Limits};
use crate::id::{ActivityId, ListingKey};
use crate::store::rulings::Ruled;

struct Place {
    folder: TempDir,
    refresh: Arc<Refresh>,
}

fn listing(id: &str, name: &str, day: i64) -> Value {
    json!({
        "_key": id,
        "status": "published",
        "traits": {
            "type": "hobby",
            "translations": { "fi": { "name": name, "description": "<p>Tule mukaan.</p>" } },
            "channels": [{
                "id": "c", "type": ["place"],
                "translations": { "fi": { "address": {
                    "street": "Rantatie 1", "postalCode": "90500", "city": "Oulu" } } },
                "events": [{
                    // A Tuesday in Finland, the 24th of November 2026, and weeks from it.
                    "start": 1_795_557_600_000 + day * 604_800_000, "timeZone": "Europe/Helsinki",
                    "type": "1",
                    "recurrence": { "daySpecificTimes": [
                        { "weekday": 2, "startTime": "18:00", "endTime": "19:00" }] },
                }],
            }],
        },
    })
}

fn source(id: &str) -> SourceId {
    SourceId::parse(id).unwrap()
}

fn pair(a: &str, b: &str) -> Pair {
    Pair::new(&ListingKey::parse(a).unwrap(), &ListingKey::parse(b).unwrap()).unwrap()
}

impl Place {
    /// With the sources `a` and `b`, both read.
    fn reading(a: &[Value], b: &[Value]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", a);
        write(folder.path(), "b", b);
        let refresh = open(folder.path());
        let place = Self { folder, refresh };
        place.sync("a");
        place.sync("b");
        place
    }

    fn lists(&self, id: &str, listings: &[Value]) -> RunState {
        write(self.folder.path(), id, listings);
        self.sync(id)
    }

    fn sync(&self, id: &str) -> RunState {
        let run = self
            .refresh
            .enqueue(&source(id), Mode::Normal, Patience::Kept, &Trigger::Start)
            .unwrap();
        let task = Task { run, source: source(id), mode: Mode::Normal, patience: Patience::Kept };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(self.refresh.run(&task))
    }

    /// As after the end of the program and a new beginning.
    fn again(self) -> Self {
        drop(self.refresh);
        let refresh = open(self.folder.path());
        Self { refresh, ..self }
    }

    fn rule(&self, ruling: Ruling) {
        self.refresh.rule(&pair("a:1", "b:1"), ruling, "the same choir", "Aino").unwrap();
    }

    /// By id: the listings and the UIDs of what is served.
    fn served(&self) -> BTreeMap<ActivityId, (Vec<String>, Vec<u32>)> {
        let of = |entry: &Arc<crate::catalogue::Entry>| {
            let activity = entry.activity();
            let members = activity.members.iter().map(|member| member.key.to_string()).collect();
            let sessions = activity.sessions.iter().map(|held| held.id.0).collect();
            (activity.id.clone(), (members, sessions))
        };
        self.refresh.catalogue().entries().map(of).collect()
    }

    fn id_of(&self, key: &str) -> ActivityId {
        let answer = self.refresh.why(ListingKey::parse(key).unwrap()).unwrap();
        answer.unwrap().activity.unwrap()
    }

    fn gone(&self, id: &ActivityId) -> Gone {
        match self.refresh.catalogue().get(id) {
            Found::Gone(gone) => gone.clone(),
            other => panic!("{other:?}"),
        }
    }
}

fn write(folder: &Path, id: &str, listings: &[Value]) {
    let page = json!({ "items": listings, "total": listings.len(), "hasMore": false }).to_string();
    fs::write(folder.join(format!("{id}.json")), page).unwrap();
}

fn open(folder: &Path) -> Arc<Refresh> {
    let text = "[server]\nbase_url = \"https://kooste.example\"\n\
        [[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = \"file:a.json\"\n\
        [[source]]\nid = \"b\"\nkind = \"lahella\"\nurl = \"file:b.json\"\n";
    let config = Config::parse(&folder.join("kooste.toml"), text, &Environment::new()).unwrap();
    let store = Arc::new(Store::open(&config.store).unwrap());
    let client = Client::new(ClientOptions {
        user_agent: "Kooste".to_owned(),
        allowed_private: [].into(),
        limits: Limits::default(),
        retry_pause: Duration::from_secs(1),
        ca_file: None,
    });
    let config = Arc::new(config);
    let publisher = Publisher::open(Arc::clone(&store), Arc::clone(&config)).unwrap();
    let clock = Clock::Fixed("2026-11-02T09:00:00Z".parse().unwrap());
    let refresh =
        Refresh::new(config, store, client, Arc::new(publisher), clock, Metrics::default());
    refresh.tick().unwrap();
    Arc::new(refresh)
}

fn two() -> Place {
    Place::reading(
        &[listing("1", "Kuoro", 0), listing("2", "Shakkikerho", 2)],
        &[listing("1", "Laulajat", 1), listing("2", "Neulekahvila", 3)],
    )
}

#[test]
fn a_word_joins_two_listings_at_once_and_taking_it_back_restores_ids_and_uids() {
    let place = two();
    let before = place.served();
    assert_eq!(before.len(), 4);
    place.rule(Ruling::Together);
    let joined = place.served();
    assert_eq!(joined.len(), 3);
    let kept = place.id_of("a:1");
    assert_eq!(joined[&kept].0, ["a:1", "b:1"]);
    assert_eq!(place.id_of("b:1"), kept);
    let other = before.keys().find(|id| !joined.contains_key(*id)).unwrap();
    assert_eq!(place.gone(other), Gone::Merged { into: kept.clone() });
    assert_eq!(place.sync("a"), RunState::Unchanged);
    assert_eq!(place.served(), joined);

    let place = place.again();
    assert_eq!(place.served(), joined);
    assert!(place.refresh.unrule(&pair("a:1", "b:1"), "Aino").unwrap());
    assert!(!place.refresh.unrule(&pair("a:1", "b:1"), "Aino").unwrap());
    assert_eq!(place.served(), before);
    let log =
        place.refresh.store.reader().read(|c| decisions::audit_log(c, None, 9)).unwrap().lines;
    let log: Vec<_> = log.iter().map(|line: &decisions::AuditLine| line.action.as_str()).collect();
    assert_eq!(log, ["unrule", "rule/together"]);
}

#[test]
fn nobody_can_rule_on_what_is_not_there() {
    let place = two();
    let refused = place.refresh.rule(&pair("a:1", "b:9"), Ruling::Apart, "x", "Aino");
    assert_eq!(refused.unwrap_err().to_string(), "there is no listing `b:9`");
    assert!(place.refresh.store.reader().read(store::rulings::all).unwrap().is_empty());
}

#[test]
fn an_activity_lives_as_long_as_one_of_its_listings_and_takes_what_it_tells_from_the_rest() {
    let place = two();
    place.rule(Ruling::Together);
    let kept = place.id_of("a:1");
    let name = |place: &Place| match place.refresh.catalogue().get(&kept) {
        Found::Live(entry) => entry.activity().content.title().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(name(&place), "Kuoro");
    place.lists("a", &[listing("2", "Shakkikerho", 2)]);
    assert_eq!(name(&place), "Kuoro", "absent once is not gone");
    place.sync("a");
    assert_eq!(name(&place), "Laulajat");
    assert_eq!(place.served()[&kept].0, ["b:1"]);
    let why = |key: &str| place.refresh.why(ListingKey::parse(key).unwrap()).unwrap().unwrap();
    assert_eq!(why("a:1").reasons[0].code, "withdrawn");
    assert_eq!(why("b:1").outcome, why::Outcome::Shown);

    for _ in 0..2 {
        place.lists("b", &[listing("2", "Neulekahvila", 3)]);
    }
    assert_eq!(place.gone(&kept), Gone::Withdrawn);
    place.lists("b", &[listing("1", "Laulajat", 1), listing("2", "Neulekahvila", 3)]);
    assert_eq!(place.served()[&kept].0, ["b:1"]);
}

#[test]
fn a_source_that_gives_its_listing_another_id_keeps_the_public_one() {
    let place = two().again();
    let id = place.id_of("a:1");
    // As if they had been recognised when the second came.
    let ruled = Ruled {
        pair: pair("a:1", "a:9"),
        ruling: Ruling::Together,
        reason: "given anew".to_owned(),
        actor: "Aino".to_owned(),
        at: place.refresh.clock.now(),
    };
    place.refresh.store.write(|tx| store::rulings::put(tx, &ruled)).unwrap();
    place.lists("a", &[listing("9", "Kuoro", 0), listing("2", "Shakkikerho", 2)]);
    assert_eq!(place.served()[&id].0, ["a:1", "a:9"]);
    place.sync("a");
    assert_eq!(place.served()[&id].0, ["a:9"]);
    assert_eq!(place.id_of("a:9"), id);
}

#[test]
fn an_id_that_stands_for_something_else_leaves_the_others_together() {
    let place = two();
    place.rule(Ruling::Together);
    let kept = place.id_of("b:1");
    place.refresh.unrule(&pair("a:1", "b:1"), "Aino").unwrap();
    place.rule(Ruling::Together);
    assert_eq!(place.id_of("b:1"), kept);
    place.refresh.rule(&pair("a:1", "b:1"), Ruling::Apart, "no", "Aino").unwrap();
    assert_ne!(place.id_of("a:1"), place.id_of("b:1"));
}

#[test]
fn a_rehearsal_and_a_failure_leave_nothing_behind_in_memory() {
    let place = two();
    place.rule(Ruling::Together);
    let joined = place.served();
    let rolled_back = place.refresh.publisher.publish(Mode::Normal, |tx, _, recognition| {
        store::rulings::remove(tx, &pair("a:1", "b:1"))?;
        recognition.ruled(tx, place.refresh.clock.now())?;
        Err::<((), _), _>(StoreError::Busy)
    });
    assert!(rolled_back.is_err());
    place.lists("a", &[listing("1", "Kuoro!", 0), listing("2", "Shakkikerho", 2)]);
    assert_eq!(place.served(), joined);
}
