//! Drives the shipped file in real browsers, as a person would: every scenario, in each engine that it may depend on,
//! opened from disk, from a plain `http` host, and some of them from loopback.
//!
//! `cargo test -p page-tests` runs all of them; `cargo test -p page-tests -- firefox/file/` those whose
//! names contain these words. The file is `dist/rsa-signer.html`, or what `RSA_SIGNER_PAGE` names.
//! The drivers are found on `PATH` or by `GECKODRIVER`, `CHROMEDRIVER` and `WEBKITWEBDRIVER`. What
//! a failed case looked like is kept in `target/page-tests`.

#[path = "../../support/case.rs"]
#[allow(unreachable_pub, reason = "a module of several crates")]
mod case;
#[path = "../../support/process.rs"]
#[allow(dead_code, unreachable_pub, reason = "a module of several crates")]
#[allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a module of several crates"
)]
mod process;

mod axe;
mod bench;
mod browser;
mod cases;
mod catalogue;
mod channels;
mod corpus;
mod display;
mod engine;
mod files;
mod instrument;
mod keys;
mod lane;
mod offline;
mod openssl;
mod outcome;
mod page;
mod pool;
mod probe;
mod server;
mod shipped;
mod sink;

use crate::cases::Case;
use crate::engine::ENGINES;
use crate::keys::Keys;
use crate::lane::{Job, World};
use crate::outcome::{Failure, Outcome, ensure};
use crate::page::Origin;
use libtest_mimic::{Arguments, Trial};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock, mpsc};
use std::{env, fs, thread};

fn main() -> ExitCode {
    let ran = match env::var_os("RSA_SIGNER_BENCH") {
        // Nothing is tested then: `cargo xtask bench` measures with the same browsers.
        Some(folder) => bench::run(Path::new(&folder)),
        None => run(&Arguments::from_args()),
    };
    match ran {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    let cases = cases::all()?;
    let world = Arc::new(OnceLock::new());
    offline::ensure_none()?;
    let (mut trials, jobs) = plan(&cases, arguments);
    trials.extend(offline::ENGINES.map(|engine| {
        Trial::test(format!("{engine}/silence/offline"), move || {
            offline::run(engine).map_err(|failure| failure.to_string().into())
        })
    }));
    let prepared = Arc::clone(&world);
    trials.push(Trial::test("shipped/policy-says", move || {
        let World { text, keys, .. } = prepared.get().ok_or("nothing is prepared")?;
        shipped::policy_says(text, keys).map_err(|failure| failure.to_string().into())
    }));
    let planned = planned(&cases);
    trials.push(Trial::test("plan/nothing-is-left-out", move || {
        planned.map_err(|failure| failure.to_string().into())
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
    let axe = axe::script()?;
    let world = world.get_or_init(|| World {
        keys,
        cases,
        shipped,
        text,
        axe,
        evidence,
    });
    let conclusion = thread::scope(|scope| {
        for (engine, jobs) in ENGINES.iter().zip(jobs) {
            scope.spawn(move || lane::run(*engine, &jobs, world));
        }
        libtest_mimic::run(arguments, trials)
    });
    Ok(conclusion.exit_code())
}

/// Every case in every engine under every origin, and who is to run what is asked for. A case is
/// listed for all engines together, so that what fails in one is seen beside the others.
fn plan(cases: &[Case], arguments: &Arguments) -> (Vec<Trial>, Vec<Vec<Job>>) {
    let mut trials = Vec::new();
    let mut jobs: Vec<Vec<Job>> = ENGINES.iter().map(|_| Vec::new()).collect();
    for origin in Origin::ALL {
        let here = |case: &Case| case.origins.contains(&origin);
        for (case, Case { name, .. }) in cases.iter().enumerate().filter(|(_, case)| here(case)) {
            for (engine, jobs) in ENGINES.iter().zip(&mut jobs) {
                if !is_played(engine.name(), origin, name) {
                    continue;
                }
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

/// Firefox and WebKitGTK play everything from disk; what may depend on where the page came from is
/// played everywhere. What the page's own script decides, the same in every engine, is played by one of the two, in
/// turns that its name decides; by both when `RSA_SIGNER_TURNS` says `none`. So is what takes long and differs little:
/// what sticks out at which width, which Chromium looks at too, and what many rounds leave behind. What a reader opens
/// and refuses does not depend on the engine either: each way of bringing files in is played by one. The colors of the
/// dark theme are judged in one engine, and what a person does from the first file to the last copy on a plain `http`
/// host is played in one.
fn is_played(engine: &str, origin: Origin, case: &str) -> bool {
    let group = case.split('/').next().unwrap_or_default();
    let depends = [
        "axe",
        "channels",
        "copies",
        "correctness",
        "generates",
        "own-exports",
        "persona",
        "policy",
        "robust",
        "setting",
        "sight",
        "silence",
        "start",
        "tampered",
        "traces",
        "ways",
    ];
    let same = [
        "axe",
        "checking",
        "choice",
        "detached",
        "endurance",
        "expiry",
        "language",
        "leads",
        "life",
        "many",
        "parts-have-names",
        "passphrase",
        "views",
    ];
    let in_turn = match engine {
        "firefox" => is_first(case),
        "webkit" => !is_first(case),
        _ => true,
    };
    match (engine, origin, group) {
        (_, Origin::Loopback, _) => true,
        ("firefox" | "webkit", _, "axe") if case.starts_with("axe/dark") => false,
        ("chromium" | "webkit", Origin::Http, "persona") => false,
        ("chromium", _, "corpus") => case.starts_with("corpus/dropped"),
        ("firefox", _, "corpus") => !case.starts_with("corpus/dropped"),
        ("webkit", _, "corpus" | "refuses" | "regions") => false,
        ("chromium", Origin::Http, "refuses") => true,
        (_, Origin::Http, group) => depends.contains(&group),
        ("chromium", Origin::File, "life") => true,
        ("chromium", Origin::File, "endurance") => both_play(),
        ("chromium", Origin::File, group) => depends.contains(&group),
        (_, Origin::File, group) if same.contains(&group) => in_turn || both_play(),
        _ => true,
    }
}

/// Whether the first of two plays a case, for about half of all names (FNV-1a): that another case comes in changes
/// nothing for it.
fn is_first(case: &str) -> bool {
    let hash = case.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash & 0x1_0000 == 0
}

/// Whether Firefox and WebKitGTK both play what is the same in every engine.
fn both_play() -> bool {
    env::var_os("RSA_SIGNER_TURNS").is_some_and(|turns| turns == "none")
}

/// Whether each case is played by some engine under some origin, and no two have the same name.
fn planned(cases: &[Case]) -> Outcome {
    let mut names = BTreeSet::new();
    for Case { name, origins, .. } in cases {
        ensure!(names.insert(name), "{name} is there twice");
        let by_some = |origin: &Origin| {
            ENGINES
                .iter()
                .any(|engine| is_played(engine.name(), *origin, name))
        };
        ensure!(origins.iter().any(by_some), "{name} is played nowhere");
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
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name(offline::evidence());
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(folder)
}
