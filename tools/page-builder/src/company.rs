//! The slot for the company that hosts the page: its name and a line that says whom to ask.
//!
//! Neither style nor script is touched, so the policy and its hashes stay as they are. The file has
//! another SHA-256 than the release's.

use anyhow::{Result, ensure};

use crate::html;

/// The empty slot, as it stands in `www/index.html`.
const SLOT: &str = "<p class=\"company\" hidden></p>";
/// More than this does not fit beside the page's name.
const LONGEST: usize = 80;

/// What a company says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Company<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whom to ask, as a line of text.
    pub contact: &'a str,
}

/// Returns the page with the slot filled.
///
/// # Errors
/// When the page has no empty slot, or the texts are empty or too long.
pub(crate) fn fill(page: &str, company: Company<'_>) -> Result<String> {
    let Company { name, contact } = company;
    for text in [name, contact] {
        ensure!(
            text.chars().count() <= LONGEST && !text.contains(char::is_control),
            "`{text}` must be one line of at most {LONGEST} characters."
        );
    }
    ensure!(!name.trim().is_empty(), "The company's name is empty.");
    ensure!(
        page.matches(SLOT).count() == 1,
        "The page must hold `{SLOT}` exactly once."
    );
    let filled = format!(
        "<p class=\"company\" translate=\"no\"><strong>{}</strong> <span>{}</span></p>",
        html::escape(name),
        html::escape(contact)
    );
    Ok(page.replacen(SLOT, &filled, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(page: &str, name: &str, contact: &str) -> Result<String> {
        fill(page, Company { name, contact })
    }

    #[test]
    fn the_slot_is_filled_with_text_and_nothing_else_is_changed() {
        let page = format!("<header>{SLOT}</header><script>1</script>");
        let text = filled(&page, "A & <b>", "Questions: it@example.com").unwrap();
        assert_eq!(
            text,
            "<header><p class=\"company\" translate=\"no\"><strong>A &amp; &lt;b&gt;</strong> \
             <span>Questions: it@example.com</span></p></header><script>1</script>"
        );
    }

    #[test]
    fn a_filled_slot_and_a_text_that_does_not_fit_are_refused() {
        let once = filled(SLOT, "A", "").unwrap();
        for (page, name) in [(once.as_str(), "B"), (SLOT, " "), (SLOT, "A\nB")] {
            assert!(filled(page, name, "").is_err(), "{page} {name}");
        }
        assert!(filled(SLOT, &"A".repeat(81), "").is_err());
    }
}
