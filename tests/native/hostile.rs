//! Damaged corpus files through the whole session. Nothing may panic, and every generated request
//! verifies with the certificate that it carries. `cargo xtask fuzz` is the long form.

#[path = "../../fuzz/targets/mod.rs"]
#[allow(unreachable_pub, reason = "a module of several crates")]
mod targets;

use crate::support::case::Case;
use crate::support::{TestRandom, login};
use anaplan_rsa_signer::protocol::{InputField, Inputs, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand_core::TryRng;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

const NOW: u64 = 1_750_000_000;
/// The number of damaged inputs.
const ROUNDS: u32 = 3_000;
/// The most time for one input: a hang is a failure.
const PATIENCE: Duration = Duration::from_secs(20);

/// Returns every file under tests/data, corpus cases with and without their headers.
fn seeds() -> Vec<Vec<u8>> {
    fn collect(folder: &Path, seeds: &mut Vec<Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, seeds);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            seeds.extend(Case::parse(&bytes).map(|case| case.payload.to_vec()));
            if bytes.len() < 20_000 {
                seeds.push(bytes);
            }
        }
    }
    let mut seeds = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data"),
        &mut seeds,
    );
    assert!(!seeds.is_empty());
    seeds
}

fn damage(seed: &[u8], random: &mut TestRandom) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.try_next_u32().unwrap() % 4 {
        if bytes.is_empty() {
            break;
        }
        let at = random.try_next_u32().unwrap() as usize % bytes.len();
        match random.try_next_u32().unwrap() % 6 {
            0 => bytes[at] ^= 1 << (random.try_next_u32().unwrap() % 8),
            1 => bytes[at] = random.try_next_u32().unwrap().to_le_bytes()[0],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..(at + 40).min(bytes.len()))),
            4 => bytes.extend_from_within(at..(at + 40).min(bytes.len())),
            _ => bytes[at] = [0, 0x80, 0x84, 0xFF, 0x30, b'-'][at % 6],
        }
    }
    bytes
}

#[test]
fn damaged_files_never_panic() {
    let seeds = seeds();
    let mut random = TestRandom::new(20_261_122);
    let mut session = Session::default();
    let mut generated = 0;
    for round in 0..ROUNDS {
        let seed = &seeds[random.try_next_u32().unwrap() as usize % seeds.len()];
        let bytes = damage(seed, &mut random);
        let other = seeds[round as usize % seeds.len()].clone();
        let inputs = Inputs {
            sources: vec![
                Source::file(1, InputField::Certificate, "damaged", bytes),
                Source::file(2, InputField::PrivateKey, "damaged", other),
            ],
            choice: None,
        };
        let started = Instant::now();
        let _ = session.answer(Request::Read(inputs), NOW, &mut random);
        let generate = Request::Generate {
            header_form: HeaderForm::Der,
        };
        match session.answer(generate, NOW, &mut random) {
            Reply::Generated(made) => {
                login::verified(&made.authorization, &made.body, NOW).unwrap();
                generated += 1;
            }
            Reply::Refused { notices } => assert!(!notices.is_empty()),
            other => panic!("{other:?}"),
        }
        assert!(
            started.elapsed() < PATIENCE,
            "round {round} took {:?}",
            started.elapsed()
        );
    }
    assert!(generated > 0, "no damage was harmless");
}

/// The number of damaged inputs for each target.
const DAMAGED: usize = 1_000;

/// The inputs that long fuzz runs kept, as they are and damaged.
#[test]
fn kept_fuzz_inputs_never_panic() {
    let mut random = TestRandom::new(20_261_125);
    for (name, target) in targets::ALL {
        let file = format!("fuzz/corpus/{name}.txt");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let lines = text.lines().map(|line| STANDARD.decode(line).unwrap());
        let kept: Vec<Vec<u8>> = lines.collect();
        assert!(!kept.is_empty(), "{name} has kept nothing");
        // An order signs each time.
        let count = if name == "order" {
            DAMAGED / 10
        } else {
            DAMAGED
        };
        let harmed = kept.iter().cycle().take(count);
        let harmed: Vec<Vec<u8>> = harmed.map(|seed| damage(seed, &mut random)).collect();
        for bytes in kept.iter().chain(&harmed) {
            let started = Instant::now();
            target(bytes);
            let took = started.elapsed();
            assert!(took < PATIENCE, "{name} took {took:?} for {bytes:?}");
        }
    }
}
