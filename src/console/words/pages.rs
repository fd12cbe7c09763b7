//! Headings, labels, buttons and sentences of the pages.

mod deciding;

use super::{Words, words};
pub(in crate::console) use deciding::*;

pub(in crate::console) const CONSOLE: Words = words("Ylläpito", "Administration", "Console");
pub(in crate::console) const SKIP: Words =
    words("Siirry sisältöön", "Gå till innehållet", "Skip to content");
pub(in crate::console) const LANGUAGES: Words = words("Kielet", "Språk", "Languages");
pub(in crate::console) const PAGES: Words = words("Sivut", "Sidor", "Pages");
pub(in crate::console) const SIGNED_IN_AS: Words =
    words("Kirjautunut:", "Inloggad:", "Signed in as");
pub(in crate::console) const SIGN_IN: Words = words("Kirjaudu", "Logga in", "Sign in");
pub(in crate::console) const SIGN_OUT: Words = words("Kirjaudu ulos", "Logga ut", "Sign out");
pub(in crate::console) const TOKEN: Words = words("Tunnus", "Nyckel", "Token");
pub(in crate::console) const SIGN_IN_HOW: Words = words(
    "Kirjaudu ylläpitäjän tunnuksella. Istunto päättyy, kun sivuja ei ole käytetty puoleen tuntiin, ja aina 12 tunnin kuluttua.",
    "Logga in med en administratörsnyckel. Sessionen tar slut när sidorna inte har använts på en halv timme, och alltid efter 12 timmar.",
    "Sign in with an admin token. The session ends when the pages were not used for half an hour, and always after 12 hours.",
);
pub(in crate::console) const NO_TOKEN: Words = words(
    "Ylläpito on suljettu, koska yhtään tunnusta ei ole tehty. Tee tunnus palvelimella tällä komennolla ja lataa sivu uudelleen:",
    "Administrationen är stängd, för ingen nyckel har skapats. Skapa en nyckel på servern med detta kommando och ladda om sidan:",
    "The console is closed, because no token has been made. Make one on the server with this command, and load the page again:",
);
pub(in crate::console) const WRONG_TOKEN: Words = words(
    "Tunnus on väärä. Tarkista, että se on kopioitu kokonaan.",
    "Nyckeln är fel. Kontrollera att hela nyckeln är kopierad.",
    "The token is wrong. Check that the whole of it was copied.",
);
/// Before and after the number of seconds.
pub(in crate::console) const TOO_MANY: [Words; 2] = [
    words(
        "Vääriä tunnuksia on annettu liian monta. Yritä uudelleen",
        "För många felaktiga nycklar har angetts. Försök igen om",
        "Too many wrong tokens were sent. Try again in",
    ),
    words("sekunnin kuluttua.", "sekunder.", "seconds."),
];
pub(in crate::console) const SIGNED_OUT: Words =
    words("Olet kirjautunut ulos.", "Du är utloggad.", "You are signed out.");

pub(in crate::console) const SOURCES: Words = words("Lähteet", "Källor", "Sources");
pub(in crate::console) const SOURCE: Words = words("Lähde", "Källa", "Source");
pub(in crate::console) const ALL_SOURCES: Words =
    words("Kaikki lähteet", "Alla källor", "All sources");
pub(in crate::console) const HEALTH: Words = words("Tila", "Tillstånd", "Health");
pub(in crate::console) const ATTENTION: Words =
    words("Vaatii huomiota", "Kräver uppmärksamhet", "Needs attention");
pub(in crate::console) const NOTHING: Words = words("Ei mitään", "Inget", "Nothing");
pub(in crate::console) const LAST_RUN: Words =
    words("Viimeisin haku", "Senaste hämtning", "Last run");
pub(in crate::console) const NEXT_RUN: Words = words("Seuraava haku", "Nästa hämtning", "Next run");
pub(in crate::console) const LAST_SUCCESS: Words =
    words("Onnistui viimeksi", "Lyckades senast", "Last success");
pub(in crate::console) const LAST_COMPLETE: Words =
    words("Koko luettelo nähty", "Hela listan sedd", "Whole list last seen");
pub(in crate::console) const FAILURES_IN_A_ROW: Words =
    words("Epäonnistunut peräkkäin", "Misslyckats i rad", "Failures in a row");
pub(in crate::console) const SCHEDULE: Words = words("Ajastus", "Schema", "Schedule");
pub(in crate::console) const FULL_SCHEDULE: Words =
    words("Täyden haun ajastus", "Schema för fullständig hämtning", "Schedule of full runs");
