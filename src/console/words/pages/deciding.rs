//! Where people decide: what is held, what may be one, what is hidden.

use crate::console::words::{Counted, Words, words};

pub(in crate::console) const HELD: Words =
    words("Odottavat poistot", "Väntande borttagningar", "Removals that wait");
pub(in crate::console) const HELD_WHY: Words = words(
    "Lähde ei enää kerro näistä, ja niitä on niin monta, että poistaminen odottaa ihmisen päätöstä. Kaikki näkyvät, kunnes poisto hyväksytään.",
    "Källan berättar inte längre om dessa, och de är så många att borttagningen väntar på en människas beslut. Alla visas tills borttagningen godkänns.",
    "The source no longer tells of these, and they are so many that removing them waits for a person. All are shown until the removal is approved.",
);
pub(in crate::console) const HELD_CHOICES: Words = words(
    "”Hyväksy poisto” poistaa ne heti. ”Pidä näkyvissä” jättää ne näkyviin, eikä niistä kysytä uudelleen, ennen kuin joukko muuttuu; jos lähde alkaa taas kertoa niistä, ne jatkavat tavallisesti.",
    "”Godkänn borttagningen” tar bort dem genast. ”Behåll” låter dem stå kvar, och frågan ställs inte på nytt förrän mängden ändras; om källan åter berättar om dem fortsätter de som vanligt.",
    "“Approve the removal” removes them at once. “Refuse, keep them” leaves them as they are, and nobody is asked again before the set changes; where the source tells of them again they go on as usual.",
);
pub(in crate::console) const OF_LIVE: Words =
    words("voimassa olevista", "av de aktuella", "of those that are live");
pub(in crate::console) const NOTHING_HELD: Words =
    words("Mikään ei odota päätöstä.", "Inget väntar på beslut.", "Nothing waits to be decided.");
pub(in crate::console) const APPROVE: Words =
    words("Hyväksy poisto", "Godkänn borttagningen", "Approve the removal");
pub(in crate::console) const REFUSE: Words = words("Pidä näkyvissä", "Behåll", "Refuse, keep them");
pub(in crate::console) const REFUSED_ALREADY: Words = words(
    "Nämä on jo päätetty pitää. Päätöksen voi vielä muuttaa.",
    "Det är redan beslutat att behålla dessa. Beslutet kan ännu ändras.",
    "It was decided already to keep these. That can still be changed.",
);
pub(in crate::console) const WAITS: Words =
    words("odottaa päätöstä", "väntar på beslut", "waits for a decision");
pub(in crate::console) const WAS_APPROVED: Words =
    words("poistot hyväksytty", "borttagningarna godkändes", "removals approved");
pub(in crate::console) const WAS_KEPT: Words =
    words("ilmoitukset pidetty näkyvissä", "annonserna behölls", "entries kept");
pub(in crate::console) const HAS_PASSED: Words = words(
    "poistot raukesivat: lähde on sittemmin kertonut toisin",
    "borttagningarna förföll: källan har sedan dess berättat annat",
    "the removals lapsed: the source has told otherwise since",
);
pub(in crate::console) const KEPT: Words =
    words("Näkyvissä pidetyt", "Behållna annonser", "Entries that are kept");

pub(in crate::console) const DUPLICATES: Words =
    words("Mahdolliset kaksoiskappaleet", "Möjliga dubbletter", "Possible duplicates");
pub(in crate::console) const NO_DUPLICATES: Words = words(
    "Mitään ei ole katsottavana.",
    "Det finns inget att granska.",
    "There is nothing to look at.",
);
pub(in crate::console) const COMPARE: Words = words("Vertaa", "Jämför", "Compare");
pub(in crate::console) const SIMILARITY: Words = words("Todiste", "Bevis", "Evidence");
pub(in crate::console) const TWO: Words = words("Rinnakkain", "Sida vid sida", "Side by side");
pub(in crate::console) const FIELD: Words = words("Kenttä", "Fält", "Field");
pub(in crate::console) const SAME_OR_NOT: Words = words("Ero", "Skillnad", "Difference");
pub(in crate::console) const SAME: Words = words("sama", "samma", "the same");
pub(in crate::console) const DIFFERS: Words = words("eroaa", "skiljer sig", "differs");
pub(in crate::console) const ONLY_FIRST: Words =
    words("vain ensimmäisessä", "endast i den förra", "only in the first");
pub(in crate::console) const ONLY_SECOND: Words =
    words("vain jälkimmäisessä", "endast i den senare", "only in the second");
pub(in crate::console) const WHY_ALIKE: Words =
    words("Miksi ne voivat olla samat", "Varför de kan vara samma", "Why they may be the same");
pub(in crate::console) const FINDING: Words = words("Havainto", "Iakttagelse", "Finding");
pub(in crate::console) const WORTH: Words =
    words("Paino (log-odds)", "Vikt (log-odds)", "Weight (log-odds)");
pub(in crate::console) const BEFOREHAND: Words =
    words("Ennen kuin mitään tiedetään", "Innan något är känt", "Before anything is known");
pub(in crate::console) const TOTAL: Words = words("Yhteensä", "Totalt", "In all");
pub(in crate::console) const NOT_JOINED: Words = words(
    "Miksi niitä ei ole yhdistetty",
    "Varför de inte har slagits ihop",
    "Why they are not joined",
);
pub(in crate::console) const MERGE: Words =
    words("Ne ovat sama: yhdistä", "De är samma: slå ihop", "They are one: merge");
