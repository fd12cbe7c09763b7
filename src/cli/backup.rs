//! `kooste backup` and `kooste restore`.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDateTime, Utc};
use clap::Args;

use super::{Session, say};
use crate::store::backup::{self, Contents, Existing};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste backup kooste-copy.db\n  kooste backup --keep 14 .")]
pub(super) struct Save {
    /// The copy; a folder gets one with the time in its name
    #[arg(value_name = "FILE")]
    to: PathBuf,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
    /// Keep so many copies in the folder, and remove older ones
    #[arg(long, value_name = "N")]
    keep: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste restore kooste-copy.db")]
pub(super) struct Restore {
    /// A copy that `kooste backup` made
    #[arg(value_name = "FILE")]
    from: PathBuf,
}

/// Works beside a running daemon.
pub(super) fn save(session: &Session, arguments: &Save) -> anyhow::Result<ExitCode> {
    let Save { to, force, keep } = arguments;
    let folder = to.is_dir().then_some(to.as_path());
    if keep.is_some() && folder.is_none() {
        bail!("--keep needs a folder, and {} is none", to.display());
    }
    let to = folder.map_or(to.clone(), |folder| folder.join(dated(session.clock.now())));
    let existing = if *force { Existing::Replaced } else { Existing::Kept };
    let contents = backup::save(&session.config.store, &to, existing)?;
    say(&format!("{}: {}\n", to.display(), told(&contents)))?;
    if let (Some(folder), Some(keep)) = (folder, keep) {
        for old in surplus(folder, keep.get())? {
            fs::remove_file(&old).with_context(|| old.display().to_string())?;
            say(&format!("{}: removed\n", old.display()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Only where no Kooste runs.
pub(super) fn restore(session: &Session, arguments: &Restore) -> anyhow::Result<ExitCode> {
    let database = &session.config.store;
    let stamp = session.clock.now().format("%Y%m%dT%H%M%SZ").to_string();
    let restored = backup::restore(&arguments.from, database, &stamp)?;
    say(&format!("{}: {}\n", database.display(), told(&restored.contents)))?;
    if let Some(before) = restored.before {
        say(&format!("what was there before is {}\n", before.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn told(contents: &Contents) -> String {
    let Contents { published, listings, activities, bytes } = contents;
    let published = published.as_ref().map_or("nothing published yet".to_owned(), |published| {
        format!("revision {} of {}", published.revision, published.as_of)
    });
    let kilobytes = bytes.div_ceil(1_000);
    format!("{published}, {listings} listings, {activities} activities, {kilobytes} kB, checked")
}

const DATED: &str = "kooste-%Y%m%dT%H%M%SZ.db";

fn dated(now: DateTime<Utc>) -> String {
    now.format(DATED).to_string()
}

/// Copies with a time in their name, beyond the newest `keep`.
fn surplus(folder: &Path, keep: usize) -> anyhow::Result<Vec<PathBuf>> {
    let mut copies = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Ok(time) = NaiveDateTime::parse_from_str(name, DATED) {
            copies.push((time, path));
        }
    }
    copies.sort();
    copies.truncate(copies.len().saturating_sub(keep));
    Ok(copies.into_iter().map(|(_, path)| path).collect())
}
