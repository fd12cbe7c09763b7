//! Who may know whom. The tables below are the rule; an arrow that is not in them is a fault of the code.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are tests")]

#[path = "layers/arrows.rs"]
mod arrows;
#[path = "layers/source.rs"]
mod source;

use arrows::Arrow;
use source::SourceFile;

/// What a listing and an activity are made of. Everybody may know them.
const TYPES: &[&str] = &[
    "activity",
    "feed",
    "fragment",
    "id",
    "listing",
    "localized",
    "month",
    "municipality",
    "near",
    "report",
    "show",
    "site",
    "vocabulary",
    "weburl",
    "when",
];

/// Reads no clock, no randomness and no environment, asks nobody, stores nothing, logs nothing.
const CORE: &[&str] = &[
    "activity",
    "alarm",
    "calendar",
    "catalogue",
    "console",
    "dedupe",
    "demo",
    "feed",
    "fragment",
    "id",
    "letter",
    "lint",
    "listing",
    "localized",
    "month",
    "municipality",
    "near",
    "normalise",
    "organisations",
    "paging",
    "plan",
    "publish",
    "report",
    "schedule::cron",
    "schedule::weekdays",
    "show",
    "site",
    "source",
    "vocabulary",
    "weburl",
    "when",
];

/// What each part may know besides itself and the types: a module, or one thing of it. What stands
/// nowhere here may know the types alone; `dedupe` is such a one.
const ALLOWED: &[(&str, &[&str])] = &[
    // A run's report repeats what reading and planning said, in their words.
    (
        "report",
        &[
            "alarm",
            "plan::Completeness",
            "plan::HoldReason",
            "source::Rejection",
            "source::RejectionReason",
        ],
    ),
    // A feed is a name for a filter.
    ("feed", &["catalogue::Filter"]),
    // A selection in the frame of a calendar: the same for a request and for the command line.
    ("calendar", &["catalogue", "publish"]),
    // Whether all pages were seen is what a plan asks first.
    ("paging", &["plan::Completeness", "source::Page"]),
    // What a source said is what is to be normalised.
    ("normalise", &["source"]),
    // Who is whom is found as duplicates are, and who is a person as what is taken out is.
    (
        "organisations",
        &["dedupe::merge::reach", "dedupe::organiser", "dedupe::text::fold", "normalise::redact"],
    ),
    // What is wrong with a choice is told to people on its page.
    ("publish", &["catalogue::Fault", "letter", "organisations"]),
    // Of what is asked of a catalogue.
    ("letter", &["catalogue"]),
    // What a rule names is counted as it is in what others publish, and not as in what we write.
    ("lint", &["normalise::time::instances"]),
    ("clock", &[]),
    (
        "config",
        &[
            "catalogue::Filter",
            "fetch::HostPort",
            "normalise::Redact",
            "normalise::VERSION",
            "schedule::cron",
            "source::kind",
        ],
    ),
    // Kept from run to run: what a plan compares with, and what a server wants to hear again.
    (
        "store",
        &[
            "dedupe::rulings",
            "dedupe::title::Memory",
            "fetch::HostPort",
            "fetch::Validators",
            "plan::Cause",
            "plan::HoldReason",
            "plan::ListingState",
            "plan::Record",
            "plan::Records",
            "plan::Step",
            "plan::Stored",
            "source::Same",
        ],
    ),
    ("token", &["store"]),
    ("socket", &["store::beside"]),
    ("status", &["alarm::Alarm", "config", "fetch::Shown", "store"]),
    // What stands is told of whatever is stored and served.
    ("metrics", &["catalogue::Edition", "status"]),
    (
        "refresh",
        &[
            "alarm",
            "catalogue",
            "clock",
            "config",
            "dedupe",
            "demo",
            "fetch",
            "metrics",
            "normalise",
            "paging",
            "plan",
            "publish",
            "schedule::cron",
            "source",
            "store",
        ],
    ),
    // What stands on the console's pages is what the others tell admins.
    (
        "console",
        &[
            "alarm",
            "dedupe",
            "plan",
            "publish",
            "refresh::Step",
            "refresh::explain",
            "refresh::review",
            "refresh::why",
            "status",
            "store::decisions",
            "store::held",
        ],
    ),
    ("worker", &["refresh"]),
    ("reload", &["config::Changes"]),
    ("schedule", &["clock", "config", "refresh", "store", "worker"]),
    // What is shared with the routes below is the state that they are handed.
    (
        "http",
        &[
            "catalogue",
            "clock",
            "config",
            "console::Refusal",
            "metrics",
            "refresh",
            "reload",
            "store",
            "worker",
        ],
    ),
    ("http::metrics", &["metrics", "status", "store"]),
    // Reads never touch SQLite.
    ("http::public", &["calendar", "catalogue", "clock", "letter", "organisations", "publish"]),
    (
        "http::admin",
        &["console::Refusal", "dedupe::rulings", "refresh", "reload", "status", "store", "token"],
    ),
    ("http::auth", &["store", "token"]),
    ("http::console", &["config", "console", "dedupe", "refresh", "status", "store", "token"]),
    (
        "app",
        &[
            "clock", "config", "fetch", "http", "metrics", "refresh", "reload", "schedule",
            "socket", "store", "worker",
        ],
    ),
    (
        "cli",
        &[
            "alarm",
            "app",
            "calendar",
            "catalogue::Filter",
            "clock",
            "config",
            "dedupe::rulings",
            "fetch",
            "letter",
            "lint",
            "plan",
            "publish",
            "refresh",
            "socket",
            "source::kind",
            "status",
            "store",
            "token",
        ],
    ),
    ("main", &["cli"]),
];

