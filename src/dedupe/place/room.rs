//! Rooms and floors within a place.

/// "Sali 2", "2. krs", "luentosali, 3. kerros".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Room {
    floor: Option<u16>,
    /// "sali" of "sali 2".
    kind: Option<String>,
    /// "2" of "sali 2", "kaarna" of "kerhohuone Kaarna".
    label: Option<String>,
}

impl Room {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes one more word in, if it tells of a room. `Err` gives it back: it is something else's.
    pub(super) fn take<'a>(&mut self, word: &'a str, before: Option<&str>) -> Result<(), &'a str> {
        let number = || before.and_then(|before| before.parse().ok());
        if is_floor(word) {
            self.floor = self.floor.or_else(number);
        } else if is_kind(word) {
            self.kind = self.kind.take().or_else(|| Some(in_finnish(word).to_owned()));
        } else if self.kind.is_some() && self.label.is_none() {
            self.label = Some(word.to_owned());
        } else {
            return Err(word);
        }
        Ok(())
    }

    pub(super) fn join(&mut self, other: Self) {
        self.floor = self.floor.or(other.floor);
        if self.kind.is_none() {
            self.kind = other.kind;
            self.label = other.label;
        }
    }

    /// `None` where they do not tell of the same: one a floor, the other a hall.
    pub(super) fn is_other(&self, other: &Self) -> Option<bool> {
        let floors = both(&self.floor, &other.floor).map(|(a, b)| a != b);
        let kinds = both(&self.kind, &other.kind)
            .map(|(a, b)| !a.ends_with(b.as_str()) && !b.ends_with(a.as_str()));
        let labels = both(&self.label, &other.label).map(|(a, b)| a != b);
        let told = [floors, kinds, labels];
        if told.contains(&Some(true)) {
            Some(true)
        } else {
            told.contains(&Some(false)).then_some(false)
        }
    }
}

fn both<'a, T>(a: &'a Option<T>, b: &'a Option<T>) -> Option<(&'a T, &'a T)> {
    a.as_ref().zip(b.as_ref())
}

pub(super) fn is_floor(word: &str) -> bool {
    const FLOORS: [&str; 8] =
        ["krs", "kerros", "kerroksessa", "kerroksen", "våning", "våningen", "vån", "floor"];
    FLOORS.contains(&word)
}

pub(super) fn is_kind(word: &str) -> bool {
    const WORDS: [&str; 18] = [
        "aula",
        "aulan",
        "aulassa",
        "kabinetti",
        "kabinetissa",
        "lobby",
        "lobbyn",
        "luokka",
        "rum",
        "rummet",
        "room",
        "sal",
        "salen",
        "salissa",
        "studio",
        "studiossa",
        "tila",
        "huone",
    ];
    const ENDINGS: [&str; 9] = [
        "huone",
        "huoneessa",
        "huoneisto",
        "sali",
        "salissa",
        "luokka",
        "rummet",
        "salen",
        "ryhmätila",
    ];
    WORDS.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Also out of its local case.
fn in_finnish(word: &str) -> &str {
    const NAMES: [(&str, &str); 14] = [
        ("aulan", "aula"),
        ("aulassa", "aula"),
        ("föreläsningssalen", "luentosali"),
        ("huoneessa", "huone"),
        ("kabinetissa", "kabinetti"),
        ("klubbrummet", "kerhohuone"),
        ("lobby", "aula"),
        ("lobbyn", "aula"),
        ("mötesrummet", "kokoushuone"),
        ("room", "huone"),
        ("rum", "huone"),
        ("rummet", "huone"),
        ("sal", "sali"),
        ("salen", "sali"),
    ];
    let found = NAMES.iter().find(|(name, _)| *name == word).map(|(_, finnish)| *finnish);
    let plain = || word.strip_suffix("ssa").filter(|plain| is_kind(plain));
    found.or_else(plain).unwrap_or(word)
}
