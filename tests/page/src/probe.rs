//! Modified copies of the shipped file: without its policy, or with another script and the matching
//! policy.

use crate::keys::Keys;
use crate::outcome::{Failure, Outcome, ensure_eq};

const OPENING: &str = "const WORKER_SOURCE = \"";

/// Returns the file without its policy.
pub(crate) fn without_policy(text: &str) -> Outcome<String> {
    let (before, rest) = text
        .split_once("<meta http-equiv=")
        .ok_or_else(|| Failure::new("there is no policy to take out"))?;
    let (_, after) = rest
        .split_once('>')
        .ok_or_else(|| Failure::new("the policy does not end"))?;
    Ok(format!("{before}{after}"))
}

/// Returns the file with this source as its worker, and the policy's script hash updated as a build
/// would write it.
pub(crate) fn with_worker(text: &str, source: &str, keys: &Keys) -> Outcome<String> {
    let before = script(text)?;
    with_script(text, &replaced(before, source)?, keys)
}

/// Returns the file with a script that begins with this source, and the policy's script hash updated
/// as a build would write it.
pub(crate) fn with_beginning(text: &str, source: &str, keys: &Keys) -> Outcome<String> {
    with_script(text, &format!("{source}{}", script(text)?), keys)
}

fn with_script(text: &str, after: &str, keys: &Keys) -> Outcome<String> {
    let before = script(text)?;
    let copy = text.replacen(before, after, 1);
    let (old, new) = (
        keys.sha256(before.as_bytes())?,
        keys.sha256(after.as_bytes())?,
    );
    ensure_eq!(copy.matches(&old).count(), 1, "how often the hash is there");
    Ok(copy.replacen(&old, &new, 1))
}

fn script(text: &str) -> Outcome<&str> {
    let (_, rest) = text
        .split_once("<script>")
        .ok_or_else(|| Failure::new("there is no script"))?;
    let (script, _) = rest
        .split_once("</script>")
        .ok_or_else(|| Failure::new("the script does not end"))?;
    Ok(script)
}

/// The constant is a JSON string.
fn replaced(script: &str, source: &str) -> Outcome<String> {
    let missing = || Failure::new(format!("the script has no `{OPENING}`"));
    let (before, rest) = script.split_once(OPENING).ok_or_else(missing)?;
    let (_, after) = rest.split_once("\";\n").ok_or_else(missing)?;
    let start = OPENING.trim_end_matches('"');
    Ok(format!(
        "{before}{start}{};\n{after}",
        serde_json::to_string(source)?
    ))
}
