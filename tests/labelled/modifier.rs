//! The words in a title that make it another activity: level, group, age, for whom, theme.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Modifier {
    /// 0 = beginners, 1 = continuing, 2 = advanced.
    Level(usize),
    /// "ryhmä 1"
    Numbered(usize),
    /// "ryhmä A"
    Lettered(usize),
    /// Years, both included.
    Ages(u8, u8),
    /// 0 = women, 1 = men.
    Gender(usize),
    /// 0 = children, 1 = adults.
    Audience(usize),
    /// 0 = in Finnish, 1 = in Swedish, 2 = in English.
    Spoken(usize),
    /// Of one lecture or evening of several.
    Theme(usize),
    Online,
    /// The whole of which others are parts.
    Umbrella(usize),
    /// A part told with the name of the whole.
    PartOf(usize),
    Year(i32),
    /// Said by some, whether or not it tells anything apart.
    Season(usize),
}

/// fi, sv, en.
type Words = [&'static str; 3];

const LEVELS: [Words; 3] = [
    [", alkeet", ", nybörjare", ", beginners"],
    [", jatko", ", fortsättning", ", continuing"],
    [", edistyneet", ", avancerade", ", advanced"],
];
const GENDERS: [Words; 2] =
    [[" naisille", " för damer", " for women"], [" miehille", " för herrar", " for men"]];
const AUDIENCES: [Words; 2] =
    [[" lapsille", " för barn", " for children"], [" aikuisille", " för vuxna", " for adults"]];
const SPOKEN: [Words; 3] = [
    [" (suomeksi)", " (på finska)", " (in Finnish)"],
    [" (ruotsiksi)", " (på svenska)", " (in Swedish)"],
    [" (englanniksi)", " (på engelska)", " (in English)"],
];
const THEMES: [Words; 8] = [
    [": uni ja palautuminen", ": sömn och återhämtning", ": sleep and recovery"],
    [": muistin hyvinvointi", ": minnets välmående", ": taking care of memory"],
    [": ravinto arjessa", ": mat i vardagen", ": food in daily life"],
    [": kipu ja liike", ": smärta och rörelse", ": pain and movement"],
    [": jokivarren historia", ": älvdalens historia", ": history of the river valley"],
    [": dekkarit", ": deckare", ": crime novels"],
    [": runot", ": dikter", ": poetry"],
    [
        ": edunvalvonta ja testamentti",
        ": intressebevakning och testamente",
        ": guardianship and wills",
    ],
];
const UMBRELLAS: [Words; 4] = [
    ["Kyläpäivät", "Bydagarna", "Village Days"],
    ["Hyvinvointiviikko", "Välmåendeveckan", "Wellbeing Week"],
    ["Vanhustenviikko", "De äldres vecka", "Week of Older People"],
    ["Lasten kulttuuripäivät", "Barnens kulturdagar", "Children's Culture Days"],
];
const SEASONS: [Words; 2] = [
    [" syksy 2026", " hösten 2026", " autumn 2026"],
    [" kevät 2027", " våren 2027", " spring 2027"],
];

pub(crate) const THEME_COUNT: usize = THEMES.len();
pub(crate) const UMBRELLA_COUNT: usize = UMBRELLAS.len();

impl Modifier {
    /// `title` with it.
    pub(crate) fn on(self, title: &str, lang: &str) -> String {
        let at = ["fi", "sv", "en"].iter().position(|known| *known == lang).unwrap_or_default();
        let behind = |words: Words| format!("{title}{}", words[at]);
        match self {
            Self::Level(level) => behind(LEVELS[level]),
            Self::Gender(gender) => behind(GENDERS[gender]),
            Self::Audience(audience) => behind(AUDIENCES[audience]),
            Self::Spoken(language) => behind(SPOKEN[language]),
            Self::Theme(theme) => behind(THEMES[theme]),
            Self::Season(season) => behind(SEASONS[season]),
            Self::Online => behind([" etänä", " på distans", " online"]),
            Self::Numbered(group) => {
                format!("{title}{} {}", [", ryhmä", ", grupp", ", group"][at], group + 1)
            }
            Self::Lettered(group) => {
                let letter = ["A", "B", "C", "D"][group];
                let word = [
                    format!(" {letter}-ryhmä"),
                    format!(" grupp {letter}"),
                    format!(" group {letter}"),
                ];
                format!("{title}{}", word[at])
            }
            Self::Ages(from, to) => {
                let ages = format!("{from}–{to}");
                let words =
                    [format!(" {ages}-vuotiaille"), format!(" {ages} år"), format!(" ages {ages}")];
                format!("{title}{}", words[at])
            }
            Self::Umbrella(whole) => UMBRELLAS[whole][at].to_owned(),
            Self::PartOf(whole) => format!("{}: {title}", UMBRELLAS[whole][at]),
            Self::Year(year) => format!("{title} {year}"),
        }
    }
}
