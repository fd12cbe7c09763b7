//! The same fragments in SQLite: what one would do who keeps nothing in memory.

use std::collections::BTreeMap;
use std::path::Path;

use kooste::catalogue::{Catalogue, Filter};
use kooste::fragment::CancelledPolicy;
use kooste::localized::Lang;
use kooste::municipality::Municipality;
use rusqlite::{Connection, params};

/// As one keeps them who can be asked for any combination: an index of each thing that is asked for. And,
/// beside it, an index of this very combination, which no one can have of all.
const SCHEMA: &str = "
    CREATE TABLE fragment (
        id INTEGER PRIMARY KEY, activity INTEGER NOT NULL, municipality TEXT NOT NULL,
        next_start TEXT NOT NULL, vevent TEXT NOT NULL
    );
    CREATE INDEX fragment_by_municipality ON fragment (municipality, next_start);
    CREATE TABLE theme (
        theme TEXT NOT NULL, activity INTEGER NOT NULL, PRIMARY KEY (theme, activity)
    ) WITHOUT ROWID;
    CREATE TABLE found (
        municipality TEXT NOT NULL, theme TEXT NOT NULL, next_start TEXT NOT NULL,
        fragment INTEGER NOT NULL REFERENCES fragment (id),
        PRIMARY KEY (municipality, theme, next_start, fragment)
    ) WITHOUT ROWID;
    PRAGMA cache_size = -1000000;
";
const FRAME: [&str; 2] = [
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Measuring//Measuring//FI\r\n",
    "END:VCALENDAR\r\n",
];

pub(crate) struct Fragments {
    connection: Connection,
    /// How many activities there are of each municipality and theme.
    counts: BTreeMap<(String, String), usize>,
}

/// By what it is found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Index {
    OfEach,
    OfThisVeryQuestion,
}

/// One municipality and one theme.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) municipality: String,
    pub(crate) theme: String,
}

impl Wish {
    pub(crate) fn filter(&self) -> Filter {
        let pairs = [("municipality", &self.municipality), ("theme", &self.theme)];
        Filter::parse(pairs).unwrap()
    }

    pub(crate) fn query(&self) -> String {
        format!("municipality={}&theme={}", self.municipality, self.theme)
    }
}

impl Fragments {
    pub(crate) fn of(catalogue: &Catalogue, file: &Path) -> Self {
        drop(std::fs::remove_file(file));
        let mut connection = Connection::open(file).unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        let mut counts = BTreeMap::new();
        let mut activity = 0;
        let tx = connection.transaction().unwrap();
        for municipality in Municipality::all() {
            let code = municipality.code();
            each(catalogue, municipality, &mut |themes, next, vevents| {
                activity += 1;
                for theme in themes {
                    *counts.entry((code.to_owned(), (*theme).to_owned())).or_default() += 1;
                    tx.execute("INSERT INTO theme VALUES (?1, ?2)", params![theme, activity])
                        .unwrap();
                }
                for vevent in vevents {
                    let row = params![activity, code, next, vevent];
                    tx.execute("INSERT INTO fragment VALUES (NULL, ?1, ?2, ?3, ?4)", row).unwrap();
                    let fragment = tx.last_insert_rowid();
                    for theme in themes {
                        let row = params![code, theme, next, fragment];
                        tx.execute("INSERT INTO found VALUES (?1, ?2, ?3, ?4)", row).unwrap();
                    }
                }
            });
        }
        tx.commit().unwrap();
        connection.execute_batch("ANALYZE").unwrap();
        Self { connection, counts }
    }

    /// The one that has nearest to so many activities.
    pub(crate) fn wish(&self, activities: usize) -> (Wish, usize) {
        let nearest = self.counts.iter().min_by_key(|(_, count)| count.abs_diff(activities));
        let ((municipality, theme), count) = nearest.unwrap();
        (Wish { municipality: municipality.clone(), theme: theme.clone() }, *count)
    }

    /// As a request would be answered.
    pub(crate) fn calendar(&self, wish: &Wish, by: Index) -> String {
        let sql = match by {
            Index::OfEach => {
                "SELECT vevent FROM fragment JOIN theme USING (activity)
                 WHERE municipality = ?1 AND theme = ?2 ORDER BY next_start"
            }
            Index::OfThisVeryQuestion => {
                "SELECT vevent FROM found JOIN fragment ON fragment.id = found.fragment
                 WHERE found.municipality = ?1 AND theme = ?2 ORDER BY found.next_start"
            }
        };
        let mut statement = self.connection.prepare_cached(sql).unwrap();
        let mut rows = statement.query([&wish.municipality, &wish.theme]).unwrap();
        let mut calendar = FRAME[0].to_owned();
        while let Some(row) = rows.next().unwrap() {
            calendar.push_str(row.get_ref(0).unwrap().as_str().unwrap());
        }
        calendar + FRAME[1]
    }
}

/// Themes, next start, and texts.
fn each(
    catalogue: &Catalogue,
    municipality: Municipality,
    tell: &mut impl FnMut(&[&str], &str, &[&str]),
) {
    let filter = Filter::parse([("municipality", municipality.code())]).unwrap();
    for chosen in catalogue.select(&filter).chosen {
        let sessions = chosen.sessions.iter();
        let texts = sessions.filter_map(|one| one.vevent(CancelledPolicy::Mark, &Lang::FI));
        let texts = texts.map(|one| one.text);
        let texts: Vec<&str> = texts.collect();
        // What has no next time comes last.
        let next = chosen.next.map_or("~".to_owned(), |next| next.to_string());
        let activity = chosen.entry.activity();
        let themes: Vec<&str> = activity.content.themes.iter().map(|theme| theme.code()).collect();
        tell(&themes, &next, &texts);
    }
}
