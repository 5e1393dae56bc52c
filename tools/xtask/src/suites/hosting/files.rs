//! The three files of `hosting/` send the same headers.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::HEADERS;
use page_builder::project::Project;

type Headers = BTreeMap<String, String>;

fn read(name: &str) -> String {
    Project::here().read(name).unwrap()
}

fn expected() -> Headers {
    HEADERS
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

/// Lines such as `start Name "value" end`, and the one that says the type.
fn lines(text: &str, start: &str, end: &str, of_the_type: &str) -> Headers {
    let mut headers = Headers::new();
    for line in text.lines().map(str::trim) {
        let rest = if line.starts_with(of_the_type) {
            line.replace(of_the_type, "Content-Type ")
        } else if let Some(rest) = line.strip_prefix(start) {
            rest.to_owned()
        } else {
            continue;
        };
        let (name, value) = rest.split_once(' ').unwrap();
        let value = value.trim_end_matches(end).trim_end_matches(';');
        let value = value.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
        let before = headers.insert(name.to_owned(), value.to_owned());
        assert_eq!(before, None, "{name} is there twice");
    }
    headers
}

#[test]
fn nginx_sends_them() {
    let text = read("hosting/nginx.conf");
    assert_eq!(
        lines(&text, "add_header ", " always;", "default_type "),
        expected()
    );
}

#[test]
fn apache_sends_them() {
    let text = read("hosting/apache.conf");
    assert_eq!(
        lines(&text, "Header always set ", "", "ForceType "),
        expected()
    );
}

fn descendant<'a>(node: Node<'a, 'a>, path: &[&str]) -> Node<'a, 'a> {
    path.iter().fold(node, |node, name| {
        let mut found = node.children().filter(|child| child.has_tag_name(*name));
        let only = found.next().unwrap_or_else(|| panic!("no {name}"));
        assert!(found.next().is_none(), "{name} is there twice");
        only
    })
}

#[test]
fn iis_sends_them_and_each_takes_the_place_of_an_inherited_one() {
    let text = read("hosting/web.config");
    let document = Document::parse(&text).unwrap();
    let server = descendant(document.root(), &["configuration", "system.webServer"]);
    let custom = descendant(server, &["httpProtocol", "customHeaders"]);
    let mut headers = Headers::new();
    let mut removed = Vec::new();
    for node in custom.children().filter(Node::is_element) {
        let name = node.attribute("name").unwrap();
        if node.has_tag_name("remove") {
            removed.push(name);
        } else {
            assert!(
                node.has_tag_name("add") && removed.contains(&name),
                "{name}"
            );
            let value = node.attribute("value").unwrap();
            assert_eq!(headers.insert(name.to_owned(), value.to_owned()), None);
        }
    }
    let kind = descendant(server, &["staticContent", "mimeMap"]);
    assert_eq!(kind.attribute("fileExtension"), Some(".html"));
    let kind = kind.attribute("mimeType").unwrap();
    headers.insert("Content-Type".to_owned(), kind.to_owned());
    assert_eq!(headers, expected());
}

#[test]
fn iis_hands_out_pages_to_those_who_read_only() {
    let text = read("hosting/web.config");
    let document = Document::parse(&text).unwrap();
    let filtering = descendant(
        document.root(),
        &[
            "configuration",
            "system.webServer",
            "security",
            "requestFiltering",
        ],
    );
    for (list, key, allowed) in [
        ("verbs", "verb", ["GET", "HEAD"]),
        ("fileExtensions", "fileExtension", [".", ".html"]),
    ] {
        let list = descendant(filtering, &[list]);
        assert_eq!(list.attribute("allowUnlisted"), Some("false"));
        let added = list.children().filter(|child| child.has_tag_name("add"));
        let mut added: Vec<&str> = added.map(|child| child.attribute(key).unwrap()).collect();
        added.sort_unstable();
        assert_eq!(added, allowed);
    }
}
