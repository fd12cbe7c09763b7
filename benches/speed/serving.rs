//! Requests: what each costs the server, beside nginx with the same bytes and beside Django.

use std::fs;
use std::path::{Path, PathBuf};

use kooste::municipality::Municipality;

use crate::filtered::ACTIVITIES;
use crate::fragments::{Fragments, Wish};
use crate::http::ask;
use crate::memory::daemon;
use crate::pairs::{Limits, pairs};
use crate::server::Server;
use crate::set::{Bench, LATER};
use crate::table::Table;
use crate::wrk::{Asked, per_request};
use crate::{django, nginx};

const SMALL: usize = 41_000;
const LARGE: usize = 4_200_000;
/// Of Django's, which takes a good part of a second for one.
const REQUESTS: u32 = 5;

pub(crate) fn run(bench: &Bench, table: &mut Table) {
    let folder = bench.loaded();
    let catalogue = folder.catalogue();
    let fragments = Fragments::of(&catalogue, &folder.path("fragments.db"));
    let (wish, count) = fragments.wish(ACTIVITIES);
    let django = django::start(bench, &catalogue, &folder.path(""));
    drop((fragments, catalogue));
    let both = Both::start(daemon(&folder, LATER), &folder.path(""));
    files(bench, table, &both);
    let filtered = both.file("filtered", &format!("/calendar.ics?{}", wish.query()), false);
    let limits = Limits { most: 2.0, aim: 1.2 };
    both.not_modified(bench, table, "304 on the filtered feed", &filtered, limits);
    dynamic(bench, table, &both, &django, &wish, count);
}

/// Feeds that are asked for often, as files of nginx's.
fn files(bench: &Bench, table: &mut Table, both: &Both) {
    let small = both.small();
    let feed = both.file("small", &small, false);
    let limits = Limits { most: 1.20, aim: 0.85 };
    both.not_modified(bench, table, "304 on a feed", &feed, limits);
    let packed = both.file("packed", &small, true);
    let limits = Limits { most: 1.05, aim: 0.80 };
    let measure = format!("feed of {} kB in gzip", feed.bytes / 1000);
    both.compare(bench, table, (&measure, "nginx, gzip_static"), &packed, limits);
    let large = both.file("large", &both.large(), false);
    let limits = Limits { most: 2.5, aim: 1.0 };
    let measure = format!("feed of {} kB, plain", large.bytes / 1000);
    both.compare(bench, table, (&measure, "nginx, sendfile"), &large, limits);
}

/// What is put together when it is asked for.
fn dynamic(
    bench: &Bench,
    table: &mut Table,
    both: &Both,
    django: &Server,
    wish: &Wish,
    count: usize,
) {
    let theirs = format!("/feed.ics?{}", wish.query());
    let asked = |path: String| Asked { path, headers: Vec::new(), script: None };
    let again = asked(format!("/calendar.ics?{}", wish.query()));
    let answer = ask(django.address, &theirs, "");
    let events = |body: &[u8]| String::from_utf8_lossy(body).matches("BEGIN:VEVENT").count();
    assert_eq!(events(&ask(both.kooste.address, &again.path, "").body), events(&answer.body));
    let anew = Asked { script: Some(both.counting(&again.path)), ..again.clone() };
    let limits = Limits { most: 1.0 / 1_000.0, aim: 1.0 / 1_500.0 };
    for (how, asked) in [("asked again", again), ("asked for the first time", anew)] {
        let ours = || per_request(&both.kooste, &asked, bench.seconds);
        let found = pairs(bench.rounds, ours, || one_by_one(django, &theirs));
        let measure = format!("filtered feed of {count} over HTTP, {how}");
        table.add(found.row(&measure, "Django, icalendar, SQLite", limits));
    }
}

fn one_by_one(server: &Server, path: &str) -> f64 {
    let before = server.seconds();
    for _ in 0..REQUESTS {
        assert_eq!(ask(server.address, path, "").status, 200);
    }
    (server.seconds() - before) / f64::from(REQUESTS)
}

struct Both {
    kooste: Server,
    nginx: Server,
    folder: PathBuf,
}

/// One feed at both.
struct Feed {
    ours: String,
    theirs: String,
    bytes: usize,
    packed: bool,
}

impl Both {
    fn start(kooste: Server, folder: &Path) -> Self {
        fs::create_dir_all(folder.join("files")).unwrap();
        let nginx = nginx::start(folder);
        Self { kooste, nginx, folder: folder.to_owned() }
    }

