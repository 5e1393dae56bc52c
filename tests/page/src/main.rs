//! Drives the shipped file in real browsers, as a person would: every scenario, in every engine, opened
//! from disk and from a plain `http` host.
//!
//! `cargo test -p page-tests` runs all of them; `cargo test -p page-tests -- firefox/file/` those whose
//! names contain these words. The file is `dist/rsa-signer.html`, or what `RSA_SIGNER_PAGE` names. The
//! drivers are found on `PATH` or by `GECKODRIVER` and `CHROMEDRIVER`. What a failed case looked like is
//! kept in `target/page-tests`.

mod browser;
mod cases;
mod engine;
mod keys;
mod lane;
mod openssl;
mod outcome;
mod page;
mod server;
mod shipped;

use crate::cases::Case;
use crate::engine::ENGINES;
use crate::keys::Keys;
use crate::lane::{Job, World};
use crate::outcome::{Failure, Outcome};
use crate::page::{Origin, Times};
use libtest_mimic::{Arguments, Trial};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock, mpsc};
use std::{env, fs, thread};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    let cases = cases::all();
    let world = Arc::new(OnceLock::new());
    let (mut trials, jobs) = plan(&cases, arguments);
    trials.extend(shipped::CHECKS.map(|(name, check)| {
        let world = Arc::clone(&world);
        Trial::test(format!("shipped/{name}"), move || {
            let World { text, keys, .. } = world.get().ok_or("nothing is prepared")?;
            check(text, keys).map_err(|failure| failure.to_string().into())
        })
    }));
    if arguments.list {
        return Ok(libtest_mimic::run(arguments, trials).exit_code());
    }

    let shipped = shipped_file()?;
    let text = fs::read_to_string(&shipped).map_err(|error| {
        let path = shipped.display();
        Failure::new(format!(
            "{path} cannot be read ({error}). `cargo xtask page` makes it"
        ))
    })?;
    let evidence = evidence_folder()?;
    let folder = tempfile::tempdir()?;
    let keys = Keys::make(folder.path())?;
    let world = world.get_or_init(|| World {
        keys,
        cases,
        shipped,
        text,
        evidence,
    });
    let (conclusion, times) = thread::scope(|scope| {
        let lanes: Vec<_> = ENGINES
            .iter()
            .zip(jobs)
            .map(|(engine, jobs)| scope.spawn(move || lane::run(*engine, &jobs, world)))
            .collect();
        let conclusion = libtest_mimic::run(arguments, trials);
        let times = lanes
            .into_iter()
            .flat_map(|lane| lane.join().unwrap_or_default());
        (conclusion, times.collect())
    });
    report(&times, &world.evidence.join("timing.json"))?;
    Ok(conclusion.exit_code())
}

/// Every case in every engine under every origin, and who is to run what is asked for. A case is listed
/// for all engines together, so that what fails in one is seen beside the others.
fn plan(cases: &[Case], arguments: &Arguments) -> (Vec<Trial>, Vec<Vec<Job>>) {
    let mut trials = Vec::new();
    let mut jobs: Vec<Vec<Job>> = ENGINES.iter().map(|_| Vec::new()).collect();
    for origin in Origin::ALL {
        for (case, Case { name, .. }) in cases.iter().enumerate() {
            for (engine, jobs) in ENGINES.iter().zip(&mut jobs) {
                let (answer, answered) = mpsc::channel();
                let name = format!("{}/{}/{name}", engine.name(), origin.name());
                let trial = Trial::test(name, move || {
                    let outcome = answered.recv();
                    Ok(outcome.unwrap_or_else(|_| Err("the engine's thread has ended".into()))?)
                });
                if !arguments.is_filtered_out(&trial) {
                    jobs.push(Job {
                        origin,
                        case,
                        answer,
                    });
                }
                trials.push(trial);
            }
        }
    }
    (trials, jobs)
}

/// What was measured on the way: for people, and for programs.
fn report(times: &Times, file: &Path) -> Outcome {
    for (name, milliseconds) in times {
        println!("note: {name}: {milliseconds:.1} ms");
    }
    if !times.is_empty() {
        fs::write(file, serde_json::to_string_pretty(times)?)?;
    }
    Ok(())
}

fn shipped_file() -> Outcome<PathBuf> {
    if let Some(path) = env::var_os("RSA_SIGNER_PAGE") {
        return Ok(std::path::absolute(path)?);
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    let project = project.ok_or_else(|| Failure::new("this package is not in its project"))?;
    Ok(project.join("dist").join("rsa-signer.html"))
}

/// `target/page-tests`, without what an earlier run left there. Cargo names a folder inside `target` for
/// tests, and this is its neighbour.
fn evidence_folder() -> Outcome<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("page-tests");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(folder)
}
