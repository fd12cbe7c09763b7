//! Shown or not, and why not.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Europe::Helsinki;
use serde::{Deserialize, Serialize};

use crate::activity::{Activity, State};
use crate::id::{ActivityId, ListingKey, SourceId};
use crate::listing::{Outline, Publication, Reach, Visibility, last_day};
use crate::localized::Lang;
use crate::municipality::Municipality;

/// Why an activity that is stored is not shown. The codes are public and stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A person asked for it, or an admin decided it.
    Suppressed,
    Withdrawn,
    /// Its source is not in the configuration any more.
    SourceRemoved,
    Draft,
    /// Its status is none that we know.
    UnrecognisedStatus,
    NotYetVisible,
    NoLongerVisible,
    /// Neither its area nor a place of it is in the region.
    OutsideRegion,
    /// It ended longer ago than the feeds look back.
    Ended,
}

/// What decides besides the activity itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The configured sources; `None` = whatever is stored.
    pub sources: Option<BTreeSet<SourceId>>,
    /// `None` = no region filter.
    pub region: Option<BTreeSet<Municipality>>,
    pub suppressed_listings: BTreeSet<ListingKey>,
    pub suppressed_activities: BTreeSet<ActivityId>,
    /// How many days an ended activity stays.
    pub past_days: u16,
}

/// Empty = shown. `as_of` is the local date of the revision.
///
/// One suppressed member suppresses the whole: what is merged may hold what a person asked us to
/// drop. An activity that was merged into another counts as withdrawn here; its id redirects.
#[must_use]
pub fn reasons(activity: &Activity, policy: &Policy, as_of: NaiveDate) -> BTreeSet<Reason> {
    let sessions = || activity.sessions.iter().map(|held| &held.session);
    let found = [
        (Reason::Suppressed, policy.suppresses(activity)),
        (Reason::Withdrawn, activity.state != State::Live),
        (Reason::SourceRemoved, policy.lacks_every_source_of(activity)),
    ];
    let content = &activity.content;
    let is_outside = |region: &BTreeSet<_>| !Reach::of(&content.area, sessions()).meets(region);
    let told = told(
        content.publication,
        content.visibility,
        policy.region.as_ref().is_some_and(is_outside),
        last_day(sessions()),
        policy,
        as_of,
    );
    let all = found.into_iter().chain(told);
    all.filter(|(_, applies)| *applies).map(|(reason, _)| reason).collect()
}

/// Whether an entry is shown by what it says itself; nobody's decision counts.
#[must_use]
pub fn entry_is_shown(entry: &Outline, policy: &Policy, as_of: NaiveDate) -> bool {
    let is_outside = |region| !entry.reach.meets(region);
    let outside = policy.region.as_ref().is_some_and(is_outside);
    !told(entry.publication, entry.visibility, outside, entry.last_day, policy, as_of)
        .iter()
        .any(|(_, applies)| *applies)
}

/// The reasons that lie in what was told.
fn told(
    publication: Publication,
    visible: Visibility,
    is_outside: bool,
    last_day: Option<NaiveDate>,
    policy: &Policy,
    as_of: NaiveDate,
) -> [(Reason, bool); 6] {
    [
        (Reason::Draft, publication == Publication::Draft),
        (Reason::UnrecognisedStatus, publication == Publication::Unrecognised),
        (Reason::NotYetVisible, visible.from.is_some_and(|t| local_date(t) > as_of)),
        (Reason::NoLongerVisible, visible.until.is_some_and(|t| local_date(t) < as_of)),
        (Reason::OutsideRegion, is_outside),
        (Reason::Ended, ended(last_day, policy, as_of)),
    ]
}

impl Reason {
    pub const ALL: [Self; 9] = [
        Self::Suppressed,
        Self::Withdrawn,
        Self::SourceRemoved,
        Self::Draft,
        Self::UnrecognisedStatus,
        Self::NotYetVisible,
        Self::NoLongerVisible,
        Self::OutsideRegion,
        Self::Ended,
    ];

    #[must_use]
    pub fn code(self) -> &'static str {
        self.told().code
    }

    /// What it means to the organisation that announced it, and what it can do. In Finnish where
    /// the language is none of ours.
    #[must_use]
    pub fn sentence(self, lang: &Lang) -> &'static str {
        let told = self.told();
        match lang.as_str() {
            "sv" => told.sv,
            "en" => told.en,
            _ => told.fi,
        }
    }

    fn told(self) -> &'static Told {
        match self {
            Self::Suppressed => &SUPPRESSED,
            Self::Withdrawn => &WITHDRAWN,
            Self::SourceRemoved => &SOURCE_REMOVED,
            Self::Draft => &DRAFT,
            Self::UnrecognisedStatus => &UNRECOGNISED_STATUS,
            Self::NotYetVisible => &NOT_YET_VISIBLE,
            Self::NoLongerVisible => &NO_LONGER_VISIBLE,
            Self::OutsideRegion => &OUTSIDE_REGION,
            Self::Ended => &ENDED,
        }
    }
}

