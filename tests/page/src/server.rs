//! A web server on loopback that records every request. As a proxy it answers for every host name.

use crate::engine::INTRANET;
use crate::outcome::Outcome;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

pub(crate) struct Server {
    port: u16,
    shelf: Arc<Mutex<Shelf>>,
}

#[derive(Default)]
struct Shelf {
    /// More header lines for every response.
    header: String,
    /// Pages by their path, each with header lines of its own.
    pages: BTreeMap<String, (String, Vec<u8>)>,
    requests: Vec<String>,
}

impl Server {
    pub(crate) fn start() -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let shared = Arc::clone(&shelf);
        // Ends with the process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shelf = Arc::clone(&shared);
                // A browser that hangs up early is no failure of the page.
                thread::spawn(move || answer(stream, &shelf).ok());
            }
        });
        Ok(Self { port, shelf })
    }

    /// Its pages are cross-origin isolated, so that browsers give them their finest clock.
    pub(crate) fn start_isolated() -> Outcome<Self> {
        let server = Self::start()?;
        lock(&server.shelf).header = "Cross-Origin-Opener-Policy: same-origin\r\n\
             Cross-Origin-Embedder-Policy: require-corp\r\n"
            .to_owned();
        Ok(server)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn put(&self, path: &str, page: Vec<u8>) {
        self.put_with(path, String::new(), page);
    }

    /// Serves a page with header lines of its own.
    pub(crate) fn put_with(&self, path: &str, header: String, page: Vec<u8>) {
        lock(&self.shelf).pages.insert(path.into(), (header, page));
    }

    /// Returns the requests since the last call, as `GET /path`, of other hosts with the whole address.
    pub(crate) fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.shelf).requests)
    }
}

fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Strips the tests' own host: a proxy is asked for a whole address.
fn without_own_host(target: &str) -> &str {
    let Some(rest) = target.strip_prefix("http://") else {
        return target;
    };
    let (host, _) = rest.split_once([':', '/']).unwrap_or((rest, ""));
    if host != INTRANET && host != "127.0.0.1" {
        return target;
    }
    rest.find('/')
        .and_then(|slash| rest.get(slash..))
        .unwrap_or("/")
}

fn answer(mut stream: TcpStream, shelf: &Mutex<Shelf>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        // A connection that was opened ahead of a request that never came.
        return Ok(());
    }
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = line.split_whitespace();
    let (method, path) = (
        words.next().unwrap_or_default(),
        words.next().map_or("", without_own_host),
    );
    let (header, page) = {
        let mut shelf = lock(shelf);
        shelf.requests.push(format!("{method} {path}"));
        (shelf.header.clone(), shelf.pages.get(path).cloned())
    };
    // The bare type, as the simplest servers send it: the page's own declaration must do.
    let (status, own, page) = match page {
        Some((own, page)) => ("200 OK", own, page),
        None => ("404 Not Found", String::new(), b"not here".to_vec()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\n{header}{own}Connection: close\r\n\r\n",
        page.len()
    )?;
    stream.write_all(&page)
}
