//! The queue and what became of it, for a terminal.

use std::fmt::{self, Write};

use serde_json::Value;

use crate::cli::harmless;
use crate::dedupe::rulings::{Pair, Ruling};
use crate::refresh::review::{Queued, Side};

pub(super) fn queue(queue: &[Queued]) -> Result<String, fmt::Error> {
    let mut text = String::new();
    for queued in queue {
        writeln!(text, "{:+.2}", queued.found.score)?;
        for side in [&queued.a, &queued.b] {
            one(&mut text, side)?;
        }
        if let Some(why) = refused(&queued.found.evidence) {
            writeln!(text, "  not joined: {}", harmless(&why))?;
        }
    }
    writeln!(text, "{} to look at", queue.len())?;
    Ok(text)
}

pub(super) fn ruled(pair: &Pair, ruling: Ruling) -> String {
    let ruling = match ruling {
        Ruling::Together => "one activity",
        Ruling::Apart => "never one activity",
    };
    format!("{}: {ruling}\n", both(pair))
}

pub(super) fn undone(pair: &Pair) -> String {
    format!("{}: nothing is said of them any more\n", both(pair))
}

fn one(text: &mut String, side: &Side) -> fmt::Result {
    writeln!(text, "  {}  {}", harmless(&side.listing), harmless(&side.name))?;
    let organiser = side.organiser.as_deref().map(harmless).unwrap_or_default();
    let link = side.link.as_ref().map(ToString::to_string).unwrap_or_default();
    let rest = [side.activity.to_string(), organiser, link];
    let rest: Vec<_> = rest.iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    writeln!(text, "    {}", rest.join("  "))
}

fn refused(evidence: &Value) -> Option<String> {
    let refused = evidence.get("refused")?;
    let code = refused.get("code")?.as_str()?;
    let veto = refused.get("veto").and_then(Value::as_str);
    let between = refused.get("between").and_then(Value::as_array);
    let between = between.map(|keys| keys.iter().filter_map(Value::as_str).collect::<Vec<_>>());
    let veto = veto.map(|veto| format!(" {veto}")).unwrap_or_default();
    let between = between.map(|keys| format!(" between {}", keys.join(" and ")));
    Some(format!("{code}{veto}{}", between.unwrap_or_default()))
}

fn both(pair: &Pair) -> String {
    let [a, b] = pair.keys().map(|key| harmless(&key.to_string()));
    format!("{a} and {b}")
}
