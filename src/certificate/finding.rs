//! What is remarkable about a certificate. Findings inform; none of them stops a request.

use super::Certificate;
use super::kind::{Generation, Kind, is_public, kind};
use super::summary::days_between;
use crate::notice::{UnixTime, notices};
use crate::oid;

/// Fewer days than this are a warning.
const SOON: i64 = 14;
/// Fewer days than this are worth knowing: renewing takes weeks in some companies.
const AHEAD: i64 = 60;

/// Signatures with MD2, MD4, MD5 and SHA-1 (RFC 8017, appendix C; RFC 3279, section 2.2): an issuer
/// that still makes them is trusted by nobody.
const WEAK: &[(&str, &str)] = &[
    ("1.2.840.113549.1.1.2", "MD2"),
    ("1.2.840.113549.1.1.3", "MD4"),
    ("1.2.840.113549.1.1.4", "MD5"),
    ("1.2.840.113549.1.1.5", "SHA-1"),
    ("1.3.14.3.2.29", "SHA-1"),
    ("1.2.840.10045.4.1", "SHA-1"),
    ("1.2.840.10040.4.3", "SHA-1"),
];

notices! {
    /// Something about a certificate that the service may mind.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Finding {
        /// It is a certificate authority's (CA).
        Authority = "certificate-authority" => Warning,
        /// The certificate has expired.
        Expired {
            /// The last moment at which it was valid.
            since: UnixTime,
        } = "certificate-expired" => Warning,
        /// It will expire within weeks.
        ExpiresAhead {
            /// Whole days left.
            days: i64,
        } = "certificate-expires-ahead" => Information,
        /// It will expire in less than two days.
        ExpiresNow = "certificate-expires-now" => Warning,
        /// It will expire within days.
        ExpiresSoon {
            /// Whole days left.
            days: i64,
        } = "certificate-expires-soon" => Warning,
        /// It lives longer than public authorities may promise today.
        LongLived {
            /// For how many days it was issued.
            days: i64,
            /// For how many days one may be issued now.
            limit: i64,
        } = "certificate-long-lived" => Information,
        /// It names no e-mail address.
        NoEmail = "certificate-no-email" => Warning,
        /// Its key usage leaves digitalSignature out (RFC 5280, section 4.2.1.3).
        NoDigitalSignature = "certificate-no-digital-signature" => Warning,
        /// It does not say where its revocation can be asked for.
        NoRevocation = "certificate-no-revocation" => Information,
        /// It is not yet valid.
        NotYetValid {
            /// From when it is valid.
            from: UnixTime,
        } = "certificate-not-yet-valid" => Warning,
        /// Its issuer is its own subject, and no other key is known to have signed it.
        SelfSigned = "certificate-self-signed" => Warning,
        /// It is for servers only.
        ServerOnly = "certificate-server-only" => Warning,
        /// It is S/MIME of the strict profile, for e-mail alone.
        SmimeStrict = "certificate-smime-strict" => Information,
        /// It is a public TLS certificate for clients too, the like of which will not be issued.
        TlsClient = "certificate-tls-client" => Information,
        /// Its issuer signed it with a hash function that is broken.
        WeakSignature {
            /// The hash function.
            algorithm: String,
        } = "certificate-weak-signature" => Warning,
    }
}

/// Everything remarkable about `certificate` at the time `now`, in Unix seconds.
#[must_use]
pub fn findings(certificate: &Certificate, now: i64) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(validity(certificate, now));
    if certificate.emails().is_empty() {
        found.push(Finding::NoEmail);
    }
    if !certificate.allows_digital_signature() {
        found.push(Finding::NoDigitalSignature);
    }
    if certificate.is_ca() {
        found.push(Finding::Authority);
    }
    if certificate.is_self_signed() {
        found.push(Finding::SelfSigned);
    }
    let server_only = certificate
        .extensions
        .purposes
        .as_ref()
        .is_some_and(|purposes| {
            !purposes.is_empty() && purposes.iter().all(|purpose| *purpose == oid::SERVER_AUTH)
        });
    if server_only {
        found.push(Finding::ServerOnly);
    }
    let signature = certificate.signature_algorithm.to_string();
    if let Some((_, algorithm)) = WEAK.iter().find(|(oid, _)| *oid == signature) {
        found.push(Finding::WeakSignature {
            algorithm: (*algorithm).to_owned(),
        });
    }
    if is_public(certificate) {
        found.extend(of_the_rules(certificate, now));
    }
    found
}

