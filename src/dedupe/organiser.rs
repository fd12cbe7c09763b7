//! Who organises, made comparable.

mod name;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use url::Url;

use self::name::Name;
use super::link::{host, is_shared};
use crate::id::SourceId;
use crate::listing::{Content, Organiser};

/// An organiser, read once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    source: SourceId,
    id: Option<String>,
    business_id: Option<String>,
    name: Option<Name>,
    /// Of its pages and its mail, where they are its own.
    sites: Vec<String>,
}

/// What two organisers are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kinship {
    /// One Y-tunnus, or one id of one source.
    SameId,
    /// One name, its legal form, its word order and its language aside.
    SameName,
    /// One name tells less than the other: the town, the department.
    SimilarName,
    /// One is the initials of the other.
    Acronym,
    /// Names tell nothing or nothing that agrees, but they share a site or mail of their own.
    SameSite,
    /// One association's branches in different towns or parts of one.
    OtherBranch,
    /// One is a municipality, which keeps a calendar of what others hold.
    Municipality,
    Other,
    Unknown,
}

/// The name after "Järjestäjä:" in a description: many calendars have no field for it, or put
/// the municipality there that keeps the calendar. Good enough to compare by, not to publish.
#[must_use]
pub fn named_in(content: &Content) -> Option<&str> {
    const LABELS: [&str; 6] =
        ["järjestäjä", "järjestää", "arrangör", "arrangeras av", "organiser", "organizer"];
    const LONGEST: usize = 80;
    let texts = content.summary.iter().chain(content.description.iter());
    let lines = texts.flat_map(|(_, text)| text.plain.lines());
    let named = lines.filter_map(|line| {
        let (label, name) = line.split_once(':')?;
        let name = name.trim();
        let fits = !name.is_empty() && name.chars().count() <= LONGEST;
        (fits && LABELS.contains(&label.trim().to_lowercase().as_str())).then_some(name)
    });
    named.min()
}

impl Body {
    /// `named` is who a text names as the organiser, and `source` is who gave the organiser its id.
    #[must_use]
    pub fn of(organiser: &Organiser, named: Option<&str>, source: &SourceId) -> Self {
        let page = organiser.url.as_ref().and_then(|url| Url::parse(url.as_str()).ok());
        let page = page.as_ref().and_then(Url::domain).map(host);
        let mail = organiser.email.as_deref().and_then(|email| email.rsplit_once('@'));
        let mail = mail.map(|(_, domain)| host(domain));
        let mut sites: Vec<String> =
            page.into_iter().chain(mail).filter(|site| !is_shared(site)).collect();
        sites.sort();
        sites.dedup();
        Self {
            source: source.clone(),
            id: organiser.id.clone(),
            business_id: organiser.business_id.clone(),
            name: named.or(organiser.name.as_deref()).and_then(Name::read),
            sites,
        }
    }

    /// The hosts of its own pages and mail.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.sites.iter().map(String::as_str)
    }

    /// Its name in a form that is the same for all ways to write it that differ in order, case and legal
    /// form alone.
    #[must_use]
    pub fn name_key(&self) -> Option<String> {
        self.name.as_ref().map(Name::key)
    }

    /// Two whose names are alike share one of these, so that not each has to be held against each.
    #[must_use]
    pub fn name_stems(&self) -> BTreeSet<String> {
        self.name.as_ref().map(Name::stems).unwrap_or_default()
    }

    #[must_use]
    pub fn against(&self, other: &Self) -> Kinship {
        let business = self.business_id.as_ref().zip(other.business_id.as_ref());
        let ids = self.id.as_ref().zip(other.id.as_ref());
        let same_id = self.source == other.source && ids.is_some_and(|(a, b)| a == b);
        if same_id || business.is_some_and(|(a, b)| a == b) {
            return Kinship::SameId;
        }
        let told = match self.name.as_ref().zip(other.name.as_ref()) {
            Some((a, b)) => a.against(b),
            None => Kinship::Unknown,
        };
        let towns = [self, other].map(|body| body.name.as_ref().is_some_and(Name::is_town));
        match told {
            Kinship::Other if towns.contains(&true) && towns.contains(&false) => {
                Kinship::Municipality
            }
            Kinship::SameName | Kinship::SimilarName if business.is_some() => Kinship::OtherBranch,
            Kinship::Unknown if business.is_some() => Kinship::Other,
            Kinship::Other | Kinship::Unknown if self.shares_site(other) => Kinship::SameSite,
            told => told,
        }
    }

    fn shares_site(&self, other: &Self) -> bool {
        self.sites.iter().any(|site| other.sites.contains(site))
    }
}