pub(in crate::console) const BY_HAND: Words =
    words("vain pyydettäessä", "endast på begäran", "only when asked");
pub(in crate::console) const NEVER: Words = words("ei koskaan", "aldrig", "never");
pub(in crate::console) const ADDRESS: Words = words("Osoite", "Adress", "Address");
pub(in crate::console) const KIND: Words = words("Laji", "Typ", "Kind");
pub(in crate::console) const ENTRIES: Words = words("Ilmoituksia", "Annonser", "Entries");
pub(in crate::console) const LIVE: Words = words("voimassa", "aktuella", "live");
pub(in crate::console) const EXPIRED: Words = words("päättyneitä", "avslutade", "ended");
pub(in crate::console) const WITHDRAWN: Words = words("poistuneita", "borttagna", "withdrawn");
pub(in crate::console) const MOVED_TO: Words =
    words("Kertoo muuttaneensa osoitteeseen", "Uppger sig ha flyttat till", "Says it has moved to");
pub(in crate::console) const RUNNING_NOW: Words =
    words("Haku on käynnissä", "Hämtning pågår", "A run is under way");
pub(in crate::console) const RESYNC: Words = words("Hae nyt", "Hämta nu", "Resync now");
pub(in crate::console) const RESYNC_ALL: Words =
    words("Hae kaikki nyt", "Hämta alla nu", "Resync all now");
pub(in crate::console) const PREVIEW: Words = words("Esikatsele", "Förhandsgranska", "Preview");
pub(in crate::console) const FULL: Words = words("Täysi haku", "Fullständig hämtning", "Full run");
pub(in crate::console) const WHAT_THEY_DO: Words = words(
    "Esikatselu kertoo, mitä haku muuttaisi, eikä muuta mitään. Täysi haku lukee kaiken, vaikka mikään ei olisi muuttunut.",
    "Förhandsgranskningen visar vad en hämtning skulle ändra och ändrar ingenting. En fullständig hämtning läser allt även om inget har ändrats.",
    "A preview tells what a run would change, and changes nothing. A full run reads everything, even where nothing has changed.",
);
pub(in crate::console) const HOST_WAITS: Words = words(
    "Lähteen palvelin on pyytänyt, ettei siltä kysytä mitään ennen:",
    "Källans server har bett om att inte bli tillfrågad före:",
    "The source's host has asked not to be asked anything before:",
);
pub(in crate::console) const FORCE: Words =
    words("Pyydä silti nyt", "Fråga ändå nu", "Ask nevertheless");
pub(in crate::console) const FORCE_WHY: Words = words(
    "Jos kysyt silti, palvelin voi torjua pyynnön tai sulkea Koosteen pois pidemmäksi aikaa. Pyyntö kirjataan lokiin nimelläsi.",
    "Om du ändå frågar kan servern avvisa begäran eller stänga ute Kooste längre. Begäran antecknas i loggen med ditt namn.",
    "If you ask nevertheless, the host may refuse, or shut Kooste out for longer. This is written down in the audit log with your name.",
);
pub(in crate::console) const BACK: Words = words("Takaisin", "Tillbaka", "Back");

pub(in crate::console) const SINCE: Words = words("Alkaen", "Sedan", "Since");
pub(in crate::console) const CAUSE: Words = words("Syy", "Orsak", "Cause");
pub(in crate::console) const NAME: Words = words("Nimi", "Namn", "Name");
pub(in crate::console) const ENTRY: Words = words("Ilmoitus", "Annons", "Entry");
pub(in crate::console) const AT_ITS_SOURCE: Words =
    words("Lähteessä", "Hos källan", "At its source");

pub(in crate::console) const RUNS: Words = words("Haut", "Hämtningar", "Runs");
pub(in crate::console) const RUN: Words = words("Haku", "Hämtning", "Run");
pub(in crate::console) const STATE: Words = words("Tulos", "Resultat", "Outcome");
pub(in crate::console) const MODE: Words = words("Tapa", "Sätt", "Mode");
pub(in crate::console) const ASKED_BY: Words = words("Pyytäjä", "Begärd av", "Asked by");
pub(in crate::console) const QUEUED: Words = words("Pyydetty", "Begärd", "Queued");
pub(in crate::console) const STARTED: Words = words("Alkoi", "Började", "Started");
pub(in crate::console) const ENDED: Words = words("Päättyi", "Slutade", "Ended");
pub(in crate::console) const UNCHANGED_SINCE: Words = words(
    "muuttumaton viime hausta",
    "oförändrad sedan den senaste hämtningen",
    "unchanged since the last run",
);
pub(in crate::console) const PREVIEW_OF: Words =
    words("Esikatselu", "Förhandsgranskning", "Preview");
