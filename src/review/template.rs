//! A request whose values are not filled in: one message instead of everything that follows from
//! it.

use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::kind::Kind;
use super::reading::Reading;

/// Names a variable, in place of the remark that the signature was not checked: the first that its
/// quotation marks keep as a name, else the first. Returns whether there was a variable.
pub(super) fn resolve(reading: &Reading, evidence: &mut Evidence) -> bool {
    let Some(found) = evidence.placeholders.first().cloned() else {
        return false;
    };
    let unchecked = Finding::SignatureUnchecked.code();
    evidence
        .verdicts
        .retain(|verdict| verdict.code != unchecked);
    let literal = &reading.request.literal_names;
    let mut placeholders = evidence.placeholders.iter();
    let kept = placeholders.find(|found| literal.contains(found));
    let finding = match kept.cloned() {
        _ if reading.kind == Kind::PostmanCollection => Finding::PasteCollection,
        Some(found) => Finding::TemplateQuotes { found },
        None => finding(reading, found),
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
        Some('$' | '{') if reading.kind == Kind::Code => Finding::TemplateProgram { found },
        Some('$') if reading.kind == Kind::Powershell => Finding::TemplatePowershell { found },
        Some('$') => Finding::TemplateShell { found },
        Some('%') => Finding::TemplateCmd { found },
        _ => Finding::TemplateWords { found },
    }
}
