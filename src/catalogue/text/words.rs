//! Texts cut into words that can be compared.

/// The words of a text in small letters, without marks: letters and digits make words, everything else
/// parts them. `å`, `ä` and `ö` are letters of their own in Finnish and Swedish and stay; of others
/// people leave the marks out when they look for something.
pub(in crate::catalogue) fn words(text: &str) -> impl Iterator<Item = String> {
    let mut letters = text.chars();
    std::iter::from_fn(move || {
        let mut word = String::new();
        for letter in letters.by_ref() {
            let goes_on = match letter.is_ascii() {
                true => take(&mut word, letter.to_ascii_lowercase()),
                false => letter.to_lowercase().all(|small| take(&mut word, small)),
            };
            if !goes_on && !word.is_empty() {
                return Some(word);
            }
        }
        Some(word).filter(|word| !word.is_empty())
    })
}

/// Whether it is of the word.
fn take(word: &mut String, letter: char) -> bool {
    if letter.is_ascii_alphanumeric() {
        word.push(letter);
    } else if is_mark(letter) {
        mark(word, letter);
    } else if letter.is_alphanumeric() {
        word.push(plain(letter));
    } else {
        return false;
    }
    true
}

/// macOS writes "ä" as "a" and a diaeresis.
fn mark(word: &mut String, mark: char) {
    let whole = match (word.chars().next_back(), mark) {
        (Some('a'), '\u{308}') => 'ä',
        (Some('o'), '\u{308}') => 'ö',
        (Some('a'), '\u{30a}') => 'å',
        _ => return,
    };
    word.pop();
    word.push(whole);
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Danish and Norwegian `æ` and `ø` are what `ä` and `ö` are here.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ģ' | 'ğ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'į' => 'i',
        'ķ' => 'k',
        'ļ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => 'n',
        'ó' | 'ò' | 'ô' | 'õ' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' | 'ŧ' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ų' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'æ' => 'ä',
        'ø' => 'ö',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn letters_and_digits_make_words_and_everything_else_parts_them() {
        check("  Äiti–lapsi-KERHO (2–4 v.)! ", &["äiti", "lapsi", "kerho", "2", "4", "v"]);
        check("EU:n 50+ -ryhmä", &["eu", "n", "50", "ryhmä"]);
        check("🎄 – !", &[]);
        check("Маша и 熊", &["маша", "и", "熊"]);
    }

    #[test]
    fn nordic_letters_stay_and_other_marks_go() {
        check("Ångström, ÄLÄ, pöly", &["ångström", "älä", "pöly"]);
        check("A\u{30a}ngstro\u{308}m, A\u{308}LA\u{308}", &["ångström", "älä"]);
        check(
            "Café Élan, Cafe\u{301}, Žižek, Müller, Mu\u{308}ller",
            &["cafe", "elan", "cafe", "zizek", "muller", "muller"],
        );
        check("Ørsted, Ærø", &["örsted", "ärö"]);
    }
}
