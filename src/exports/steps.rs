//! The calls that follow a login, in the order in which they are shown.

use super::Service;
use crate::anaplan::{LOGOUT, MODELS, REFRESH, USER, VALIDATE, WORKSPACES};

/// One call. None has a body.
pub(super) struct Step {
    /// `GET` or `POST`.
    pub(super) method: &'static str,
    /// The whole address.
    pub(super) address: String,
    /// Whether it is run with the others, or written as a comment because it changes the token.
    pub(super) runs: bool,
}

impl Step {
    /// Returns curl's option for an empty body, so that a length is sent: some gateways insist on one
    /// (status 411). `empty` is the empty string as the shell writes it. Nothing for a GET.
    pub(super) fn data(&self, empty: &str) -> String {
        match self.method {
            "POST" => format!(" --data {empty}"),
            _ => String::new(),
        }
    }
}

/// Validate, the first calls of the API, refresh, log out.
pub(super) fn steps(service: &Service) -> Vec<Step> {
    let step = |method, base: &str, path: &str, runs| Step {
        method,
        address: format!("{base}{path}"),
        runs,
    };
    vec![
        step("GET", &service.auth, VALIDATE, true),
        step("GET", &service.api, USER, true),
        step("GET", &service.api, WORKSPACES, true),
        step("GET", &service.api, MODELS, true),
        step("POST", &service.auth, REFRESH, false),
        step("POST", &service.auth, LOGOUT, false),
    ]
}
