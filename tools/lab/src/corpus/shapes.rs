//! The shapes in which people paste, and what breaks on the way.

use anyhow::Result;

use super::case::Case;
use super::maker::{Maker, sha256};

const SECRET: &str = "secret";

type Shape = (&'static str, fn(&str) -> String);

/// Every shape that leaves one meaning.
const SHAPES: &[Shape] = &[
    ("as-is", str::to_owned),
    ("crlf", |pem| pem.replace('\n', "\r\n")),
    ("cr", |pem| pem.replace('\n', "\r")),
    ("no-final-newline", |pem| pem.trim_end().to_owned()),
    ("leading-blank-lines", |pem| format!("\n\n \n{pem}")),
    ("bag-attributes", |pem| {
        format!(
            "Bag Attributes\n    friendlyName: me\n    localKeyID: 01 02\nKey Attributes: <No Attributes>\n{pem}"
        )
    }),
    ("leading-spaces", |pem| format!("   {pem}")),
    ("trailing-spaces", |pem| {
        each_line(pem, |line| format!("{line}  \t"))
    }),
    ("indented", |pem| {
        each_line(pem, |line| format!("    {line}"))
    }),
    ("all-on-one-line", |pem| pem.replace('\n', " ")),
    ("byte-order-mark", |pem| format!("\u{FEFF}{pem}")),
    ("no-break-spaces", |pem| {
        each_line(pem, |line| format!("\u{A0}{line}\u{A0}"))
    }),
    ("zero-width", |pem| {
        pem.replace("MII", "M\u{200B}I\u{2060}I")
    }),
    ("blank-lines", |pem| pem.replace('\n', "\n\n")),
    ("text-around", |pem| {
        format!("Hello,\n\nhere it is - as asked:\n{pem}\nBest - A.\n")
    }),
    ("literal-newlines", |pem| pem.replace('\n', "\\n")),
    ("literal-crlf", |pem| pem.replace('\n', "\\r\\n")),
    ("json", |pem| {
        format!("{{\"pem\": \"{}\", \"n\": 1}}", pem.replace('\n', "\\n"))
    }),
    ("json-slashes", |pem| pem.replace('/', "\\/")),
    ("quoted-mail", |pem| {
        each_line(pem, |line| format!("> {line}"))
    }),
    ("twice-quoted-mail", |pem| {
        each_line(pem, |line| format!(">> > {line}"))
    }),
    ("table", |pem| each_line(pem, |line| format!("| {line} |"))),
    ("code-fence", |pem| format!("```pem\n{pem}```\n")),
    ("yaml", |pem| {
        format!(
            "tls:\n  key: |\n{}",
            each_line(pem, |line| format!("    {line}"))
        )
    }),
    ("commented", |pem| {
        each_line(pem, |line| format!("# {line}"))
    }),
    ("source-code", |pem| {
        each_line(pem, |line| format!("  \"{line}\\n\" +"))
    }),
    ("shell", |pem| each_line(pem, |line| format!("{line}\\"))),
    ("typographic-dashes", |pem| pem.replace("-----", "——-")),
    ("html-breaks", |pem| pem.replace('\n', "<br>\n")),
    ("html-references", |pem| {
        pem.replace('+', "&#43;").replace('/', "&#47;")
    }),
    ("in-base64", |pem| {
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, pem)
    }),
    ("mixture", |pem| {
        format!(
            "\u{FEFF}Hi,\r\n{}",
            each_line(pem, |line| format!("> \u{A0}{line}\u{200B} ")).replace('\n', "\r\n")
        )
    }),
];

fn each_line(pem: &str, change: impl Fn(&str) -> String) -> String {
    pem.lines().map(|line| change(line) + "\n").collect()
}

