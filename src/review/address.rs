//! The address and the method of a call.

use super::pieces::Pieces;
use super::seen::Seen;
use super::{Part, Review};
use crate::visible::visible;

/// The path of the call.
const PATH: &str = "/token/authenticate";
/// Hosts that end otherwise than the regional ones do.
const HOSTS: &[&str] = &[
    "auth.anaplan.com",
    "ca1a.auth.anaplan.com",
    "au1a.app2.anaplan.com",
];

/// Judges method and address.
pub(super) fn judge(pieces: &Pieces, review: &mut Review) {
    let mut right = true;
    let mut wrong = |seen: Seen| {
        right &= seen.outcome() != super::Outcome::Wrong;
        review.add(Part::Address, &seen);
    };
    if let Some(method) = &pieces.method
        && !method.eq_ignore_ascii_case("POST")
        && !is_variable(method)
    {
        wrong(Seen::AddressMethod {
            method: super::seen::excerpt(method),
        });
    }
    let Some(url) = &pieces.url else { return };
    let url = url.trim().trim_matches(['"', '\'', '<', '>']);
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let path = path.split(['?', '#']).next().unwrap_or("");
    let variable = is_variable(url) || is_variable(host);
    if !scheme.eq_ignore_ascii_case("https") && !variable && !host.is_empty() {
        wrong(Seen::AddressInsecure);
    }
    // A port and a name before `@` are no part of the host (RFC 3986, section 3.2).
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    let known = HOSTS.contains(&host.as_str()) || host.ends_with(".auth.anaplan.com");
    let api = host.starts_with("api.") || host.ends_with(".api.anaplan.com");
    if api && host.ends_with("anaplan.com") {
        wrong(Seen::AddressApi { host: short(&host) });
    } else if !known && !variable && !host.is_empty() {
        wrong(Seen::AddressHost { host: short(&host) });
    }
    let whole_is_variable = variable && path.is_empty();
    let passed_on = !known && path.ends_with(PATH);
    if path != PATH && !whole_is_variable && !passed_on {
        let path = if path.is_empty() { "/" } else { path };
        wrong(Seen::AddressPath {
            path: super::seen::excerpt(path),
        });
    }
    if right && known {
        review.add(Part::Address, &Seen::AddressRight { host: short(&host) });
    }
}

/// A variable of Postman or of a shell.
fn is_variable(text: &str) -> bool {
    text.starts_with("{{") || text.starts_with('$') || text.starts_with('%')
}

fn short(text: &str) -> String {
    const SHOWN: usize = 64;
    visible(&text.chars().take(SHOWN).collect::<String>())
}
