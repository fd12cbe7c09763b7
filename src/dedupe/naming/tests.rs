use super::*;
use crate::activity::Member;
use crate::id::{Revision, SessionId};
use crate::listing::{Content, Credit};
use crate::sample::key;

/// Listings by their names, and what has become of them so far.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    pub(super) activities: BTreeMap<ActivityId, Activity>,
    belongs: BTreeMap<ListingKey, ActivityId>,
    silent: BTreeSet<ListingKey>,
    reused: BTreeMap<ListingKey, u32>,
    minute: i64,
}

fn minute(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(minute * 60, 0).unwrap()
}

pub(super) fn cluster(names: &str) -> Cluster {
    names.split_whitespace().map(key).collect()
}

impl World {
    /// The ids of these clusters, each of names with spaces between; every listing is as old as its
    /// name stands in the alphabet.
    pub(super) fn step(&mut self, clusters: &[&str]) -> Vec<Option<ActivityId>> {
        self.cluster(&clusters.iter().map(|names| cluster(names)).collect::<Vec<_>>())
    }

    pub(super) fn cluster(&mut self, clusters: &[Cluster]) -> Vec<Option<ActivityId>> {
        self.minute += 1;
        let listings =
            clusters.iter().flatten().map(|key| (key.clone(), self.known(key))).collect();
        let past = Past { listings: &listings, activities: &self.activities };
        let taken = |id: &ActivityId| Ok::<_, ()>(self.activities.contains_key(id));
        let naming = name(clusters, past, taken).unwrap();
        self.settle(clusters, &naming);
        naming.names.iter().map(|name| name.as_ref().map(Name::id)).collect()
    }

    fn known(&self, key: &ListingKey) -> Known {
        let letter = key.id.as_str().bytes().next().unwrap();
        Known {
            first_seen: minute(i64::from(letter)),
            generation: self.reused.get(key).copied().unwrap_or(0),
            tells: !self.silent.contains(key),
            activity: self.belongs.get(key).cloned(),
        }
    }

    fn settle(&mut self, clusters: &[Cluster], naming: &Naming) {
        for (id, into) in &naming.merged {
            let activity = self.activities.get_mut(id).unwrap();
            if !matches!(activity.state, State::Merged { .. }) {
                activity.changed = minute(self.minute);
            }
            activity.state = State::Merged { into: into.clone() };
        }
        for (keys, name) in clusters.iter().zip(&naming.names) {
            let Some(name) = name else { continue };
            for key in keys {
                self.belongs.insert(key.clone(), name.id());
            }
            let telling: Vec<_> = keys.iter().filter(|key| !self.silent.contains(*key)).collect();
            if !telling.is_empty() {
                let activity =
                    activity(name, &telling, self.activities.get(&name.id()), self.minute);
                self.activities.insert(name.id(), activity);
            } else if let Some(old) = self.activities.get_mut(&name.id()) {
                old.state = State::Withdrawn { at: minute(self.minute) };
            }
        }
        for id in &naming.ended {
            self.activities.get_mut(id).unwrap().state =
                State::Withdrawn { at: minute(self.minute) };
        }
    }

    /// What an old id redirects to.
    fn target(&self, id: &ActivityId) -> Option<&ActivityId> {
        match &self.activities[id].state {
            State::Merged { into } => Some(into),
            State::Live | State::Withdrawn { .. } => None,
        }
    }
}

fn activity(
    name: &Name,
    members: &[&ListingKey],
    before: Option<&Activity>,
    minutes: i64,
) -> Activity {
    let credit = Credit { attribution: "A".to_owned(), licence: None, link: None };
    let member = |key: &&ListingKey| Member { key: (*key).clone(), credit: credit.clone() };
    let (founder, generation) = match (name, before) {
        (Name::New { founder, generation }, _) => (founder.clone(), *generation),
        (Name::Old(_), before) => before.map(|b| (b.founder.clone(), b.generation)).unwrap(),
    };
    Activity {
        id: name.id(),
        founder,
        generation,
        members: members.iter().map(member).collect(),
        content: Content::default(),
        origin: BTreeMap::new(),
        sessions: Vec::new(),
        next_session: SessionId(1),
        revision: Revision(minutes),
        changed: minute(minutes),
        first_seen: before.map_or(minute(minutes), |before| before.first_seen),
        state: State::Live,
    }
}

fn own(name: &str, generation: u32) -> Option<ActivityId> {
    Some(ActivityId::derive(&key(name), generation))
}

