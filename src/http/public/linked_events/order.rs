//! In which order events are listed.

use std::cmp::{Ordering, Reverse};

use super::events::Row;
use super::parameters::Parameters;

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
enum Value {
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

    pub(super) fn sort<'a>(&self, rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
        let values = |row: &Row<'a>| self.0.iter().map(|(key, _)| value(row, *key)).collect();
        let mut keyed: Vec<(Vec<Value>, Row<'a>)> =
            rows.into_iter().map(|row| (values(&row), row)).collect();
        keyed.sort_by(|(a, _), (b, _)| self.compare(a, b));
        keyed.into_iter().map(|(_, row)| row).collect()
    }

    fn compare(&self, a: &[Value], b: &[Value]) -> Ordering {
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

fn value(row: &Row<'_>, key: Key) -> Value {
    let happening = match row {
        Row::Live(happening) => happening,
        Row::Gone(stone) if matches!(key, Key::Modified) => {
            return Value::Number(stone.since.timestamp());
        }
        Row::Gone(_) => return Value::Unknown,
    };
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
