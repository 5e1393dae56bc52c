//! What can be seen of the exports for Windows without Windows: their form.

use super::made::{CALLS, FORMS, calls, login_at, login_export, session_at};
use anaplan_rsa_signer::exports::{self, CallsForm, Form, Service};
use anaplan_rsa_signer::request::HeaderForm;

const WINDOWS: [Form; 2] = [Form::CurlCmd, Form::InvokeRestMethod];

#[test]
fn windows_exports_hold_the_values_unchanged() {
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

/// The token and the calls that it allows; a quotation mark would end the value in a configuration
/// of curl (curl(1), `--config`), and is left out.
#[test]
fn the_calls_that_follow_hold_the_token() {
    for (form, token, written) in [
        (CallsForm::CurlPosix, "to\"k+en/=", "'tok+en/='"),
        (CallsForm::CurlCmd, "tok+en/=", "AnaplanAuthToken tok+en/="),
        (CallsForm::InvokeRestMethod, "tok+en/=", "'tok+en/='"),
    ] {
        let text = calls(token, form, "");
        assert!(text.contains(written), "{form:?}: {text}");
        for address in [
            "https://auth.anaplan.com/token/validate",
            "https://auth.anaplan.com/token/refresh",
            "https://auth.anaplan.com/token/logout",
            "https://api.anaplan.com/2/0/workspaces?tenantDetails=true",
        ] {
            assert!(text.contains(address), "{form:?}: {address}");
        }
    }
}

/// One line that is pasted, with nothing in it that PowerShell would expand: all values stand in single
/// quotation marks. No program is started that could take quotation marks away.
#[test]
fn the_one_line_for_powershell_holds_the_login_alone() {
    let (_, generated) = session_at(7, HeaderForm::Der);
    let line = login_at(7, Form::InvokeRestMethodLine, "eu3");
    assert!(!line.contains('\n'));
    let address = "https://eu3.auth.anaplan.com/token/authenticate";
    for value in [address, &generated.authorization, &generated.body] {
        assert!(line.contains(&format!("'{value}'")), "{line}");
    }
    let bare: String = line.split('\'').step_by(2).collect();
    assert_eq!(
        bare,
        "[Net.ServicePointManager]::SecurityProtocol = ; Invoke-RestMethod -Method Post -Uri  \
         -Headers @{ Authorization =  } -ContentType  -Body  | ConvertTo-Json"
    );
}

#[test]
fn batch_files_have_the_lines_that_cmd_reads() {
    for text in [
        login_at(7, Form::CurlCmd, ""),
        calls("token", CallsForm::CurlCmd, ""),
    ] {
        assert!(text.ends_with("\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(!line.contains(['\r', '\n']), "{line}");
            assert!(line.len() < 8191, "{}", line.len());
            // A length is sent with a POST, and no body with a GET.
            if line.contains("curl ") && line.contains("https://") {
                let posts = line.contains("/refresh") || line.contains("/logout");
                assert_eq!(line.contains(" --data "), posts, "{line}");
            }
        }
        // The first line begins the configuration, each other is added to it.
        let mut lines = text
            .lines()
            .filter(|line| line.contains("\"%config%\" echo "));
        assert!(
            lines.next().is_some_and(|line| line.starts_with(">\"")),
            "{text}"
        );
        assert!(lines.all(|line| line.starts_with(">>\"")), "{text}");
    }
}

/// Windows opens a file with what belongs to the end of its name.
#[test]
fn files_are_named_by_what_runs_them() {
    let calls = CALLS.map(|form| exports::calls("token", &Service::default(), form).file_name);
    assert_eq!(
        calls,
        ["sh", "cmd", "ps1"].map(|end| format!("anaplan-calls.{end}"))
    );
    let logins = FORMS.map(|form| login_export(7, form, "").file_name);
    let ends = ["sh", "sh", "ps1", "cmd", "ps1", "http"];
    assert_eq!(logins, ends.map(|end| format!("anaplan-login.{end}")));
}

/// 5.1 reads a file without a byte order mark in the system's code page, and has no
/// `-SkipHeaderValidation`.
#[test]
fn powershell_exports_work_in_both_versions() {
    for text in [
        login_at(7, Form::InvokeRestMethod, ""),
        calls("token", CallsForm::InvokeRestMethod, ""),
    ] {
        assert!(text.is_ascii());
        assert!(!text.contains("SkipHeaderValidation"));
        assert_eq!(text.matches('{').count(), text.matches('}').count());
    }
}