/// From one step to the next; each id is told as that of the listing that founded it.
fn check(told: &str, steps: &[(&[&str], &str)]) {
    let mut world = World::default();
    for (at, (clusters, expected)) in steps.iter().enumerate() {
        let ids = world.step(clusters);
        let expected: Vec<_> = expected
            .split_whitespace()
            .map(|name| match name.split_once('+') {
                Some((name, generation)) => own(name, generation.parse().unwrap()),
                None => own(name, 0),
            })
            .collect();
        assert_eq!(ids, expected, "{told}, step {at}");
    }
}

#[test]
fn an_id_follows_the_listings_that_it_stood_for() {
    check("the oldest founds", &[(&["b a", "c"], "a c")]);
    check("a listing joins", &[(&["b"], "b"), (&["a b"], "b")]);
    check("the older id stays", &[(&["b"], "b"), (&["a", "b"], "a b"), (&["a b"], "b")]);
    check("that of most", &[(&["a"], "a"), (&["a", "b c"], "a b"), (&["a b c"], "b")]);
    check("the plurality", &[(&["a b c"], "a"), (&["a", "b c"], "a+1 a")]);
    check(
        "of equals",
        &[(&["b"], "b"), (&["b", "c"], "b c"), (&["b c"], "b"), (&["c", "b"], "c b")],
    );
    check("no founder among equals", &[(&["a b c"], "a"), (&["b", "c"], "a c")]);
    check(
        "a younger id",
        &[(&["b"], "b"), (&["a", "b"], "a b"), (&["a b"], "b"), (&["a", "b"], "a b")],
    );
    check(
        "all at once",
        &[
            (&["a"], "a"),
            (&["a", "b"], "a b"),
            (&["a", "b", "c d"], "a b c"),
            (&["a b", "c d"], "a c"),
            (&["a b c d"], "a"),
            (&["a", "b", "c d"], "a b c"),
        ],
    );
    check(
        "a cluster in which two ids meet that return",
        &[
            (&["a", "b c", "d"], "a b d"),
            (&["a b c", "d"], "b d"),
            (&["a b c d"], "b"),
            (&["a d", "b c"], "d b"),
        ],
    );
}

#[test]
fn a_redirect_leads_to_the_last_in_one_step() {
    let mut world = World::default();
    let ids: Vec<_> = world.step(&["a", "b c", "d e f"]).into_iter().flatten().collect();
    let [a, b, d] = ids.as_slice() else { panic!("{ids:?}") };
    world.step(&["a b c", "d e f"]);
    assert_eq!(world.target(a), Some(b));
    world.step(&["a b c d e f"]);
    assert_eq!((world.target(a), world.target(b)), (Some(d), Some(d)));
    world.step(&["a b c", "d e f"]);
    assert_eq!((world.target(a), world.target(b), world.target(d)), (Some(b), None, None));
}

#[test]
fn what_is_missing_keeps_the_id_for_what_takes_its_place() {
    let mut world = World::default();
    let id = world.step(&["b"]).remove(0).unwrap();
    world.silent.insert(key("b"));
    assert_eq!(world.step(&["b"]), [Some(id.clone())]);
    assert!(matches!(world.activities[&id].state, State::Withdrawn { .. }));
    assert_eq!(world.step(&["a b"]), [Some(id.clone())]);
    assert_eq!(world.activities[&id].state, State::Live);
    // What is gone has no claim against what is there, and gets no id.
    assert_eq!(world.step(&["b", "a"]), [None, Some(id)]);
}

#[test]
fn an_id_that_is_served_stays_before_one_that_is_gone() {
    let mut world = World::default();
    let ids = world.step(&["a c", "b"]);
    world.silent = cluster("a c");
    world.step(&["a c", "b"]);
    assert_eq!(world.step(&["a b c"]), [ids[1].clone()]);
    assert_eq!(world.target(ids[0].as_ref().unwrap()), ids[1].as_ref());
}

#[test]
fn a_source_s_id_that_stands_for_something_else_leaves_what_it_stood_for() {
    let mut world = World::default();
    world.step(&["a b", "c"]);
    world.reused.insert(key("a"), 1);
    world.belongs.remove(&key("a"));
    assert_eq!(world.step(&["a", "b", "c"]), [own("a", 1), own("a", 0), own("c", 0)]);
    world.reused.insert(key("c"), 1);
    world.belongs.remove(&key("c"));
    assert_eq!(world.step(&["a", "b", "c"])[2], own("c", 1));
    assert!(matches!(world.activities[&own("c", 0).unwrap()].state, State::Withdrawn { .. }));
}
