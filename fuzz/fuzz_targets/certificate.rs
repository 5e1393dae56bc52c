//! Certificates, and everything that is said of them.
#![no_main]

use anaplan_rsa_signer::certificate::{Certificate, Summary, findings};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|der: &[u8]| {
    if let Ok(certificate) = Certificate::from_der(der) {
        let summary = Summary::new(&certificate, 0);
        assert!(summary.subject.chars().all(|c| !c.is_control()));
        let _ = findings(&certificate, 0);
    }
});
