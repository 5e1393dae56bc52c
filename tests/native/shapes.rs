//! What people hold, in the shapes of secret stores, documents, tools and source code; and that
//! nothing of it is dropped in silence. The objects come out byte for byte as they went in. Native
//! only.

use crate::support::cases::{companion, sections};
use crate::support::grows_with_its_length;
use crate::support::openssl::{Folder, Key, openssl};
use anaplan_rsa_signer::bundle::pkcs12;
use anaplan_rsa_signer::certificate::Certificate;
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::input::{self, Findings, Object, PrivateKeyForm};
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::private_key::PrivateKey;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;
use proptest::sample::select;
use zeroize::Zeroizing;

/// The test certificate and its key, PEM.
fn pair() -> (String, String) {
    let text = |name: &str| {
        let text = companion(name);
        text[text.find("-----BEGIN").unwrap()..].to_owned()
    };
    (text("rsa-2048.crt"), text("rsa-2048.key"))
}

fn body(pem: &str) -> String {
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    lines.collect()
}

fn der(pem: &str) -> Vec<u8> {
    STANDARD.decode(body(pem)).unwrap()
}

fn each(pem: &str, change: impl Fn(usize, &str) -> String) -> String {
    let lines = pem.lines().enumerate();
    lines
        .map(|(number, line)| change(number, line) + "\n")
        .collect()
}

/// The DER of each object, or its name, and the codes of problems and remarks.
fn found(findings: &Findings) -> Vec<String> {
    let objects = findings.objects.iter().map(|object| match object {
        Object::Certificate(der) => STANDARD.encode(der),
        Object::PrivateKey(key) => STANDARD.encode(&key.der),
        Object::CertificateRequest(der) => STANDARD.encode(der),
        Object::Unsupported(unsupported) => unsupported.code().to_owned(),
        Object::Pkcs7(_) => "PKCS#7".to_owned(),
        Object::Pkcs12(_) => "PKCS#12".to_owned(),
        Object::JavaKeyStore(_) => "Java".to_owned(),
    });
    let problems = findings
        .problems
        .iter()
        .map(|problem| problem.code().to_owned());
    let remarks = findings
        .remarks
        .iter()
        .map(|remark| remark.code().to_owned());
    objects.chain(problems).chain(remarks).collect()
}

/// Checks that both objects come out of every text.
fn both(kind: &str, texts: &[(String, String)]) {
    let (certificate, key) = pair();
    let mut expected = [body(&certificate), body(&key)];
    expected.sort();
    let mut failures = Vec::new();
    for (name, text) in texts {
        for (form, findings) in [
            ("text", input::read_text(text)),
            ("file", input::read_bytes(text.as_bytes())),
        ] {
            let mut found = found(&findings);
            found.sort();
            if found != expected {
                let short: Vec<&str> = found
                    .iter()
                    .map(|own| own.get(..20).unwrap_or(own))
                    .collect();
                failures.push(format!("{kind}/{name} as {form}: {short:?}\n{text}"));
            }
        }
    }
    let (count, of) = (failures.len(), texts.len());
    assert!(
        failures.is_empty(),
        "{count} of {of} failed\n{}",
        failures.join("\n\n")
    );
    println!("{kind}: {of} shapes");
}

fn escaped(pem: &str) -> String {
    pem.replace('\n', "\\n")
}

/// Returns the shapes of a file of `tests/data/shapes`, in which `«OBJECT¦TRANSFORM¦ARGUMENT…»`
/// stands for what `filled` returns.
fn shapes(file: &str) -> Vec<(String, String)> {
    let fill = |(name, text): (String, String)| {
        let mut parts = text.split('«');
        let mut shape = parts.next().unwrap().to_owned();
        for part in parts {
            let (formula, behind) = part.split_once('»').unwrap();
            shape += &(filled(formula) + behind);
        }
        (name, shape)
    };
    sections(file).into_iter().map(fill).collect()
}

