//! Accessibility rules that a program can check: axe-core, injected by the driver.

use crate::outcome::{Failure, Outcome, ensure};
use crate::page::Page;
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::Path;

/// WCAG 2.2 up to AA, and best practices.
const RULES: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// The fewest rules that must apply: with fewer, axe-core did not see the page.
const LEAST: u64 = 20;

const RUN: &str = "
    const [tags, done] = arguments;
    const target = ({ target }) => target.flat().join(' ');
    window.axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: tags } }).then(
        ({ passes, violations }) => done({
            passes: passes.length,
            violations: violations.map(({ id, help, nodes }) => ({ id, help, targets: nodes.map(target) })),
        }),
        (error) => done(String(error)),
    );";

/// Returns the script that the environment names, or the one that `cargo xtask test page` fetched.
pub(crate) fn script() -> Outcome<String> {
    let place = match env::var_os("AXE_CORE") {
        Some(place) => place.into(),
        None => Path::new(env!("CARGO_TARGET_TMPDIR"))
            .with_file_name("npm")
            .join("tests-accessibility/node_modules/axe-core/axe.min.js"),
    };
    fs::read_to_string(&place).map_err(|error| {
        let place = place.display();
        Failure::new(format!(
            "{place} cannot be read ({error}). `cargo xtask test page` fetches it"
        ))
    })
}

impl Page<'_> {
    /// Fails with every violation in the page's present state.
    #[track_caller]
    pub(crate) fn axe(&self, state: &str) -> Outcome {
        let there = self.browser.run("return 'axe' in window", vec![])?;
        if there == json!(false) {
            self.browser.run(self.axe, vec![])?;
        }
        let found = self.browser.run_async(RUN, vec![json!(RULES)])?;
        let passes = found.get("passes").and_then(Value::as_u64);
        ensure!(
            passes.is_some_and(|passes| passes >= LEAST),
            "axe saw too little of the state {state}: {found}"
        );
        let none = Vec::new();
        let violations = found.get("violations").and_then(Value::as_array);
        let told: Vec<String> = violations.unwrap_or(&none).iter().map(told).collect();
        ensure!(
            told.is_empty(),
            "in the state {state}:\n  {}",
            told.join("\n  ")
        );
        Ok(())
    }
}

/// Formats a violation: `rule: requirement [elements]`.
fn told(violation: &Value) -> String {
    let text = |key: &str| {
        violation
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let targets = violation.get("targets").cloned().unwrap_or_default();
    format!("{}: {} {targets}", text("id"), text("help"))
}
