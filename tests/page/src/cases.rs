//! Every scenario, by the question that it answers. Each starts with a page that was just opened.

mod accessibility;
mod channels;
mod checking;
mod copying;
mod corpus;
mod correctness;
mod endurance;
mod expiry;
mod files;
mod freshness;
mod language;
mod life;
mod making;
mod passphrase;
mod personas;
mod product;
mod refusing;
mod robustness;
mod sample;
mod setting;
mod silence;
mod start;
mod tampering;
mod traces;
mod views;

use crate::engine::Theme;
use crate::outcome::Outcome;
use crate::page::{Origin, Page};

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) theme: Theme,
    pub(crate) origins: &'static [Origin],
    run: Box<dyn Fn(&Page<'_>) -> Outcome + Send + Sync>,
}

impl Case {
    fn new(
        name: impl Into<String>,
        run: impl Fn(&Page<'_>) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            theme: Theme::Light,
            origins: Origin::USUAL,
            run: Box::new(run),
        }
    }

    /// The same, for a person who prefers dark colours.
    fn dark(self) -> Self {
        Self {
            theme: Theme::Dark,
            ..self
        }
    }

    /// Played under these origins only.
    fn under(self, origins: &'static [Origin]) -> Self {
        Self { origins, ..self }
    }

    /// Opens the page and plays the scenario.
    pub(crate) fn play(&self, page: &Page<'_>) -> Outcome {
        page.open()?;
        (self.run)(page)
    }
}

pub(crate) fn all() -> Outcome<Vec<Case>> {
    let cases = [
        setting::cases(),
        making::cases(),
        copying::cases(),
        freshness::cases(),
        checking::cases(),
        refusing::cases(),
        passphrase::cases(),
        traces::cases(),
        silence::cases(),
        start::cases(),
        tampering::cases(),
        language::cases(),
        sample::cases(),
        views::cases(),
        files::cases(),
        expiry::cases(),
        life::cases(),
        personas::cases(),
        corpus::cases()?,
        accessibility::cases(),
        product::cases(),
        robustness::cases(),
        endurance::cases(),
        correctness::cases(),
        channels::cases(),
    ];
    Ok(cases.into_iter().flatten().collect())
}
