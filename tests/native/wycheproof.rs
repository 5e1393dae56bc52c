//! Verification against every Wycheproof set of RSASSA-PKCS1-v1_5 with SHA-512. `known_answers` has
//! the signing sets.

use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::public_key::PublicKey;
use anaplan_rsa_signer::signature::verify;
use wycheproof::TestResult;
use wycheproof::rsa_pkcs1_verify::{TestName, TestSet};

/// Each set with its number of valid, invalid and acceptable signatures.
const SETS: [(TestName, [usize; 3]); 4] = [
    (TestName::Rsa2048Sha512, [8, 250, 1]),
    (TestName::Rsa3072Sha512, [8, 251, 1]),
    (TestName::Rsa4096Sha512, [7, 251, 1]),
    (TestName::Rsa8192Sha512, [7, 251, 1]),
];

#[test]
fn wycheproof_verification() {
    for (name, expected) in SETS {
        let mut counts = [0; 3];
        for group in TestSet::load(name).unwrap().test_groups {
            let key = PublicKey::from_pkcs1(&group.asn_key).unwrap();
            for case in group.tests {
                let verified = verify(&key, &case.msg, &case.sig);
                let (kind, right) = match case.result {
                    TestResult::Valid => (0, Ok(())),
                    TestResult::Invalid => (1, Err(Error::SignatureRejected)),
                    // A hash's identifier without its NULL: RFC 8017 lets it be, the core does not.
                    TestResult::Acceptable => (2, Err(Error::SignatureRejected)),
                };
                assert_eq!(
                    verified, right,
                    "{name:?}, tcId {}: {}",
                    case.tc_id, case.comment
                );
                counts[kind] += 1;
            }
        }
        assert_eq!(counts, expected, "{name:?}");
    }
}
