//! The ways that a listing gives to ask, to register and to read on, made comparable.

mod mentions;

#[cfg(test)]
mod tests;

use super::block::Key;
use super::link::{Link, Trace, host, is_shared};
use crate::listing::{ContactMeans, Listing, Venue};
use crate::localized::RichText;
use crate::weburl::WebUrl;

/// Each sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// What the listing leads to.
    links: Box<[Trace]>,
    /// Where the listing itself is shown: another may lead there, but never has the same one.
    page: Option<Trace>,
    phones: Box<[u64]>,
    emails: Box<[Key]>,
    /// Of `emails`, where they are an organisation's own.
    domains: Box<[Key]>,
}

/// All that is met on the way through a listing.
#[derive(Debug, Default)]
struct Met {
    links: Vec<Trace>,
    phones: Vec<u64>,
    emails: Vec<String>,
}

/// What two listings' ways to be reached are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Common {
    pub link: Links,
    pub phone: Phones,
    pub email: Emails,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Links {
    /// Both lead to one page of one thing, or one leads to the other's page.
    SameSpecific,
    /// Both lead to one front page, section or profile.
    SameGeneric,
    /// Both lead to pages of single things on one site, and to none in common.
    OtherOnSameSite,
    /// Nothing in common.
    Apart,
    /// One leads nowhere.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phones {
    Same,
    Other,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Emails {
    Same,
    /// Two mailboxes of one organisation.
    SameDomain,
    Other,
    Unknown,
}

impl Reach {
    #[must_use]
    pub fn of(listing: &Listing) -> Self {
        let mut reach = Met::default();
        let content = &listing.content;
        for contact in &content.contacts {
            match &contact.means {
                ContactMeans::Web(url) => reach.take_link(url),
                ContactMeans::Phone(number) => reach.take_phone(number),
                ContactMeans::Email(address) => reach.take_email(address),
            }
        }
        content.organiser.url.iter().for_each(|url| reach.take_link(url));
        content.organiser.email.iter().for_each(|address| reach.take_email(address));
        for session in &listing.sessions {
            session.registration.url.iter().for_each(|url| reach.take_link(url));
            session.registration.email.iter().for_each(|address| reach.take_email(address));
            if let Venue::Phone(phone) = &session.venue {
                phone.number.iter().for_each(|number| reach.take_phone(number));
            }
        }
        texts(listing).for_each(|text| reach.take_text(text));
        let page = listing.credit.link.as_ref().and_then(Link::of).filter(Link::is_specific);
        reach.settled(page.as_ref().map(Trace::of))
    }

    /// Those that lead to one thing, the listing's own page included.
    pub fn specific_links(&self) -> impl Iterator<Item = &Trace> {
        self.links.iter().filter(|link| link.is_specific()).chain(&self.page)
    }

    /// As national numbers without the leading zero.
    pub fn phones(&self) -> impl Iterator<Item = u64> {
        self.phones.iter().copied()
    }

    pub fn emails(&self) -> impl Iterator<Item = Key> {
        self.emails.iter().copied()
    }

    #[must_use]
    pub fn against(&self, other: &Self) -> Common {
        Common {
            link: self.links_against(other),
            phone: self.phones_against(other),
            email: self.emails_against(other),
        }
    }

    fn links_against(&self, other: &Self) -> Links {
        let shown = |from: &Self, to: &Self| {
            from.page.as_ref().is_some_and(|page| to.links.contains(page) || to.page == from.page)
        };
        if shown(self, other) || shown(other, self) {
            return Links::SameSpecific;
        }
        if self.links.is_empty() || other.links.is_empty() {
            return Links::Unknown;
        }
        let shared = || self.links.iter().filter(|link| other.links.binary_search(link).is_ok());
        if shared().any(Trace::is_specific) {
            return Links::SameSpecific;
        }
        let specific = |reach: &'_ Self, site: &Trace| {
            reach.links.iter().any(|link| link.is_specific() && link.same_host(site))
        };
        let beside = |link: &&Trace| link.is_specific() && specific(other, link);
        if self.links.iter().any(|link| beside(&link)) {
            Links::OtherOnSameSite
        } else if shared().next().is_some() {
            Links::SameGeneric
        } else {
            Links::Apart
        }
    }

    fn phones_against(&self, other: &Self) -> Phones {
        if self.phones.is_empty() || other.phones.is_empty() {
            Phones::Unknown
        } else if common(&self.phones, &other.phones).is_some() {
            Phones::Same
        } else {
            Phones::Other
        }
    }

    fn emails_against(&self, other: &Self) -> Emails {
        if self.emails.is_empty() || other.emails.is_empty() {
            Emails::Unknown
        } else if common(&self.emails, &other.emails).is_some() {
            Emails::Same
        } else if common(&self.domains, &other.domains).is_some() {
            Emails::SameDomain
        } else {
            Emails::Other
        }
    }
}

impl Met {
    fn take_link(&mut self, url: &WebUrl) {
        let link = Link::of(url).filter(|link| !link.is_empty());
        self.links.extend(link.as_ref().map(Trace::of));
    }

    fn take_phone(&mut self, number: &str) {
        self.phones.extend(mentions::phone(number));
    }

    fn take_email(&mut self, address: &str) {
        self.emails.push(address.trim().to_lowercase());
    }

    fn take_text(&mut self, text: &RichText) {
        mentions::links(text).for_each(|url| self.take_link(&url));
        mentions::emails(&text.plain).for_each(|address| self.take_email(address));
        self.phones.extend(mentions::phones(&text.plain));
    }

    fn settled(mut self, page: Option<Trace>) -> Reach {
        self.emails.sort();
        self.emails.dedup();
        let domains = self.emails.iter().filter_map(|email| email.split_once('@'));
        let domains = domains.map(|(_, domain)| host(domain)).filter(|domain| !is_shared(domain));
        Reach {
            links: set(self.links),
            page,
            phones: set(self.phones),
            domains: set(domains.map(Key::of).collect()),
            emails: set(self.emails.iter().map(Key::of).collect()),
        }
    }
}

fn set<T: Ord>(mut all: Vec<T>) -> Box<[T]> {
    all.sort_unstable();
    all.dedup();
    all.into_boxed_slice()
}

fn texts(listing: &Listing) -> impl Iterator<Item = &RichText> {
    let content = &listing.content;
    let ours = content.summary.values().chain(content.description.values());
    let ours = ours.chain(content.registration.values()).chain(content.price.text.values());
    let sessions = listing.sessions.iter();
    ours.chain(sessions.flat_map(|one| one.info.values().chain(one.registration.text.values())))
}

/// One that is in both; both are sorted.
fn common<'a, T: Ord>(left: &'a [T], right: &[T]) -> Option<&'a T> {
    left.iter().find(|one| right.binary_search(one).is_ok())
}
