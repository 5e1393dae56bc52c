//! The programs for jobs: `tests/programs/run.sh` runs each for real,
//! with one set of cases for all.

use super::files::path;
use crate::support::service::{self, Service};
use crate::support::{self, program_text};
use anaplan_rsa_signer::anaplan::REGIONS;
use anaplan_rsa_signer::exports::{self, Program};
use anaplan_rsa_signer::review::{Kind, Outcome, Verdict, review};
use serde_json::Value;
use std::fs;
use std::io::{Write, stdout};
use std::path::Path;
use std::process::{Command, Stdio};

/// Writes to the terminal, past the test runner, which keeps what a test that passes prints.
fn say(line: &str) {
    writeln!(stdout().lock(), "{line}").unwrap();
}

/// Runs all cases for these programs; says how many there were, and what was not run and why. What
/// `--print-request` prints must be right for the checker too.
fn run(programs: &[&str]) {
    let printed = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let output = Command::new("bash")
        .arg(format!("{root}/tests/programs/run.sh"))
        .arg(root)
        .args(programs)
        .env("PRINTED", printed.path())
        .env("PYTHON", service::python())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("ok "))
        .collect();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}\n{}", lines.join("\n"));
    let was_run = !lines.iter().any(|line| line.starts_with("not run"));
    checks_printed(printed.path(), if was_run { 2 } else { 0 });
    for line in lines {
        say(&format!("{}: {line}", programs.join(" ")));
    }
}

/// Checks each printed request in a folder, `least` or more.
fn checks_printed(folder: &Path, least: usize) {
    let files = fs::read_dir(folder).unwrap();
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    assert!(files.len() >= least, "{files:?}");
    for file in files {
        let text = fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&text);
        let found = review(&text, i64::try_from(support::now()).unwrap());
        assert_eq!(found.kind, Kind::Json, "{}: {text}", file.display());
        let doubts = found
            .verdicts()
            .filter(|verdict| verdict.outcome != Outcome::Right)
            .map(|verdict| verdict.code);
        // The certificate is one of a test, under no authority.
        let doubts: Vec<&str> = doubts.collect();
        assert_eq!(doubts, ["certificate-self-signed"], "{}", file.display());
        let verified = |verdict: &Verdict| verdict.code == "review-signature-right";
        assert!(
            found.right.iter().any(verified),
            "{}: {text}",
            file.display()
        );
    }
}

/// Each has a test of its own, so that they run at the same time.
#[test]
fn python() {
    run(&["python"]);
}

#[test]
fn node() {
    run(&["node"]);
}

#[test]
fn bash() {
    run(&["bash"]);
}

#[test]
fn java() {
    run(&["java"]);
}

#[test]
fn powershell() {
    run(&["powershell"]);
}

#[test]
fn csharp() {
    run(&["csharp", "csharp-file"]);
}

/// Signs where the key is, in the places whose tools are there: OpenSSL and the stand-in of a vault always are.
#[cfg(unix)]
#[test]
fn keys_elsewhere() {
    let root = env!("CARGO_MANIFEST_DIR");
    let output = Command::new("bash")
        .args([&format!("{root}/tests/programs/keys.sh"), root])
        .env("PYTHON", service::python())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}\n{text}");
    for line in text.lines().filter(|line| !line.starts_with("ok ")) {
        say(&format!("keys elsewhere: {line}"));
    }
}

/// The lines that the page shows above each program, and the same with everything from the environment,
/// as in the recipes.
#[cfg(unix)]
#[test]
fn the_lines_of_the_page_log_in_and_call_the_api() {
    let service = Service::start();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink(service::python(), at("python3")).unwrap();
    fs::copy(path("own.crt"), at("login.crt")).unwrap();
    fs::copy(path("own.key"), at("login.key")).unwrap();
    let system = std::env::var("PATH").unwrap();
    for program in [Program::Bash, Program::Java, Program::Node, Program::Python] {
        let file = program.export(&exports::Service::default());
        fs::write(at(file.file_name), program_text(program)).unwrap();
        let cron = file.recipes.iter().find(|recipe| recipe.name == "cron");
        let in_recipe = cron.unwrap().text.lines().last().unwrap();
        for line in [&file.call, in_recipe] {
            let line = line.replace("https://api.anaplan.com", &service.base);
            assert!(line.contains(&service.base));
            let output = Command::new("bash")
                .args(["-e", "-o", "pipefail", "-c", &line])
                .current_dir(folder.path())
                .env("PATH", format!("{}:{system}", folder.path().display()))
                .env("ANAPLAN_AUTH_URL", &service.base)
                .env("ANAPLAN_CERTIFICATE", "login.crt")
                .env("ANAPLAN_KEY", "login.key")
                .env("SSL_CERT_FILE", &service.ca)
                .env("CURL_CA_BUNDLE", &service.ca)
                .output()
                .unwrap();
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{line}: {complaint}");
            let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert!(answer["workspaces"].is_array(), "{line}: {answer}");
        }
    }
}