/// The object is `c`, the certificate, `k`, its key, `ck`, one after the other, each in PEM, or
/// `both`, a JSON object with the two.
fn filled(formula: &str) -> String {
    let (c, k) = pair();
    let mut words = formula.split('¦');
    let mut text = match words.next().unwrap() {
        "c" => c,
        "k" => k,
        "ck" => c + &k,
        "both" => {
            let [c, k] = [c, k].map(|pem| escaped(&pem));
            format!("{{\"certificate\":\"{c}\",\"private_key\":\"{k}\"}}")
        }
        "cr" => "\r".to_owned(),
        other => panic!("no object is called {other}"),
    };
    while let Some(name) = words.next() {
        let mut argument = || {
            let word = words.next().unwrap().replace("\\\\", "\0");
            let word = word.replace("\\n", "\n").replace("\\r", "\r");
            word.replace("\\t", "\t").replace('\0', "\\")
        };
        text = match name {
            "base64" => STANDARD.encode(&text),
            "base64url" => URL_SAFE_NO_PAD.encode(&text),
            "utf16" => STANDARD.encode(utf16(&text)),
            "body" => body(&text),
            "escaped" => escaped(&text),
            "json" => serde_json::to_string(&text).unwrap(),
            "bytes" => serde_json::to_string(text.as_bytes()).unwrap(),
            "percent" => percent(&text),
            "quoted-printable" => quoted_printable(&text),
            "trim" => text.trim_end().to_owned(),
            "url" => each(&text, |_, line| match line.starts_with('-') {
                true => line.to_owned(),
                false => line.replace('+', "-").replace('/', "_").replace('=', ""),
            }),
            "replace" => {
                let from = argument();
                text.replace(&from, &argument())
            }
            "without" => {
                let word = argument();
                let lines = text.split_inclusive('\n');
                lines.filter(|line| !line.contains(&word)).collect()
            }
            "wrap" => {
                let columns = argument().parse().unwrap();
                let letters: Vec<char> = text.chars().collect();
                let lines: Vec<String> = letters.chunks(columns).map(String::from_iter).collect();
                lines.join(&argument())
            }
            "each" => {
                let pattern = argument();
                each(&text, |number, line| lined(&pattern, number, line))
            }
            other => panic!("no transform is called {other}"),
        };
    }
    text
}

/// Fills a pattern for one line: `%` is the line, `#` its number, as wide as there are signs, and
/// `@` minutes and seconds that run on.
fn lined(pattern: &str, number: usize, line: &str) -> String {
    let width = pattern.matches('#').count();
    let clock = format!("{:02}:{:02}", number / 60, number % 60);
    let pattern = match width {
        0 => pattern.to_owned(),
        _ => pattern.replace(&"#".repeat(width), &format!("{:>width$}", number + 1)),
    };
    pattern.replace('@', &clock).replace('%', line)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn percent(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

fn quoted_printable(text: &str) -> String {
    let line = |line: &str| -> String {
        let letters: Vec<char> = line.replace('=', "=3D").chars().collect();
        let parts: Vec<String> = letters.chunks(60).map(String::from_iter).collect();
        parts.join("=\r\n") + "\r\n"
    };
    text.lines().map(line).collect()
}

#[test]
fn secret_stores() {
    both("secret stores", &shapes("secret-stores.txt"));
}

#[test]
fn documents() {
    both("documents", &shapes("documents.txt"));
}

#[test]
fn prefixes_of_tools() {
    both("prefixes", &shapes("prefixes.txt"));
}

#[test]
fn boundaries_that_are_not_whole() {
    both("boundaries", &shapes("boundaries.txt"));
}

#[test]
fn a_pfx_in_base64_is_found_where_stores_keep_it() {
    let folder = Folder::new();
    let (c, k) = pair();
    folder.write("c.pem", &c);
    folder.write("k.pem", &k);
    folder.openssl("pkcs12 -export -in c.pem -inkey k.pem -passout pass:secret -out p.pfx");
    let pfx = folder.read("p.pfx");
    let b64 = STANDARD.encode(&pfx);
    let wrapped: Vec<String> = b64
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8(line.to_vec()).unwrap())
        .collect();
    for text in [
        format!(
            "{{\"attributes\":{{\"enabled\":true}},\"contentType\":\"application/x-pkcs12\",\"value\":\"{b64}\"}}"
        ),
        b64.clone(),
        format!("PFX={b64}"),
        format!("data:application/x-pkcs12;base64,{b64}"),
        format!("value = \"{b64}\""),
        STANDARD.encode(&b64),
        URL_SAFE_NO_PAD.encode(&pfx),
        wrapped.join("\r\n"),
        format!(
            "MIME-Version: 1.0\nContent-Type: application/x-pkcs12; name=\"a.pfx\"\nContent-Transfer-Encoding: base64\n\n{}\n--_x--\n",
            wrapped.join("\n")
        ),
        format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            wrapped.join("\n")
        ),
    ] {
        assert_eq!(found(&input::read_text(&text)), ["PKCS#12"], "{text}");
    }
}

