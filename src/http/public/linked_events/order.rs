//! In which order events are listed.

use std::cmp::{Ordering, Reverse};

use super::parameters::Parameters;
use crate::publish::linked_events::{Happening, Tombstone};

/// Keys by weight. What they leave equal stays in the order of activities, sessions and dates.
pub(super) struct Order(Vec<(Key, Direction)>);

#[derive(Clone, Copy)]
enum Key {
    Start,
    End,
    Duration,
    Modified,
    Name,
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Up,
    Down,
}

/// What is not known is greater than all that is: so has the service's database it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Number(i64),
    Text(String),
    Unknown,
}

impl Order {
    /// What is no key is passed over, and what changed last comes first where none is left.
    pub(super) fn read(parameters: &Parameters) -> Self {
        let wanted = parameters.one("sort").unwrap_or_default();
        let keys: Vec<_> = wanted.split(',').filter_map(|name| key(name.trim())).collect();
        Self(if keys.is_empty() { vec![(Key::Modified, Direction::Down)] } else { keys })
    }

    pub(super) fn values(&self, happening: &Happening<'_>) -> Vec<Value> {
        self.0.iter().map(|(key, _)| value(happening, *key)).collect()
    }

    /// Of what is gone nothing is known but since when.
    pub(super) fn values_of_gone(&self, stone: &Tombstone) -> Vec<Value> {
        let value = |key: &Key| match key {
            Key::Modified => Value::Number(stone.since.timestamp()),
            Key::Start | Key::End | Key::Duration | Key::Name => Value::Unknown,
        };
        self.0.iter().map(|(key, _)| value(key)).collect()
    }

    pub(super) fn compare(&self, a: &[Value], b: &[Value]) -> Ordering {
        let each = a.iter().zip(b).zip(&self.0).map(|((a, b), (_, direction))| match direction {
            Direction::Up => a.cmp(b),
            Direction::Down => Reverse(a).cmp(&Reverse(b)),
        });
        each.fold(Ordering::Equal, Ordering::then)
    }
}

fn key(name: &str) -> Option<(Key, Direction)> {
    let (name, direction) = match name.strip_prefix('-') {
        Some(name) => (name, Direction::Down),
        None => (name, Direction::Up),
    };
    let key = match name {
        "start_time" => Key::Start,
        "end_time" => Key::End,
        "duration" => Key::Duration,
        "last_modified_time" => Key::Modified,
        "name" => Key::Name,
        _ => return None,
    };
    Some((key, direction))
}

fn value(happening: &Happening<'_>, key: Key) -> Value {
    let times = || happening.times();
    let start = || times().map(|times| times.start.begins().timestamp());
    let end = || times().and_then(|times| times.end).map(|end| end.ends().timestamp());
    let known = |number: Option<i64>| number.map_or(Value::Unknown, Value::Number);
    match key {
        Key::Start => known(start()),
        Key::End => known(end()),
        Key::Duration => known(start().zip(end()).map(|(start, end)| end - start)),
        Key::Modified => Value::Number(happening.changed().timestamp()),
        Key::Name => Value::Text(happening.activity.content.title().to_lowercase()),
    }
}
