//! What the page's code must not say, and why.
//!
//! The policy in the page blocks background requests. It does not block navigation, new windows or
//! WebRTC, and it does not stop the page from keeping things. So the code has no word for any of
//! that, and this table is the proof: it is looked for in the finished file, comments included.

use anyhow::{Result, bail};

/// Asks somebody else.
const NETWORK: &str = "can ask another machine";
/// Keeps something after the page is closed.
const STORAGE: &str = "keeps something in the browser";
/// Leaves the page, perhaps with something in the address.
const NAVIGATION: &str = "can open or change an address";
/// Makes code out of text.
const EVALUATION: &str = "runs text as code";
/// Makes elements out of text.
const MARKUP: &str = "reads text as HTML";
/// Talks to what is not part of the page.
const OUTSIDE: &str = "talks to other windows, tabs or programs";
/// Shows secrets where nobody clears them.
const TRACE: &str = "leaves a trace outside the page";

/// Words and their reasons.
pub(crate) const BANS: [(&str, &str); 61] = [
    ("EventSource", NETWORK),
    ("Image(", NETWORK),
    ("RTCPeerConnection", NETWORK),
    ("WebSocket", NETWORK),
    ("WebSocketStream", NETWORK),
    ("WebTransport", NETWORK),
    ("XMLHttpRequest", NETWORK),
    ("compileStreaming", NETWORK),
    ("fetch", NETWORK),
    ("fetchLater", NETWORK),
    ("importScripts", NETWORK),
    ("import(", NETWORK),
    ("import.meta", NETWORK),
    ("instantiateStreaming", NETWORK),
    ("dns-prefetch", NETWORK),
    ("preconnect", NETWORK),
    ("sendBeacon", NETWORK),
    ("webkitRTCPeerConnection", NETWORK),
    ("caches", STORAGE),
    ("cookie", STORAGE),
    ("cookieStore", STORAGE),
    ("indexedDB", STORAGE),
    ("localStorage", STORAGE),
    ("requestFileSystem", STORAGE),
    ("sessionStorage", STORAGE),
    ("showSaveFilePicker", STORAGE),
    ("navigator.storage", STORAGE),
    ("window.name", STORAGE),
    ("formAction", NAVIGATION),
    ("history.", NAVIGATION),
    ("location", NAVIGATION),
    ("navigation", NAVIGATION),
    ("open(", NAVIGATION),
    ("pushState", NAVIGATION),
    ("replaceState", NAVIGATION),
    ("requestSubmit", NAVIGATION),
    ("submit(", NAVIGATION),
    ("Function", EVALUATION),
    ("eval", EVALUATION),
    ("execScript", EVALUATION),
    ("javascript:", EVALUATION),
    ("require(", EVALUATION),
    ("DOMParser", MARKUP),
    ("createContextualFragment", MARKUP),
    ("document.write", MARKUP),
    ("document.writeln", MARKUP),
    ("innerHTML", MARKUP),
    ("insertAdjacentHTML", MARKUP),
    ("outerHTML", MARKUP),
    ("setHTMLUnsafe", MARKUP),
    ("srcdoc", MARKUP),
    ("BroadcastChannel", OUTSIDE),
    ("SharedWorker", OUTSIDE),
    ("opener", OUTSIDE),
    ("parent.postMessage", OUTSIDE),
    ("registerProtocolHandler", OUTSIDE),
    ("serviceWorker", OUTSIDE),
    ("top.postMessage", OUTSIDE),
    ("window.postMessage", OUTSIDE),
    ("console", TRACE),
    ("navigator.share", TRACE),
];

/// The one sentence that may say `location`: it takes two texts out of it and keeps hold of nothing
/// that could be set.
const READING: &str = "const { protocol, host } = window.location;";

/// Stops the build at the first banned word.
pub(crate) fn none_in(name: &str, code: &str) -> Result<()> {
    let code = code.replacen(READING, "", 1);
    for (word, why) in BANS {
        if let Some(line) = line_with(&code, word) {
            bail!(
                "The {name} says `{word}`, which {why}: `{}`. Do without it; in a comment, choose \
                 another word. The list and its reasons: tools/page-builder/src/bans.rs.",
                line.trim()
            );
        }
    }
    Ok(())
}

/// The first line that holds the word, not as a part of a longer one.
pub(crate) fn line_with<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.lines().find(|line| holds(line, word))
}

fn holds(line: &str, word: &str) -> bool {
    let starts = word.chars().next().is_some_and(is_name_part);
    let ends = word.chars().last().is_some_and(is_name_part);
    line.match_indices(word).any(|(place, _)| {
        let before = line.get(..place).and_then(|before| before.chars().last());
        let after = line.get(place..).and_then(|rest| rest.strip_prefix(word));
        let after = after.and_then(|after| after.chars().next());
        !(starts && before.is_some_and(is_name_part) || ends && after.is_some_and(is_name_part))
    })
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ban_finds_its_word_and_says_why() {
        for (word, why) in BANS {
            let text = none_in("worker", &format!("a;\n  b.{word} c;\n"))
                .unwrap_err()
                .to_string();
            assert!(
                text.contains(&format!("`{word}`")) && text.contains(why),
                "{word}: {text}"
            );
        }
    }

    #[test]
    fn no_ban_hides_behind_another() {
        for (place, (word, _)) in BANS.iter().enumerate() {
            assert!(
                !BANS.iter().skip(place + 1).any(|(other, _)| other == word),
                "{word}"
            );
        }
    }

    #[test]
    fn longer_words_are_other_words() {
        none_in(
            "script",
            "prefetched reopen(d) my_fetch $eval evaluate dialog.open typeof 'function'",
        )
        .unwrap();
    }

    #[test]
    fn spelling_variants_are_found() {
        for code in [
            "window.fetch (a)",
            "self['fetch']",
            "// may fetch",
            "new Function",
            "document.cookie=1",
            "globalThis.open(a)",
            "x = location",
            "const { protocol, host } = window.location; const { protocol, host } = window.location;",
            "const { href } = window.location;",
        ] {
            assert!(none_in("script", code).is_err(), "{code}");
        }
    }
}
