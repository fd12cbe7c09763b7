//! Of titles.

use super::{Told, mark, told};
use crate::dedupe::judge::Words;
use crate::dedupe::title::{MarkKind, Remainder};

pub(super) fn words(words: Words) -> Told {
    match words {
        Words::Same => told("title_same", "Sama nimi.", "Samma namn.", "The same title."),
        Words::Close => {
            told("title_close", "Lähes sama nimi.", "Nästan samma namn.", "Nearly the same title.")
        }
        Words::Alike => {
            told("title_alike", "Samankaltainen nimi.", "Ett liknande namn.", "A similar title.")
        }
        Words::Somewhat => told(
            "title_somewhat",
            "Nimissä on jotakin samaa.",
            "Namnen har något gemensamt.",
            "Titles with something in common.",
        ),
        Words::Hardly => told("title_hardly", "Eri nimi.", "Ett annat namn.", "Another title."),
        Words::Foreign => told(
            "title_foreign",
            "Nimet ovat eri kielillä, eikä niitä voi verrata.",
            "Namnen är på olika språk och kan inte jämföras.",
            "Titles in different languages, which cannot be compared.",
        ),
    }
}

pub(super) fn remainder(remainder: Remainder) -> Told {
    match remainder {
        Remainder::None => told(
            "title_no_more",
            "Kumpikaan nimi ei kerro enempää.",
            "Inget av namnen säger mer.",
            "Neither title says more.",
        ),
        Remainder::One => told(
            "title_more",
            "Toinen nimi kertoo enemmän.",
            "Det ena namnet säger mer.",
            "One title says more.",
        ),
        Remainder::Both => told(
            "title_each_more",
            "Kummassakin nimessä on jotakin, mitä toisessa ei ole.",
            "Båda namnen säger något som det andra inte säger.",
            "Each title says something that the other does not.",
        ),
    }
}

pub(super) const UNDER: Told = told(
    "title_under",
    "Toinen on osa tapahtumaa, jonka toinen nimeää.",
    "Den ena är en del av det som den andra nämner.",
    "One is a part of what the other names.",
);
pub(super) const SIBLINGS: Told = told(
    "title_siblings",
    "Kumpikin on oma osansa samasta kokonaisuudesta.",
    "Båda är egna delar av samma helhet.",
    "Each is a part of its own of one whole.",
);

pub(super) fn one_sided(kind: MarkKind) -> Told {
    let (fi, sv, en) = match kind {
        MarkKind::Level => (
            "Vain toisen nimi kertoo tason.",
            "Bara det ena namnet anger nivå.",
            "Only one title tells a level.",
        ),
        MarkKind::Group => (
            "Vain toisen nimi kertoo ryhmän.",
            "Bara det ena namnet anger grupp.",
            "Only one title tells a group.",
        ),
        MarkKind::Ages => (
            "Vain toisen nimi kertoo iän.",
            "Bara det ena namnet anger ålder.",
            "Only one title tells ages.",
        ),
        MarkKind::Audience | MarkKind::Sex => (
            "Vain toisen nimi kertoo, kenelle se on.",
            "Bara det ena namnet anger för vem.",
            "Only one title tells for whom.",
        ),
        MarkKind::Part | MarkKind::Number => (
            "Vain toisen nimessä on numero tai osa.",
            "Bara det ena namnet har ett nummer eller en del.",
            "Only one title tells a number or a part.",
        ),
        MarkKind::Mode => (
            "Vain toisen nimi kertoo, onko se verkossa.",
            "Bara det ena namnet anger om det är på nätet.",
            "Only one title tells whether it is online.",
        ),
        MarkKind::Language => (
            "Vain toisen nimi kertoo kielen.",
            "Bara det ena namnet anger språk.",
            "Only one title tells a language.",
        ),
        MarkKind::Setting => (
            "Vain toisen nimi kertoo, onko se ulkona.",
            "Bara det ena namnet anger om det är utomhus.",
            "Only one title tells whether it is outdoors.",
        ),
        MarkKind::DayPart => (
            "Vain toisen nimi kertoo vuorokaudenajan.",
            "Bara det ena namnet anger tid på dagen.",
            "Only one title tells the time of day.",
        ),
    };
    told(mark(kind), fi, sv, en)
}

pub(super) fn contradiction(kind: MarkKind) -> Told {
    let (fi, sv, en) = match kind {
        MarkKind::Level => (
            "Nimissä on eri taso.",
            "Namnen anger olika nivåer.",
            "The titles tell different levels.",
        ),
        MarkKind::Group => (
            "Nimissä on eri ryhmä.",
            "Namnen anger olika grupper.",
            "The titles tell different groups.",
        ),
        MarkKind::Ages => {
            ("Nimissä on eri ikä.", "Namnen anger olika åldrar.", "The titles tell different ages.")
        }
        MarkKind::Audience | MarkKind::Sex => (
            "Nimien mukaan ne ovat eri ihmisille.",
            "Enligt namnen är de för olika människor.",
            "By their titles they are for different people.",
        ),
        MarkKind::Part | MarkKind::Number => (
            "Nimissä on eri numero tai osa.",
            "Namnen anger olika nummer eller delar.",
            "The titles tell different numbers or parts.",
        ),
        MarkKind::Mode => (
            "Nimien mukaan toinen on verkossa.",
            "Enligt namnen är den ena på nätet.",
            "By their titles one is online.",
        ),
        MarkKind::Language => (
            "Nimissä on eri kieli.",
            "Namnen anger olika språk.",
            "The titles tell different languages.",
        ),
        MarkKind::Setting => (
            "Nimien mukaan toinen on ulkona.",
            "Enligt namnen är den ena utomhus.",
            "By their titles one is outdoors.",
        ),
        MarkKind::DayPart => (
            "Nimissä on eri vuorokaudenaika.",
            "Namnen anger olika tider på dagen.",
            "The titles tell different times of day.",
        ),
    };
    told(mark(kind), fi, sv, en)
}
