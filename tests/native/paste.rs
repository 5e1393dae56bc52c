//! Every shape in which people paste PEM, and what must not be guessed.

use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::input::{self, MAX_BYTES, Object, PrivateKeyForm};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wasm_bindgen_test::wasm_bindgen_test;

/// The published test key of the Wycheproof vectors and a certificate for it.
fn pair() -> (String, String) {
    let file: serde_json::Value = serde_json::from_str(include_str!(
        "../data/wycheproof/rsa_pkcs1_2048_sig_gen_sha512.json"
    ))
    .unwrap();
    let group = &file["testGroups"][0];
    let text = |name: &str| group[name].as_str().unwrap().trim_end().to_owned() + "\n";
    (text("certificatePem"), text("privateKeyPem"))
}

fn body(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

/// What was found, as short words, so that a failure reads well.
fn found(text: &str) -> Vec<String> {
    words(&input::read_text(text))
}

fn words(findings: &input::Findings) -> Vec<String> {
    let objects = findings.objects.iter().map(|object| match object {
        Object::Certificate(_) => "certificate".to_owned(),
        Object::PrivateKey(key) => match &key.form {
            PrivateKeyForm::Pkcs1 => "key".to_owned(),
            PrivateKeyForm::Traditional(dek) => format!("traditional {dek}"),
            other => format!("{other:?}"),
        },
        other => format!("{other:?}"),
    });
    objects
        .chain(
            findings
                .problems
                .iter()
                .map(|problem| problem.code().to_owned()),
        )
        .collect()
}

/// Certificates and keys in the same shape give the same bytes as the unharmed text.
fn check(shape: impl Fn(&str) -> String) {
    let (certificate, key) = pair();
    for pem in [&certificate, &key] {
        let plain = input::read_text(pem);
        let shaped = input::read_text(&shape(pem));
        assert_eq!(words(&shaped), words(&plain), "in {:?}", shape(pem));
        match (&plain.objects[0], &shaped.objects[0]) {
            (Object::Certificate(a), Object::Certificate(b)) => assert_eq!(a, b),
            (Object::PrivateKey(a), Object::PrivateKey(b)) => assert_eq!(a.der, b.der),
            other => panic!("{other:?}"),
        }
    }
}

macro_rules! shapes {
    ($($name:ident: $shape:expr;)+) => {
        $(
            #[wasm_bindgen_test(unsupported = test)]
            fn $name() {
                check($shape);
            }
        )+
    };
}

fn each_line(pem: &str, change: impl Fn(&str) -> String) -> String {
    pem.lines().map(|line| change(line) + "\n").collect()
}

fn rewrapped(pem: &str, columns: usize) -> String {
    let mut lines = pem.lines();
    let (begin, end) = (lines.next().unwrap(), pem.lines().last().unwrap());
    let body: Vec<char> = body(pem).chars().collect();
    let body: Vec<String> = body
        .chunks(columns)
        .map(|line| line.iter().collect())
        .collect();
    format!("{begin}\n{}\n{end}\n", body.join("\n"))
}

// The folder `shapes` of the corpus has 32 more.
shapes! {
    body_on_one_line: |pem| rewrapped(pem, 100_000);
    columns_76: |pem| rewrapped(pem, 76);
    odd_columns: |pem| rewrapped(pem, 37);
    all_on_one_line_without_spaces: |pem| pem.replace('\n', "");
    no_break_space_in_the_label: |pem| {
        pem.replace("BEGIN ", "BEGIN\u{A0}").replace("END ", "END\u{A0}")
    };
    words_like_begin: |pem| format!("- hello world - BEGINNING here - \n{pem}");
    two_final_newlines: |pem| format!("{pem}\n\n");
    literal_tabs: |pem| each_line(pem, |line| format!("\\t{line}"));
    bare_base64: body;
    bare_base64_with_breaks: |pem| pem.lines().filter(|l| !l.starts_with('-'))
        .collect::<Vec<_>>().join("\r\n");
    source_code_leading_plus: |pem| each_line(pem, |line| format!("  + '{line}\\n'"));
    en_dashes: |pem| pem.replace("-----", "–––––");
    dashes_cut_off: |pem| pem.trim_start_matches('-').replacen("BEGIN", "-BEGIN", 1);
    lower_case_boundaries: |pem| pem.replace("BEGIN", "Begin").replace("END", "End");
    html_references_at_line_ends: |pem| each_line(pem, |line| line.replace('/', "&#47;") + "&nbsp;");
    end_line_missing: |pem| pem.lines().filter(|l| !l.contains("END")).collect::<Vec<_>>().join("\n");
    quoted_printable: |pem| {
        let long = rewrapped(pem, 100_000).replace('=', "=3D");
        long.lines().map(|line| {
            let line: Vec<char> = line.chars().collect();
            line.chunks(75).map(|part| part.iter().collect::<String>())
                .collect::<Vec<_>>().join("=\n") + "\n"
        }).collect()
    };
}

#[wasm_bindgen_test(unsupported = test)]
fn both_in_one_paste_are_told_apart() {
    let (certificate, key) = pair();
    assert_eq!(
        found(&format!("{certificate}{key}")),
        ["certificate", "key"]
    );
    assert_eq!(
        found(&format!("{key}\n\n{certificate}")),
        ["key", "certificate"]
    );
    let one_line = format!("{key}{certificate}").replace('\n', " ");
    assert_eq!(found(&one_line), ["key", "certificate"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn files_are_read_as_bytes() {
    let (certificate, _) = pair();
    let der = STANDARD.decode(body(&certificate)).unwrap();
    assert_eq!(words(&input::read_bytes(&der)), ["certificate"]);
    let trailing = [der.as_slice(), b"\r\n"].concat();
    assert_eq!(words(&input::read_bytes(&trailing)), ["certificate"]);
    let little: Vec<u8> = certificate
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let big: Vec<u8> = certificate
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(words(&input::read_bytes(&little)), ["certificate"]);
    assert_eq!(words(&input::read_bytes(&big)), ["certificate"]);
    assert_eq!(
        words(&input::read_bytes(
            &[&[0xFF, 0xFE], little.as_slice()].concat()
        )),
        ["certificate"]
    );
    assert_eq!(
        words(&input::read_bytes(
            &[&[0xFE, 0xFF], big.as_slice()].concat()
        )),
        ["certificate"]
    );
    let latin1 = [b"Gr\xFC\xDFe\n".as_slice(), certificate.as_bytes()].concat();
    assert_eq!(words(&input::read_bytes(&latin1)), ["certificate"]);
}

/// What is not ASCII tells whether the letters were read or only their bytes.
#[wasm_bindgen_test(unsupported = test)]
fn every_letter_of_utf_16_is_read() {
    let (certificate, _) = pair();
    let text = format!("certificate:\n{}", certificate.replace("-----", "—–―"));
    let units = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
    let (little, big): (Vec<u8>, Vec<u8>) = (units(u16::to_le_bytes), units(u16::to_be_bytes));
    let marked = |mark: [u8; 2], bytes: &[u8]| [&mark, bytes].concat();
    let files = [
        marked([0xFF, 0xFE], &little),
        marked([0xFE, 0xFF], &big),
        little,
        big,
    ];
    for file in files {
        assert_eq!(words(&input::read_bytes(&file)), ["certificate"]);
    }
}

/// The mark alone says it where the first letters are not ASCII.
#[wasm_bindgen_test(unsupported = test)]
fn utf_16_is_known_by_its_mark() {
    let (certificate, _) = pair();
    let text = format!("\u{FEFF}ключ\n{}", certificate.replace("-----", "—–―"));
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let file: Vec<u8> = text.encode_utf16().flat_map(order).collect();
        assert_eq!(words(&input::read_bytes(&file)), ["certificate"]);
    }
}

/// The name of the boundary in capitals, and spaces around its equals sign.
#[wasm_bindgen_test(unsupported = test)]
fn the_boundary_of_a_mail_is_found_however_it_is_written() {
    let (certificate, key) = pair();
    let quoted = certificate.replace('=', "=3D").replace("AB", "A=\nB");
    for boundary in ["Boundary=\"=_b\"", "BOUNDARY==_b", "boundary = \"=_b\""] {
        let text = format!(
            "Content-Type: multipart/mixed; {boundary}\n\n--=_b\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}\n--=_b\nContent-Transfer-Encoding: 7bit\n\n{key}\n--=_b--\n"
        );
        let found = words(&input::read_bytes(text.as_bytes()));
        assert_eq!(found, ["certificate", "key"], "{boundary}");
    }
}

/// A mail as it is sent: its headers have equals signs, and so have the parts in base64.
#[wasm_bindgen_test(unsupported = test)]
fn a_mail_in_quoted_printable_is_opened() {
    let (certificate, key) = pair();
    let quoted = certificate.replace('=', "=3D").replace("AB", "A=\nB");
    for (text, expected) in [
        (
            format!(
                "From: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe=\n a=3Db\n\n{quoted}"
            ),
            vec!["certificate"],
        ),
        (
            format!(
                "Content-Type: multipart/mixed; boundary=\"=_b\"\n\n--=_b\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}\n--=_b\nContent-Transfer-Encoding: 7bit\n\n{key}\n--=_b--\n"
            ),
            vec!["certificate", "key"],
        ),
    ] {
        let text = text.replace('\n', "\r\n");
        assert_eq!(
            words(&input::read_bytes(text.as_bytes())),
            expected,
            "{text}"
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_was_chosen_for_a_reason() {
    assert_eq!(words(&input::read_bytes(b"")), ["file-empty"]);
    assert_eq!(words(&input::read_bytes(b" \r\n")), ["nothing-found"]);
    assert_eq!(words(&input::read_bytes(b"hello")), ["nothing-found"]);
    let empty = b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    assert_eq!(words(&input::read_bytes(empty)), ["base64-cut"]);
}

/// As `openssl x509` writes it.
#[wasm_bindgen_test(unsupported = test)]
fn pem_is_written_as_openssl_writes_it() {
    let (certificate, _) = pair();
    let der = STANDARD.decode(body(&certificate)).unwrap();
    let expected = rewrapped(&certificate, 64);
    assert_eq!(input::certificate_pem(&der), expected);
    let whole_lines = "A".repeat(128);
    assert_eq!(
        input::certificate_pem(&STANDARD.decode(&whole_lines).unwrap()),
        format!(
            "-----BEGIN CERTIFICATE-----\n{}\n{}\n-----END CERTIFICATE-----\n",
            &whole_lines[..64],
            &whole_lines[64..]
        )
    );
}

/// `SEQUENCE` of two numbers, the shortest object that is known, so many bytes long.
fn public_key(length: u8) -> String {
    let head = [0x30, length - 2, 0x02, 1, 5, 0x02, length - 7, 1];
    STANDARD.encode([&head, vec![7; usize::from(length) - 8].as_slice()].concat())
}

#[wasm_bindgen_test(unsupported = test)]
fn base64_without_armour_has_64_signs_at_least() {
    let known = ["Unsupported(PublicKey)"];
    assert_eq!(found(&public_key(48)), known);
    assert_eq!(found(&public_key(47)), ["nothing-found"]);
    for length in [49, 50, 51] {
        assert_eq!(found(&public_key(length)), known);
        assert_eq!(found(public_key(length).trim_end_matches('=')), known);
    }
    assert_eq!(found(&format!("{}==", public_key(48))), known);
    assert_eq!(found(&format!("{}===", public_key(48))), ["nothing-found"]);
}

/// `cat` of files without a last line end puts blocks right behind each other.
#[wasm_bindgen_test(unsupported = test)]
fn blocks_that_touch_are_all_found() {
    let (certificate, key) = pair();
    let [certificate, key] = [certificate.trim_end(), key.trim_end()];
    let between = [
        "", " ", "\n", "\r\n", "\u{FEFF}", "\u{200B}", "\u{2060}", "-", "---", "–", ",", ";", "\"",
        "\",\"", "' '", "|", "\t",
    ];
    for separator in between {
        let blocks = [certificate, key, certificate, certificate];
        assert_eq!(
            found(&blocks.join(separator)),
            ["certificate", "key", "certificate", "certificate"],
            "{separator:?}"
        );
    }
    // One run of five dashes for both boundaries.
    let shared = certificate.replace("-----BEGIN", "BEGIN");
    assert_eq!(
        found(&format!("{certificate}{shared}")),
        ["certificate", "certificate"]
    );
    // Without an end, the next block still begins.
    let cut = certificate.split("-----END").next().unwrap();
    assert_eq!(
        found(&format!("{}{key}", cut.trim_end())),
        ["certificate", "key"]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_follows_the_padding_of_a_block() {
    let block =
        |body: &str| format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n");
    let key = public_key(49);
    assert_eq!(found(&block(&key)), ["Unsupported(PublicKey)"]);
    let problem = input::read_text(&block(&format!("{key}A")))
        .problems
        .remove(0);
    let expected = Error::DamagedBase64 {
        label: "PUBLIC KEY".into(),
        line: 2,
        found: "A".into(),
    };
    assert_eq!(problem, expected);
}

/// Kubernetes secrets hold base64 of a PEM file; some tools encode what is encoded already.
#[wasm_bindgen_test(unsupported = test)]
fn base64_stands_in_base64_so_deep_and_no_deeper() {
    let (certificate, _) = pair();
    let nested = |times| (0..times).fold(certificate.clone(), |text, _| STANDARD.encode(text));
    for times in 1..=6 {
        assert_eq!(found(&nested(times)), ["certificate"], "{times}");
    }
    assert_eq!(found(&nested(7)), ["nested-too-deep"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn damage_is_named_and_located() {
    let (certificate, _) = pair();
    let lines: Vec<&str> = certificate.lines().collect();
    let bad = certificate.replacen(lines[3], &lines[3].replacen(&lines[3][5..6], "?", 1), 1);
    let problem = input::read_text(&bad).problems.remove(0);
    let expected = Error::DamagedBase64 {
        label: "CERTIFICATE".into(),
        line: 4,
        found: "?".into(),
    };
    assert_eq!(problem, expected);
    for line_end in ["\r\n", "\r"] {
        let problem = input::read_text(&bad.replace('\n', line_end))
            .problems
            .remove(0);
        assert_eq!(problem, expected, "{line_end:?}");
    }
    // One character lost in the middle of a line.
    assert_eq!(
        found(&certificate.replacen(lines[3], &lines[3][1..], 1)),
        ["base64-cut"]
    );
    // Four lost: the base64 is whole, what it says is not.
    assert_eq!(
        found(&certificate.replacen(lines[3], &lines[3][4..], 1)),
        ["damaged-der"]
    );
    // Without BEGIN and END, by the line of the value; with END alone, by that.
    let middle = bad.lines().skip(1).take(6).collect::<Vec<_>>().join("\n");
    let findings = input::read_text(&format!("{certificate}words\n{middle}\n"));
    let line = u32::try_from(lines.len()).unwrap() + 2;
    assert_eq!(findings.problems, [Error::ValueUnreadable { line }]);
    let ending = format!("{}\n-----END CERTIFICATE-----\n", lines[5..8].join("\n"));
    assert_eq!(found(&ending), ["pem-without-begin"]);
    // Of very many, the last are only counted.
    let many = input::read_text(&bad.repeat(53)).problems;
    assert_eq!(
        (many.len(), many.last()),
        (51, Some(&Error::MoreProblems { count: 3 }))
    );
    // Those of a kind that is not told are counted with them.
    let block = |at| format!("-----BEGIN A{at}-----\nMAA=\n-----END A{at}-----\n");
    let kinds: String = (0..52).map(block).collect();
    let many = input::read_text(&(kinds + &bad.repeat(53))).problems;
    assert_eq!(
        (many.len(), many.last()),
        (51, Some(&Error::MoreProblems { count: 5 }))
    );
    // The end lost; the block behind it is read as one.
    let cut = lines[..8].join("\n");
    assert_eq!(found(&cut), ["pem-cut"]);
    assert_eq!(
        found(&format!("{cut}\n{certificate}")),
        ["certificate", "pem-cut"]
    );
    assert_eq!(
        found(&format!("{cut}\n{bad}")),
        ["pem-cut", "damaged-base64"]
    );
    // Of a block without an end, four dashes tell that it is one, and so does a value.
    assert_eq!(found("----BEGIN CERTIFICATE----\nMIIB\n"), ["pem-cut"]);
    assert_eq!(found(&cut.replace("-----", "---")), ["pem-cut"]);
    assert_eq!(found("---begin reading here---\n"), ["nothing-found"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_nothing_is_said_to_be_nothing() {
    assert_eq!(found(""), [""; 0]);
    assert_eq!(found(" \n\t\u{A0}\u{FEFF}"), [""; 0]);
    assert_eq!(found("hello"), ["nothing-found"]);
    assert_eq!(found(&"A".repeat(200)), ["nothing-found"]);
    assert_eq!(
        found("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"),
        ["base64-cut"]
    );
    assert_eq!(found(&"-".repeat(100_000)), ["nothing-found"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn more_than_the_limit_is_refused_unread() {
    assert_eq!(MAX_BYTES, 8_388_608);
    assert_eq!(found(&" ".repeat(MAX_BYTES)), [""; 0]);
    assert_eq!(found(&" ".repeat(MAX_BYTES + 1)), ["too-large"]);
    assert_eq!(
        words(&input::read_bytes(&vec![0; MAX_BYTES + 1])),
        ["too-large"]
    );
    // Each byte is a character of two.
    assert_eq!(
        words(&input::read_bytes(&vec![0xE9; MAX_BYTES])),
        ["nothing-found"]
    );
}
