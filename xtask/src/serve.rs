//! `cargo xtask serve`: hands out the page on this machine, as a careful web server would.
//!
//! A double click on the file works as well. This is for looking at the page under `http://`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::page;
use crate::project::Project;

/// Nobody asks for one page with more than this.
const LONGEST_REQUEST: u64 = 8 * 1024;
/// Browsers open connections in advance and leave them idle.
const PATIENCE: Duration = Duration::from_secs(10);
/// What goes with every answer. The last one is the only protection against being framed that a
/// policy inside the page cannot give.
const HEADERS: &str = "\
    Content-Type: text/html; charset=utf-8\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: no-referrer\r\n\
    Cache-Control: no-cache\r\n\
    Content-Security-Policy: frame-ancestors 'none'\r\n\
    Connection: close\r\n";

/// Builds the page and serves it until somebody stops this program.
pub(crate) fn command(project: &Project, port: u16) -> Result<()> {
    let page: Arc<str> = page::build(project, false)?.text.into();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("Port {port} cannot be used. Name another one: `cargo xtask serve --port N`.")
    })?;
    println!("http://{}/", listener.local_addr()?);
    for stream in listener.incoming().flatten() {
        let page = Arc::clone(&page);
        // An error here is a browser that went away.
        std::thread::spawn(move || converse(stream, &page));
    }
    Ok(())
}

fn converse(mut stream: TcpStream, page: &str) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = first_line(&stream)?;
    stream.write_all(answer(&request, page).as_bytes())?;
    Ok(stream.flush()?)
}

/// Reads the whole head, because a connection closed with something unread is reset.
fn first_line(stream: &TcpStream) -> Result<String> {
    let mut lines = BufReader::new(stream.take(LONGEST_REQUEST)).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    Ok(first)
}

/// The whole answer to a request's first line.
fn answer(request: &str, page: &str) -> String {
    let words: Vec<&str> = request.split(' ').collect();
    let (method, target) = match words.as_slice() {
        [method, target, version] if version.starts_with("HTTP/1.") => (*method, *target),
        _ => return message("400 Bad Request", "", "This is not a request.", true),
    };
    let body = method != "HEAD";
    match (method, target) {
        ("GET" | "HEAD", "/") => message("200 OK", "", page, body),
        ("GET" | "HEAD", _) => message("404 Not Found", "", "Only / is here.", body),
        _ => message(
            "405 Method Not Allowed",
            "Allow: GET, HEAD\r\n",
            "Only GET works here.",
            true,
        ),
    }
}

fn message(status: &str, more: &str, body: &str, with_body: bool) -> String {
    let length = body.len();
    let body = if with_body { body } else { "" };
    format!("HTTP/1.1 {status}\r\n{HEADERS}{more}Content-Length: {length}\r\n\r\n{body}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_served_with_its_headers() {
        let answer = answer("GET / HTTP/1.1", "<p>ä</p>");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"));
        assert!(head.contains("\r\nContent-Type: text/html; charset=utf-8\r\n"));
        assert!(head.contains("\r\nX-Content-Type-Options: nosniff\r\n"));
        assert!(head.contains("\r\nReferrer-Policy: no-referrer\r\n"));
        assert!(head.contains("\r\nCache-Control: no-cache\r\n"));
        assert!(head.ends_with("\r\nContent-Length: 9"), "{head}");
        assert_eq!(body, "<p>ä</p>");
    }

    #[test]
    fn head_has_everything_but_the_body() {
        let answer = answer("HEAD / HTTP/1.1", "page");
        assert!(
            answer.contains("Content-Length: 4\r\n") && answer.ends_with("\r\n\r\n"),
            "{answer}"
        );
    }

    #[test]
    fn nothing_else_is_served() {
        for (request, status) in [
            ("GET /favicon.ico HTTP/1.1", "404"),
            ("GET /../Cargo.toml HTTP/1.1", "404"),
            ("HEAD /a HTTP/1.0", "404"),
            ("POST / HTTP/1.1", "405"),
            ("GET /", "400"),
            ("", "400"),
        ] {
            let answer = answer(request, "page");
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status} ")),
                "{answer}"
            );
            assert!(!answer.contains("page"), "{answer}");
        }
    }

    #[test]
    fn a_whole_conversation_works() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server =
            std::thread::spawn(move || converse(listener.accept().unwrap().0, "page").unwrap());
        let mut stream = TcpStream::connect(address).unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        server.join().unwrap();
        assert!(text.ends_with("\r\n\r\npage"), "{text}");
    }
}
