//! The cases of the Finnish names of municipalities.

/// Of one name, in small letters.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub(super) genitive: Vec<String>,
    /// Where: "Oulussa", "Oulusta", "Ouluun", "Tampereella", …
    pub(super) local: Vec<String>,
}

/// Nominative and the stems of its weak and its strong grade: what the rules below do not tell.
const IRREGULAR: [(&str, &str, &str); 26] = [
    ("raahe", "raahe", "raahe"),
    ("muurame", "muurame", "muurame"),
    ("juuka", "juua", "juuka"),
    ("varkaus", "varkaude", "varkaute"),
    ("alavus", "alavude", "alavute"),
    ("virrat", "virroi", "virtoi"),
    ("punkalaidun", "punkalaitume", "punkalaitume"),
    ("uusikaupunki", "uudenkaupungi", "uuteenkaupunki"),
    ("uusikaarlepyy", "uudenkaarlepyy", "uuteenkaarlepyy"),
    ("kangasniemi", "kangasnieme", "kangasnieme"),
    ("rautalampi", "rautalammi", "rautalampi"),
    ("toholampi", "toholammi", "toholampi"),
    ("iisalmi", "iisalme", "iisalme"),
    ("loppi", "lope", "loppe"),
    ("nurmes", "nurmekse", "nurmekse"),
    ("kannus", "kannukse", "kannukse"),
    ("kotka", "kotka", "kotka"),
    ("koski tl", "kosken", "koske"),
    ("pedersören kunta", "pedersören kunna", "pedersören kunta"),
    ("tampere", "tamperee", "tamperee"),
    ("kauniainen", "kauniaisi", "kauniaisi"),
    ("vantaa", "vantaa", "vantaa"),
    ("hanko", "hango", "hanko"),
    ("pihtipudas", "pihtiputaa", "pihtiputaa"),
    ("pori", "pori", "pori"),
    ("ii", "ii", "ii"),
];
/// Last parts of names whose `i` is an `e` in other cases, with the stem of the weak grade.
const OLD_I: [(&str, &str, &str); 13] = [
    ("mäki", "mäe", "mäke"),
    ("järvi", "järve", "järve"),
    ("joki", "joe", "joke"),
    ("vesi", "vede", "vete"),
    ("koski", "koske", "koske"),
    ("lahti", "lahde", "lahte"),
    ("niemi", "nieme", "nieme"),
    ("salmi", "salme", "salme"),
    ("saari", "saare", "saare"),
    ("nummi", "numme", "numme"),
    ("kivi", "kive", "kive"),
    ("lampi", "lamme", "lampe"),
    ("suomi", "suome", "suome"),
];
/// Before the last vowel of the strong grade, and what it is in the weak one.
const GRADATION: [(&str, &str); 11] = [
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("nt", "nn"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("mp", "mm"),
    ("ht", "hd"),
    ("rk", "r"),
    ("t", "d"),
];

pub(super) fn forms(name: &str) -> Forms {
    if let Some(root) = name.strip_suffix("inen") {
        return plural(root);
    }
    let (weak, strong) = stems(name);
    let endings = ["ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle"]
        .iter()
        .map(|e| format!("{weak}{e}"));
    let genitive = vec![if name == "virrat" { "virtain".to_owned() } else { format!("{weak}n") }];
    Forms { genitive, local: endings.chain(into(&strong)).collect() }
}

/// "Oulainen" is Oulaisten, Oulaisissa: these names are plural in every other case.
fn plural(root: &str) -> Forms {
    let endings = ["issa", "issä", "ista", "istä", "iin", "illa", "illä", "ille", "ilta", "iltä"];
    Forms {
        genitive: vec![format!("{root}isten"), format!("{root}isen")],
        local: endings.into_iter().map(|ending| format!("{root}is{ending}")).collect(),
    }
}

/// Ouluun, Raaheen, Espooseen, Iihin, Vantaalle.
fn into(strong: &str) -> Vec<String> {
    let mut last = strong.chars().rev();
    let Some(vowel) = last.next() else { return Vec::new() };
    if last.next() == Some(vowel) {
        return vec![format!("{strong}seen"), format!("{strong}h{vowel}n")];
    }
    vec![format!("{strong}{vowel}n")]
}

/// Of the weak and the strong grade.
fn stems(name: &str) -> (String, String) {
    if let Some((_, weak, strong)) = IRREGULAR.iter().find(|(known, ..)| *known == name) {
        return ((*weak).to_owned(), (*strong).to_owned());
    }
    for (part, weak, strong) in OLD_I {
        if let Some(root) = name.strip_suffix(part) {
            return (format!("{root}{weak}"), format!("{root}{strong}"));
        }
    }
    let same = |stem: String| (stem.clone(), stem);
    if let Some(root) = ["us", "os", "es", "is", "as"]
        .iter()
        .find_map(|ending| name.strip_suffix('s').filter(|_| name.ends_with(ending)))
    {
        return same(format!("{root}kse"));
    }
    if name.ends_with('e') {
        return same(format!("{name}e"));
    }
    if name.ends_with(|c: char| !"aeiouyäöå".contains(c)) {
        return same(format!("{name}i"));
    }
    (weak(name).unwrap_or_else(|| name.to_owned()), name.to_owned())
}

/// Turku → Turu-, Liminka → Liminga-. After `s` and `t` nothing changes (Masku, Kotka).
fn weak(name: &str) -> Option<String> {
    let (at, vowel) = name.char_indices().next_back()?;
    let before = name.get(..at)?;
    let (strong, weak) = GRADATION.iter().find(|(strong, _)| before.ends_with(strong))?;
    let root = before.strip_suffix(strong)?;
    let open = root.ends_with(|c: char| "aeiouyäö".contains(c)) || strong.len() > 1;
    open.then(|| format!("{root}{weak}{vowel}"))
}
