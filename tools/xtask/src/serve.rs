//! `cargo xtask serve`: hands out the page on this machine, for looking at it under `http://`.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use anyhow::{Context, Result};
use page_builder::project::Project;

/// What goes with every response, as `hosting/` has it for real servers.
const HEADERS: &str = "Content-Type: text/html; charset=utf-8\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: no-referrer\r\n\
    Cache-Control: no-cache\r\n\
    Connection-Allowlist: ()\r\n\
    Content-Security-Policy: frame-ancestors 'none'\r\n\
    Cross-Origin-Opener-Policy: same-origin\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Permissions-Policy: camera=(), clipboard-read=(), geolocation=(), microphone=()\r\n\
    Connection: close\r\n";

/// Builds the page and serves it until somebody stops this program.
pub(crate) fn command(project: &Project, port: u16) -> Result<()> {
    let page = page_builder::build(project, false)?.text;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("Port {port} cannot be used. Name another one: `cargo xtask serve --port N`.")
    })?;
    println!("http://{}/", listener.local_addr()?);
    // A browser keeps idle connections open, so that each gets a thread.
    thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            // An error here is a browser that went away.
            scope.spawn(|| respond(stream, &page));
        }
    });
    Ok(())
}

fn respond(mut stream: TcpStream, page: &str) -> Result<()> {
    let mut lines = BufReader::new(&stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // A connection that is closed with something unread is reset.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let (status, body) = match request.split(' ').collect::<Vec<_>>().as_slice() {
        ["GET" | "HEAD", "/", _] => ("200 OK", page),
        _ => ("404 Not Found", "Only / is here."),
    };
    let length = body.len();
    let body = if request.starts_with("HEAD ") {
        ""
    } else {
        body
    };
    let head = format!("HTTP/1.1 {status}\r\n{HEADERS}Content-Length: {length}\r\n\r\n");
    stream.write_all((head + body).as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn ask(request: &str) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        write!(stream, "{request}\r\nHost: localhost\r\n\r\n").unwrap();
        respond(listener.accept().unwrap().0, "<p>ä</p>").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    }

    #[test]
    fn the_headers_are_those_of_the_files_for_servers() {
        let nginx = Project::here().read("hosting/nginx.conf").unwrap();
        let headers = nginx
            .lines()
            .filter_map(|line| line.trim().strip_prefix("add_header "))
            .map(|line| line.strip_suffix("\" always;").unwrap());
        let mut count = 0;
        for header in headers {
            let (name, value) = header.split_once(" \"").unwrap();
            assert!(HEADERS.contains(&format!("{name}: {value}\r\n")), "{name}");
            count += 1;
        }
        assert_eq!(
            HEADERS.lines().count(),
            count + 2,
            "Content-Type, Connection"
        );
    }

    #[test]
    fn the_page_and_nothing_else_is_served() {
        let page = ask("GET / HTTP/1.1");
        assert!(page.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"));
        assert!(
            page.ends_with("\r\nContent-Length: 9\r\n\r\n<p>ä</p>"),
            "{page}"
        );
        let head = ask("HEAD / HTTP/1.1");
        assert!(head.ends_with("\r\nContent-Length: 9\r\n\r\n"), "{head}");
        for request in [
            "GET /../Cargo.toml HTTP/1.1",
            "POST / HTTP/1.1",
            "GET /",
            "",
        ] {
            assert!(ask(request).starts_with("HTTP/1.1 404 "), "{request}");
        }
    }
}
