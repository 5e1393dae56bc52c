//! A check of the shipped file without a browser. What else must be true of the file, the build
//! asserts: `tools/page-builder/src/checks.rs`.

use crate::keys::Keys;
use crate::outcome::{Failure, Outcome, ensure_eq};

const OPENING: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The policy's directives are these, with OpenSSL's hashes of the script and the style.
pub(crate) fn policy_says(text: &str, keys: &Keys) -> Outcome {
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