#[test]
fn source_code() {
    let (c, k) = pair();
    let joined = |one: &str, begin: &str, end: &str, last: &str| {
        let lines: Vec<&str> = one.lines().collect();
        let all = lines.iter().enumerate().map(|(n, line)| {
            let end = if n + 1 == lines.len() { last } else { end };
            format!("{begin}{line}{end}\n")
        });
        all.collect::<String>()
    };
    let languages: &[(&str, &str, &str, &str)] = &[
        ("Java", "    \"", "\\n\" +", "\\n\";"),
        ("Java, plus in front", "    + \"", "\\n\"", "\\n\";"),
        ("JavaScript", "  '", "\\n' +", "';"),
        ("JavaScript, a list", "  '", "',", "',"),
        ("Python", "    \"", "\\n\"", "\\n\""),
        ("Python, continued", "    '", "\\n' \\", "\\n'"),
        ("C", "\"", "\\r\\n\"", "\\r\\n\";"),
        ("C#", "    \"", "\" + Environment.NewLine +", "\";"),
        ("VB", "    \"", "\" & vbCrLf & _", "\""),
        ("VB.NET", "    \"", "\" & vbNewLine & _", "\""),
        ("PHP", "  '", "' . PHP_EOL .", "';"),
        ("Perl", "  \"", "\\n\" .", "\\n\";"),
        ("Ruby", "  \"", "\\n\" \\", "\\n\""),
        ("Go", "\t\"", "\\n\" +", "\\n\""),
        ("Rust", "    ", "\\n\\", "\\n\";"),
        ("SQL", "  '", "' || CHR(10) ||", "';"),
        ("T-SQL", "  '", "' + CHAR(10) +", "';"),
        ("PowerShell", "  \"", "`n\" +", "`n\""),
        ("ABAP", "  '", "' &&", "'."),
        ("Pascal", "  '", "'#13#10 +", "';"),
        ("append", "s.append(\"", "\\n\");", "\\n\");"),
        ("push", "lines.push('", "');", "');"),
        ("plus and equals", "pem += \"", "\\n\";", "\\n\";"),
        ("Batch", "echo ", ">>key.pem", ">>key.pem"),
        ("Groovy", "    '", "\\n' +", "\\n'"),
    ];
    let mut texts = shapes("source-code.txt");
    for (name, begin, end, last) in languages {
        let part = |pem: &str| joined(pem, begin, end, last);
        let text = format!("cert =\n{}key =\n{}", part(&c), part(&k));
        texts.push(((*name).to_owned(), text));
    }
    both("source code", &texts);
}

