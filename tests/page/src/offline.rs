//! The product without a network: this program again, in a network namespace that has only a
//! loopback interface.

use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use std::env;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::Command;

/// Set inside the namespace: the engine, and a port outside that must be unreachable.
const VARIABLE: &str = "RSA_SIGNER_NO_NETWORK";

/// The engines to run this way.
pub(crate) const ENGINES: [&str; 3] = ["firefox", "chromium", "webkit"];

/// Returns the engine and the port when inside.
fn inside() -> Option<(String, String)> {
    let value = env::var(VARIABLE).ok()?;
    let (engine, port) = value.split_once(' ')?;
    Some((engine.into(), port.into()))
}

/// Returns the folder for evidence of failed cases; each engine inside has its own, since they run
/// at once.
pub(crate) fn evidence() -> String {
    match inside() {
        Some((engine, _)) => format!("page-tests-offline-{engine}"),
        None => "page-tests".into(),
    }
}

/// Fails when there is a network, if inside.
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

/// Runs the product case inside a new namespace.
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
