//! The files in `hosting/`, run by the servers that they are for, on loopback.
//!
//! IIS runs on Windows only; that its file says the same as the others is a test of `files`.

mod client;
#[cfg(test)]
mod files;
mod programs;
mod server;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};
use tempfile::TempDir;

use page_builder::project::Project;
use xtask_support::run::Count;

use client::{Answer, ask};
use server::{Kind, Server};

/// The address in the files of `hosting/`.
const ADDRESS: &str = "/rsa-signer.html";
/// The folder in the files of `hosting/`.
const FOLDER: &str = "/srv/rsa-signer";
/// What the page is sent with, and with nothing else but [`OF_THE_SERVER`].
const HEADERS: [(&str, &str); 9] = [
    ("Cache-Control", "no-cache"),
    ("Connection-Allowlist", "()"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), clipboard-read=(), geolocation=(), microphone=()",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
];
/// What servers add by themselves.
const OF_THE_SERVER: [&str; 7] = [
    "Accept-Ranges",
    "Connection",
    "Content-Length",
    "Date",
    "ETag",
    "Last-Modified",
    "Server",
];
/// What stands in the page here, and in the file that lies beside it.
const PAGE: &str = "<p>the page</p>\n";
const BESIDE: &str = "not to be handed out";

/// Runs every check on both servers.
pub(crate) fn suite(project: &Project) -> Result<Count> {
    let programs = [
        (Kind::Nginx, programs::nginx(project)?),
        (Kind::Apache, programs::apache()?),
    ];
    let mut count = Count::default();
    for (kind, program) in programs {
        let site = Site::new(project, kind, &program)?;
        for (name, check) in CHECKS {
            let result = check(&site);
            let verdict = if result.is_ok() { "ok" } else { "FAILED" };
            println!("{} {name} ... {verdict}", kind.name());
            count = count.and(match result {
                Ok(()) => Count::PASSED,
                Err(error) => {
                    println!("{}", xtask_support::sentences(&error));
                    Count::FAILED
                }
            });
        }
    }
    Ok(count)
}

type Check = fn(&Site) -> Result<()>;

const CHECKS: [(&str, Check); 5] = [
    ("sends the page with its headers", sends_page_and_headers),
    ("sends the head alone", sends_head),
    ("says that nothing has changed", says_unchanged),
    ("sends a changed file at once", sends_changed_file),
    ("sends nothing else", sends_nothing_else),
];

/// A running server with a folder of its own.
struct Site {
    server: Server,
    page: PathBuf,
    _folder: TempDir,
}

impl Site {
    fn new(project: &Project, kind: Kind, program: &Path) -> Result<Self> {
        let folder = server::folder()?;
        let site = folder.path().join("site");
        fs::create_dir(&site)?;
        let page = site.join("rsa-signer.html");
        fs::write(&page, PAGE)?;
        fs::write(site.join("beside.html"), BESIDE)?;
        fs::write(site.join("index.html"), BESIDE)?;
        let text = project.read(kind.file())?;
        ensure!(
            text.contains(FOLDER),
            "{} does not name {FOLDER}.",
            kind.file()
        );
        let text = text.replace(FOLDER, &site.display().to_string());
        Ok(Self {
            server: Server::start(kind, program, folder.path(), &text)?,
            page,
            _folder: folder,
        })
    }

    fn ask(&self, method: &str, path: &str, header: &str) -> Result<Answer> {
        ask(self.server.port, method, path, header)
    }
}

fn sends_page_and_headers(site: &Site) -> Result<()> {
    fs::write(&site.page, PAGE)?;
    let answer = site.ask("GET", ADDRESS, "")?;
    ensure!(answer.status == 200, "The answer is {}.", answer.status);
    ensure!(answer.body == PAGE.as_bytes(), "Other bytes were sent.");
    has_the_headers(&answer)
}

fn sends_head(site: &Site) -> Result<()> {
    let answer = site.ask("HEAD", ADDRESS, "")?;
    ensure!(answer.status == 200, "The answer is {}.", answer.status);
    ensure!(answer.body.is_empty(), "A body was sent.");
    has_the_headers(&answer)
}

/// Each header once, with exactly its value, and none that nobody asked for.
fn has_the_headers(answer: &Answer) -> Result<()> {
    for (name, value) in HEADERS {
        let values: Vec<&str> = answer.all(name).collect();
        ensure!(values == [value], "{name} is {values:?}, not {value:?}.");
    }
    for (name, value) in &answer.headers {
        let mut known = HEADERS.iter().map(|(name, _)| *name).chain(OF_THE_SERVER);
        let known = known.any(|other| name.eq_ignore_ascii_case(other));
        ensure!(known, "{name}: {value} was sent too.");
    }
    Ok(())
}

fn says_unchanged(site: &Site) -> Result<()> {
    let tag = tag(&site.ask("GET", ADDRESS, "")?)?;
    let answer = site.ask("GET", ADDRESS, &format!("If-None-Match: {tag}\r\n"))?;
    ensure!(answer.status == 304, "The answer is {}.", answer.status);
    ensure!(answer.body.is_empty(), "A body was sent.");
    let control: Vec<&str> = answer.all("Cache-Control").collect();
    ensure!(control == ["no-cache"], "Cache-Control is {control:?}.");
    let other = site.ask("GET", ADDRESS, "If-None-Match: \"other\"\r\n")?;
    ensure!(other.status == 200, "With another tag: {}.", other.status);
    Ok(())
}

fn tag(answer: &Answer) -> Result<String> {
    let tags: Vec<&str> = answer.all("ETag").collect();
    match tags.as_slice() {
        [tag] => Ok((*tag).to_owned()),
        other => bail!("ETag is {other:?}."),
    }
}

/// As an administrator would: the new file is renamed into the old one's place.
fn sends_changed_file(site: &Site) -> Result<()> {
    let tag = tag(&site.ask("GET", ADDRESS, "")?)?;
    let (new, text) = (site.page.with_extension("new"), format!("{PAGE}changed\n"));
    fs::write(&new, &text)?;
    fs::rename(&new, &site.page)?;
    let answer = site.ask("GET", ADDRESS, &format!("If-None-Match: {tag}\r\n"))?;
    ensure!(answer.status == 200, "The answer is {}.", answer.status);
    ensure!(answer.body == text.as_bytes(), "The old file was sent.");
    fs::write(&site.page, PAGE)?;
    Ok(())
}

fn sends_nothing_else(site: &Site) -> Result<()> {
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/beside.html"),
        ("GET", "/index.html"),
        ("GET", "/rsa-signer.html/"),
        ("GET", "/rsa-signer.html/beside.html"),
        ("GET", "/rsa-signer.htmlx"),
        ("GET", "/rsa-signer.html/../beside.html"),
        ("GET", "/rsa-signer.html%2f..%2fbeside.html"),
        ("GET", "/../beside.html"),
        ("GET", "/.htaccess"),
        ("POST", ADDRESS),
        ("PUT", ADDRESS),
        ("DELETE", ADDRESS),
        ("OPTIONS", ADDRESS),
    ] {
        let answer = site.ask(method, path, "Content-Length: 0\r\n")?;
        let refused = (400..500).contains(&answer.status);
        ensure!(
            refused,
            "{method} {path} is answered with {}.",
            answer.status
        );
        let body = String::from_utf8_lossy(&answer.body);
        let shown = body.contains(BESIDE) || body.contains(PAGE);
        ensure!(!shown, "{method} {path} is answered with {body}");
    }
    let still = fs::read_to_string(&site.page)?;
    ensure!(still == PAGE, "The page on the disk is another: {still}");
    Ok(())
}
