//! The programs that make the corpus and that are compared with, from the system's own packages.

use super::browsers::Need;

/// Makes and reads bundles, as GnuTLS does.
pub(crate) const CERTTOOL: Need = Need::new("certtool", &["certtool"], "gnutls-bin");
/// Makes Java's key stores.
pub(crate) const KEYTOOL: Need = Need::new("keytool", &["keytool"], "default-jre-headless");
/// Runs jsrsasign.
pub(crate) const NODE: Need = Need::new("Node", &["node"], "nodejs");
/// Installs jsrsasign.
pub(crate) const NPM: Need = Need::new("npm", &["npm"], "npm");
/// Makes PuTTY's keys.
pub(crate) const PUTTYGEN: Need = Need::new("puttygen", &["puttygen"], "putty-tools");
/// Makes OpenSSH's keys.
pub(crate) const SSH_KEYGEN: Need = Need::new("ssh-keygen", &["ssh-keygen"], "openssh-client");
