//! nginx and Apache with nothing but a file of `hosting/`, in a temporary folder, on loopback.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use page_builder::process;

/// A port that was free a moment ago may be taken by somebody else.
const ATTEMPTS: usize = 5;
/// Where systems keep Apache's modules.
const MODULES: [&str; 5] = [
    "/usr/lib/apache2/modules",
    "/usr/lib64/httpd/modules",
    "/usr/libexec/apache2",
    "/opt/homebrew/lib/httpd/modules",
    "/usr/local/lib/httpd/modules",
];

/// Which server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Nginx,
    Apache,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Apache => "apache",
        }
    }

    /// Its file in the tree.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Nginx => "hosting/nginx.conf",
            Self::Apache => "hosting/apache.conf",
        }
    }

    /// What it prints once it listens.
    fn sign(self) -> &'static str {
        match self {
            Self::Nginx => "event method",
            Self::Apache => "resuming normal operations",
        }
    }

    /// The whole configuration: what every server needs, and the file of `hosting/`.
    fn settings(self, folder: &Path, port: u16) -> Result<String> {
        match self {
            Self::Nginx => Ok(nginx(folder, port)),
            Self::Apache => apache(folder, port),
        }
    }
}

/// A server that ends when this value does.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) port: u16,
    child: Child,
    /// Kept open, because a server that cannot write its log may end.
    _log: BufReader<ChildStderr>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A temporary folder into which a server that gives up its rights can still look.
pub(super) fn folder() -> Result<TempDir> {
    let folder = tempfile::Builder::new()
        .prefix("rsa-signer-hosting-")
        .tempdir()?;
    #[cfg(unix)]
    fs::set_permissions(
        folder.path(),
        std::os::unix::fs::PermissionsExt::from_mode(0o755),
    )?;
    Ok(folder)
}

impl Server {
    /// Starts it with this text as its part of `hosting/`, and waits until it listens.
    pub(super) fn start(kind: Kind, program: &Path, folder: &Path, text: &str) -> Result<Self> {
        fs::write(folder.join("hosting.conf"), text)?;
        let mut last = String::new();
        for _ in 0..ATTEMPTS {
            let port = free_port()?;
            let settings = folder.join("server.conf");
            fs::write(&settings, kind.settings(folder, port)?)?;
            match Self::once(kind, program, folder, &settings, port)? {
                Ok(server) => return Ok(server),
                Err(log) => last = log,
            }
        }
        bail!("{} does not start:\n{last}", kind.name())
    }

    /// One attempt: the server, or what it printed before it ended.
    fn once(
        kind: Kind,
        program: &Path,
        folder: &Path,
        settings: &Path,
        port: u16,
    ) -> Result<Result<Self, String>> {
        let mut command = Command::new(program);
        match kind {
            Kind::Nginx => command.arg("-p").arg(folder).arg("-c").arg(settings),
            Kind::Apache => command.arg("-f").arg(settings).args(["-D", "FOREGROUND"]),
        };
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("`{}` cannot be started.", process::line(&command)))?;
        let log = child.stderr.take().context("A server without a log.")?;
        let mut server = Self {
            port,
            child,
            _log: BufReader::new(log),
        };
        let mut printed = String::new();
        while server._log.read_line(&mut printed)? != 0 {
            if printed.contains(kind.sign()) {
                return Ok(Ok(server));
            }
        }
        Ok(Err(printed))
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

fn nginx(folder: &Path, port: u16) -> String {
    let folder = folder.display();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary = temporary.map(|name| format!("{name}_temp_path \"{folder}/{name}\";\n"));
    format!(
        "daemon off;\nmaster_process off;\npid \"{folder}/pid\";\nerror_log stderr notice;\n\
         events {{ }}\n\
         http {{\naccess_log off;\n{}\
         server {{\nlisten 127.0.0.1:{port};\nroot \"{folder}/empty\";\n\
         include \"{folder}/hosting.conf\";\n}}\n}}\n",
        temporary.concat()
    )
}

fn apache(folder: &Path, port: u16) -> Result<String> {
    let modules = MODULES.map(PathBuf::from);
    let modules = modules.iter().find(|folder| folder.is_dir());
    let modules = modules.context("Apache's modules are in no known folder.")?;
    let mut text = format!("ServerRoot \"{}\"\n", folder.display());
    for name in ["mpm_event", "unixd", "authz_core", "alias", "headers"] {
        // What has no file of its own is built in.
        let file = modules.join(format!("mod_{name}.so"));
        if file.is_file() {
            text.push_str(&format!(
                "LoadModule {name}_module \"{}\"\n",
                file.display()
            ));
        }
    }
    let id = |words: &[&str]| process::output(Command::new("id").args(words));
    if id(&["-u"])?.trim() == "0" {
        // Started with all rights, it gives them up.
        let group = id(&["-gn", "nobody"])?;
        text.push_str(&format!("User nobody\nGroup {}\n", group.trim()));
    }
    text.push_str(&format!(
        "ServerName localhost\nListen 127.0.0.1:{port}\nPidFile pid\nDefaultRuntimeDir .\n\
         ErrorLog /dev/stderr\nLogLevel notice\nDocumentRoot \"{0}/empty\"\n\
         <Directory />\nAllowOverride None\nRequire all denied\n</Directory>\n\
         Include \"{0}/hosting.conf\"\n",
        folder.display()
    ));
    fs::create_dir_all(folder.join("empty"))?;
    Ok(text)
}
