//! Where the service is: the base addresses of its authentication and of its API.

use crate::anaplan::{APP_HOST, AUTH_HOST, DOMAIN, REGIONS, is_of, region_of_app};
use crate::error::{Error, Result};

/// The two base addresses. They hold lower-case letters, digits and `.-_~:/` only, and letters of
/// either case in the path: nothing that means anything in a shell, in JSON or in a header.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Service {
    /// Of the authentication service, without a slash at the end: `https://auth.anaplan.com`.
    pub auth: String,
    /// Of the API, without a slash at the end: `https://api.anaplan.com`. For a host that is not one
    /// of the service's own, this is the authentication service's address: nobody can know better,
    /// so the person has to check it.
    pub api: String,
}

impl Service {
    /// Reads what a person typed: the name of a region, a host, with a port or without, or an `https`
    /// address. Nothing typed is the default.
    ///
    /// An address may have a path, for a gateway that forwards to the service; `/token` and what
    /// follows it are the calls' own and are dropped. The API's host stands for its region too.
    ///
    /// # Errors
    /// [`Error::ServiceRegionUnknown`], [`Error::ServiceUnusable`]; [`Error::ServiceWebApp`] and
    /// [`Error::ServiceWebAppOfRegion`] for the address of the web app.
    pub fn read(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::default());
        }
        let lower = text.to_ascii_lowercase();
        if let Some(region) = REGIONS.iter().find(|region| region.name == lower) {
            return Ok(Self::of(region.auth, "", ""));
        }
        if is_region(&lower) {
            return Err(Error::ServiceRegionUnknown { region: lower });
        }
        let rest = without_scheme(text);
        // Before anything else in it is judged: what follows the host in an address bar is of the app.
        if let Some(error) = web_app(rest) {
            return Err(error);
        }
        Self::address(rest).ok_or(Error::ServiceUnusable)
    }

    /// Reads what follows the scheme.
    fn address(rest: &str) -> Option<Self> {
        let (authority, path) = match rest.find('/') {
            Some(at) => (rest.get(..at)?, rest.get(at..)?),
            None => (rest, ""),
        };
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, port_suffix(port)?),
            None => (authority, String::new()),
        };
        let host = host.to_ascii_lowercase();
        is_host(&host).then(|| Some(Self::of(&host, &port, &prefix(path)?)))?
    }

    /// `port` and `path` are as they follow the host: `:8443`, `/gateway`.
    fn of(host: &str, port: &str, path: &str) -> Self {
        let (auth, api) = hosts(host);
        Self {
            auth: format!("https://{auth}{port}{path}"),
            api: format!("https://{api}{port}{path}"),
        }
    }
}

impl Default for Service {
    fn default() -> Self {
        Self::of(AUTH_HOST, "", "")
    }
}

fn without_scheme(text: &str) -> &str {
    const SCHEME: &str = "https://";
    match text.split_at_checked(SCHEME.len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case(SCHEME) => rest,
        _ => text,
    }
}

/// Returns why the address behind a scheme cannot be used, if it is the web app's.
fn web_app(rest: &str) -> Option<Error> {
    let host = rest.split(['/', ':', '?', '#']).next()?;
    let host = host.to_ascii_lowercase();
    if !is_host(&host) || !is_of(&host, APP_HOST) {
        return None;
    }
    Some(match region_of_app(&host) {
        Some(region) => Error::ServiceWebAppOfRegion {
            host,
            region: region.name.to_owned(),
            auth: region.auth.to_owned(),
        },
        None => Error::ServiceWebApp { host },
    })
}

/// The hosts of authentication and API that belong to either of them.
fn hosts(host: &str) -> (String, String) {
    let own = host.strip_suffix(DOMAIN).unwrap_or_default();
    let region = match own {
        "auth" | "api" => Some(String::new()),
        _ => own
            .strip_suffix(".auth")
            .or_else(|| own.strip_suffix(".api"))
            .map(|region| format!("{region}.")),
    };
    match region {
        Some(region) => (
            format!("{region}auth{DOMAIN}"),
            format!("{region}api{DOMAIN}"),
        ),
        None => (host.to_owned(), host.to_owned()),
    }
}

/// Whether this looks like the name of a region rather than of a computer: `au1`, `us1a`.
fn is_region(text: &str) -> bool {
    match text.as_bytes() {
        [a, b, digit, rest @ ..] => {
            a.is_ascii_alphabetic()
                && b.is_ascii_alphabetic()
                && digit.is_ascii_digit()
                && matches!(rest, [] | [b'a'..=b'z'])
        }
        _ => false,
    }
}

/// A host name (RFC 1123, section 2.1) or an IPv4 address; names of other scripts only in their
/// ASCII form (`xn--…`), because what they look like is not what they are. `host` is lower case.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let numeric = last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x");
    host.len() <= 253
        && host.split('.').all(is_label)
        && (!numeric || host.parse::<core::net::Ipv4Addr>().is_ok())
}

/// A port as it follows the host; nothing for that of https.
fn port_suffix(port: &str) -> Option<String> {
    if !port.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match port.parse::<u16>().ok()? {
        0 => None,
        443 => Some(String::new()),
        port => Some(format!(":{port}")),
    }
}

/// The path of a gateway, without a slash at the end: unreserved characters (RFC 3986, section 2.3)
/// in segments that are neither empty nor dots.
fn prefix(path: &str) -> Option<String> {
    let mut prefix = String::new();
    for segment in path.trim_end_matches('/').split('/').skip(1) {
        if segment == "token" {
            break;
        }
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
        if segment.bytes().all(|b| b == b'.') || !segment.bytes().all(plain) {
            return None;
        }
        prefix.push('/');
        prefix.push_str(segment);
    }
    Some(prefix)
}
