//! Listens on one loopback port per channel, so that even a bare connection identifies its channel.

use crate::outcome::{Failure, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Names of channels. A connection without a request is reported as `name:connection`.
pub(crate) type Ways = BTreeSet<String>;

#[derive(Default)]
struct Heard {
    connected: BTreeSet<&'static str>,
    asked: BTreeSet<&'static str>,
}

/// The time limit for anything quick.
const PATIENCE: Duration = Duration::from_secs(20);

/// The shortest time to listen for.
const AT_LEAST: Duration = Duration::from_millis(800);

pub(crate) struct Sink {
    ports: BTreeMap<&'static str, u16>,
    heard: Arc<Mutex<Heard>>,
}

impl Sink {
    /// Listens for each of these channels on TCP and UDP, until the process ends.
    pub(crate) fn start(names: impl Iterator<Item = &'static str>) -> Outcome<Self> {
        let heard = Arc::new(Mutex::new(Heard::default()));
        let mut ports = BTreeMap::new();
        for name in names {
            let (stream, datagram) = pair()?;
            ports.insert(name, stream.local_addr()?.port());
            let shared = Arc::clone(&heard);
            thread::spawn(move || {
                for stream in stream.incoming().flatten() {
                    lock(&shared).connected.insert(name);
                    let shared = Arc::clone(&shared);
                    thread::spawn(move || answer(stream, name, &shared).ok());
                }
            });
            let shared = Arc::clone(&heard);
            thread::spawn(move || {
                while datagram.recv(&mut [0; 2048]).is_ok() {
                    lock(&shared).asked.insert(name);
                }
            });
        }
        Ok(Self { ports, heard })
    }

    /// Returns the ports by channel, for scripts.
    pub(crate) fn ports(&self) -> &BTreeMap<&'static str, u16> {
        &self.ports
    }

    fn heard(&self) -> Ways {
        let Heard { connected, asked } = &*lock(&self.heard);
        let bare = connected.difference(asked);
        let bare = bare.map(|name| format!("{name}:connection"));
        asked
            .iter()
            .map(|name| (*name).to_owned())
            .chain(bare)
            .collect()
    }

    /// Listens until all of these arrived and returns how long that took.
    #[track_caller]
    pub(crate) fn wait_for(&self, expected: &Ways) -> Outcome<Duration> {
        let start = Instant::now();
        loop {
            let heard = self.heard();
            if heard.is_superset(expected) {
                return Ok(start.elapsed());
            }
            if start.elapsed() > PATIENCE {
                let missing: Vec<_> = expected.difference(&heard).collect();
                let more: Vec<_> = heard.difference(expected).collect();
                return Err(Failure::new(format!(
                    "never heard: {missing:?}; heard besides: {more:?}"
                )));
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Listens twice as long as an unrestricted page needed.
    pub(crate) fn listen(&self, needed: Duration) -> Ways {
        thread::sleep(needed.saturating_mul(2).max(AT_LEAST));
        self.heard()
    }
}

/// Binds the same port on both.
fn pair() -> Outcome<(TcpListener, UdpSocket)> {
    for _ in 0..20 {
        let stream = TcpListener::bind(("127.0.0.1", 0))?;
        if let Ok(datagram) = UdpSocket::bind(stream.local_addr()?) {
            return Ok((stream, datagram));
        }
    }
    Err(Failure::new("no port is free for both TCP and UDP"))
}

fn lock(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Replies without content, so that a navigation here leaves the page in place.
fn answer(mut stream: TcpStream, name: &'static str, heard: &Mutex<Heard>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut first = [0];
    stream.read_exact(&mut first)?;
    lock(heard).asked.insert(name);
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    stream.write_all(
        b"HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
    )
}