/// Adds the cases.
pub(super) fn add(maker: &mut Maker) -> Result<()> {
    maker.write("pass", SECRET.as_bytes())?;
    let from = maker.key("rsa-2048");
    maker.openssl(&format!(
        "pkcs8 -topk8 -in {from} -passout file:pass -out out"
    ))?;
    let encrypted = maker.text("out")?;
    maker.openssl(&format!(
        "rsa -in {from} -traditional -aes256 -passout file:pass -out out"
    ))?;
    let traditional = maker.text("out")?;
    let certificate = maker.companion_text("rsa-2048.crt")?;
    let key = maker.key_pem("rsa-2048")?;
    let hash = sha256(&maker.certificate_der("rsa-2048")?);
    let both = format!("{certificate}{encrypted}");
    for (name, shape) in SHAPES {
        for (what, pem) in [
            ("pkcs8", &encrypted),
            ("traditional", &traditional),
            ("plain", &key),
        ] {
            let case = Case::new("shapes", format!("{what}-{name}"), "ready", shape(pem));
            let case = case.key("rsa-2048").pasted().source("hand");
            maker.add(if what == "plain" {
                case
            } else {
                case.pass(SECRET)
            });
        }
        let case = Case::new(
            "shapes",
            format!("certificate-{name}"),
            "ready",
            shape(&certificate),
        );
        maker.add(
            case.certificate("rsa-2048")
                .pasted()
                .source("hand")
                .field("sha256", &hash),
        );
        for (place, what) in [("certificate", "both"), ("privateKey", "both-for-key")] {
            let case = Case::new("shapes", format!("{what}-{name}"), "ready", shape(&both));
            let case = case
                .field("box", place)
                .pasted()
                .source("hand")
                .pass(SECRET);
            maker.add(case.field("sha256", &hash));
        }
    }
    for (name, unit) in [
        ("utf16-le", u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ("utf16-be", u16::to_be_bytes),
    ] {
        for (what, mark) in [("", ""), ("-marked", "\u{FEFF}")] {
            let bytes: Vec<u8> = format!("{mark}{encrypted}")
                .encode_utf16()
                .flat_map(unit)
                .collect();
            let case = Case::new("shapes", format!("file-{name}{what}"), "ready", bytes);
            maker.add(case.key("rsa-2048").source("hand").pass(SECRET));
        }
    }
    damage(maker, &certificate, &key, &encrypted);
    Ok(())
}

fn damage(maker: &mut Maker, certificate: &str, key: &str, encrypted: &str) {
    let all = [
        ("certificate", certificate),
        ("key", key),
        ("encrypted", encrypted),
    ];
    for (what, pem) in all {
        let lines: Vec<&str> = pem.lines().collect();
        let changed = |at: usize, change: &dyn Fn(&str) -> String| -> String {
            let line = |(count, line): (usize, &&str)| {
                if count == at {
                    change(line)
                } else {
                    format!("{line}\n")
                }
            };
            lines.iter().enumerate().map(line).collect()
        };
        let first = |line: &str, with: &str| {
            format!("{with}{}\n", line.chars().skip(1).collect::<String>())
        };
        let half: String = lines
            .iter()
            .take(lines.len() / 2)
            .map(|line| format!("{line}\n"))
            .collect();
        // As many as leave one letter over, which no base64 does.
        let signs = lines.iter().filter(|line| !line.starts_with('-'));
        let signs = signs
            .map(|line| line.trim_end_matches('=').len())
            .sum::<usize>();
        let lost = [1, 2, 3]
            .into_iter()
            .find(|lost| signs.saturating_sub(*lost) % 4 == 1);
        let lost = lost.unwrap_or(4);
        let cases: Vec<(&str, &str, String)> = vec![
            (
                "question-mark",
                "damaged-base64",
                changed(3, &|line| first(line, "?")),
            ),
            (
                "umlaut",
                "damaged-base64",
                changed(3, &|line| first(line, "ü")),
            ),
            (
                "url-safe-sign",
                "damaged-base64",
                changed(3, &|line| first(line, "_")),
            ),
            (
                "ellipsis",
                "damaged-base64",
                changed(3, &|_| "...\n".to_owned()),
            ),
            (
                "padding-inside",
                "damaged-base64",
                changed(3, &|line| first(line, "=").replace('\n', "A\n")),
            ),
            (
                "letters-lost",
                "base64-cut",
                changed(3, &|line| {
                    line.chars().skip(lost).collect::<String>() + "\n"
                }),
            ),
            ("line-lost", "damaged-der", changed(3, &|_| String::new())),
            (
                "line-twice",
                "damaged-der",
                changed(3, &|line| format!("{line}\n{line}\n")),
            ),
            ("cut", "pem-cut", half),
            (
                "body-empty",
                "base64-cut",
                [lines.first(), lines.last()]
                    .into_iter()
                    .flatten()
                    .map(|line| format!("{line}\n"))
                    .collect(),
            ),
        ];
        for (name, code, text) in cases {
            let case = Case::new("damage", format!("{what}-{name}"), code, text)
                .pasted()
                .source("hand");
            let case = if what == "certificate" {
                case.certificate("rsa-2048")
            } else {
                case.key("rsa-2048")
            };
            // What is lost of the key is told, and the bytes that the second line puts behind it.
            let case = if name == "line-twice" && what != "certificate" {
                case.field("also", "trailing-bytes")
            } else {
                case
            };
            maker.add(if what == "encrypted" {
                case.pass(SECRET)
            } else {
                case
            });
        }
        for (name, more) in [
            ("words-behind", "and more words\n"),
            ("dashes-behind", "-----\n"),
            ("zeros-behind", "\0\0\0"),
        ] {
            let case = Case::new(
                "damage",
                format!("{what}-{name}"),
                "ready",
                format!("{pem}{more}"),
            )
            .source("hand");
            let case = if what == "certificate" {
                let hash = maker
                    .certificate_der("rsa-2048")
                    .map(|der| sha256(&der))
                    .unwrap_or_default();
                case.certificate("rsa-2048").field("sha256", hash)
            } else {
                case.key("rsa-2048")
            };
            maker.add(if what == "encrypted" {
                case.pass(SECRET)
            } else {
                case
            });
        }
    }
    // Beside a whole one, a damaged one stops nothing and is told.
    let half: String = certificate
        .lines()
        .take(5)
        .map(|line| format!("{line}\n"))
        .collect();
    let case = Case::new(
        "damage",
        "half-before-whole",
        "ready",
        format!("{half}{certificate}"),
    )
    .pasted();
    let hash = maker
        .certificate_der("rsa-2048")
        .map(|der| sha256(&der))
        .unwrap_or_default();
    maker.add(
        case.certificate("rsa-2048")
            .source("hand")
            .field("also", "pem-cut")
            .field("sha256", hash),
    );
}