pub(in crate::console) const FIRST: Words =
    words("näistä ensimmäiset", "av dem de första", "the first");
pub(in crate::console) const OLDER: Words = words("Vanhemmat", "Äldre", "Older");
pub(in crate::console) const NO_RUNS: Words =
    words("Hakuja ei ole.", "Inga hämtningar.", "There are no runs.");
pub(in crate::console) const SHOW: Words = words("Näytä", "Visa", "Show");
pub(in crate::console) const PROGRESS: Words = words("Eteneminen", "Förlopp", "Progress");
pub(in crate::console) const LOAD_AGAIN: Words =
    words("Päivitä sivu", "Uppdatera sidan", "Load the page again");
pub(in crate::console) const CHANGES_BY_ITSELF: Words = words(
    "Eteneminen näkyy tässä sitä mukaa kuin haku etenee.",
    "Förloppet visas här medan hämtningen pågår.",
    "Progress is told here as it happens.",
);
pub(in crate::console) const ERROR: Words = words("Virhe", "Fel", "Error");
pub(in crate::console) const REPORT: Words = words("Raportti", "Rapport", "Report");
pub(in crate::console) const PLAN: Words =
    words("Mitä haku muuttaisi", "Vad hämtningen skulle ändra", "What the run would change");
pub(in crate::console) const COUNTS: Words = words("Määrät", "Antal", "Counts");
pub(in crate::console) const COUNT: Words = words("Määrä", "Antal", "Number");
pub(in crate::console) const REJECTIONS: Words =
    words("Hylätyt ilmoitukset", "Avvisade annonser", "Refused entries");
pub(in crate::console) const EXAMPLES: Words = words("Esimerkkejä", "Exempel", "Examples");
pub(in crate::console) const EXAMPLE: Words = words("Esimerkki", "Exempel", "Example");
pub(in crate::console) const NOTES: Words = words("Huomiot", "Anmärkningar", "Notes");
pub(in crate::console) const ALARMS: Words = words("Hälytykset", "Larm", "Alarms");
pub(in crate::console) const MISSES: Words = words(
    "Mitä palvelutarjottimelta puuttuisi",
    "Vad servicebrickan skulle sakna",
    "What the service tray would lack",
);
pub(in crate::console) const CHANGED_ENTRIES: Words =
    words("Muuttuneet ilmoitukset", "Ändrade annonser", "Entries that change");
pub(in crate::console) const CHANGED_ACTIVITIES: Words =
    words("Muuttuneet toiminnat", "Ändrade aktiviteter", "Activities that change");
pub(in crate::console) const FIELDS: Words = words("Kentät", "Fält", "Fields");
pub(in crate::console) const CHANGE: Words = words("Muutos", "Ändring", "Change");
pub(in crate::console) const COMPLETENESS: Words =
    words("Kattavuus", "Fullständighet", "Completeness");
pub(in crate::console) const HISTORY: Words = words("Kehitys", "Utveckling", "History");
pub(in crate::console) const PLOT_ITEMS: Words =
    words("Luettuja ilmoituksia", "Lästa annonser", "Entries read");
pub(in crate::console) const PLOT_CHANGES: Words = words("Muutoksia", "Ändringar", "Changes");
pub(in crate::console) const PLOT_FAILURES: Words =
    words("Epäonnistuneita hakuja", "Misslyckade hämtningar", "Failed runs");
pub(in crate::console) const AS_TABLE: Words =
    words("Samat luvut taulukkona", "Samma siffror som tabell", "The same as a table");
pub(in crate::console) const WHEN: Words = words("Milloin", "När", "When");
pub(in crate::console) const HIGHEST: Words = words("enintään", "som högst", "at most");
pub(in crate::console) const NEWEST: Words = words("viimeksi", "senast", "last");

pub(in crate::console) const NEXT: Words = words("Seuraavat", "Nästa", "Next");
pub(in crate::console) const IN_ALL: Words = words("yhteensä", "totalt", "in all");

pub(in crate::console) const SEARCH: Words = words("Etsi ilmoituksia", "Sök annonser", "Search");
pub(in crate::console) const SEARCH_FOR: Words =
    words("Nimi, tunniste tai linkki", "Namn, identifierare eller länk", "Title, id or link");
pub(in crate::console) const FIND: Words = words("Etsi", "Sök", "Find");
pub(in crate::console) const FOUND_NOTHING: Words =
    words("Mitään ei löytynyt.", "Inget hittades.", "Nothing was found.");
