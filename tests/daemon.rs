//! The whole daemon, as a process, against an upstream that lies, breaks and stalls.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are tests"
)]

#[path = "daemon/admin.rs"]
mod admin;
#[path = "daemon/api.rs"]
mod api;
#[path = "daemon/backup.rs"]
mod backup;
#[path = "daemon/changes.rs"]
mod changes;
#[path = "daemon/console.rs"]
mod console;
#[path = "daemon/cors.rs"]
mod cors;
#[path = "daemon/disk.rs"]
mod disk;
#[path = "daemon/duplicates.rs"]
mod duplicates;
#[path = "daemon/editions.rs"]
mod editions;
#[path = "daemon/entries.rs"]
mod entries;
#[path = "daemon/faults.rs"]
mod faults;
#[path = "daemon/filters.rs"]
mod filters;
#[path = "daemon/formats.rs"]
mod formats;
#[path = "daemon/hostile.rs"]
mod hostile;
#[path = "daemon/http.rs"]
mod http;
#[path = "daemon/isolation.rs"]
mod isolation;
#[path = "daemon/kinds.rs"]
mod kinds;
#[path = "daemon/kooste.rs"]
mod kooste;
#[path = "daemon/lahella.rs"]
mod lahella;
#[path = "daemon/letter.rs"]
mod letter;
#[path = "daemon/linked_events.rs"]
mod linked_events;
#[path = "daemon/linked_events_out.rs"]
mod linked_events_out;
#[path = "daemon/local.rs"]
mod local;
#[path = "daemon/logs.rs"]
mod logs;
#[path = "daemon/machine.rs"]
mod machine;
#[path = "daemon/memory.rs"]
mod memory;
#[path = "daemon/metrics.rs"]
mod metrics;
#[path = "daemon/organisations.rs"]
mod organisations;
#[path = "daemon/pace.rs"]
mod pace;
#[path = "daemon/people.rs"]
mod people;
#[path = "daemon/raw.rs"]
mod raw;
#[path = "daemon/readers.rs"]
mod readers;
#[path = "daemon/reload.rs"]
mod reload;
#[path = "daemon/removals.rs"]
mod removals;
#[path = "daemon/serving.rs"]
mod serving;
#[path = "daemon/several.rs"]
mod several;
#[path = "daemon/sources.rs"]
mod sources;
#[path = "daemon/ticks.rs"]
mod ticks;
#[path = "daemon/tls.rs"]
mod tls;
mod upstream;
#[path = "daemon/validators.rs"]
mod validators;
