//! How to reach an organisation: by what outlives its people before the people themselves.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{DateTime, Months, NaiveDate, Utc};
use chrono_tz::Europe::Helsinki;
use url::Url;

use super::announcement::Announcement;
use crate::dedupe::merge::reach;
use crate::dedupe::text::fold;
use crate::listing::{Contact, ContactMeans};
use crate::localized::Localized;
use crate::normalise::redact;

/// One way to reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub means: ContactMeans,
    /// What it is for: "Toimisto", "Kerhon vetäjä".
    pub label: Localized<String>,
    pub holder: Holder,
    /// When an announcement that has it last was new or changed.
    pub confirmed: DateTime<Utc>,
    /// How many announcements have it.
    pub announcements: usize,
}

/// Whose it is, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// The organisation's, whoever works there: `info@`, the exchange, its page.
    Shared,
    /// Nothing tells whose it is.
    Unknown,
    /// A person's, which is lost when they leave.
    Person,
}

impl Way {
    /// Whether nobody has touched any announcement that has it for so many months. That a source lists an
    /// announcement day after day without a change shows that its machine works, and not that anybody
    /// still answers.
    #[must_use]
    pub fn is_stale(&self, as_of: NaiveDate, months: u32) -> bool {
        let confirmed = self.confirmed.with_timezone(&Helsinki).date_naive();
        confirmed.checked_add_months(Months::new(months)).is_some_and(|until| until < as_of)
    }
}

/// Each once, best first. Of web addresses only front pages: the others are of a single activity.
pub(super) fn ways(members: &[&Announcement]) -> Vec<Way> {
    let mut ways: BTreeMap<String, Way> = BTreeMap::new();
    let mut by_age = members.to_vec();
    by_age.sort_by_key(|member| (member.changed, &member.id));
    for member in by_age {
        for (key, contact) in contacts(member) {
            let told = Way {
                holder: holder(&contact),
                means: contact.means,
                label: contact.label,
                confirmed: member.changed,
                announcements: 1,
            };
            match ways.entry(key) {
                Entry::Vacant(place) => drop(place.insert(told)),
                Entry::Occupied(mut known) => known.get_mut().add(told),
            }
        }
    }
    let mut ways: Vec<_> = ways.into_iter().collect();
    let rank = |way: &Way| (way.holder, medium(&way.means), Reverse(way.announcements));
    ways.sort_by(|(a_key, a), (b_key, b)| (rank(a), a_key).cmp(&(rank(b), b_key)));
    ways.into_iter().map(|(_, way)| way.in_role()).collect()
}

impl Way {
    /// What is no person's is told without the name of whoever answers just now.
    fn in_role(mut self) -> Self {
        if self.holder != Holder::Person {
            let roles = self.label.iter().map(|(lang, label)| (lang.clone(), redact::role(label)));
            self.label = roles.filter(|(_, role)| !role.is_empty()).collect();
        }
        self
    }

    /// With what a later announcement says of the same. One that names a person knows more.
    fn add(&mut self, later: Self) {
        let person = self.holder == Holder::Person || later.holder == Holder::Person;
        self.holder = if person { Holder::Person } else { self.holder.min(later.holder) };
        if !later.label.is_empty() {
            self.label = later.label;
        }
        self.confirmed = later.confirmed;
        self.announcements += 1;
    }
}

/// By what makes two the same; what is told twice with its first label.
fn contacts(member: &Announcement) -> BTreeMap<String, Contact> {
    let unlabelled = |means| Contact { means, label: Localized::new() };
    let told = member.contacts.iter().filter(|contact| is_of_organisation(&contact.means));
    let mail = member.organiser.email.iter().cloned().map(ContactMeans::Email);
    let page = member.organiser.url.iter().cloned().map(ContactMeans::Web);
    let mut all = BTreeMap::new();
    for contact in told.cloned().chain(mail.chain(page).map(unlabelled)) {
        all.entry(reach(&contact.means)).or_insert(contact);
    }
    all
}