/// The longest life of a TLS certificate in days, by the time from which it holds in Unix seconds (TLS
/// Baseline Requirements, section 6.3.2).
const TLS_LIVES: [(i64, i64); 4] = [
    // 15 March 2029, 2027 and 2026.
    (1_868_227_200, 47),
    (1_805_068_800, 100),
    (1_773_532_800, 200),
    (i64::MIN, 398),
];

/// The longest life of an S/MIME certificate of the profiles that are issued, in days (S/MIME
/// Baseline Requirements, section 6.3.2).
const SMIME_LIFE: i64 = 825;

/// What the rules of public authorities mean for this certificate and the next one.
fn of_the_rules(certificate: &Certificate, now: i64) -> Vec<Finding> {
    let mut found = Vec::new();
    let limit = match kind(certificate) {
        Kind::Tls { client } => {
            if client {
                found.push(Finding::TlsClient);
            }
            let mut lives = TLS_LIVES.iter();
            lives.find(|(from, _)| now >= *from).map(|(_, days)| *days)
        }
        Kind::Smime { generation, .. } => {
            if generation == Generation::Strict {
                found.push(Finding::SmimeStrict);
            }
            Some(SMIME_LIFE)
        }
        Kind::Private => None,
    };
    // The last second is part of the validity (RFC 5280, section 4.1.2.5), and any part of a day
    // counts as one.
    let days = days_between(certificate.not_before(), certificate.not_after()).saturating_add(1);
    if let Some(limit) = limit.filter(|limit| days > *limit) {
        found.push(Finding::LongLived { days, limit });
    }
    if certificate.crl().is_empty() && certificate.ocsp().is_empty() {
        found.push(Finding::NoRevocation);
    }
    found
}

