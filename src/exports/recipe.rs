//! The programs in schedulers.

use super::program::{Program, call_in_shell, url_option};
use super::service::Service;
use serde::Serialize;

/// A program in a scheduler.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Recipe {
    /// What it is for: `cron`, `task-scheduler`, `github-actions`, `jenkins`, `azure-pipelines` or
    /// `kubernetes`.
    pub name: &'static str,
    /// The settings of the scheduler, with the secret where that system keeps secrets.
    pub text: String,
}

const TEMPLATES: [(&str, &str); 6] = [
    ("cron", include_str!("recipes/cron.txt")),
    ("task-scheduler", include_str!("recipes/task-scheduler.txt")),
    ("github-actions", include_str!("recipes/github-actions.txt")),
    ("jenkins", include_str!("recipes/jenkins.txt")),
    (
        "azure-pipelines",
        include_str!("recipes/azure-pipelines.txt"),
    ),
    ("kubernetes", include_str!("recipes/kubernetes.txt")),
];

/// Returns the recipes for a program. Only the program for PowerShell reads Windows' certificate
/// store, so the task of Windows always runs that one.
pub(super) fn all(program: Program, service: &Service) -> Vec<Recipe> {
    let url = url_option("--url", service);
    let call = call_in_shell(&format!("{}{url}", program.command()), service);
    let fill = |template: &str, is_groovy: bool| {
        // In Groovy's strings a backslash escapes.
        let call = if is_groovy {
            call.replace('\\', "\\\\")
        } else {
            call.clone()
        };
        template
            .replace("{file}", program.file_name())
            .replace("{needs}", program.needs())
            .replace("{call}", &call)
            .replace("{url}", &url_option("-Url", service))
            .replace("{api}", &service.api)
    };
    TEMPLATES
        .map(|(name, template)| Recipe {
            name,
            text: fill(template, name == "jenkins"),
        })
        .into()
}
