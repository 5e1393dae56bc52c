//! `cargo xtask test`: every suite, counted and timed, and one last line that says how it went.
//!
//! A new kind of test gets a row in [`SUITES`] and a function below.

pub(crate) mod deny;

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use page_builder::process;
use page_builder::project::Project;
use page_builder::target;

use crate::proof;
use crate::release;
use crate::run::{self, Count, Run};
use crate::setup::{need, npm, tools};

/// A group of tests that passes or fails for one reason.
type Suite = fn(&mut Run<'_>) -> Result<Count>;

/// In the order in which they run: the cheapest first, so that a small mistake shows soon.
const SUITES: [(&str, Suite); 13] = [
    ("format", format),
    ("deny", deny),
    ("lint", lint),
    ("docs", docs),
    ("state", state),
    ("native", native),
    ("hosting", hosting),
    ("build", build),
    ("release", release),
    ("package", package),
    ("wasm", wasm),
    ("proof", proof::suite),
    ("page", page),
];

/// Returns the names of all suites.
pub(crate) fn names() -> [&'static str; SUITES.len()] {
    SUITES.map(|(name, _)| name)
}

/// Runs the named suites, or all of them, in their order.
pub(crate) fn command(project: &Project, names: &[String]) -> Result<ExitCode> {
    if names.is_empty() {
        need::prepare();
    }
    let wanted = |(name, _): &(&str, Suite)| names.is_empty() || names.iter().any(|it| it == name);
    let suites = SUITES.into_iter().filter(wanted);
    let total = run::all(&mut Run::new(project), suites, |run, suite| suite(run))?;
    Ok(total.exit_code())
}

fn format(run: &mut Run<'_>) -> Result<Count> {
    process::run(&mut run.cargo("fmt --all --check"))?;
    Ok(Count::PASSED)
}

fn deny(run: &mut Run<'_>) -> Result<Count> {
    deny::check(run.project).map(|()| Count::PASSED)
}

/// clippy, natively and for wasm.
fn lint(run: &mut Run<'_>) -> Result<Count> {
    target::ensure(run.project)?;
    let native = "clippy --locked --workspace --all-targets -- -D warnings";
    let packages = "--package=anaplan-rsa-signer --package=rsa-signer-js --lib --tests";
    let wasm = format!(
        "clippy --locked {packages} --target {} -- -D warnings",
        target::TARGET
    );
    let native = process::run(&mut run.cargo(native));
    let wasm = process::run(&mut run.cargo(&wasm));
    native.and(wasm).map(|()| Count::PASSED)
}

/// Private items are documented too, so that links to them are not broken.
const STRICT_DOCS: &str = "-D warnings -A rustdoc::private_intra_doc_links";

/// The documentation has no broken link.
fn docs(run: &mut Run<'_>) -> Result<Count> {
    let words = "doc --locked --workspace --no-deps --document-private-items";
    process::run(run.cargo(words).env("RUSTDOCFLAGS", STRICT_DOCS))?;
    Ok(Count::PASSED)
}

/// The page's modules have no error of types; its state does what it says, without a browser, and so does what judges
/// the benchmarks.
fn state(run: &mut Run<'_>) -> Result<Count> {
    let folder = "tests/page-state";
    let compiler = npm::install(run.project, folder)?.join(COMPILER);
    let types = process::run(run.node(compiler)?.args(["-p", folder])).map(|()| Count::PASSED);
    let files = [
        "tests/page-state/state.test.mjs",
        "tools/lab/bench/report.test.mjs",
    ];
    let tests = Count::of(node_tests(run)?.args(files))?;
    Ok(tests.and(types?))
}

/// Returns node's own runner of tests. It prints TAP, whose last lines [`Count`] adds up, whatever
/// the version prints unasked.
fn node_tests(run: &Run<'_>) -> Result<Command> {
    let mut node = run.node("--test")?;
    node.arg("--test-reporter=tap");
    Ok(node)
}

/// TypeScript's compiler in a folder of packages.
const COMPILER: &str = "node_modules/typescript/bin/tsc";

/// Everything that runs without a browser.
fn native(run: &mut Run<'_>) -> Result<Count> {
    prepare_native(run.project)?;
    let words = "test --locked --workspace --exclude page-tests --no-fail-fast";
    Count::of(&mut run.cargo(words))
}

/// Puts in place what the native tests run besides the core.
pub(crate) fn prepare_native(project: &Project) -> Result<()> {
    need::ensure(&[
        need::OPENSSH,
        need::OPENSSL,
        need::CURL,
        need::PYTHON,
        need::CRYPTOGRAPHY,
        need::ICALENDAR,
        need::GNUTLS,
        need::JAVA,
        need::NSS,
    ])?;
    for lists in ["tests/calendar", "tests/postman"] {
        npm::install(project, lists)?;
    }
    Ok(())
}

/// The files in `hosting/`, run by the servers that they are for.
fn hosting(run: &mut Run<'_>) -> Result<Count> {
    need::ensure(&[need::APACHE, need::PYTHON])?;
    let mut checks = Command::new(need::PYTHON.found().unwrap_or_default());
    checks.current_dir(run.project.root());
    Count::of(checks.arg("tests/hosting/hosting.py"))
}

/// The page builds, is what it promises to be, and gives its wasm to the commands of
/// docs/reproduce.md.
fn build(run: &mut Run<'_>) -> Result<Count> {
    let page = run.page()?;
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("rsa-signer.html"), &page.text)?;
    let commands = commands(&run.project.read("docs/reproduce.md")?)?;
    let mut shell = Command::new("sh");
    shell.current_dir(folder.path()).args(["-euc", &commands]);
    let printed = process::output(&mut shell)?;
    let wasm = page_builder::sha256(&page.wasm);
    if printed.split_whitespace().next() != Some(wasm.as_str()) {
        bail!(
            "The commands of docs/reproduce.md print `{}`, not {wasm}.",
            printed.trim()
        );
    }
    Ok(Count::passed(2))
}

