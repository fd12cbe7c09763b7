//! One line of a place as it was typed: a name, an address, a room, the town, or all of them.

use super::room::{Room, is_floor, is_kind as is_room};
use super::street::{self, Street};
use super::venue;
use crate::dedupe::text::fold;
use crate::dedupe::town;
use crate::dedupe::wording::Wording;
use crate::municipality::Municipality;

#[derive(Debug, Default)]
pub(super) struct Line {
    streets: Vec<Street>,
    /// Folded words of each.
    names: Vec<Vec<String>>,
    room: Room,
    town: Option<Municipality>,
    postal_code: Option<u32>,
}

/// A word with what folding takes off it.
struct Token<'a> {
    raw: &'a str,
    word: String,
    dotted: bool,
}

impl Line {
    pub(super) fn of_name(text: &str) -> Self {
        Self::read(text, false)
    }

    /// In the field for a street, any word before a number is one.
    pub(super) fn of_street(text: &str) -> Self {
        Self::read(text, true)
    }

    pub(super) fn streets(&self) -> impl Iterator<Item = Street> {
        self.streets.iter().cloned()
    }

    pub(super) fn names(&self, here: Option<Municipality>) -> impl Iterator<Item = Wording> {
        self.names.iter().filter_map(move |words| venue::wording(words, here))
    }

    pub(super) fn room(&self) -> Option<Room> {
        (!self.room.is_empty()).then(|| self.room.clone())
    }

    pub(super) fn postal_code(&self) -> Option<u32> {
        self.postal_code
    }

    /// By itself, after a postal code, or at either end of a name.
    pub(super) fn town(&self) -> Option<Municipality> {
        let ends =
            self.names.iter().flat_map(|words| words.first().into_iter().chain(words.last()));
        self.town.or_else(|| ends.filter_map(|word| town::of_word(word)).next())
    }

    fn read(text: &str, is_street: bool) -> Self {
        let mut line = Self::default();
        for segment in segments(text) {
            let tokens: Vec<Token<'_>> = segment.split_whitespace().filter_map(Token::of).collect();
            line.take_segment(&tokens, is_street);
        }
        line
    }

    fn take_segment(&mut self, tokens: &[Token<'_>], is_street: bool) {
        let code = tokens.iter().position(|token| postal_code(token.raw).is_some());
        let (before, after) = tokens.split_at(code.unwrap_or(tokens.len()));
        if let Some((code, town)) = after.split_first() {
            self.postal_code = postal_code(code.raw);
            self.town = self.town.or_else(|| town_of(town));
        }
        if let Some(town) = town_of(before) {
            self.town = Some(town);
        } else if let Some(at) = house_number(before, is_street) {
            let (name, rest) = before.split_at(at);
            self.take_street(name, rest);
        } else if is_bare_street(before) {
            self.streets.extend(street_of(before, None));
        } else {
            self.take_name(before);
        }
    }

    /// "Pääkirjasto Kaarlenväylä 3 B 12, sali": what stands before the street is a name, and what
    /// comes after the number is stairs and flat, or tells a room.
    fn take_street(&mut self, name: &[Token<'_>], rest: &[Token<'_>]) {
        let venue = name.iter().rposition(|token| venue::is_kind(&token.word));
        let at = venue.map_or(0, |venue| venue + 1).min(name.len().saturating_sub(1));
        let (venue, street) = name.split_at(at);
        self.take_name(venue);
        let (number, rest) = rest.split_first().map_or((None, rest), |(n, rest)| (Some(n), rest));
        self.streets
            .extend(street_of(street, number.and_then(|number| street::numbers(number.raw))));
        let stairs = |token: &&Token<'_>| {
            let short = token.word.chars().count() <= 2 || street::numbers(token.raw).is_some();
            short && !token.dotted
        };
        let stairs = rest.iter().take_while(stairs).count();
        // The number of a floor looks like that of a flat.
        let floor = rest.get(stairs).is_some_and(|token| is_floor(&token.word));
        self.take_name(rest.get(stairs.saturating_sub(usize::from(floor))..).unwrap_or_default());
    }

    fn take_name(&mut self, tokens: &[Token<'_>]) {
        let mut room = Room::default();
        let mut name = Vec::new();
        let mut before: Option<&str> = None;
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1);
            let counts = next.is_some_and(|next| is_floor(&next.word)) && is_number(&token.word);
            let is_town = town::of_word(&token.word).is_some();
            if !counts && (is_town || room.take(&token.word, before).is_err()) {
                name.push(token.word.clone());
            }
            before = Some(&token.word);
        }
        self.room.join(room);
        if !name.is_empty() {
            self.names.push(name);
        }
    }
}

impl<'a> Token<'a> {
    fn of(raw: &'a str) -> Option<Self> {
        let word = fold(raw);
        (!word.is_empty()).then(|| Self { raw, dotted: raw.ends_with('.'), word })
    }
}

/// Five digits, perhaps with the country before them.
pub(super) fn postal_code(text: &str) -> Option<u32> {
    let digits = text.trim().trim_start_matches("FI-");
    let all = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| digits.parse().ok()).flatten()
}

/// At commas and brackets, and at dashes and slashes that part words.
fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n', '(', ')', '|', '•'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split('/'))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Which token is the house number: the first number after a street's name that does not count floors
/// or rooms.
fn house_number(tokens: &[Token<'_>], is_street: bool) -> Option<usize> {
    let mut names = tokens.iter().zip(tokens.iter().skip(1)).enumerate();
    names.find_map(|(at, (name, number))| {
        let floor = tokens.get(at + 2).is_some_and(|token| is_floor(&token.word));
        street::numbers(number.raw)?;
        let like_a_street = street::is_street(&name.word, name.dotted);
        let in_place = is_street && !is_room(&name.word) && !venue::is_kind(&name.word);
        let told = like_a_street || in_place && !floor;
        (told && !number.dotted).then_some(at + 1)
    })
}

fn is_bare_street(tokens: &[Token<'_>]) -> bool {
    tokens.len() <= 2 && tokens.last().is_some_and(|last| street::is_unmistakable(&last.word))
}

fn street_of(tokens: &[Token<'_>], numbers: Option<(u16, u16)>) -> Option<Street> {
    let words: Vec<&str> = tokens.iter().map(|token| token.word.as_str()).collect();
    Street::new(&words, tokens.last()?.dotted, numbers)
}

/// Where nothing but a town is named, perhaps with the country.
fn town_of(tokens: &[Token<'_>]) -> Option<Municipality> {
    let words = tokens.iter().map(|token| token.word.as_str());
    let words: Vec<&str> = words.filter(|word| !["suomi", "finland"].contains(word)).collect();
    let name = words.join(" ");
    town::of_word(&name).or_else(|| town::of_part(&name))
}
