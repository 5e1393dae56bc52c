//! Excerpts that are safe to show, and how alike two words are.

use crate::escape::escape_controls;

/// Returns the first characters of something, safe to show: too few to give a secret away.
pub(super) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 16;
    let text = text.trim();
    let start: String = text.chars().take(SHOWN).collect();
    let cut = if start.len() < text.len() { "…" } else { "" };
    format!("{}{cut}", escape_controls(&start))
}

/// Returns a name or a path: whole where it is made of words like those of the login, else an excerpt.
pub(super) fn name(text: &str) -> String {
    const LONGEST: usize = 64;
    const LONGEST_WORD: usize = 24;
    const KNOWN: [&str; 6] = [
        "authori",
        "certificate",
        "content",
        "encoded",
        "token",
        "workspace",
    ];
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ' ');
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_plain = text.chars().all(is_sign) && words.all(|word| word.len() <= LONGEST_WORD);
    let lower = text.to_ascii_lowercase();
    let is_known = KNOWN.iter().any(|known| lower.contains(known));
    if is_plain && is_known && text.len() <= LONGEST {
        return text.trim().to_owned();
    }
    excerpt(text)
}

/// Returns the start of something that is no secret, such as a host.
pub(super) fn start(text: &str) -> String {
    const SHOWN: usize = 64;
    escape_controls(&text.chars().take(SHOWN).collect::<String>())
}

/// Returns the edit distance of two words (Levenshtein).
pub(super) fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, a) in one.bytes().enumerate() {
        let mut diagonal = line;
        let mut left = line.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(other.bytes()) {
            let changed = diagonal.saturating_add(usize::from(a != b));
            diagonal = *cell;
            left = changed
                .min(left.saturating_add(1))
                .min(diagonal.saturating_add(1));
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_login_is_shown_whole_and_nothing_that_may_be_a_key() {
        let (word, longer) = (
            format!("token{}", "a".repeat(19)),
            format!("token{}", "a".repeat(20)),
        );
        let (long, longest) = (
            format!("token {}", "ab ".repeat(19)),
            format!("{}token", "ab ".repeat(20)),
        );
        for whole in ["/2/0/workspaces.json", " Proxy-Authorization", &word, &long] {
            assert_eq!(name(whole), whole.trim());
        }
        assert_eq!(longest.len(), 65);
        for other in [
            &longer,
            &longest,
            "an+encoded+text+in+base64",
            "encoded=1 two=2 three=3",
            "Passwörter für token und so weiter",
            "correct-horse-battery-staple",
        ] {
            assert_eq!(name(other), excerpt(other));
            assert!(name(other).ends_with('…'));
        }
    }
}