pub(in crate::console) const MORE_FOUND: Words = words(
    "Löytyi enemmän kuin tässä näytetään: tarkenna hakua.",
    "Fler hittades än vad som visas: precisera sökningen.",
    "There are more than are shown: search for more of it.",
);
pub(in crate::console) const STATUS: Words = words("Tila", "Status", "State");
pub(in crate::console) const ACTIVITY: Words = words("Toiminta", "Aktivitet", "Activity");
pub(in crate::console) const WHY: Words =
    words("Miksi tämä ei näy?", "Varför visas detta inte?", "Why is this not shown?");
pub(in crate::console) const SHOWN_OR_NOT: Words =
    words("Näkyykö tämä?", "Visas detta?", "Is this shown?");
pub(in crate::console) const WHY_OF: Words = words(
    "Lähde ja tunniste (lahde:tunniste), toiminnan tunniste tai ilmoituksen linkki",
    "Källa och identifierare (kalla:id), aktivitetens identifierare eller annonsens länk",
    "Source and id (source:id), an activity's id, or the entry's link",
);
pub(in crate::console) const ASK: Words = words("Kysy", "Fråga", "Ask");
pub(in crate::console) const WHY_UNKNOWN: Words = words(
    "Siitä ei tiedetä mitään: sitä ei ole luettu eikä hylätty lähteen viimeisessä haussa.",
    "Inget är känt om den: den har varken lästs eller avvisats i källans senaste hämtning.",
    "Nothing is known of it: it was neither read nor refused in its source's last run.",
);
pub(in crate::console) const WHY_MALFORMED: Words = words(
    "Tämä ei ole tunniste eikä osoite.",
    "Detta är varken en identifierare eller en adress.",
    "This is neither an id nor an address.",
);
pub(in crate::console) const WITH: Words =
    words("Samasta toiminnasta kertovat myös", "Om samma aktivitet berättar också", "Also told by");
pub(in crate::console) const REASONS: Words = words("Syyt", "Orsaker", "Reasons");
pub(in crate::console) const OUR_PAGE: Words =
    words("Sivu Koosteessa", "Sida i Kooste", "Our page of it");

pub(in crate::console) const BY: Words = words("Kuka", "Vem", "Who");

pub(in crate::console) const AUDIT: Words = words("Tapahtumaloki", "Händelselogg", "Audit log");
pub(in crate::console) const ACTION: Words = words("Toimi", "Åtgärd", "Action");
pub(in crate::console) const SUBJECT: Words = words("Kohde", "Föremål", "Subject");
pub(in crate::console) const DETAIL: Words = words("Lisätieto", "Detalj", "Detail");
pub(in crate::console) const NO_AUDIT: Words =
    words("Lokissa ei ole mitään.", "Loggen är tom.", "The log is empty.");

pub(in crate::console) const TOKENS: Words = words("Tunnukset", "Nycklar", "Tokens");
pub(in crate::console) const CREATED: Words = words("Tehty", "Skapad", "Made");
pub(in crate::console) const NEW_TOKEN: Words = words("Uusi tunnus", "Ny nyckel", "New token");
pub(in crate::console) const TOKEN_FOR: Words =
    words("Kenelle (nimi)", "För vem (namn)", "Who will use it (name)");
pub(in crate::console) const MAKE: Words = words("Tee tunnus", "Skapa nyckel", "Make a token");
pub(in crate::console) const REVOKE: Words = words("Mitätöi", "Återkalla", "Revoke");
pub(in crate::console) const REVOKE_WHAT: Words = words(
    "Mitätöity tunnus lakkaa heti toimimasta, ja sillä avatut istunnot päättyvät.",
    "En återkallad nyckel slutar genast att fungera, och sessioner som öppnats med den tar slut.",
    "A revoked token stops working at once, and the sessions that were opened with it end.",
);
pub(in crate::console) const SHOWN_ONCE: Words = words(
    "Kopioi tunnus nyt: sitä ei voi nähdä uudelleen.",
    "Kopiera nyckeln nu: den kan inte visas igen.",
    "Copy the token now: it cannot be seen again.",
);

pub(in crate::console) const NOT_DONE: Words =
    words("Sitä ei tehty", "Det gjordes inte", "It was not done");
pub(in crate::console) const NOT_FOUND: Words =
    words("Sitä ei ole", "Det finns inte", "There is no such thing");
pub(in crate::console) const FAULT: Words =
    words("Jokin meni vikaan", "Något gick fel", "Something went wrong");
