//! What Anaplan defines: schemes of the `Authorization` header, paths, hosts and field names. The
//! one file to change when Anaplan does.

use serde::Serialize;

/// The scheme (RFC 9110, section 11.1) of a login by certificate.
pub const CERTIFICATE_SCHEME: &str = "CACertificate";
/// The scheme of every call after a login.
pub const TOKEN_SCHEME: &str = "AnaplanAuthToken";
/// The scheme of a login by certificate in version 1.3 of the API.
pub const OLD_SCHEME: &str = "AnaplanCertificate";

/// The path of the login, on the host for authentication.
pub const AUTHENTICATE: &str = "/token/authenticate";
/// The path that checks a token, on the host for authentication.
pub const VALIDATE: &str = "/token/validate";
/// The path that prolongs a token, on the host for authentication.
pub const REFRESH: &str = "/token/refresh";
/// The path that ends a token, on the host for authentication.
pub const LOGOUT: &str = "/token/logout";
/// The path of the user that a token belongs to, on the host of the API.
pub const USER: &str = "/2/0/users/me";
/// The path of the workspaces, on the host of the API.
pub const WORKSPACES: &str = "/2/0/workspaces?tenantDetails=true";
/// The path of the models, on the host of the API.
pub const MODELS: &str = "/2/0/models";

/// The field of a login's body that says how the message is made.
pub const FORMAT: &str = "encodedDataFormat";
/// The format that this program makes.
pub const V2: &str = "v2";
/// The field of a login's body with the message.
pub const DATA: &str = "encodedData";
/// The field of a login's body with the signature of the message.
pub const SIGNED_DATA: &str = "encodedSignedData";

/// The domain of all hosts.
pub const DOMAIN: &str = ".anaplan.com";
/// The host for authentication of most regions.
pub const AUTH_HOST: &str = "auth.anaplan.com";
/// The host of the API of most regions.
pub const API_HOST: &str = "api.anaplan.com";
/// The host of the web app, which people open in the browser; below it each region has its own:
/// `us1a.app.anaplan.com`. It takes no login by certificate.
pub const APP_HOST: &str = "app.anaplan.com";
/// A host for authentication that is named unlike the others.
pub const AU1_HOST: &str = "au1a.app2.anaplan.com";

/// A region, for a list to choose from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Region {
    /// Its name, as in the address of its models: `eu3`.
    pub name: &'static str,
    /// Its host for authentication.
    pub auth: &'static str,
}

/// The regions whose hosts are published. For `au1` the published sources disagree: its users type
/// the host.
pub const REGIONS: &[Region] = &[
    region("us1", AUTH_HOST),
    region("us2", AUTH_HOST),
    region("us5", AUTH_HOST),
    region("us7", AUTH_HOST),
    region("us9", "us9.auth.anaplan.com"),
    region("ca1", "ca1a.auth.anaplan.com"),
    region("eu1", AUTH_HOST),
    region("eu2", AUTH_HOST),
    region("eu3", "eu3.auth.anaplan.com"),
    region("eu4", AUTH_HOST),
    region("eu5", "eu5.auth.anaplan.com"),
    region("gb1", "gb1.auth.anaplan.com"),
    region("ap1", AUTH_HOST),
    region("sg1", "sg1.auth.anaplan.com"),
    region("id1", "id1.auth.anaplan.com"),
    region("in1", "in1.auth.anaplan.com"),
    region("ae1", "ae1.auth.anaplan.com"),
    region("me1", "me1.auth.anaplan.com"),
];

const fn region(name: &'static str, auth: &'static str) -> Region {
    Region { name, auth }
}

/// Whether `host`, in lower case, is `whole` or the one of a region below it.
#[must_use]
pub fn is_of(host: &str, whole: &str) -> bool {
    host.strip_suffix(whole)
        .is_some_and(|region| region.is_empty() || region.ends_with('.'))
}

/// Returns the region whose web app has this host, in lower case: `eu5a.app.anaplan.com` is `eu5`.
/// `None` for every other host, and for a region whose hosts are not published.
#[must_use]
pub fn region_of_app(host: &str) -> Option<&'static Region> {
    let own = host.strip_suffix(APP_HOST)?.strip_suffix('.')?;
    let name = own.strip_suffix('a').unwrap_or(own);
    REGIONS.iter().find(|region| region.name == name)
}