fn validity(certificate: &Certificate, now: i64) -> Option<Finding> {
    let (from, to) = (certificate.not_before(), certificate.not_after());
    if now > to {
        return Some(Finding::Expired {
            since: UnixTime(to),
        });
    }
    if now < from {
        return Some(Finding::NotYetValid {
            from: UnixTime(from),
        });
    }
    match days_between(now, to) {
        ..=1 => Some(Finding::ExpiresNow),
        days if days < SOON => Some(Finding::ExpiresSoon { days }),
        days if days < AHEAD => Some(Finding::ExpiresAhead { days }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;
    use crate::input::{Object, read_text};
    use crate::notice::Severity;
    use crate::sample;
    use der::asn1::ObjectIdentifier;

    /// The sample's times, by `openssl x509 -dates` and `date +%s`.
    const FROM: i64 = 1_577_836_800;
    const TO: i64 = 2_524_607_999;
    const DAY: i64 = 86_400;

    fn certificate() -> Certificate {
        match read_text(sample::CERTIFICATE).objects.pop() {
            Some(Object::Certificate(der)) => Certificate::from_der(&der).unwrap(),
            _ => panic!("not a certificate"),
        }
    }

    /// What is found of a certificate that is like the sample but for one change.
    fn changed(change: impl Fn(&mut Certificate)) -> Vec<Finding> {
        let mut certificate = certificate();
        change(&mut certificate);
        let found = findings(&certificate, FROM);
        let others = found.into_iter();
        others.filter(|own| *own != Finding::SelfSigned).collect()
    }

    #[test]
    fn validity_is_told_to_the_second() {
        for (now, told) in [
            (
                FROM - 1,
                Some(Finding::NotYetValid {
                    from: UnixTime(FROM),
                }),
            ),
            (FROM, None),
            (TO - 60 * DAY, None),
            (TO - 60 * DAY + 1, Some(Finding::ExpiresAhead { days: 59 })),
            (TO - 14 * DAY, Some(Finding::ExpiresAhead { days: 14 })),
            (TO - 14 * DAY + 1, Some(Finding::ExpiresSoon { days: 13 })),
            (TO - 2 * DAY, Some(Finding::ExpiresSoon { days: 2 })),
            (TO - 2 * DAY + 1, Some(Finding::ExpiresNow)),
            (TO, Some(Finding::ExpiresNow)),
            (
                TO + 1,
                Some(Finding::Expired {
                    since: UnixTime(TO),
                }),
            ),
        ] {
            assert_eq!(validity(&certificate(), now), told, "{now}");
        }
    }

    #[test]
    fn what_lies_weeks_ahead_only_informs() {
        let severity = |finding: Finding| finding.severity();
        let ahead = severity(Finding::ExpiresAhead { days: 59 });
        assert_eq!(ahead, Severity::Information);
        let soon = severity(Finding::ExpiresSoon { days: 13 });
        assert_eq!(soon, Severity::Warning);
    }

    #[test]
    fn only_what_is_remarkable_is_told() {
        assert_eq!(changed(|_| ()), []);
        assert_eq!(findings(&certificate(), FROM), [Finding::SelfSigned]);
        let usages = |bits| changed(|own| own.extensions.usages = bits);
        assert_eq!(usages(None), []);
        assert_eq!(usages(Some(0b11)), []);
        assert_eq!(usages(Some(0b10)), [Finding::NoDigitalSignature]);
        assert_eq!(usages(Some(0)), [Finding::NoDigitalSignature]);
        let purposes = |oids: &[&str]| {
            let oids: Vec<ObjectIdentifier> = oids
                .iter()
                .map(|oid| ObjectIdentifier::new(oid).unwrap())
                .collect();
            changed(|own| own.extensions.purposes = Some(oids.clone()))
        };
        // RFC 5280, section 4.2.1.12: serverAuth and clientAuth.
        assert_eq!(purposes(&["1.3.6.1.5.5.7.3.1"]), [Finding::ServerOnly]);
        assert_eq!(purposes(&["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]), []);
        assert_eq!(purposes(&["1.3.6.1.5.5.7.3.2"]), []);
        assert_eq!(purposes(&[]), []);
    }

    /// Policies of the Baseline Requirements; the sample lives 10,958 days and names no address.
    #[test]
    fn what_public_rules_mean_is_told_of_public_certificates() {
        let named = |policy: &str, addresses: &[&str]| {
            changed(|own| {
                own.extensions.policies = vec![ObjectIdentifier::new(policy).unwrap()];
                own.extensions.crl = addresses.iter().map(|own| (*own).to_owned()).collect();
            })
        };
        let long = |limit| Finding::LongLived {
            days: 10_958,
            limit,
        };
        let address = &["http://ca.example/list.crl"];
        assert_eq!(named("1.2.3", &[]), []);
        assert_eq!(named("2.23.140.1.5.3.2", address), [long(825)]);
        assert_eq!(
            named("2.23.140.1.5.1.3", &[]),
            [Finding::SmimeStrict, long(825), Finding::NoRevocation]
        );
        // The sample is for clients.
        assert_eq!(
            named("2.23.140.1.2.1", address),
            [Finding::TlsClient, long(398)]
        );
        let mut tls = certificate();
        tls.extensions.policies = vec![oid::TLS_DOMAIN];
        for (now, limit) in [
            (1_773_532_799, 398),
            (1_773_532_800, 200),
            (1_805_068_800, 100),
            (1_868_227_200, 47),
        ] {
            assert!(findings(&tls, now).contains(&long(limit)), "{now}");
        }
        for (seconds, days) in [(398 * DAY - 1, 398), (398 * DAY, 399)] {
            tls.not_after = FROM + seconds;
            let long = Finding::LongLived { days, limit: 398 };
            assert_eq!(findings(&tls, FROM).contains(&long), days > 398);
        }
    }

    /// The identifiers of RFC 8017 (appendix C), RFC 3279 (section 2.2) and OIW.
    #[test]
    fn only_broken_hash_functions_are_weak() {
        let signed = |oid| {
            let oid = ObjectIdentifier::new(oid).unwrap();
            changed(|own| own.signature_algorithm = oid)
        };
        for (oid, name) in [
            ("1.2.840.113549.1.1.2", "MD2"),
            ("1.2.840.113549.1.1.3", "MD4"),
            ("1.2.840.113549.1.1.4", "MD5"),
            ("1.2.840.113549.1.1.5", "SHA-1"),
            ("1.3.14.3.2.29", "SHA-1"),
            ("1.2.840.10045.4.1", "SHA-1"),
            ("1.2.840.10040.4.3", "SHA-1"),
        ] {
            let algorithm = name.to_owned();
            assert_eq!(signed(oid), [Finding::WeakSignature { algorithm }]);
        }
        // With SHA-256.
        assert_eq!(signed("1.2.840.113549.1.1.11"), []);
    }
}