const NOT_IN_THE_CORE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "tokio",
    "reqwest",
    "rusqlite",
    "axum",
    "tracing",
    "getrandom",
    "Utc::now",
    "Local::now",
    "Instant::now",
    "SystemTime",
];

const LONGEST: usize = 400;
const LONGEST_APP: usize = 150;
const NAMES_THAT_SAY_NOTHING: &[&str] = &["common", "helpers", "misc", "utils"];

fn is_within(module: &str, whole: &str) -> bool {
    module.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn is_core(module: &str) -> bool {
    CORE.iter().any(|core| is_within(module, core))
}

/// The rule for a module: that of the nearest part that has one.
fn allowed(module: &str) -> &'static [&'static str] {
    let rules = ALLOWED.iter().filter(|(part, _)| is_within(module, part));
    rules.max_by_key(|(part, _)| part.len()).map_or(&[], |(_, allowed)| allowed)
}

fn is_allowed(arrow: &Arrow) -> bool {
    let own = arrow.from.split("::").next().unwrap();
    let mut known =
        [own].into_iter().chain(TYPES.iter().copied()).chain(allowed(&arrow.from).iter().copied());
    known.any(|known| is_within(&arrow.to, known))
}

/// `src/publish/json.rs: publish → store`, for every arrow that is in no table.
fn forbidden(file: &SourceFile) -> Vec<String> {
    let arrows = arrows::of(file);
    let bad = arrows.iter().filter(|arrow| !is_allowed(arrow));
    bad.map(|arrow| format!("{}: {arrow}", file.path)).collect()
}

fn check(file: &str, text: &str, expected: &[&str]) {
    assert_eq!(forbidden(&SourceFile::new(file, text)), expected, "{text}");
}

#[test]
fn no_module_knows_one_that_it_may_not_know() {
    let found: Vec<_> = source::files().iter().flat_map(forbidden).collect();
    assert!(found.is_empty(), "forbidden arrows:\n{}", found.join("\n"));
}

#[test]
fn a_forbidden_arrow_is_found_however_it_is_written() {
    let json = "src/publish/json/model.rs";
    let arrow = ["src/publish/json/model.rs: publish::json::model → store"];
    check(json, "use crate::store;", &arrow);
    check(json, "use crate::{id::Revision, store};", &arrow);
    check(json, "pub(super) use crate::{\n    id,\n    store as s,\n};", &arrow);
    check(json, "fn f() { crate::store(); }", &arrow);
    check(json, "use super::super::super::store;", &arrow);
    check(
        json,
        "use crate::store::runs::{self, Ending};",
        &[
            "src/publish/json/model.rs: publish::json::model → store::runs",
            "src/publish/json/model.rs: publish::json::model → store::runs::Ending",
        ],
    );
    check(
        "src/feed.rs",
        "use crate::catalogue::{Filter, Catalogue};",
        &["src/feed.rs: feed → catalogue::Catalogue"],
    );
    check("src/http/public.rs", "use crate::store;", &["src/http/public.rs: http::public → store"]);
    check(
        "src/dedupe/mod.rs",
        "use crate::source::Item;",
        &["src/dedupe/mod.rs: dedupe → source::Item"],
    );
    check("src/site.rs", "use super::store::Store;", &["src/site.rs: site → store::Store"]);
}

#[test]
fn what_is_allowed_what_is_said_and_what_tests_use_is_no_forbidden_arrow() {
    check(
        "src/publish/json/model.rs",
        "use crate::{when::When, site};\nuse super::super::words;",
        &[],
    );
    check("src/publish/json/model.rs", "/// Unlike [`crate::store::Store`].\n// crate::store", &[]);
    check(
        "src/publish/json/model.rs",
        "struct A;\n#[cfg(test)]\nmod tests {\n    use crate::store;\n}\n",
        &[],
    );
    check("src/http/auth.rs", "use crate::store::tokens;", &[]);
}

#[test]
fn the_core_asks_nobody_and_reads_no_clock() {
    let mut found = Vec::new();
    for file in source::files().iter().filter(|file| is_core(&file.module)) {
        for name in NOT_IN_THE_CORE.iter().filter(|name| file.names(name)) {
            found.push(format!("{}: {name}", file.path));
        }
    }
    assert!(found.is_empty(), "not in the core:\n{}", found.join("\n"));
}

#[test]
fn files_are_short_and_have_names_that_say_something() {
    let mut found = Vec::new();
    for file in source::files() {
        let longest = if file.module == "app" { LONGEST_APP } else { LONGEST };
        if file.lines > longest {
            found.push(format!("{}: {} lines, more than {longest}", file.path, file.lines));
        }
        if file.module.split("::").any(|part| NAMES_THAT_SAY_NOTHING.contains(&part)) {
            found.push(format!("{}: a name that says nothing", file.path));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_module_of_the_tables_exists_and_every_permission_is_used() {
    let files = source::files();
    let exists = |module: &str| files.iter().any(|file| is_within(&file.module, module));
    let modules = TYPES.iter().chain(CORE).chain(ALLOWED.iter().map(|(part, _)| part));
    let mut found: Vec<_> = modules
        .filter(|module| !exists(module))
        .map(|module| format!("there is no module {module}"))
        .collect();
    let arrows: Vec<_> = files.iter().flat_map(arrows::of).collect();
    for (part, allowed_to_it) in ALLOWED {
        for target in *allowed_to_it {
            let used = |arrow: &Arrow| {
                std::ptr::eq(allowed(&arrow.from), *allowed_to_it) && is_within(&arrow.to, target)
            };
            if !arrows.iter().any(used) {
                found.push(format!("{part} → {target} is allowed and not needed"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
