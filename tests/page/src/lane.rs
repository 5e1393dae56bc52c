//! One engine's thread: runs its cases one after the other, in one browser per origin.

use crate::browser::Browser;
use crate::cases::Case;
use crate::engine::{Audience, Engine, INTRANET, Stage, Theme};
use crate::keys::Keys;
use crate::outcome::{Failure, Outcome};
use crate::page::{Origin, Page, Site, file_url};
use crate::server::Server;
use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::SystemTime;

/// What all engines share.
pub(crate) struct World {
    pub(crate) keys: Keys,
    pub(crate) cases: Vec<Case>,
    pub(crate) shipped: PathBuf,
    pub(crate) text: String,
    /// The source of axe-core.
    pub(crate) axe: String,
    /// The folder for screenshots, logs and profiles.
    pub(crate) evidence: PathBuf,
}

/// One case to run under one origin, and the channel for its result.
pub(crate) struct Job {
    pub(crate) origin: Origin,
    pub(crate) case: usize,
    pub(crate) answer: Sender<Result<(), String>>,
}

/// Runs the jobs.
pub(crate) fn run(engine: &dyn Engine, jobs: &[Job], world: &World) {
    if jobs.is_empty() {
        return;
    }
    let stage = engine.stage();
    for origin in Origin::ALL {
        let mut jobs: Vec<&Job> = jobs.iter().filter(|job| job.origin == origin).collect();
        if jobs.is_empty() {
            continue;
        }
        // A browser knows one theme from its start on.
        jobs.sort_by_key(|job| theme(world, job) == Theme::Dark);
        let ran = stage
            .as_ref()
            .map_err(|failure| Failure::new(failure.to_string()));
        let ran = ran.and_then(|stage| run_origin(engine, stage, origin, &jobs, world));
        if let Err(failure) = ran {
            // Who has an answer already does not listen any more.
            for job in jobs {
                job.answer.send(Err(failure.to_string())).ok();
            }
        }
    }
}

fn theme(world: &World, job: &Job) -> Theme {
    world
        .cases
        .get(job.case)
        .map_or(Theme::Light, |case| case.theme)
}

fn run_origin(
    engine: &dyn Engine,
    stage: &Stage,
    origin: Origin,
    jobs: &[&Job],
    world: &World,
) -> Outcome {
    let server = Server::start()?;
    let copies = tempfile::Builder::new()
        .prefix("copies-")
        .tempdir_in(&world.evidence)?;
    let url = match origin {
        Origin::File => file_url(&world.shipped)?,
        Origin::Http => {
            server.put("/rsa-signer.html", world.text.clone().into_bytes());
            format!("http://{INTRANET}:{}/rsa-signer.html", server.port()).parse()?
        }
        Origin::Loopback => {
            server.put("/rsa-signer.html", world.text.clone().into_bytes());
            format!("http://127.0.0.1:{}/rsa-signer.html", server.port()).parse()?
        }
    };
    let site = Site {
        origin,
        server: &server,
        elsewhere: &stage.elsewhere,
        shipped: &world.text,
        url,
        folder: copies.path(),
    };
    let known = RefCell::default();
    let mut browser: Option<(Theme, Browser)> = None;
    for job in jobs {
        let Some(case) = world.cases.get(job.case) else {
            continue;
        };
        let started = match browser.take() {
            Some((theme, browser)) if theme == case.theme => browser,
            _ => start(engine, stage, case.theme, server.port(), world)?,
        };
        let page = Page {
            browser: &started,
            site: &site,
            keys: &world.keys,
            axe: &world.axe,
            evidence: &world.evidence,
            label: engine.name(),
            known: &known,
            begun: SystemTime::now(),
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| case.play(&page)))
            .unwrap_or_else(|_| Err(Failure::new("the test itself panicked")));
        let answer = outcome.map_err(|failure| {
            let name = page_name(engine, origin, case).replace('/', "-");
            let kept = keep_evidence(&page, world, &name);
            failure.add(&kept).to_string()
        });
        // What failed may have left anything behind; the next case gets a browser of its own.
        if answer.is_ok() {
            browser = Some((case.theme, started));
        }
        job.answer.send(answer).ok();
    }
    Ok(())
}

fn page_name(engine: &dyn Engine, origin: Origin, case: &Case) -> String {
    format!("{}/{}/{}", engine.name(), origin.name(), case.name)
}

/// Tries twice: on a busy machine the first start may be too slow, or its port taken.
fn start(
    engine: &dyn Engine,
    stage: &Stage,
    theme: Theme,
    web: u16,
    world: &World,
) -> Outcome<Browser> {
    let start = || Browser::start(engine, stage, theme, web, Audience::Asking, &world.evidence);
    start().or_else(|_| start())
}

/// Saves a screenshot and the markup. The keys in them are test keys.
fn keep_evidence(page: &Page<'_>, world: &World, name: &str) -> String {
    let picture = world.evidence.join(format!("{name}.png"));
    let text = world.evidence.join(format!("{name}.txt"));
    let saved = page
        .browser
        .screenshot()
        .and_then(|png| Ok(fs::write(&picture, png)?));
    let said = page.text("return [location.href, document.documentElement.dataset.state, document.body.innerText,
                ...[...document.querySelectorAll('textarea, input')].map(({ id, value }) => `${id}: ${value}`)]
                .join('\\n\\n')")
        .and_then(|said| Ok(fs::write(&text, said)?));
    match saved.and(said) {
        Ok(()) => format!("see {} and {}", picture.display(), text.display()),
        Err(failure) => format!("no picture of it: {failure}"),
    }
}