impl Policy {
    fn lacks_every_source_of(&self, activity: &Activity) -> bool {
        let configured = |source| self.sources.as_ref().is_none_or(|all| all.contains(source));
        !activity.members.iter().any(|member| configured(&member.key.source))
    }

    fn suppresses(&self, activity: &Activity) -> bool {
        self.suppressed_activities.contains(&activity.id)
            || activity.members.iter().any(|m| self.suppressed_listings.contains(&m.key))
    }
}

/// Visibility is by whole local days, whatever zone a session is in: the region is in Finland.
fn local_date(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Helsinki).date_naive()
}

fn ended(last_day: Option<NaiveDate>, policy: &Policy, as_of: NaiveDate) -> bool {
    last_day
        .and_then(|day| day.checked_add_days(Days::new(policy.past_days.into())))
        .is_some_and(|day| day < as_of)
}

struct Told {
    code: &'static str,
    fi: &'static str,
    sv: &'static str,
    en: &'static str,
}

const SUPPRESSED: Told = Told {
    code: "suppressed",
    fi: "Ylläpitäjä on poistanut ilmoituksen näkyvistä. Kysy syytä alueen ylläpidosta.",
    sv: "En administratör har dolt annonsen. Fråga områdets administration om orsaken.",
    en: "An administrator has hidden this entry. Ask the region's administrators why.",
};
const WITHDRAWN: Told = Told {
    code: "withdrawn",
    fi: "Ilmoitusta ei enää ole palvelussa, josta se haettiin. Julkaise se siellä uudelleen, niin se palaa.",
    sv: "Annonsen finns inte längre i tjänsten som den hämtades från. Publicera den där på nytt, så kommer den tillbaka.",
    en: "The service it was collected from does not have this entry any more. Publish it there again and it returns.",
};
const SOURCE_REMOVED: Told = Told {
    code: "source_removed",
    fi: "Palvelua, josta ilmoitus haettiin, ei enää lueta. Kysy alueen ylläpidosta, missä ilmoituksen voi julkaista.",
    sv: "Tjänsten som annonsen hämtades från läses inte längre. Fråga områdets administration var annonsen kan publiceras.",
    en: "The service it was collected from is not read any more. Ask the region's administrators where to publish it.",
};
const DRAFT: Told = Told {
    code: "draft",
    fi: "Ilmoitus on luonnos. Julkaise se palvelussa, johon sen kirjoitit.",
    sv: "Annonsen är ett utkast. Publicera den i tjänsten där du skrev den.",
    en: "This entry is a draft. Publish it in the service where you wrote it.",
};
const UNRECOGNISED_STATUS: Told = Told {
    code: "unrecognised_status",
    fi: "Ilmoituksella on tila, jota emme tunne. Tarkista, että se on julkaistu; jos on, kerro alueen ylläpidolle.",
    sv: "Annonsen har en status som vi inte känner till. Kontrollera att den är publicerad; om den är det, meddela områdets administration.",
    en: "This entry has a status that we do not know. Check that it is published; if it is, tell the region's administrators.",
};
const NOT_YET_VISIBLE: Told = Told {
    code: "not_yet_visible",
    fi: "Näkyvyysaika ei ole vielä alkanut. Ilmoitus näkyy siitä päivästä alkaen, jonka olet valinnut; voit aikaistaa sitä.",
    sv: "Synlighetstiden har inte börjat. Annonsen visas från och med den dag du har valt; du kan tidigarelägga den.",
    en: "Its visibility has not begun. It appears on the day that you chose; you can choose an earlier one.",
};
const NO_LONGER_VISIBLE: Told = Told {
    code: "no_longer_visible",
    fi: "Näkyvyysaika on päättynyt. Jatka sitä, jos toiminta jatkuu.",
    sv: "Synlighetstiden har gått ut. Förläng den om verksamheten fortsätter.",
    en: "Its visibility has ended. Extend it if the activity goes on.",
};
const OUTSIDE_REGION: Told = Told {
    code: "outside_region",
    fi: "Ilmoituksen alue tai paikka ei ole tällä hyvinvointialueella. Lisää kunta tai tarkista osoitteen paikkakunta.",
    sv: "Annonsens område eller plats hör inte till det här välfärdsområdet. Lägg till en kommun eller kontrollera adressens ort.",
    en: "Neither its area nor its place is in this wellbeing services county. Add a municipality, or check the town in the address.",
};
const ENDED: Told = Told {
    code: "ended",
    fi: "Viimeinen kerta on jo ollut. Lisää uudet ajat, jos toiminta jatkuu.",
    sv: "Det sista tillfället har redan varit. Lägg till nya tider om verksamheten fortsätter.",
    en: "Its last date has passed. Add new dates if the activity goes on.",
};

#[cfg(test)]
mod tests;
