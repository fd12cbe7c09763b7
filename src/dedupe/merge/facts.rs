//! Everything but times and places.

use std::collections::{BTreeMap, BTreeSet};

use super::{Witness, texts};
use crate::activity::Field;
use crate::id::ListingKey;
use crate::listing::{
    Ages, Area, Contact, ContactMeans, Content, Image, Organiser, PriceKind, Visibility,
};
use crate::localized::Localized;
use crate::vocabulary::Term;

/// `first` is the one that is believed most.
pub(super) fn content(
    heard: &[Witness<'_>],
    first: &Witness<'_>,
) -> (Content, BTreeMap<Field, ListingKey>) {
    let mut choice = Choice { heard, first, origin: BTreeMap::new() };
    let content = Content {
        name: choice.text(Field::Name, |c| &c.name),
        summary: choice.text(Field::Summary, |c| &c.summary),
        description: choice.text(Field::Description, |c| &c.description),
        kind: choice.one_that(Field::Kind, |c| c.kind.is_some()).kind,
        themes: choice.union(Field::Themes, |c| &c.themes),
        formats: choice.union(Field::Formats, |c| &c.formats),
        languages: choice.union(Field::Languages, |c| &c.languages),
        // Two sources that name different groups of people leave some out, they do not add to them.
        age_groups: choice.one_that(Field::AgeGroups, tells_ages).age_groups.clone(),
        ages: choice.one_that(Field::AgeGroups, tells_ages).ages,
        genders: choice.one_that(Field::Genders, |c| !c.genders.is_empty()).genders.clone(),
        area: choice.one_that(Field::Area, |c| c.area != Area::Unknown).area.clone(),
        price: choice.one_that(Field::Price, |c| c.price.kind != PriceKind::Unknown).price.clone(),
        registration: choice.text(Field::Registration, |c| &c.registration),
        contacts: choice.contacts(),
        image: choice.image(),
        organiser: choice.organiser(),
        publication: choice.one_that(Field::Publication, |_| true).publication,
        visibility: choice.visibility(),
    };
    (content, choice.origin)
}

struct Choice<'a> {
    heard: &'a [Witness<'a>],
    first: &'a Witness<'a>,
    origin: BTreeMap<Field, ListingKey>,
}

impl<'a> Choice<'a> {
    /// The most believed of which it is true, else the most believed.
    fn one_that(&mut self, field: Field, tells: impl Fn(&Content) -> bool) -> &'a Content {
        let found = self.heard.iter().find(|witness| tells(&witness.listing.content));
        let listing = found.unwrap_or(self.first).listing;
        self.origin.insert(field, listing.key.clone());
        &listing.content
    }

    fn text<T: texts::Text>(
        &mut self,
        field: Field,
        of: impl Fn(&Content) -> &Localized<T>,
    ) -> Localized<T> {
        let (text, from) = texts::best(self.heard, of);
        self.origin.insert(field, from.unwrap_or_else(|| self.first.listing.key.clone()));
        text
    }

    fn union(&mut self, field: Field, of: impl Fn(&Content) -> &BTreeSet<Term>) -> BTreeSet<Term> {
        self.one_that(field, |content| !of(content).is_empty());
        self.heard.iter().flat_map(|witness| of(&witness.listing.content)).copied().collect()
    }

    /// One's own may repeat themselves; those of others only add to them.
    fn contacts(&mut self) -> Vec<Contact> {
        let mut contacts =
            self.one_that(Field::Contacts, |content| !content.contacts.is_empty()).contacts.clone();
        let others = self.heard.iter().flat_map(|witness| &witness.listing.content.contacts);
        for contact in others {
            if !contacts.iter().any(|known| reach(&known.means) == reach(&contact.means)) {
                contacts.push(contact.clone());
            }
        }
        contacts
    }

    /// One that is described in words before one that is not.
    fn image(&mut self) -> Option<Image> {
        let described = |c: &Content| c.image.as_ref().is_some_and(|image| !image.alt.is_empty());
        if self.heard.iter().any(|witness| described(&witness.listing.content)) {
            self.one_that(Field::Image, described).image.clone()
        } else {
            self.one_that(Field::Image, |content| content.image.is_some()).image.clone()
        }
    }

    /// Whoever names it with its business id knows it best; what is missing is filled in by those that
    /// name the same.
    fn organiser(&mut self) -> Organiser {
        let full = |c: &Content| c.organiser.business_id.is_some() && c.organiser.name.is_some();
        let named = |c: &Content| c.organiser.name.is_some();
        let any_full = self.heard.iter().any(|witness| full(&witness.listing.content));
        let chosen = if any_full {
            self.one_that(Field::Organiser, full)
        } else {
            self.one_that(Field::Organiser, named)
        };
        let mut organiser = chosen.organiser.clone();
        let others = self.heard.iter().map(|witness| &witness.listing.content.organiser);
        for other in others.filter(|other| same_organiser(&chosen.organiser, other)) {
            organiser.url = organiser.url.or_else(|| other.url.clone());
            organiser.email = organiser.email.or_else(|| other.email.clone());
        }
        organiser
    }

    /// The widest: whoever wants it seen has published it.
    fn visibility(&mut self) -> Visibility {
        let all = || self.heard.iter().map(|witness| witness.listing.content.visibility);
        let from = all().map(|visibility| visibility.from).min().flatten();
        let until: Option<Vec<_>> = all().map(|visibility| visibility.until).collect();
        let until = until.and_then(|until| until.into_iter().max());
        let widest = Visibility { from, until };
        self.one_that(Field::Visibility, |content| content.visibility == widest);
        widest
    }
}

fn tells_ages(content: &Content) -> bool {
    !content.age_groups.is_empty() || content.ages != Ages::default()
}

/// Without what the same address or number may be written with.
#[must_use]
pub fn reach(means: &ContactMeans) -> String {
    match means {
        ContactMeans::Email(email) => email.to_lowercase(),
        ContactMeans::Phone(number) => {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            let national = digits.strip_prefix("358").or_else(|| digits.strip_prefix('0'));
            national.unwrap_or(&digits).to_owned()
        }
        ContactMeans::Web(url) => url.as_str().trim_end_matches('/').to_owned(),
    }
}

fn same_organiser(a: &Organiser, b: &Organiser) -> bool {
    let same_id = a.business_id.is_some() && a.business_id == b.business_id;
    let name = |organiser: &Organiser| organiser.name.as_ref().map(|name| name.to_lowercase());
    same_id || (name(a).is_some() && name(a) == name(b))
}
