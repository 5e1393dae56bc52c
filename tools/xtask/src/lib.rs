//! What `cargo xtask` and the lab share: the tools of the tests, and the page in browsers.

pub mod lock;
pub mod run;
pub mod setup;

/// Returns the sentences of an error, the outermost first, one a line.
pub fn sentences(error: &anyhow::Error) -> String {
    let sentences: Vec<String> = error.chain().map(ToString::to_string).collect();
    sentences.join("\n")
}
