//! The console of the admins: what is known, made into pages. Usable without script, in Finnish, Swedish
//! and English.

mod audit;
mod compared;
mod duplicates;
mod entrance;
mod fate;
mod held;
mod layout;
mod moment;
mod plot;
mod refusal;
mod report;
mod run;
mod runs;
mod search;
mod source;
mod sources;
mod suppressions;
mod table;
mod tokens;
mod why;
mod words;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::dedupe::rulings::Ruling;
use crate::localized::Lang;
use crate::site::Site;

pub use audit::page as audit;
pub use duplicates::{Couple, Queue, queue, two};
pub use entrance::{Entrance, page as entrance};
pub use fate::Fate;
pub use held::{Waiting, page as held};
pub use layout::{address, refused};
pub use refusal::Refusal;
pub use report::summary;
pub use run::{Watched, page as run};
pub use runs::{History, page as runs};
pub use search::{Hidden, Hit, Searched, page as search};
pub use source::{Known, Past, force, page as source};
pub use sources::page as sources;
pub use suppressions::{doubted, page as suppressions};
pub use tokens::{Made, page as tokens};
pub use why::{Found, page as why};
pub use words::notes::step;

/// What every page is made with.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pub site: &'a Site,
    pub lang: &'a Lang,
    pub now: DateTime<Utc>,
    /// `None` before the sign-in.
    pub admin: Option<Admin<'a>>,
    pub notice: Option<&'a Notice>,
    /// Below the console's own address: `sources/demo`, with its query.
    pub here: &'a str,
}

/// Who looks.
#[derive(Clone, Copy, Debug)]
pub struct Admin<'a> {
    pub name: &'a str,
    /// Goes along with every form, and is known to no other page.
    pub form: &'a str,
}

/// What came of a form, told on the page that follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    Approved {
        removed: usize,
    },
    Refused,
    Suppressed(String),
    LetGo {
        subject: String,
        /// Because of which it stays hidden.
        others: BTreeSet<String>,
    },
    Ruled(Ruling),
    Unruled,
    Revoked(String),
    Started(usize),
}

#[cfg(test)]
mod tests;
