//! What can be seen of the exports for Windows without Windows: their form.

use super::made::{calls, login_at, session_at};
use anaplan_rsa_signer::exports::Form;
use anaplan_rsa_signer::request::HeaderForm;

const WINDOWS: [Form; 3] = [Form::CurlCmd, Form::CurlPowershell, Form::InvokeRestMethod];

#[test]
fn the_values_stand_in_them_unchanged() {
    let (_, generated) = session_at(7, HeaderForm::Der);
    for form in WINDOWS {
        let text = login_at(7, form, "");
        assert!(text.contains(&generated.authorization), "{form:?}");
        let body = match form {
            Form::InvokeRestMethod => generated.body.clone(),
            _ => generated.body.replace('"', "\\\""),
        };
        assert!(text.contains(&body), "{form:?}");
        assert!(
            text.contains("https://auth.anaplan.com/token/authenticate"),
            "{form:?}"
        );
        assert!(
            text.contains("https://api.anaplan.com/2/0/workspaces?tenantDetails=true"),
            "{form:?}"
        );
    }
}

#[test]
fn batch_files_have_the_lines_that_cmd_reads() {
    for text in [
        login_at(7, Form::CurlCmd, ""),
        calls("token", Form::CurlCmd, ""),
    ] {
        assert!(text.ends_with("\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(!line.contains(['\r', '\n']), "{line}");
            assert!(line.len() < 8191, "{}", line.len());
        }
    }
}

/// 5.1 passes neither double quotes nor empty arguments to programs as they stand, and reads a file
/// without a byte order mark in the system's code page.
#[test]
fn powershell_texts_keep_to_what_both_versions_do_alike() {
    for form in [Form::CurlPowershell, Form::InvokeRestMethod] {
        for text in [login_at(7, form, ""), calls("token", form, "")] {
            assert!(text.is_ascii());
            for call in text.lines().filter(|line| line.contains("& $curl")) {
                assert!(
                    !call.contains(['"']) || call.ends_with("-join \"`n\""),
                    "{call}"
                );
                assert!(!call.contains("''"), "{call}");
            }
            assert!(!text.contains("SkipHeaderValidation"));
            assert_eq!(text.matches('{').count(), text.matches('}').count());
        }
    }
}
