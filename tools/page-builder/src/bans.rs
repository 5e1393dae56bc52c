//! What the page's code must not say, and why.
//!
//! The policy in the page blocks background requests. It does not block navigation, new windows or
//! WebRTC, and it does not stop the page from keeping things. So the code has no word for any of
//! that, and this table is the proof: it is looked for in the finished file, comments included.

use anyhow::{Result, bail};

/// What words can do, and the words, between spaces.
const BANS: [(&str, &str); 7] = [
    (
        "can ask another machine",
        "EventSource Image( RTCPeerConnection WebSocket WebSocketStream WebTransport \
         XMLHttpRequest compileStreaming fetch fetchLater importScripts import( import.meta \
         instantiateStreaming dns-prefetch preconnect sendBeacon webkitRTCPeerConnection",
    ),
    (
        "keeps something in the browser",
        "caches cookie cookieStore indexedDB localStorage requestFileSystem sessionStorage \
         showSaveFilePicker navigator.storage window.name",
    ),
    (
        "can open or change an address",
        "formAction history. location navigation open( pushState replaceState requestSubmit \
         submit(",
    ),
    (
        "runs text as code",
        "Function eval execScript javascript: require(",
    ),
    (
        "reads text as HTML",
        "DOMParser createContextualFragment document.write document.writeln innerHTML \
         insertAdjacentHTML outerHTML setHTMLUnsafe srcdoc",
    ),
    (
        "talks to other windows, tabs or programs",
        "BroadcastChannel SharedWorker opener parent.postMessage registerProtocolHandler \
         serviceWorker top.postMessage window.postMessage",
    ),
    ("leaves a trace outside the page", "console navigator.share"),
];

/// Returns each banned word, and what it can do.
pub(crate) fn words() -> impl Iterator<Item = (&'static str, &'static str)> {
    let groups = BANS.into_iter();
    groups.flat_map(|(why, words)| words.split_whitespace().map(move |word| (word, why)))
}

/// The one sentence that may say `location`: it takes two texts out of it and keeps hold of nothing
/// that could be set.
const READING: &str = "const { protocol, host } = window.location;";

/// Stops the build at the first banned word.
pub(crate) fn none_in(name: &str, code: &str) -> Result<()> {
    let code = code.replacen(READING, "", 1);
    for (word, why) in words() {
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
        for (word, why) in words() {
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
    fn no_word_is_banned_twice() {
        let all: std::collections::BTreeSet<&str> = words().map(|(word, _)| word).collect();
        assert_eq!((words().count(), all.len()), (61, 61));
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