fn is_of_organisation(means: &ContactMeans) -> bool {
    match means {
        ContactMeans::Email(_) | ContactMeans::Phone(_) => true,
        ContactMeans::Web(url) => Url::parse(url.as_str()).is_ok_and(|url| {
            url.path() == "/" && url.query().is_none() && url.fragment().is_none()
        }),
    }
}

fn medium(means: &ContactMeans) -> u8 {
    match means {
        ContactMeans::Email(_) => 0,
        ContactMeans::Phone(_) => 1,
        ContactMeans::Web(_) => 2,
    }
}

fn holder(contact: &Contact) -> Holder {
    match &contact.means {
        ContactMeans::Web(_) => Holder::Shared,
        ContactMeans::Phone(_) => by_label(&contact.label).unwrap_or(Holder::Unknown),
        ContactMeans::Email(address) => by_address(address, &contact.label),
    }
}

/// `None` where a label tells neither.
fn by_label(label: &Localized<String>) -> Option<Holder> {
    let office = |label: &String| {
        let label = label.to_lowercase();
        OFFICES.iter().any(|office| label.contains(office))
    };
    if label.values().any(|label| redact::role(label) != *label) {
        Some(Holder::Person)
    } else {
        label.values().any(office).then_some(Holder::Shared)
    }
}

/// Whoever reads it today, `kino@` is not theirs; `aino@` is, and so is `karimi@` where the label says Karimi.
fn by_address(address: &str, label: &Localized<String>) -> Holder {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    let (local, domain) = (local.to_lowercase(), domain.to_lowercase());
    let words: Vec<&str> = local.split(['.', '-', '_', '+']).collect();
    let begins = |word: &&str| MAILBOXES.iter().any(|mailbox| word.starts_with(mailbox));
    if words.iter().any(begins) {
        return Holder::Shared;
    }
    // "aino.virtanen@" is a person's in any language: two words, and no word for an office among them.
    let letters = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    let full_name = words.len() == 2 && words.iter().all(letters);
    let named = label.values().any(|label| {
        let rest = fold(&redact::role(label));
        let told = fold(label);
        let mut names = told.split(' ').filter(|word| !rest.split(' ').any(|kept| kept == *word));
        names.any(|name| words.contains(&name))
    });
    let of_all = local.chars().count() >= SHORTEST && domain.contains(&local);
    if redact::is_persons_address(address) || full_name || named {
        Holder::Person
    } else if of_all || by_label(label) == Some(Holder::Shared) {
        Holder::Shared
    } else {
        Holder::Unknown
    }
}

/// "polku@muistipolku.example", but not "ab@tyopajab.example".
const SHORTEST: usize = 4;

/// What people call what has no person's number: "Toimisto", "Vaihde", "Kansliet".
const OFFICES: [&str; 14] = [
    "asiakaspalvelu",
    "aukioloaikana",
    "byrå",
    "exchange",
    "front desk",
    "kansli",
    "kanslia",
    "kundservice",
    "neuvonta",
    "office",
    "päivystys",
    "toimisto",
    "vaihde",
    "växel",
];

/// Beginnings of the words in a mailbox's name that say that it is nobody's own.
const MAILBOXES: [&str; 34] = [
    "asiakaspalvelu",
    "byra",
    "contact",
    "foreningen",
    "hallinto",
    "hallitus",
    "hello",
    "ilmo",
    "info",
    "jarjesto",
    "jasen",
    "kansli",
    "kerho",
    "kirjaamo",
    "kirjasto",
    "kontakt",
    "kurssi",
    "medlem",
    "neuvonta",
    "office",
    "posti",
    "puheenjohtaja",
    "rahastonhoitaja",
    "sekreterare",
    "seura",
    "sihteeri",
    "styrelse",
    "tapahtuma",
    "tiedotus",
    "tiedottaja",
    "toiminnanjohtaja",
    "toiminta",
    "toimisto",
    "yhdistys",
];
