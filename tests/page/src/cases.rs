//! Every scenario, by the question that it answers. Each starts with a page that was just opened.

mod copying;
mod freshness;
mod making;
mod passphrase;
mod refusing;
mod setting;
mod silence;
mod speed;
mod tampering;
mod traces;
mod worker;

use crate::outcome::Outcome;
use crate::page::Page;

pub(crate) struct Case {
    pub(crate) name: String,
    run: Box<dyn Fn(&Page<'_>) -> Outcome + Send + Sync>,
}

impl Case {
    fn new(
        name: impl Into<String>,
        run: impl Fn(&Page<'_>) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            run: Box::new(run),
        }
    }

    /// Opens the page and plays the scenario.
    pub(crate) fn play(&self, page: &Page<'_>) -> Outcome {
        page.open()?;
        (self.run)(page)
    }
}

pub(crate) fn all() -> Vec<Case> {
    [
        setting::cases(),
        making::cases(),
        copying::cases(),
        freshness::cases(),
        worker::cases(),
        refusing::cases(),
        passphrase::cases(),
        traces::cases(),
        silence::cases(),
        tampering::cases(),
        speed::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
