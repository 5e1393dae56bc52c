//! The address and the method of a call.

use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::parsed::ParsedRequest;
use super::text::{excerpt, name, start};
use crate::anaplan::{
    API_HOST, APP_HOST, AU1_HOST, AUTH_HOST, AUTHENTICATE as PATH, DOMAIN, REGIONS, is_of,
    region_of_app,
};

/// Judges method and address.
pub(super) fn judge(request: &ParsedRequest, evidence: &mut Evidence) {
    let mut right = true;
    let mut say = |finding: Finding| {
        right = false;
        evidence.add(Part::Address, &finding);
    };
    if let Some(method) = &request.method
        && !method.eq_ignore_ascii_case("POST")
        && !is_variable(method)
    {
        say(Finding::AddressMethod {
            method: excerpt(method),
        });
    }
    let Some(url) = &request.url else { return };
    let url = url.trim().trim_matches(['"', '\'', '<', '>']);
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let path = path.split('#').next().unwrap_or("");
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let variable = is_variable(url) || is_variable(host);
    if !scheme.eq_ignore_ascii_case("https") && !variable && !host.is_empty() {
        say(Finding::AddressInsecure);
    }
    // A port and a name before `@` are no part of the host (RFC 3986, section 3.2).
    let host = host.rsplit('@').next().unwrap_or(host);
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    let host = host.to_ascii_lowercase();
    let listed = host == AU1_HOST || REGIONS.iter().any(|region| region.auth == host);
    let known = is_of(&host, AUTH_HOST) || host == AU1_HOST;
    let api = host.starts_with("api.") || is_of(&host, API_HOST);
    if api && host.ends_with(DOMAIN) {
        say(Finding::AddressApi { host: start(&host) });
    } else if is_of(&host, APP_HOST) {
        say(web_app(&host));
    } else if !listed && !variable && !host.is_empty() {
        say(Finding::AddressHost { host: start(&host) });
    }
    let whole_is_variable = variable && path.is_empty();
    let passed_on = !known && path.ends_with(PATH);
    if path != PATH && !whole_is_variable && !passed_on {
        let path = if path.is_empty() { "/" } else { path };
        say(Finding::AddressPath { path: name(path) });
    }
    if !query.is_empty() {
        say(Finding::AddressQuery);
    }
    if known && !matches!(port, "" | "443") {
        say(Finding::AddressPort { port: name(port) });
    }
    if known {
        evidence.host = Some(start(&host));
    }
    if right && known {
        evidence.add(Part::Address, &Finding::AddressRight { host: start(&host) });
    }
}

/// Returns what is said of a host of the web app.
fn web_app(host: &str) -> Finding {
    match region_of_app(host) {
        Some(region) => Finding::AddressWebAppOfRegion {
            host: start(host),
            region: region.name.to_owned(),
            auth: region.auth.to_owned(),
        },
        None => Finding::AddressWebApp { host: start(host) },
    }
}

/// A variable of Postman or of a shell.
fn is_variable(text: &str) -> bool {
    text.starts_with("{{") || text.starts_with('$') || text.starts_with('%')
}

/// Reports hosts of two regions: a token of one is not valid in the other.
pub(super) fn regions(text: &str, evidence: &mut Evidence) {
    const MAX_HOSTS: usize = 256;
    let (mut logins, mut apis) = (Vec::new(), Vec::new());
    for rest in text.split("://").skip(1).take(MAX_HOSTS) {
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-')
            .unwrap_or(rest.len());
        let host = rest.get(..end).unwrap_or_default().to_ascii_lowercase();
        if is_of(&host, AUTH_HOST) {
            logins.push(host);
        } else if is_of(&host, API_HOST) {
            apis.push(host);
        }
    }
    let region = |host: &str, kind: &str| host.strip_suffix(kind).map(str::to_owned);
    let matches = logins.iter().any(|login| {
        apis.iter()
            .any(|api| region(login, AUTH_HOST) == region(api, API_HOST))
    });
    if let (Some(login), Some(api), false) = (logins.first(), apis.first(), matches) {
        let (auth, api) = (start(login), start(api));
        evidence.add(Part::Address, &Finding::AddressRegions { auth, api });
    }
}
