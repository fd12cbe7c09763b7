//! What the log of who did what tells, by its codes.

use super::{Words, words};

/// `None` = a code of another version.
pub(in crate::console) fn action(code: &str) -> Option<Words> {
    Some(match code {
        "held/approve" => words("hyväksyi poistot", "godkände borttagningar", "approved removals"),
        "held/reject" => words(
            "päätti pitää ilmoitukset näkyvissä",
            "beslöt att behålla annonser",
            "decided to keep entries",
        ),
        "suppress" => words("piilotti", "dolde", "hid"),
        "unsuppress" => words("palautti näkyviin", "visade igen", "let go"),
        "rule/together" => words("yhdisti", "slog ihop", "merged"),
        "rule/apart" => words("kielsi yhdistämästä", "förbjöd att slå ihop", "ruled apart"),
        "unrule" => words("perui päätöksen", "ångrade beslutet", "took a decision back"),
        "token/new" => words("teki tunnuksen", "skapade en nyckel", "made a token"),
        "token/revoke" => words("mitätöi tunnuksen", "återkallade en nyckel", "revoked a token"),
        "resync/force" => words(
            "haki, vaikka palvelin pyysi odottamaan",
            "hämtade fast servern bad om väntan",
            "asked although the host wants to be left alone",
        ),
        "sign-in" => words("kirjautui sisään", "loggade in", "signed in"),
        "sign-in/wrong" => {
            words("antoi väärän tunnuksen", "angav en felaktig nyckel", "sent a wrong token")
        }
        "sign-out" => words("kirjautui ulos", "loggade ut", "signed out"),
        _ => return None,
    })
}

/// Who is not a person by the name of a token.
pub(in crate::console) fn actor(name: &str) -> Option<Words> {
    Some(match name {
        "local" | "command line" => super::codes::BY_COMMAND,
        "schedule" => super::codes::BY_SCHEDULE,
        "nobody" => words("tuntematon", "okänd", "unknown"),
        _ => return None,
    })
}
