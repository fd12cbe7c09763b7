//! By what one of a list comes before another.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};

use super::sort::{By, Direction, Sort};
use crate::id::{ActivityId, SessionId};

/// Those of one list are all of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum Key {
    /// In Helsinki's local time.
    Start(NaiveDateTime),
    Modified(DateTime<Utc>),
    /// Folded.
    Name(String),
    Millimetres(u64),
    /// One time of a session, with the start that its rule gave it.
    Time {
        start: DateTime<Utc>,
        session: SessionId,
        original: NaiveDateTime,
    },
}

/// Where one stands in a list. What has no key is last whichever way the list goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::catalogue) struct Rank {
    pub(in crate::catalogue) key: Option<Key>,
    pub(in crate::catalogue) id: ActivityId,
}

impl Key {
    /// So much of a name decides, which keeps cursors short.
    const LONGEST_NAME: usize = 80;
    const WALL: &str = "%Y-%m-%dT%H:%M:%S";

    /// In the Finnish order: å, ä and ö after z, other marks passed over as far as they are common, and
    /// what is neither letter nor digit as one space, none of it at the beginning.
    #[cfg(test)]
    pub(in crate::catalogue) fn name(name: &str) -> Self {
        Self::Name(Self::folded(name))
    }

    /// What `Name` holds.
    pub(in crate::catalogue) fn folded(name: &str) -> String {
        let lower = name.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let folded: Vec<String> =
            words.map(|word| word.chars().map(in_finnish_order).collect()).collect();
        let beginning: String = folded.join(" ").chars().take(Self::LONGEST_NAME).collect();
        // What a query carries is trimmed, and a cursor must come back as it went.
        beginning.trim_end().to_owned()
    }

    /// To whole millimetres: less than an Earth's girth of them fits.
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(in crate::catalogue) fn metres(metres: f64) -> Self {
        Self::Millimetres((metres * 1e3).round() as u64)
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Start(start) => start.format(Self::WALL).to_string(),
            Self::Modified(at) => at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            Self::Name(name) => name.clone(),
            Self::Millimetres(number) => number.to_string(),
            Self::Time { start, session, original } => {
                let start = start.to_rfc3339_opts(SecondsFormat::AutoSi, true);
                format!("{start}/{session}/{}", original.format(Self::WALL))
            }
        }
    }

    pub(super) fn parse(text: &str, sort: Sort) -> Option<Self> {
        Some(match sort.by {
            By::Start => Self::Start(NaiveDateTime::parse_from_str(text, Self::WALL).ok()?),
            By::Modified => Self::Modified(DateTime::parse_from_rfc3339(text).ok()?.to_utc()),
            By::Name => Self::Name(text.to_owned()),
            By::Distance(_) => Self::Millimetres(text.parse().ok()?),
        })
    }

    pub(super) fn parse_time(text: &str) -> Option<Self> {
        let (start, rest) = text.split_once('/')?;
        let (session, original) = rest.split_once('/')?;
        Some(Self::Time {
            start: DateTime::parse_from_rfc3339(start).ok()?.to_utc(),
            session: SessionId(session.parse().ok()?),
            original: NaiveDateTime::parse_from_str(original, Self::WALL).ok()?,
        })
    }
}

impl Rank {
    pub(in crate::catalogue) fn compare(&self, other: &Self, direction: Direction) -> Ordering {
        let keys = match (&self.key, &other.key) {
            (Some(a), Some(b)) => match direction {
                Direction::Up => a.cmp(b),
                Direction::Down => b.cmp(a),
            },
            (a, b) => a.is_none().cmp(&b.is_none()),
        };
        keys.then_with(|| self.id.cmp(&other.id))
    }
}

/// `{`, `|` and `}` follow z.
fn in_finnish_order(c: char) -> char {
    match c {
        'å' => '{',
        'ä' | 'æ' => '|',
        'ö' | 'ø' => '}',
        'á' | 'à' | 'â' | 'ã' => 'a',
        'č' | 'ç' => 'c',
        'đ' => 'd',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ï' => 'i',
        'ñ' | 'ŋ' => 'n',
        'ó' | 'ô' | 'õ' => 'o',
        'š' => 's',
        'ŧ' => 't',
        'ú' => 'u',
        'ü' | 'ý' => 'y',
        'ž' => 'z',
        other => other,
    }
}