    /// An address of ours with about so many bytes.
    fn small(&self) -> String {
        let bytes = |limit: usize| {
            ask(self.kooste.address, &format!("/calendar.ics?limit={limit}"), "").body.len()
        };
        let nearest = (10..60).min_by_key(|limit| bytes(*limit).abs_diff(SMALL)).unwrap();
        format!("/calendar.ics?limit={nearest}")
    }

    /// One municipality after the other until they are as many.
    fn large(&self) -> String {
        let (mut codes, mut bytes) = (Vec::new(), 0);
        for municipality in Municipality::all() {
            let path = format!("/calendar.ics?municipality={}", municipality.code());
            let more = ask(self.kooste.address, &path, "").body.len();
            if bytes + more < LARGE + LARGE / 50 {
                codes.push(municipality.code());
                bytes += more;
            }
            if bytes > LARGE - LARGE / 50 {
                break;
            }
        }
        format!("/calendar.ics?municipality={}", codes.join(","))
    }

    /// Writes what we answer to where nginx looks for it.
    fn file(&self, name: &str, path: &str, packed: bool) -> Feed {
        let file = self.folder.join("files").join(format!("{name}.ics"));
        let plain = ask(self.kooste.address, path, "");
        assert_eq!((plain.status, plain.header("content-encoding")), (200, ""));
        fs::write(&file, &plain.body).unwrap();
        if packed {
            let answer = ask(self.kooste.address, path, GZIP);
            assert_eq!(answer.header("content-encoding"), "gzip");
            fs::write(file.with_extension("ics.gz"), answer.body).unwrap();
        }
        let theirs = format!("/{name}.ics");
        Feed { ours: path.to_owned(), theirs, bytes: plain.body.len(), packed }
    }

    fn compare(
        &self,
        bench: &Bench,
        table: &mut Table,
        (measure, against): (&str, &'static str),
        feed: &Feed,
        limits: Limits,
    ) {
        let headers = if feed.packed { GZIP } else { "" };
        let same = |server: &Server, path: &str| ask(server.address, path, headers).body;
        assert!(same(&self.kooste, &feed.ours) == same(&self.nginx, &feed.theirs), "{measure}");
        let headers = vec![headers.trim_end().to_owned()];
        let headers: Vec<_> = headers.into_iter().filter(|header| !header.is_empty()).collect();
        self.row(
            bench,
            table,
            (measure, against),
            limits,
            |_, path| Asked { path: path.to_owned(), headers: headers.clone(), script: None },
            feed,
        );
    }

    fn not_modified(
        &self,
        bench: &Bench,
        table: &mut Table,
        measure: &str,
        feed: &Feed,
        limits: Limits,
    ) {
        let asked = |server: &Server, path: &str| {
            let tag = ask(server.address, path, "").header("etag").to_owned();
            let header = format!("If-None-Match: {tag}");
            assert_eq!(ask(server.address, path, &format!("{header}\r\n")).status, 304);
            Asked { path: path.to_owned(), headers: vec![header], script: None }
        };
        self.row(bench, table, (measure, "nginx, static 304"), limits, asked, feed);
    }

    fn row(
        &self,
        bench: &Bench,
        table: &mut Table,
        (measure, against): (&str, &'static str),
        limits: Limits,
        asked: impl Fn(&Server, &str) -> Asked,
        feed: &Feed,
    ) {
        let (ours, theirs) = (asked(&self.kooste, &feed.ours), asked(&self.nginx, &feed.theirs));
        let found = pairs(
            bench.rounds,
            || per_request(&self.kooste, &ours, bench.seconds),
            || per_request(&self.nginx, &theirs, bench.seconds),
        );
        table.add(found.row(measure, against, limits));
    }

    /// Each address is another one and means the same: everything changed since then.
    fn counting(&self, path: &str) -> PathBuf {
        let file = self.folder.join("count.lua");
        let lua = format!(
            "local n = 0\n\
             request = function()\n    n = n + 1\n    \
             local since = os.date('!%Y-%m-%dT%H:%M:%SZ', n)\n    \
             return wrk.format('GET', '{path}&modified_since=' .. since)\nend\n"
        );
        fs::write(&file, lua).unwrap();
        file
    }
}

const GZIP: &str = "Accept-Encoding: gzip\r\n";