#[test]
fn hexadecimal_and_dumps() {
    let (c, k) = pair();
    let hex = |bytes: &[u8], between: &str| {
        let pairs: Vec<String> = bytes.iter().map(|b| format!("{b:02x}")).collect();
        pairs.join(between)
    };
    let dump = |bytes: &[u8]| -> String {
        let line = |(at, bytes): (usize, &[u8])| {
            let groups: Vec<String> = bytes.chunks(2).map(|pair| hex(pair, "")).collect();
            let shown = bytes.iter().map(|b| match b.is_ascii_graphic() {
                true => char::from(*b),
                false => '.',
            });
            let (groups, shown) = (groups.join(" "), shown.collect::<String>());
            format!("{:08x}: {groups:<39}  {shown}\n", at * 16)
        };
        bytes.chunks(16).enumerate().map(line).collect()
    };
    let (c, k, pem) = (der(&c), der(&k), format!("{c}{k}"));
    let row = [c.as_slice(), &k].concat();
    let (c, k) = (hex(&c, ""), hex(&k, ""));
    let plain = hex(&row, "");
    let lines: Vec<&str> = (0..plain.len())
        .step_by(60)
        .map(|at| &plain[at..plain.len().min(at + 60)])
        .collect();
    let texts = [
        ("plain, wrapped", lines.join("\n") + "\n"),
        ("colons", hex(&row, ":")),
        ("capitals", hex(&row, " ").to_uppercase()),
        ("C", format!(" {{ 0x{} }};", hex(&row, ", 0x"))),
        ("xxd of DER", dump(&row)),
        ("xxd of PEM", dump(pem.as_bytes())),
        ("named", format!("cert={c}\nkey={k}\n")),
        ("JSON", format!("{{\"c\":\"{c}\",\"k\":\"0x{k}\"}}")),
        ("of PEM", hex(pem.as_bytes(), "")),
        ("plain", plain),
    ];
    both(
        "hexadecimal",
        &texts.map(|(name, text)| (name.to_owned(), text)),
    );
    let folder = Folder::new();
    folder.write("row", &row);
    for (program, words) in [
        ("xxd", "row"),
        ("xxd", "-p row"),
        ("od", "-An -tx1 row"),
        ("od", "-Ax -tx1 row"),
        ("hexdump", "-C row"),
    ] {
        let output = std::process::Command::new(program)
            .args(words.split(' '))
            .current_dir(folder.root())
            .output();
        let Ok(output) = output else { continue };
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            input::read_text(&text).objects.len(),
            2,
            "{program} {words}\n{}",
            &text[..400]
        );
    }
}

/// .NET's `ToXmlString(true)`.
#[test]
fn rsa_key_values_of_xml() {
    let (_, pem) = pair();
    let folder = Folder::new();
    folder.write("key.pem", &pem);
    let text = String::from_utf8(openssl("rsa -noout -text", pem.as_bytes())).unwrap();
    let number = |name: &str| {
        let (_, behind) = text.split_once(&format!("\n{name}:")).unwrap();
        let digits: String = behind
            .chars()
            .take_while(|c| c.is_ascii_hexdigit() || c.is_whitespace() || *c == ':')
            .collect();
        let digits: String = digits
            .lines()
            .filter(|l| l.starts_with(' ') || l.is_empty())
            .collect();
        let digits: String = digits.chars().filter(char::is_ascii_hexdigit).collect();
        STANDARD.encode(
            crate::support::unhex(&digits)
                .iter()
                .skip_while(|b| **b == 0)
                .copied()
                .collect::<Vec<u8>>(),
        )
    };
    let private = format!(
        "<RSAKeyValue><Modulus>{}</Modulus><Exponent>AQAB</Exponent><P>{}</P><Q>{}</Q><DP>{}</DP><DQ>{}</DQ><InverseQ>{}</InverseQ><D>{}</D></RSAKeyValue>",
        number("modulus"),
        number("prime1"),
        number("prime2"),
        number("exponent1"),
        number("exponent2"),
        number("coefficient"),
        number("privateExponent")
    );
    for text in [
        private.clone(),
        format!(
            "<?xml version=\"1.0\"?>\n<key>\n{}\n</key>",
            private.replace("><", ">\n<")
        ),
    ] {
        let mut findings = input::read_text(&text);
        assert_eq!(findings.problems, []);
        assert_eq!(findings.objects.len(), 1, "{text}");
        let Object::PrivateKey(key) = findings.objects.remove(0) else {
            panic!("no key in {text}")
        };
        assert_eq!(key.form, PrivateKeyForm::Pkcs1);
        PrivateKey::open(&key, None).unwrap();
    }
    let public = format!(
        "<RSAKeyValue><Modulus>{}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>",
        number("modulus")
    );
    assert_eq!(found(&input::read_text(&public)), ["public-key-only"]);
}

