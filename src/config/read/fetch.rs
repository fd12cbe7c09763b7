//! `[fetch]`: how hosts are asked, and what an answer may cost.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Context;
use crate::config::Fetch;
use crate::config::problem::Problem;
use crate::config::section::{Located, Section};
use crate::fetch::HostPort;

const TIMEOUT_SECONDS: u64 = 60;
const PAUSE_MILLISECONDS: u64 = 500;
const PAGE_MEGABYTES: usize = 6;

pub(super) fn fetch(
    section: Option<Section<'_, '_>>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Fetch {
    let (mut contact, mut allow, mut timeout, mut pause) = (None, Vec::new(), None, None);
    let (mut page, mut ca_file) = (None, None);
    if let Some(mut section) = section {
        contact = section.parsed("contact", problems, contact_address);
        allow = section.strings("allow_private", problems);
        timeout = section.number("timeout_seconds", 1..=600, problems);
        pause = section.number("pause_milliseconds", 0..=60_000, problems);
        page = section.number("page_megabytes", 1..=64, problems);
        ca_file = section.string("ca_file", problems).map(|text| context.folder.join(text.value));
        section.finish(problems);
    }
    let version = env!("CARGO_PKG_VERSION");
    let user_agent = match contact {
        Some(contact) => format!("Kooste/{version} (+{contact})"),
        None => format!("Kooste/{version}"),
    };
    Fetch {
        user_agent,
        allow_private: allow_private(allow, problems),
        timeout: Duration::from_secs(timeout.unwrap_or(TIMEOUT_SECONDS)),
        pause: Duration::from_millis(pause.unwrap_or(PAUSE_MILLISECONDS)),
        page_bytes: page.unwrap_or(PAGE_MEGABYTES) << 20,
        ca_file,
    }
}

/// Goes out in a header.
fn contact_address(text: &str) -> Result<String, &'static str> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
    if plain { Ok(text.to_owned()) } else { Err("is to be an address like https://kooste.example") }
}

fn allow_private(entries: Vec<Located<String>>, problems: &mut Vec<Problem>) -> BTreeSet<HostPort> {
    let mut allowed = BTreeSet::new();
    for entry in entries {
        match entry.value.parse::<HostPort>() {
            Ok(place) => {
                allowed.insert(place);
            }
            Err(error) => {
                let message = format!("`allow_private`: {:?} {error}", entry.value);
                problems.push(Problem::at(entry.span, message));
            }
        }
    }
    allowed
}
