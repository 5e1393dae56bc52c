//! The least that asks a server on loopback for something, and sends a path exactly as it is given.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

/// How long a server on this machine may think.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a server answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The values of every header of this name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let same = self
            .headers
            .iter()
            .filter(move |(other, _)| other.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str())
    }
}

/// Asks once. `header` is empty, or a line with its end.
pub(super) fn ask(port: u16, method: &str, path: &str, header: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n");
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    read(&bytes).with_context(|| format!("{method} {path} is answered with no HTTP."))
}

fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let (head, rest) = bytes.split_at_checked(end)?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_owned(), value.trim().to_owned()))
    };
    Some(Answer {
        status,
        headers: lines.map(header).collect::<Option<_>>()?,
        body: rest.get(4..)?.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_headers_and_body_are_told_apart() {
        let answer = read(b"HTTP/1.1 200 OK\r\nA: b: c\r\na:d\r\n\r\nbody\r\n\r\n").unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.all("a").collect::<Vec<_>>(), ["b: c", "d"]);
        assert_eq!(answer.body, b"body\r\n\r\n");
        assert!(read(b"HTTP/1.1 200 OK\r\n").is_none());
    }
}
