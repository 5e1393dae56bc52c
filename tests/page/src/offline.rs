//! The product where there is no network at all: this program again, inside a network namespace that has
//! nothing but its own loopback.

use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use std::env;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::Command;

/// Set inside the namespace: the engine that is tried there, and a port outside, which must not be reached.
const VARIABLE: &str = "RSA_SIGNER_NO_NETWORK";

/// The engines that are tried this way.
pub(crate) const ENGINES: [&str; 3] = ["firefox", "chromium", "webkit"];

/// Inside: the engine and the port.
fn inside() -> Option<(String, String)> {
    let value = env::var(VARIABLE).ok()?;
    let (engine, port) = value.split_once(' ')?;
    Some((engine.into(), port.into()))
}

/// The folder for what failed cases looked like. Each engine inside has its own: they run at once.
pub(crate) fn evidence() -> String {
    match inside() {
        Some((engine, _)) => format!("page-tests-offline-{engine}"),
        None => "page-tests".into(),
    }
}

/// Inside: fails when there is a network.
pub(crate) fn ensure_none() -> Outcome {
    let Some((_, port)) = inside() else {
        return Ok(());
    };
    let devices = fs::read_to_string("/proc/self/net/dev")?;
    let names: Vec<_> = devices
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, _)| name.trim())
        .collect();
    ensure_eq!(names, ["lo"], "the network's devices");
    let outside = TcpStream::connect(("127.0.0.1", port.parse()?));
    ensure!(outside.is_err(), "the world outside answers");
    Ok(())
}

/// Outside: runs the product once more, inside.
pub(crate) fn run(engine: &str) -> Outcome {
    let outside = TcpListener::bind(("127.0.0.1", 0))?;
    let port = outside.local_addr()?.port();
    TcpStream::connect(("127.0.0.1", port))
        .map_err(|error| Failure::new(format!("not even from outside: {error}")))?;
    let mut command = Command::new("unshare");
    // Who is not root may be root of a namespace of its own, where the system allows that.
    command.args(["--map-root-user", "--net", "sh", "-c"]);
    command.arg("ip link set lo up && exec \"$@\"").arg("sh");
    command.arg(env::current_exe()?);
    command.args(["--exact", &format!("{engine}/file/silence/product")]);
    let output = command.env(VARIABLE, format!("{engine} {port}")).output()?;
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    ensure!(
        output.status.success() && said.iter().any(|text| text.contains(" 1 passed; 0 failed")),
        "{command:?} failed. It takes unshare and ip, and root or user namespaces: {}",
        said.join("\n")
    );
    Ok(())
}