pub(in crate::console) const APART: Words =
    words("Ne ovat eri: älä yhdistä", "De är olika: slå aldrig ihop", "They are two: never merge");
pub(in crate::console) const UNDO: Words = words("Peru", "Ångra", "Undo");
pub(in crate::console) const REASON: Words = words("Perustelu", "Motivering", "Reason");
pub(in crate::console) const RULINGS: Words =
    words("Tehdyt päätökset", "Fattade beslut", "Decisions made");
pub(in crate::console) const RULING: Words = words("Päätös", "Beslut", "Decision");
pub(in crate::console) const NO_RULINGS: Words =
    words("Päätöksiä ei ole tehty.", "Inga beslut har fattats.", "No decisions have been made.");

pub(in crate::console) const SUPPRESSIONS: Words = words("Piilotetut", "Dolda", "Hidden entries");
pub(in crate::console) const SUPPRESS: Words =
    words("Piilota pysyvästi", "Dölj för gott", "Hide for good");
pub(in crate::console) const SUPPRESS_WHAT: Words = words(
    "Piilotettu ilmoitus ei näy missään, vaikka lähde kertoisi siitä uudelleen, kunnes se palautetaan.",
    "En dold annons visas ingenstans, även om källan berättar om den igen, förrän den släpps fram.",
    "A hidden entry is shown nowhere, even when its source tells of it again, until it is let go.",
);
pub(in crate::console) const SUPPRESS_WHOLE: Words = words(
    "Jos samasta toiminnasta kertovat muutkin ilmoitukset, koko toiminta piilotetaan.",
    "Om också andra annonser berättar om samma aktivitet döljs hela aktiviteten.",
    "Where other entries tell of the same activity, the whole activity is hidden.",
);
pub(in crate::console) const UNKNOWN_ENTRY: Words = words(
    "Tällaista ilmoitusta ei ole koskaan luettu. Tarkista tunniste. Jos piilotat sen silti, se ei näy, vaikka lähde kertoisi siitä myöhemmin.",
    "En sådan annons har aldrig lästs. Kontrollera identifieraren. Om du döljer den ändå visas den inte, även om källan senare berättar om den.",
    "No such entry was ever read. Check its id. If you hide it all the same, it is not shown should its source tell of it later.",
);
pub(in crate::console) const SUPPRESS_ANYWAY: Words =
    words("Piilota silti", "Dölj ändå", "Hide it all the same");
pub(in crate::console) const IS_HIDDEN: Words = words("piilotettu", "dold", "hidden");
pub(in crate::console) const HIDDEN_WITH_ANOTHER: Words = words(
    "piilossa toisen ilmoituksen mukana",
    "dold tillsammans med en annan annons",
    "hidden along with another entry",
);
pub(in crate::console) const LET_GO_DONE: Words =
    words("Piilotus on peruttu", "Döljandet är upphävt", "Let go");
pub(in crate::console) const STAYS_HIDDEN: Words = words(
    "Toiminta on yhä piilossa, koska myös tämä on piilotettu:",
    "Aktiviteten är fortfarande dold, för även detta är dolt:",
    "Its activity is still hidden, because of:",
);
pub(in crate::console) const SUPPRESS_SUBJECT: Words =
    words("Ilmoitus (lahde:tunniste)", "Annons (kalla:id)", "Entry (source:id)");
pub(in crate::console) const LET_GO: Words = words("Palauta näkyviin", "Visa igen", "Let go");
pub(in crate::console) const NONE_SUPPRESSED: Words =
    words("Mitään ei ole piilotettu.", "Inget är dolt.", "Nothing is hidden.");

pub(in crate::console) const DONE_APPROVED: Counted = Counted {
    one: words("ilmoitus poistettu.", "annons togs bort.", "entry removed."),
    many: words("ilmoitusta poistettu.", "annonser togs bort.", "entries removed."),
};
pub(in crate::console) const DONE_REFUSED: Words =
    words("Ilmoitukset pysyvät näkyvissä.", "Annonserna förblir synliga.", "The entries stay.");
pub(in crate::console) const DONE_SUPPRESSED: Words = words("Piilotettu:", "Dolt:", "Hidden:");
pub(in crate::console) const DONE_LET_GO: Words =
    words("Palautettu näkyviin:", "Visas igen:", "Let go:");
pub(in crate::console) const DONE_MERGED: Words =
    words("Ne ovat nyt yksi toiminta.", "De är nu en aktivitet.", "They are one activity now.");
pub(in crate::console) const DONE_PARTED: Words =
    words("Niitä ei yhdistetä koskaan.", "De slås aldrig ihop.", "They will never be merged.");
pub(in crate::console) const DONE_UNRULED: Words =
    words("Päätös on peruttu.", "Beslutet är ångrat.", "The decision is taken back.");
pub(in crate::console) const DONE_REVOKED: Words =
    words("Tunnus on mitätöity:", "Nyckeln är återkallad:", "The token is revoked:");
pub(in crate::console) const DONE_STARTED: Counted = Counted {
    one: words("haku aloitettu.", "hämtning påbörjad.", "run begun."),
    many: words("hakua aloitettu.", "hämtningar påbörjade.", "runs begun."),
};
