//! The calls that follow a login, in the order in which they are shown.

use super::Service;

/// One call. None has a body.
pub(super) struct Step {
    /// `GET` or `POST`.
    pub(super) method: &'static str,
    /// The whole address.
    pub(super) address: String,
    /// Whether it is run with the others, or written as a comment because it changes the token.
    pub(super) runs: bool,
}

/// Validate, the first calls of the API, refresh, log out.
pub(super) fn steps(service: &Service) -> Vec<Step> {
    let step = |method, base: &str, path: &str, runs| Step {
        method,
        address: format!("{base}{path}"),
        runs,
    };
    vec![
        step("GET", &service.auth, "/token/validate", true),
        step("GET", &service.api, "/2/0/users/me", true),
        step(
            "GET",
            &service.api,
            "/2/0/workspaces?tenantDetails=true",
            true,
        ),
        step("GET", &service.api, "/2/0/models", true),
        step("POST", &service.auth, "/token/refresh", false),
        step("POST", &service.auth, "/token/logout", false),
    ]
}