/// RFC 9239 registers JavaScript's media type; the others have none of their own. The line that uses
/// the token is of the shell that runs the program.
#[test]
fn programs_are_saved_as_what_they_are() {
    for program in Program::ALL {
        let file = program.export(&exports::Service::default());
        let expected = match program {
            Program::Node => "text/javascript",
            _ => "text/plain",
        };
        assert_eq!(file.media_type, expected, "{}", file.file_name);
        let (shell, client) = match program {
            Program::Powershell => ("powershell -", "Invoke-RestMethod https"),
            _ => (program.command(), "curl -"),
        };
        assert!(file.run.starts_with(shell), "{}", file.run);
        for part in [client, &file.run, "AnaplanAuthToken "] {
            assert!(file.call.contains(part), "{part}: {}", file.call);
        }
    }
}

/// Whoever logs in at a host of a region's own calls the API of that region.
#[test]
fn the_lines_are_for_the_region() {
    let region = exports::Service::read("eu3").unwrap();
    for program in Program::ALL {
        let file = program.export(&region);
        assert_eq!(file.auth, "https://eu3.auth.anaplan.com");
        let recipes = file.recipes.iter().map(|recipe| recipe.text.as_str());
        let option = "-url https://eu3.auth.anaplan.com";
        let run = file.run.to_lowercase();
        assert!(run.contains(option), "{run}");
        for line in [file.call.as_str()].into_iter().chain(recipes) {
            let lower = line.to_lowercase();
            assert!(lower.contains(option), "{line}");
            assert!(lower.contains("https://eu3.api.anaplan.com/2/0"), "{line}");
            assert!(!lower.contains("//api.anaplan.com"), "{line}");
        }
        let usual = program.export(&exports::Service::default());
        assert!(
            !usual.call.to_lowercase().contains("-url"),
            "{}",
            usual.call
        );
    }
}

/// The table for those who write the calls themselves.
#[test]
fn the_documents_name_the_hosts_of_every_region() {
    let docs = include_str!("../../../docs/automation.md");
    let (_, table) = docs
        .split_once("| Region | Login host | API host |")
        .unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .map_while(|line| line.strip_prefix("| "))
        .map(|row| row.split(" | ").collect())
        .collect();
    for region in REGIONS {
        let is_named = |row: &&Vec<&str>| row[0].split(", ").any(|name| name == region.name);
        let [_, auth, api] = rows.iter().find(is_named).unwrap()[..] else {
            panic!("{}: not three cells", region.name);
        };
        let service = exports::Service::read(region.name).unwrap();
        for (cell, host) in [(auth, service.auth), (api, service.api)] {
            let told = cell
                .split('`')
                .nth(1)
                .unwrap()
                .replace("REGION", region.name);
            assert_eq!(format!("https://{told}"), host);
        }
    }
}

#[test]
fn recipes_are_filled_in() {
    for program in Program::ALL {
        let recipes = program.export(&exports::Service::default()).recipes;
        assert_eq!(recipes.len(), 6);
        for recipe in recipes {
            if program == Program::Python {
                let docs = include_str!("../../../docs/automation.md");
                assert!(
                    docs.contains(&recipe.text),
                    "docs/automation.md: {}",
                    recipe.name
                );
            }
            for placeholder in ["{file}", "{call}", "{needs}", "{url}", "{api}"] {
                assert!(!recipe.text.contains(placeholder), "{}", recipe.name);
            }
        }
    }
}

/// Returns the lines of what a PowerShell parser does not understand.
pub(crate) fn misread(text: &str) -> Vec<usize> {
    let mut parser = tree_sitter::Parser::new();
    parser
        .set_language(&tree_sitter_powershell::LANGUAGE.into())
        .unwrap();
    let tree = parser.parse(text, None).unwrap();
    let (mut found, mut open) = (Vec::new(), vec![tree.root_node()]);
    while let Some(node) = open.pop() {
        if node.is_error() || node.is_missing() {
            found.push(node.start_position().row + 1);
        }
        let mut cursor = node.walk();
        open.extend(node.children(&mut cursor));
    }
    found
}

#[test]
fn powershell_is_well_formed() {
    let text = program_text(Program::Powershell);
    // Windows PowerShell reads a file without a byte order mark in the ANSI code page.
    assert!(text.is_ascii());
    // PowerShell runs it; the grammar does not know members of a call's result as an argument.
    let unknown = ".ExportParameters($false).Modulus.Length\n";
    let text = text.replacen(unknown, ".Size\n", 1);
    assert_eq!(misread(&text), Vec::<usize>::new());
    let broken = text.replacen("if ($Help) {", "if ($Help {", 1);
    assert_ne!(
        misread(&broken),
        Vec::<usize>::new(),
        "the parser finds nothing"
    );
}
