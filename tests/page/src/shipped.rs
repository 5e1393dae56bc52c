//! Checks of the shipped file without a browser.

use crate::keys::Keys;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};

type Check = fn(&str, &Keys) -> Outcome;

pub(crate) const CHECKS: [(&str, Check); 3] = [
    ("policy-comes-first", policy_comes_first),
    ("policy-says", policy_says),
    ("names-no-other-file", names_no_other_file),
];

const OPENING: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The policy must come first: it does not cover what precedes it.
fn policy_comes_first(text: &str, _: &Keys) -> Outcome {
    let (before, head) = text
        .split_once("<head>")
        .ok_or_else(|| Failure::new("there is no <head>"))?;
    ensure!(
        !before.contains("<script"),
        "a script stands before the head"
    );
    let head = head.trim_start();
    let start: String = head.chars().take(OPENING.len()).collect();
    ensure_eq!(start, OPENING, "the head's first element");
    // The script reads the policy by this attribute, so only the markup is counted.
    let (markup, _) = text.split_once("<script").unwrap_or((text, ""));
    ensure_eq!(
        markup.matches("http-equiv").count(),
        1,
        "how many policies there are"
    );
    Ok(())
}

fn policy_says(text: &str, keys: &Keys) -> Outcome {
    let (_, rest) = text
        .split_once(OPENING)
        .ok_or_else(|| Failure::new("there is no policy"))?;
    let (policy, _) = rest
        .split_once('"')
        .ok_or_else(|| Failure::new("the policy does not end"))?;
    let script = keys.sha256(only(text, "script")?.as_bytes())?;
    let style = keys.sha256(only(text, "style")?.as_bytes())?;
    let expected = [
        "base-uri 'none'".into(),
        "default-src 'none'".into(),
        "form-action 'none'".into(),
        "img-src data:".into(),
        "require-trusted-types-for 'script'".into(),
        format!("script-src 'sha256-{script}' 'wasm-unsafe-eval'"),
        format!("style-src 'sha256-{style}'"),
        "trusted-types rsa-signer-worker".into(),
        "worker-src blob:".into(),
    ];
    let mut found: Vec<String> = policy
        .split(';')
        .map(|directive| directive.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|directive| !directive.is_empty())
        .collect();
    found.sort();
    ensure_eq!(found, expected, "the policy's directives");
    Ok(())
}

/// Returns the text of the only element of this name.
fn only<'a>(text: &'a str, name: &str) -> Outcome<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    ensure_eq!(
        text.matches(&close).count(),
        1,
        "how many elements are a {name}"
    );
    let inside = text
        .split_once(&open)
        .and_then(|(_, rest)| rest.split_once('>'))
        .and_then(|(_, rest)| rest.split_once(&close));
    inside
        .map(|(inside, _)| inside)
        .ok_or_else(|| Failure::new(format!("there is no {name}")))
}

/// Neither markup nor style refers to another file.
fn names_no_other_file(text: &str, _: &Keys) -> Outcome {
    let (markup, _) = text.split_once("<script").unwrap_or((text, ""));
    for attribute in ["src=\"", "srcset=\"", "action=\"", "data=\"", "poster=\""] {
        ensure!(
            !markup.contains(&format!(" {attribute}")),
            "the markup has {attribute}"
        );
    }
    for value in markup.split(" href=\"").skip(1) {
        ensure!(
            value.starts_with('#') || value.starts_with("data:"),
            "a link leads to {:?}",
            value.split('"').next().unwrap_or_default()
        );
    }
    ensure!(
        !only(text, "style")?.contains("url("),
        "the style asks for a file"
    );
    ensure!(!text.contains("@import"), "the style imports");
    Ok(())
}