/// What cannot be opened is named.
#[test]
fn what_is_of_no_use_is_named() {
    let (c, _) = pair();
    let age = "age-encryption.org/v1\n-> X25519 abc\n--- def\n\u{1}\u{2}";
    let files: &[(&[u8], &str)] = &[
        (age.as_bytes(), "age-file"),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24=\n-----END AGE ENCRYPTED FILE-----\n", "age-file"),
        (b"$ANSIBLE_VAULT;1.1;AES256\n36643662303931336362356361373334663632343139383832626130636237333134373034326565\n3736\n", "ansible-vault"),
        (b"key: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  366436623039313363623563\n", "ansible-vault"),
        (b"Rar!\x1A\x07\x01\0abc", "archive-file"),
        (b"7z\xBC\xAF\x27\x1C\0\x04", "archive-file"),
        (b"\x1F\x8B\x08\0\0\0\0\0", "archive-file"),
        (b"BZh91AY&SY", "archive-file"),
        (b"\xFD7zXZ\0\0", "archive-file"),
        (b"\x28\xB5\x2F\xFD\x04", "archive-file"),
        (b"MSCF\0\0\0\0abc", "archive-file"),
        (b"PK\x03\x04abc", "zip-file"),
        (b"\0\0\0\x02\0\0\0\x14abcdefgh", "bouncy-castle-key-store"),
        (b"\0\0\0\0CERT\x20\0\0\0", "certificate-store"),
        (b"\x1E\xF1\xB5\xB0\0\0\0\0\x01\0\0\0", "pvk-file"),
        (b"\x07\x02\0\0\0\xA4\0\0RSA2\0\x08\0\0", "microsoft-key-blob"),
        (b"RSA3\0\x08\0\0\x03\0\0\0", "microsoft-key-blob"),
        (b"\x06\x02\0\0\0\xA4\0\0RSA1\0\x08\0\0", "public-key-only"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image-file"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image-file"),
        (b"II*\0\x08\0\0\0", "image-file"),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0", "image-file"),
        (b"%PDF-1.7\n%\xE2\xE3", "document-file"),
        (b"SQLite format 3\0\x10\0", "nss-database"),
        (b"\0\x06\x15\x61\0\0\0\x02", "nss-database"),
        (b"kych\0\x01\0\0", "keychain-file"),
        (b"Salted__\x01\x02\x03\x04\x05\x06\x07\x08", "openssl-encrypted"),
        (b"U2FsdGVkX18xMjM0NTY3ODEyMzQ1Njc4MTIzNDU2NzgxMjM0NTY3ODEyMzQ1Njc4MTIzNDU2Nzg=", "openssl-encrypted"),
        (b"ssh-rsa-cert-v01@openssh.com AAAAHHNzaC1yc2EtY2VydC12MDFAb3BlbnNzaC5jb20AAAAg ann@host\n", "ssh-certificate"),
        (b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDExKhgI208kJagdta6UQfg ann@host\n", "public-key-only"),
        (b"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n", "putty-private-key"),
        (b"{\"data\": \"ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]\", \"sops\": {}}", "sops-file"),
        (b"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n", "other-block"),
    ];
    for (file, code) in files {
        assert_eq!(
            found(&input::read_bytes(file)),
            [*code],
            "{}",
            String::from_utf8_lossy(file)
        );
        // Nobody pastes the bytes of an archive or a picture.
        let is_binary = ["archive-file", "document-file", "image-file", "zip-file"].contains(code);
        if let Ok(text) = core::str::from_utf8(file)
            && !is_binary
            && !text.contains(|c: char| c.is_control() && c != '\n')
        {
            assert_eq!(found(&input::read_text(text)), [*code], "{text}");
        }
    }
    // Beside a certificate they are named all the same.
    for (other, code) in [
        (
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDExKhgI208kJagdta6UQfg ann@host\n",
            "public-key-only",
        ),
        (
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n",
            "other-block",
        ),
        (
            "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n",
            "age-file",
        ),
    ] {
        let told = found(&input::read_text(&format!("{c}{other}")));
        assert_eq!(told[1..], [code], "{other}");
    }
    // A command is no key.
    let command = found(&input::read_text(&format!("{c}ssh-keygen -y -f key\n")));
    assert_eq!(command.len(), 1, "{command:?}");
    assert_eq!(found(&input::read_text("ssh-keygen -y")), ["nothing-found"]);
    // And in the base64 of a secret.
    let secret = format!(
        "data:\n  store.jks: {}\n",
        STANDARD.encode([b"\xFE\xED\xFE\xED".as_slice(), &[7; 60]].concat())
    );
    assert!(matches!(
        input::read_text(&secret).objects[..],
        [Object::JavaKeyStore(_)]
    ));
}

/// Each file was reported to be read wrongly; what is right is here.
#[test]
fn reported_files() {
    macro_rules! file {
        ($name:literal) => {
            include_bytes!(concat!("../data/reported/", $name)).as_slice()
        };
    }
    let read = |bytes: &[u8]| input::read_bytes(bytes);
    let kinds = |bytes: &[u8]| -> Vec<String> {
        let findings = read(bytes);
        let objects = findings.objects.iter().map(|object| match object {
            Object::Certificate(der) => {
                Certificate::from_der(der).unwrap().public_key().unwrap();
                "certificate".to_owned()
            }
            Object::PrivateKey(key) => PrivateKey::open(key, None)
                .map_or_else(|error| format!("{error:?}"), |_| "key".to_owned()),
            other => format!("{other:?}"),
        });
        let codes = found(&findings);
        objects
            .chain(codes.into_iter().skip(findings.objects.len()))
            .collect()
    };
    assert_eq!(
        kinds(file!("d-cat-of-files-without-a-last-line-end.txt")),
        ["certificate", "key"]
    );
    assert_eq!(
        kinds(file!("d--net-json-with-u002b-for-.json")),
        ["certificate", "key"]
    );
    assert_eq!(
        kinds(file!("c-der-with-ff-behind-it.cer")),
        ["certificate", "trailing-bytes"]
    );
    assert_eq!(
        kinds(file!("k-pkcs-8-version-2-without-a-public-key.pem")),
        ["key"]
    );
    assert_eq!(
        kinds(file!("c-public-key-under-2-5-8-1-1.pem")),
        ["certificate"]
    );
    assert_eq!(
        kinds(file!("c-modulus-without-its-leading-zero.pem")),
        ["certificate"]
    );
    assert_eq!(
        kinds(file!("d-kubernetes-secret-as-yaml.yaml")),
        ["certificate", "key"]
    );
    assert_eq!(kinds(file!("cert.pem")), ["certificate"]);
    assert_eq!(kinds(file!("key.pem")), ["key"]);
    assert_eq!(found(&read(file!("x-age-file.age"))), ["age-file"]);
    assert_eq!(found(&read(file!("x-rar-archive.rar"))), ["archive-file"]);
    assert_eq!(found(&read(file!("x-microsoft-pvk.pvk"))), ["pvk-file"]);
    let gcm = kinds(file!("k-aes-256-gcm-without-parameters-pki-js-.pem"));
    assert_eq!(gcm, ["UnsupportedEncryption { scheme: \"AES-256-GCM\" }"]);
    let passphrase = |text: &str| Passphrase::new(Zeroizing::new(text.to_owned()));
    let open = |bytes: &[u8], typed: &str| pkcs12::open(bytes, Some(&passphrase(typed)));
    let two = file!("b-two-passwords-openssl-twopass-the-encryption-one-typed.pfx");
    assert_eq!(open(two, "encpass1").unwrap_err(), Error::BundleIntegrity);
    assert_eq!(open(two, "wrong").unwrap_err().code(), "passphrase-wrong");
    let both = file!("b-signing-and-encryption-key-the-latter-ends-later.pfx");
    assert_eq!(open(both, "hunter22").unwrap().keys.len(), 2);
}

/// A passphrase in the bytes of another system opens what it protects; OpenSSL encrypts.
#[test]
fn passphrases_of_other_systems() {
    let folder = Folder::new();
    folder.write("key.pem", Key::Rsa(2048).pem());
    let typed = "Größe ñ";
    let decomposed = "Gro\u{308}ße n\u{303}";
    let forms: &[(&str, Vec<u8>)] = &[
        ("UTF-8", typed.as_bytes().to_vec()),
        ("decomposed", decomposed.as_bytes().to_vec()),
        ("ISO 8859-1", b"Gr\xF6\xDFe \xF1".to_vec()),
        ("code page 850", b"Gr\x94\xE1e \xA4".to_vec()),
    ];
    for (name, bytes) in forms {
        folder.write("pass", bytes);
        folder.openssl("pkcs8 -topk8 -iter 1 -in key.pem -passout file:pass -out enc.pem");
        folder.openssl("rsa -aes128 -traditional -in key.pem -passout file:pass -out old.pem");
        for file in ["enc.pem", "old.pem"] {
            let mut findings = input::read_bytes(&folder.read(file));
            let Object::PrivateKey(key) = findings.objects.remove(0) else {
                panic!("{file}")
            };
            for typed in [typed, decomposed, &format!(" {typed}\u{A0}\n")] {
                let passphrase = Passphrase::new(Zeroizing::new(typed.to_owned()));
                let opened = PrivateKey::open(&key, Some(&passphrase));
                assert!(
                    opened.is_ok(),
                    "{file}, {name}, {typed:?}: {:?}",
                    opened.err()
                );
            }
        }
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// How one object is written: its text, and whether it ends by itself.
fn writings() -> Vec<String> {
    let (c, k) = pair();
    let mut all = Vec::new();
    for pem in [&c, &k] {
        all.extend([
            pem.clone(),
            pem.trim_end().to_owned(),
            pem.replace('\n', "\r\n"),
            escaped(pem),
            pem.replace('\n', " "),
            each(pem, |_, line| format!("> {line}")),
            each(pem, |_, line| format!("  \"{line}\\n\" +")),
            pem.replace('+', "\\u002b"),
            pem.trim_end().replace("\n-----END", "-----END"),
        ]);
    }
    all
}

proptest! {
    #![proptest_config(config(400))]

    /// Whatever joins n known objects, n come out, or n minus k with k words about them.
    #[test]
    fn nothing_is_dropped_in_silence(
        parts in prop::collection::vec((select(writings()), select(&[
            "", "\n", "\r\n", "\r", " ", "\t", "\n\n", "\u{FEFF}", "\u{200B}", "\u{2060}", "\u{A0}", "-", "--", "---", "-----",
            "–", "—", ",", ";", "\"", "'", "\",\"", "', '", "|", "\\n", "<br>", "</p><p>", "&nbsp;", " and ", "\nand the next:\n",
            "\n# ", "\n\n> ", "=", "==", "\0", "*", "\n---\n", "\n-----\n", "```\n", "\n-- \n", "0", "A",
        ][..])), 1..6),
        harm in prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) {
        let mut texts: Vec<String> = parts.iter().map(|(text, _)| text.clone()).collect();
        if let Some((which, at)) = &harm {
            // One of them is damaged.
            let text = &mut texts[which.index(parts.len())];
            let at = at.index(text.len());
            text.replace_range(at..=at, "?");
        }
        let joined: String = texts.iter().zip(&parts).map(|(text, (_, separator))| format!("{text}{separator}")).collect();
        for findings in [input::read_text(&joined), input::read_bytes(joined.as_bytes())] {
            let told = findings.objects.len() + findings.problems.len();
            prop_assert!(told >= parts.len(), "{:?} of {} in {joined:?}", found(&findings).len(), parts.len());
            if harm.is_none() {
                prop_assert!(
                    findings.objects.len() == parts.len() || !findings.problems.is_empty(),
                    "{} of {} and no word in {joined:?}", findings.objects.len(), parts.len()
                );
            }
        }
    }
}

/// Text that is long and means nothing is read in time that grows with its length alone.
#[test]
fn hostile_text_is_read_in_time_that_grows_with_its_length() {
    for piece in [
        "-",
        "-----BEGIN A-----",
        "-----BEGIN A-----\n",
        "-----END A-----",
        "-----BEGIN ",
        "-----BEGIN\n",
        "-BEGIN a-",
        "MII",
        "MIIBIjANBgkqhkiG9w0BAQEFAAOC\n",
        "LS0t",
        "&#43;",
        "&",
        "%2B",
        "%25",
        "=3D",
        "=\n",
        "\\u002b",
        "\\",
        "{",
        "[",
        "\"",
        "{\"a\":",
        "<",
        "<a>",
        "\n",
        "> ",
        "30 82 ",
        "3082",
        "0x30,",
        "A B ",
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCMIIBIjANBgkqhkiG9w0BAQEFAAOCMIIBIjANBgkqhkiG9w0BAQEFAAOC ?\n",
        "{\\rtf1 \\par ",
        "<RSAKeyValue",
        "é",
        "`n",
        "\u{FEFF}",
        "-----BEGIN CERTIFICATE-----\nMIIB\n",
        "\"a\" + ",
    ] {
        let read = |text: &str| {
            let told = input::read_text(text).problems.len();
            assert!(told <= 51, "{piece:?}: {told}");
        };
        grows_with_its_length(|length| piece.repeat(length / piece.len()), read);
    }
    // Blocks with a name each, and a mail with many parts.
    let blocks = |length: usize| -> String {
        let block = |at| format!("-----BEGIN A{at}-----\nMAA=\n-----END A{at}-----\n");
        (0..length / 42).map(block).collect()
    };
    let read = |text: &str| {
        let found = input::read_text(text);
        assert_eq!((found.objects.len(), found.problems.len()), (50, 1));
        let count = u32::try_from(text.matches("MAA=").count() - 50).unwrap();
        assert_eq!(found.problems, [Error::MoreProblems { count }]);
    };
    grows_with_its_length(blocks, read);
    // Many of no use hide nothing that is damaged.
    let damaged = "-----BEGIN CERTIFICATE-----\nMIIBAAAA\n-----END CERTIFICATE-----\n";
    let alone = input::read_text(damaged).problems;
    let among = input::read_text(&format!("{}{damaged}", blocks(52 * 42))).problems;
    assert_eq!(
        among,
        [alone, vec![Error::MoreProblems { count: 2 }]].concat()
    );
    let mail = |length: usize| {
        let boundaries = "boundary=a\n".repeat(length / 22);
        let parts = "--b\n".repeat(length / 8);
        format!("Content-Transfer-Encoding: quoted-printable\n{boundaries}{parts}")
    };
    grows_with_its_length(mail, |text| drop(input::read_text(text)));
    // As much as is read at all.
    for piece in ["{\"a\":", "-----BEGIN A-----\n", "<a>MIIB"] {
        let told = input::read_text(&piece.repeat((1 << 20) / piece.len()))
            .problems
            .len();
        assert!(told <= 51, "{piece:?}: {told}");
    }
}
