//! A request whose values are not filled in: one message instead of everything that follows from
//! it.

use super::evidence::Evidence;
use super::finding::{Finding, Outcome, Part};
use super::kind::Kind;
use super::reading::Reading;

/// Replaces all findings about variables by one. Returns whether there was one.
pub(super) fn resolve(reading: &Reading, evidence: &mut Evidence) -> bool {
    let found = match evidence.placeholders.first() {
        Some((_, found)) => found.clone(),
        None => return false,
    };
    let in_body = evidence
        .placeholders
        .iter()
        .any(|(part, _)| !matches!(part, Part::Header | Part::Certificate));
    let collection = reading.kind == Kind::PostmanCollection;
    evidence.verdicts.retain(|verdict| {
        let follows = match verdict.part {
            Part::Body | Part::Message | Part::Signature => {
                in_body && verdict.outcome != Outcome::Right
            }
            Part::Paste => verdict.outcome == Outcome::Remark,
            _ => false,
        };
        let unchecked = verdict.code == Finding::SignatureUnchecked.code();
        !follows && !unchecked
    });
    let finding = if collection {
        Finding::PasteCollection
    } else {
        finding(reading, found)
    };
    evidence.add(Part::Paste, &finding);
    true
}

fn finding(reading: &Reading, found: String) -> Finding {
    if let Some(variable) = &reading.request.variable {
        let found = super::text::start(variable);
        return if reading.kind == Kind::Powershell {
            Finding::TemplatePowershell { found }
        } else {
            Finding::TemplateProgram { found }
        };
    }
    match found.chars().next() {
        Some('{') if found.starts_with("{{") => Finding::TemplatePostman { found },
        Some('$') if reading.kind == Kind::Powershell => Finding::TemplatePowershell { found },
        Some('$') => Finding::TemplateShell { found },
        Some('%') => Finding::TemplateCmd { found },
        _ => Finding::TemplateWords { found },
    }
}
