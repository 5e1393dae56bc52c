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
