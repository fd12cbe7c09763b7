use std::collections::BTreeMap;
use std::fs;

use toml::{Table, Value};

use super::*;

/// Pohde's, which explains every key.
const POHDE: &str = include_str!("../../config/kooste.toml");

/// A source that is in order, for the tests that are about something else.
const SOURCE: &str = "[[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = \"demo:\"\n";

fn parse(text: &str, environment: &[(&str, &str)]) -> Result<Config, Problems> {
    let environment = environment.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    Config::parse(Path::new("etc/kooste.toml"), text, &environment)
}

fn with_source(text: &str) -> Config {
    parse(&format!("{text}\n{SOURCE}"), &[]).unwrap()
}

/// With the keys that it only shows taken into use.
fn pohde_with_every_key() -> String {
    let lines = POHDE.lines().map(|line| match line.strip_prefix('#') {
        Some(key) if !key.is_empty() && !key.starts_with(' ') => key,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

const SECRETS: [(&str, &str); 4] = [
    ("KOOSTE_LAHELLA_AUTHORIZATION", "Bearer abc"),
    ("KOOSTE_LAHELLA_COOKIE", "session=abc"),
    ("KOOSTE_LAHELLA_KEY", "abc"),
    ("KOOSTE_EVENTZ_KEY", "abc"),
];

#[test]
fn every_problem_of_a_file_is_told_with_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/config");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    assert!(files.len() >= 10, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let expected = fs::read_to_string(file.with_extension("txt")).unwrap();
        let variables = text.lines().filter_map(|line| line.strip_prefix("#env ")?.split_once('='));
        let environment =
            variables.map(|(name, value)| (name.to_owned(), value.replace("\\n", "\n"))).collect();
        let name = file.file_name().map(Path::new).unwrap();
        let problems = Config::parse(name, &text, &environment).unwrap_err();
        assert_eq!(format!("{problems}\n"), expected, "{}", file.display());
        assert_eq!(problems.len(), expected.split("\n\n").count(), "{}", file.display());
    }
}

#[test]
fn the_region_s_own_configuration_is_in_order_as_it_stands_and_with_all_it_shows() {
    let config = parse(POHDE, &[]).unwrap();
    assert_eq!(config.region.unwrap().municipalities.len(), 30);
    assert_eq!((config.sources.len(), config.store), (1, PathBuf::from("etc/../data/kooste.db")));
    let missing = parse(&pohde_with_every_key(), &[]).unwrap_err();
    assert_eq!(missing.len(), SECRETS.len(), "{missing}");
    let config = parse(&pohde_with_every_key(), &SECRETS).unwrap();
    let [http, files, others @ ..] = config.sources.as_slice() else { panic!() };
    assert!(matches!(&http.origin, Origin::Http(http) if http.headers.len() == 3), "{http:?}");
    assert!(matches!(&files.origin, Origin::Files(glob) if glob == Path::new("etc/export/*.json")));
    let kinds: BTreeSet<_> = others.iter().map(|source| source.kind).chain([http.kind]).collect();
    assert_eq!(kinds, Kind::ALL.into());
}

#[test]
fn the_region_s_own_configuration_has_every_key_that_there_is() {
    let table: Table = pohde_with_every_key().parse().unwrap();
    let mut compared = 0;
    for section in ["server", "store", "region", "publish", "fetch", "log", "source", "feed"] {
        let value = &table[section];
        let (header, tables) = match value {
            Value::Array(all) => (format!("[[{section}]]"), all.as_slice()),
            _ => (format!("[{section}]"), std::slice::from_ref(value)),
        };
        // The reader's own word on what it knows.
        let told = parse(&format!("{header}\nzzz = 1"), &[]).unwrap_err().to_string();
        let (_, known) = told.split_once("`zzz` is no key here; there are: ").unwrap();
        let mut known: Vec<_> = known.lines().next().unwrap().split(", ").collect();
        let keys = tables.iter().flat_map(|table| table.as_table().unwrap().keys());
        let shown: BTreeSet<_> = keys.map(String::as_str).collect();
        known.sort_unstable();
        assert_eq!(shown.into_iter().collect::<Vec<_>>(), known, "{header}");
        compared += known.len();
    }
    assert!(compared > 25, "{compared}");
    let told = parse("zzz = 1", &[]).unwrap_err().to_string();
    let sections: Vec<_> = table.keys().map(String::as_str).collect();
    assert!(told.contains(&format!("there are: {}\n", sections.join(", "))), "{told}");
}

#[test]
fn every_key_of_the_region_s_own_configuration_is_explained() {
    let mut explained = false;
    for line in POHDE.lines() {
        let table = line.trim_start_matches('#').starts_with('[');
        let key = !line.starts_with("# ") && line.contains(" = ") && !line.starts_with(' ');
        // The second table of a kind repeats keys that the first one explained.
        let name = line.trim_start_matches('#').split(" = ").next().unwrap_or("");
        let first = POHDE.find(&format!("{name} = ")) == POHDE.find(line);
        assert!(!key || table || !first || explained, "not explained: {line}");
        explained = line.starts_with("# ");
    }
}

#[test]
fn the_demonstration_needs_nothing_and_listens_on_this_machine_alone() {
    let config = Config::parse(Path::new("demo.toml"), DEMO, &Environment::new()).unwrap();
    assert!(config.server.listen.ip().is_loopback());
    assert_eq!(config.store, Path::new("data/kooste.db"));
    assert!(config.sources.iter().all(|source| matches!(source.origin, Origin::Demo)));
    let pohde = parse(POHDE, &[]).unwrap().region.unwrap();
    assert_eq!(config.region.unwrap().municipalities, pohde.municipalities);
}

#[test]
fn what_is_left_out_has_a_default() {
    let config = with_source("");
    assert_eq!(config.server.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!((config.server.connections, config.server.cache_bytes), (1024, 64 << 20));
    assert_eq!(config.server.head_timeout, Duration::from_secs(10));
    assert_eq!(config.server.write_timeout, Duration::from_secs(30));
    assert_eq!(config.publish.site.base_url.as_str(), "http://127.0.0.1:8080/");
    assert_eq!(config.publish.site.uid_domain, "127.0.0.1");
    assert_eq!((config.publish.past_days, config.publish.retention_months), (30, 12));
    assert_eq!(config.publish.contact_months, 12);
    assert_eq!(config.publish.frame_ancestors, "*");
    assert_eq!(config.store, Path::new("etc/data/kooste.db"));
    assert_eq!((config.log, config.fetch.timeout), (LogFormat::Text, Duration::from_secs(60)));
    assert!(config.region.is_none() && config.feeds.is_empty());
    let source = &config.sources[0];
    assert_eq!(source.attribution, "a");
    assert!(source.schedule.is_none() && source.redact == Redact::default());
}

#[test]
fn the_environment_takes_the_place_of_the_file() {
    let text = format!(
        "[server]\nlisten = \"127.0.0.1:1\"\nbase_url = \"https://a.example\"\n[store]\npath = \"a.db\"\n[log]\nformat = \"text\"\n{SOURCE}"
    );
    let config = parse(
        &text,
        &[
            ("KOOSTE_LISTEN", "[::]:8080"),
            ("KOOSTE_BASE_URL", "https://b.example/kooste"),
            ("KOOSTE_STORE", "b.db"),
            ("KOOSTE_LOG_FORMAT", "json"),
        ],
    );
    let config = config.unwrap();
    assert_eq!(config.server.listen, "[::]:8080".parse().unwrap());
    assert_eq!(config.publish.site.base_url.as_str(), "https://b.example/kooste");
    // Counted from where Kooste was started, not from the file.
    assert_eq!((config.store, config.log), (PathBuf::from("b.db"), LogFormat::Json));
    let empty = parse(&text, &[("KOOSTE_LISTEN", ""), ("KOOSTE_STORE", "")]).unwrap();
    assert_eq!(empty.server.listen, "127.0.0.1:1".parse().unwrap());
    assert_eq!(empty.store, Path::new("etc/a.db"));
}

#[test]
fn a_port_that_the_system_chose_stands_in_the_addresses_unless_the_file_has_its_own() {
    let chosen = "127.0.0.1:4711".parse().unwrap();
    let listening = |text: &str| {
        let config = with_source(text).listening_at(chosen);
        assert_eq!(config.server.listen, chosen);
        config.publish.site.base_url.as_str().to_owned()
    };
    assert_eq!(listening("[server]\nlisten = \"127.0.0.1:0\""), "http://127.0.0.1:4711/");
    assert_eq!(listening("[server]\nbase_url = \"https://a.example\""), "https://a.example/");
}

fn origin(url: &str, rest: &str) -> Origin {
    let text = format!("[[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = {url:?}\n{rest}");
    parse(&text, &[("SECRET", "Bearer abc")]).unwrap().sources.remove(0).origin
}

#[test]
fn a_file_pattern_is_relative_to_the_configuration_or_absolute() {
    let check = |url: &str, expected: &str| {
        assert!(
            matches!(origin(url, ""), Origin::Files(glob) if glob == Path::new(expected)),
            "{url}"
        );
    };
    check("file:export/*.json", "etc/export/*.json");
    check("file:../a.json", "etc/../a.json");
    check("file:/srv/export/*.json", "/srv/export/*.json");
    check("file:///srv/export/*.json", "/srv/export/*.json");
}

#[test]
fn the_name_of_the_configuration_s_folder_is_no_pattern() {
    let text = "[[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = \"file:*.json\"\n";
    let config = Config::parse(Path::new("[x]*/kooste.toml"), text, &Environment::new()).unwrap();
    let Origin::Files(glob) = &config.sources[0].origin else { panic!("{config:?}") };
    let pattern = glob::Pattern::new(glob.to_str().unwrap()).unwrap();
    assert!(pattern.matches("[x]*/1.json") && !pattern.matches("xy/1.json"));
}

#[test]
fn an_http_source_is_asked_at_its_address_path_and_query() {
    let url = |url: &str, rest: &str| match origin(url, rest) {
        Origin::Http(http) => http.url.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(url("https://a.example", ""), "https://a.example/v1/activities?total=true");
    assert_eq!(url("https://a.example/api/", ""), "https://a.example/api/v1/activities?total=true");
    assert_eq!(
        url(
            "https://a.example",
            "path = \"/x\"\nquery = { \"links[groups]\" = true, n = 5, g = [\"1\", \"2\"] }"
        ),
        "https://a.example/x?total=true&g=1%2C2&links%5Bgroups%5D=true&n=5"
    );
}

#[test]
fn each_kind_is_asked_where_its_services_have_their_lists() {
    let source = |kind: Kind, rest: &str| {
        let text = format!(
            "[[source]]\nid = \"a\"\nkind = \"{}\"\nurl = \"https://a.example/b\"\n{rest}",
            kind.name()
        );
        parse(&text, &[]).unwrap().sources.remove(0)
    };
    for (kind, rest, expected) in [
        (Kind::LinkedEvents, "", "/v1/event/?include=location%2Ckeywords"),
        (Kind::LinkedEvents, "query = { include = [\"location\"] }", "/v1/event/?include=location"),
        (Kind::Tribe, "", "/wp-json/tribe/events/v1/events"),
        (Kind::Eventz, "", "/api/public/search?type=event&sort=startDate&language=fi"),
        (
            Kind::Eventz,
            "language = \"sv\"",
            "/api/public/search?type=event&sort=startDate&language=sv",
        ),
        (Kind::Ical, "", ""),
        (Kind::JsonLd, "", ""),
        (Kind::Rss, "path = \"/c.xml\"", "/c.xml"),
        (Kind::Ptv, "", ""),
        (Kind::Rpde, "", ""),
    ] {
        let Origin::Http(http) = source(kind, rest).origin else { panic!("{kind:?}") };
        assert_eq!(http.url.as_str(), format!("https://a.example/b{expected}"));
    }
}

#[test]
fn a_kind_that_tells_its_changes_is_read_whole_once_a_day_or_a_week_or_as_configured() {
    let full = |kind: &str, rest: &str| {
        let text = format!("[[source]]\nid = \"a\"\nkind = \"{kind}\"\nurl = \"demo:\"\n{rest}");
        parse(&text, &[]).map(|mut config| {
            config.sources.remove(0).full_schedule.map(|schedule| schedule.to_string())
        })
    };
    assert_eq!(full("linked_events", "").unwrap().as_deref(), Some("15 2 * * *"));
    assert_eq!(full("rpde", "").unwrap().as_deref(), Some("15 2 * * 0"));
    let told = full("rpde", "full_schedule = \"0 1 1 * *\"").unwrap();
    assert_eq!(told.as_deref(), Some("0 1 1 * *"));
    assert_eq!(full("lahella", "").unwrap(), None);
    let problems = full("ical", "full_schedule = \"0 1 1 * *\"").unwrap_err().to_string();
    assert!(problems.contains("`full_schedule` is no key here"), "{problems}");
}

#[test]
fn a_secret_comes_from_the_environment_and_is_never_shown() {
    let origin = origin("https://a.example", "secret_headers = { Authorization = \"SECRET\" }");
    assert!(!format!("{origin:?}").contains("abc"), "{origin:?}");
    let Origin::Http(http) = origin else { panic!("not http") };
    assert_eq!(http.headers[0].name, "authorization");
    assert_eq!(secrecy::ExposeSecret::expose_secret(&http.headers[0].value), "Bearer abc");
}

/// What a change of a key does to what is known of a source: whether its stored validators still hold.
#[test]
fn stored_validators_hold_only_for_a_source_that_is_read_in_the_same_way() {
    let fingerprint = |rest: &str| {
        let text = format!("[[source]]\nid = \"a\"\nkind = \"lahella\"\n{rest}");
        parse(&text, &[("SECRET", "x")]).unwrap().sources[0].fingerprint()
    };
    let url = "url = \"https://a.example\"\n";
    let same = [
        url.to_owned(),
        format!("{url}schedule = \"0 3 * * *\"\n"),
        format!("{url}secret_headers = {{ Cookie = \"SECRET\" }}\n"),
    ];
    let other = [
        "url = \"https://b.example\"\n".to_owned(),
        format!("{url}page_size = 50\n"),
        format!("{url}query = {{ text = \"x\" }}\n"),
        format!("{url}link = \"https://a.example/{{id}}\"\n"),
        format!("{url}image = \"https://a.example/{{id}}\"\n"),
        format!("{url}attribution = \"A\"\n"),
        format!("{url}licence = \"CC0\"\n"),
        format!("{url}redact = [\"names\"]\n"),
        format!("{url}organisers = \"o.csv\"\n"),
    ];
    let first = fingerprint(url);
    assert!(same.iter().all(|rest| fingerprint(rest) == first));
    let all: BTreeMap<_, _> = other.iter().map(|rest| (fingerprint(rest), rest)).collect();
    assert_eq!(all.len(), other.len(), "{all:?}");
    assert!(!all.contains_key(&first));
}
