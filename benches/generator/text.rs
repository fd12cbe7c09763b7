//! What is told, in Finnish and where somebody took the trouble in Swedish and English.

use super::country::{Association, Venue};
use super::rng::Rng;
use super::words::{
    ADDITIONS, Addition, KINDS, Kind, SENTENCES, SUBJECTS, Sentence, Subject, TAGS,
};

#[derive(Debug)]
pub(super) struct Offer {
    pub(super) subject: &'static Subject,
    pub(super) kind: &'static Kind,
    pub(super) addition: Option<&'static Addition>,
    /// Stands behind the name.
    village: Option<String>,
    tag: Option<&'static Sentence>,
    retold: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Fi,
    Sv,
    En,
}

impl Tongue {
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    pub(super) fn any(rng: &mut Rng) -> Vec<Self> {
        let mut tongues = vec![Self::Fi];
        tongues.extend(rng.chance(30).then_some(Self::Sv));
        tongues.extend(rng.chance(15).then_some(Self::En));
        tongues
    }
}

impl Offer {
    /// Mostly what the association is about.
    pub(super) fn any(rng: &mut Rng, by: &Association, at: &Venue, retold: bool) -> Self {
        let own = *rng.pick(&by.subjects);
        let any = rng.below(SUBJECTS.len());
        let subject = &SUBJECTS[if rng.chance(75) { own } else { any }];
        Self {
            subject,
            kind: rng.pick(&KINDS),
            addition: rng.chance(60).then(|| rng.pick(&ADDITIONS)),
            village: rng.chance(55).then(|| at.village.clone()),
            tag: rng.chance(35).then(|| rng.pick(&TAGS)),
            retold,
        }
    }

    pub(super) fn name(&self, tongue: Tongue) -> String {
        let (subject, kind, addition) = (self.subject, self.kind, self.addition);
        let (core, added) = match tongue {
            Tongue::Fi => (format!("{}{}", subject.fi, kind.fi), addition.map(|added| &added.fi)),
            Tongue::Sv => (format!("{}{}", subject.sv, kind.sv), addition.map(|added| &added.sv)),
            Tongue::En => (format!("{} {}", subject.en, kind.en), addition.map(|added| &added.en)),
        };
        let village = self.village.as_ref().map(|village| format!(" ({village})"));
        let tag = self.tag.map_or("", |tag| tag.told(tongue));
        let added = added.map_or("", String::as_str);
        capital(&format!("{core}{added}{}{tag}", village.unwrap_or_default()))
    }

    /// About 120 characters.
    pub(super) fn summary(&self, by: &Association, tongue: Tongue) -> String {
        let name = self.name(tongue);
        match tongue {
            Tongue::Fi => format!(
                "{name}: {} kutsuu mukaan uudet ja vanhat tutut, tule sellaisena kuin olet.",
                by.name
            ),
            Tongue::Sv => format!("{name}: {} välkomnar både nya och gamla deltagare.", by.name),
            Tongue::En => format!("{name}: {} welcomes both new and old friends.", by.name),
        }
    }

    /// HTML as Lähellä's editor makes it, of 300 to 900 characters.
    pub(super) fn description(&self, rng: &mut Rng, by: &Association, tongue: Tongue) -> String {
        let mut html = format!("<p dir=\"ltr\">{}</p>", self.summary(by, tongue));
        if self.retold {
            html.push_str("<p dir=\"ltr\"><strong>Huomaa uusi kellonaika!</strong></p>");
        }
        let first = rng.below(SENTENCES.len());
        let sentences: Vec<&str> = (0..3 + rng.below(8))
            .map(|at| SENTENCES[(first + 7 * at) % SENTENCES.len()].told(tongue))
            .collect();
        for paragraph in sentences.chunks(3) {
            html.push_str(&format!("<p dir=\"ltr\">{}</p>", paragraph.join(" ")));
        }
        if rng.chance(30) {
            html.push_str(&format!(
                "<p dir=\"ltr\"><a href=\"https://{}/\">{}</a></p>",
                by.host, by.host
            ));
        }
        html
    }
}

impl Sentence {
    fn told(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::Fi => &self.fi,
            Tongue::Sv => &self.sv,
            Tongue::En => &self.en,
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
