//! What went wrong with a run, and what a person can do.

use super::{Words, words};
use crate::report::Failure;

pub(in crate::console) const fn failure(failure: Failure) -> Words {
    match failure {
        Failure::Misconfigured => words(
            "Lähdettä ei voi kysyä näillä asetuksilla. Tarkista sen osoite ja asetukset asetustiedostosta; kooste check kertoo virheet.",
            "Källan kan inte frågas med dessa inställningar. Kontrollera dess adress och inställningar i konfigurationen; kooste check berättar om felen.",
            "The source cannot be asked as configured. Check its address and settings in the configuration; kooste check tells the mistakes.",
        ),
        Failure::Unreachable => words(
            "Palvelimeen ei saatu yhteyttä, tai vastaus katkesi. Usein se menee ohi itsestään. Jos ei, katso, aukeaako osoite selaimessa.",
            "Servern kunde inte nås, eller svaret bröts. Ofta går det över av sig självt. Om inte, se om adressen öppnas i en webbläsare.",
            "The server could not be reached, or its answer broke off. Often that passes by itself. If not, see whether its address opens in a browser.",
        ),
        Failure::LockedOut => words(
            "Palvelu ei päästä sisään. Avain tai salasana on ehkä vanhentunut: pyydä palvelusta uusi ja kirjoita se asetuksiin.",
            "Tjänsten släpper inte in oss. Nyckeln eller lösenordet har kanske gått ut: be tjänsten om en ny och skriv in den i konfigurationen.",
            "The service does not let us in. A key or password may have expired: ask the service for a new one and put it into the configuration.",
        ),
        Failure::Missing => words(
            "Osoitteessa ei ole mitään, tai se on muuttanut. Kysy palvelusta uusi osoite ja vaihda se asetuksiin.",
            "Det finns inget på adressen, eller så har den flyttat. Be tjänsten om den nya adressen och byt den i konfigurationen.",
            "There is nothing at the address, or it has moved. Ask the service for the new address and change it in the configuration.",
        ),
        Failure::AskedTooMuch => words(
            "Palvelin on pyytänyt odottamaan. Mitään ei tarvitse tehdä: haku yrittää itse uudelleen. Harvenna ajastusta, jos tämä toistuu.",
            "Servern har bett oss vänta. Du behöver inte göra något: hämtningen försöker igen av sig själv. Glesa ut schemat om detta upprepas.",
            "The server has asked us to wait. Nothing need be done: it is asked again by itself. Ask more seldom if this happens again and again.",
        ),
        Failure::Upstream => words(
            "Palvelussa on vika. Kerro siitä palvelulle, jos se jatkuu.",
            "Tjänsten har ett fel. Meddela tjänsten om det fortsätter.",
            "The service has a fault of its own. Tell the service if it goes on.",
        ),
        Failure::NotAList => words(
            "Vastaus ei ollut luettelo, jollaista tältä lähteeltä odotetaan: kenties kirjautumis- tai virhesivu, katkennut tiedosto tai palvelun uusi muoto. Katso osoitetta selaimessa; kooste sources test näyttää, mitä lähde antaa.",
            "Svaret var ingen sådan lista som väntas av källan: kanske en inloggnings- eller felsida, en avbruten fil eller tjänstens nya form. Se på adressen i en webbläsare; kooste sources test visar vad källan ger.",
            "The answer was no list as this source is to give: perhaps a page for signing in, an error page, a file that is cut off, or a new form of the service. Look at the address in a browser; kooste sources test shows what the source gives.",
        ),
        Failure::Paging => words(
            "Luettelon sivut eivät sopineet yhteen, joten siitä ei otettu mitään. Seuraava haku voi onnistua; jos ei, kerro palvelulle.",
            "Listans sidor passade inte ihop, så inget togs ur den. Nästa hämtning kan lyckas; om inte, meddela tjänsten.",
            "The pages of the list did not add up, so nothing was taken from it. The next run may succeed; if not, tell the service.",
        ),
        Failure::Files => words(
            "Tiedostoa ei ole tai sitä ei voi lukea. Tarkista polku ja oikeudet.",
            "Filen finns inte eller kan inte läsas. Kontrollera sökvägen och rättigheterna.",
            "A file is not there or cannot be read. Check its path and its rights.",
        ),
        Failure::Organisers => words(
            "Järjestäjien taulukko on virheellinen. Korjaa rivit, jotka alla mainitaan: mitään ei haeta ennen sitä.",
            "Tabellen över arrangörer är felaktig. Rätta raderna som nämns nedan: inget hämtas innan dess.",
            "The table of organisers is faulty. Mend the lines that are named below: nothing is collected before that.",
        ),
        Failure::Machine => words(
            "Tietokantaan ei voitu kirjoittaa. Tarkista levytila ja se, ettei toinen ohjelma pidä tietokantaa.",
            "Det gick inte att skriva till databasen. Kontrollera diskutrymmet, och att inget annat program håller databasen.",
            "The database could not be written. Check whether the disk is full, and that no other program holds the database.",
        ),
        Failure::Interrupted => words(
            "Kooste pysäytettiin kesken haun. Mitään ei tarvitse tehdä.",
            "Kooste stoppades mitt i hämtningen. Du behöver inte göra något.",
            "Kooste was stopped during the run. Nothing need be done.",
        ),
        Failure::Ours => words(
            "Vika on Koosteessa. Ilmoita siitä ja liitä mukaan, mitä lokissa on.",
            "Felet är Koostes. Rapportera det, med det som står i loggen.",
            "The fault is Kooste's. Please report it, with what the log says.",
        ),
    }
}