/// Returns the commands below the heading that promises them.
fn commands(document: &str) -> Result<String> {
    let section = document.split_once("\n## Taking the wasm out of the file\n");
    let block = section.and_then(|(_, section)| section.split("```").nth(1));
    let commands = block.and_then(|block| block.strip_prefix("sh\n"));
    let commands =
        commands.context("docs/reproduce.md lacks the commands that take the wasm out.")?;
    Ok(commands.to_owned())
}

/// The release is the same from two folders and two cargo homes.
fn release(run: &mut Run<'_>) -> Result<Count> {
    // Its VERIFY.txt has a command in Python.
    need::ensure(&[need::PYTHON])?;
    let release = release::build(run.project)?;
    release.verify_by_hand()?;
    release::reproduce::again(run.project, &release)?;
    Ok(Count::passed(2))
}

/// The core in headless Firefox, by the command that a person would type in the root.
fn wasm(run: &mut Run<'_>) -> Result<Count> {
    target::ensure(run.project)?;
    need::ensure(&[need::FIREFOX])?;
    let wanted = ["geckodriver", "wasm-bindgen-cli"];
    let path = tools::path(run.project, &wanted)?;
    let mut wasm_pack = Command::new(tools::ensure(run.project, "wasm-pack")?);
    wasm_pack
        .current_dir(run.project.root())
        .args(["test", "--headless", "--firefox"])
        // The whole corpus, which takes longer than the runner waits by itself.
        .env("RSA_SIGNER_CORPUS", "all")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600")
        .env("PATH", path);
    Count::of(&mut wasm_pack)
}

/// The npm package, by the commands of docs/package.md, as its consumers get it.
fn package(run: &mut Run<'_>) -> Result<Count> {
    target::ensure(run.project)?;
    need::ensure(&[need::OPENSSL, need::CHROMIUM])?;
    let path = tools::path(run.project, &["wasm-bindgen-cli"])?;
    let folder = "target/package";
    let mut build = Command::new(tools::ensure(run.project, "wasm-pack")?);
    build
        .current_dir(run.project.root())
        .args(["build", "package", "--target", "web", "--profile", "page"])
        .args(["--out-name", "login", "--out-dir", "../target/package"])
        .args(["--mode", "no-install", "--", "--locked"])
        .env("PATH", path);
    process::run(&mut build)?;
    let compiler = npm::install(run.project, "tests/page-state")?.join(COMPILER);
    let mut tests = node_tests(run)?;
    tests
        .arg("tests/package/package.test.mjs")
        .env("PACKAGE", run.project.path(folder))
        .env("TYPESCRIPT", compiler)
        .env("CHROMIUM", need::CHROMIUM.found().unwrap_or_default());
    Count::of(&mut tests)
}

/// The shipped file in real browsers.
fn page(run: &mut Run<'_>) -> Result<Count> {
    Count::of(&mut run.in_browsers("--no-fail-fast")?)
}
