//! How one takes part in a session: at a place, over the web, by telephone.

use super::link::{Link, Trace};
use super::text::fold;
use crate::listing::{Place, Venue};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    mode: Mode,
    link: Option<Trace>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    OnSite,
    Online,
    Hybrid,
    Phone,
    Unknown,
}

/// What the settings of two sessions are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manner {
    /// Both at a place; which, the place tells.
    BothOnSite,
    /// Both over the web, at one address that leads to one thing.
    SameChannel,
    /// Both over the web, where an address is missing or leads nowhere in particular.
    BothOnline,
    /// Both over the web, at different addresses.
    OtherChannel,
    BothByPhone,
    /// One leaves the choice that the other does not mention.
    PartlySame,
    Other,
    Unknown,
}

impl Setting {
    #[must_use]
    pub fn of(venue: &Venue) -> Self {
        let mode = match venue {
            Venue::Place(place) if is_online(place) => Mode::Online,
            Venue::Place(_) => Mode::OnSite,
            Venue::Online(_) => Mode::Online,
            Venue::Phone(_) => Mode::Phone,
            Venue::Hybrid { .. } => Mode::Hybrid,
            Venue::Unknown => Mode::Unknown,
        };
        let url = venue.online().and_then(|online| online.url.as_ref());
        Self { mode, link: url.and_then(Link::of).as_ref().map(Trace::of) }
    }

    #[must_use]
    pub fn against(&self, other: &Self) -> Manner {
        match (self.mode, other.mode) {
            (Mode::Unknown, _) | (_, Mode::Unknown) => Manner::Unknown,
            (Mode::OnSite, Mode::OnSite) => Manner::BothOnSite,
            (Mode::Phone, Mode::Phone) => Manner::BothByPhone,
            (Mode::Online, Mode::Online) => self.channel(other),
            // There is a place besides, which tells more than a channel does.
            (Mode::Hybrid, Mode::Hybrid) => Manner::BothOnSite,
            (Mode::Hybrid, Mode::OnSite | Mode::Online)
            | (Mode::OnSite | Mode::Online, Mode::Hybrid) => Manner::PartlySame,
            _ => Manner::Other,
        }
    }

    fn channel(&self, other: &Self) -> Manner {
        match (&self.link, &other.link) {
            (Some(a), Some(b)) if a == b && a.is_specific() => Manner::SameChannel,
            (Some(a), Some(b)) if a.is_specific() && b.is_specific() && a.same_host(b) => {
                Manner::OtherChannel
            }
            _ => Manner::BothOnline,
        }
    }
}

/// Sources without a field for it write it where the place stands.
fn is_online(place: &Place) -> bool {
    const WORDS: [&str; 23] = [
        "verkko",
        "verkossa",
        "verkkotapahtuma",
        "verkkokokous",
        "etä",
        "etänä",
        "etäyhteys",
        "etäyhteydellä",
        "etätapahtuma",
        "netissä",
        "nettilähetys",
        "online",
        "teams",
        "zoom",
        "zoomissa",
        "teamsissa",
        "youtube",
        "webinaari",
        "webinar",
        "webbinarium",
        "distans",
        "nätet",
        "virtuaalinen",
    ];
    const BESIDE: [&str; 8] = ["på", "microsoft", "ms", "google", "meet", "i", "via", "kautta"];
    let known = |word: &str| WORDS.contains(&word) || BESIDE.contains(&word);
    let without_street = place.address.values().all(|address| address.street.is_none());
    without_street
        && place.name.values().any(|name| {
            let name = fold(name);
            name.split(' ').any(|word| WORDS.contains(&word)) && name.split(' ').all(known)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::{Online, Phone};
    use crate::localized::Lang;
    use crate::weburl::WebUrl;

    fn online(url: &str) -> Venue {
        Venue::Online(Online { url: WebUrl::parse(url) })
    }

    fn place(name: &str) -> Venue {
        let name = [(Lang::FI, name.to_owned())].into_iter().collect();
        Venue::Place(Place { name, ..Place::default() })
    }

    #[test]
    fn settings_are_compared_by_how_one_takes_part() {
        let hybrid = Venue::Hybrid { place: Place::default(), online: Online::default() };
        let phone = Venue::Phone(Phone::default());
        let zoom = "https://zoom.us/j/98200000001";
        let check = |a: &Venue, b: &Venue, manner: Manner| {
            let (a, b) = (Setting::of(a), Setting::of(b));
            assert_eq!((a.against(&b), b.against(&a)), (manner, manner), "{a:?} {b:?}");
        };
        check(
            &online(zoom),
            &online("https://us02web.zoom.us/j/98200000001?pwd=abc"),
            Manner::SameChannel,
        );
        check(&online(zoom), &online("https://zoom.us/j/98200000002"), Manner::OtherChannel);
        check(&online(zoom), &online(""), Manner::BothOnline);
        check(&online(zoom), &online("https://zoom.us/"), Manner::BothOnline);
        check(&online(""), &place("Verkossa (Zoom)"), Manner::BothOnline);
        check(&online(""), &place("Microsoft Teams"), Manner::BothOnline);
        check(&online(""), &place("Kirjasto"), Manner::Other);
        check(&place("Zoomin lounasravintola"), &place("Kirjasto"), Manner::BothOnSite);
        check(&hybrid, &place("Kirjasto"), Manner::PartlySame);
        check(&hybrid, &online(zoom), Manner::PartlySame);
        check(&phone, &phone, Manner::BothByPhone);
        check(&phone, &online(""), Manner::Other);
        check(&phone, &Venue::Unknown, Manner::Unknown);
    }
}
