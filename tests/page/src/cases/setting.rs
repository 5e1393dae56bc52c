//! Is the browser set up as people's are, or do the other answers mean nothing?

use super::Case;
use crate::outcome::{Outcome, ensure_eq};
use crate::page::{Origin, Page};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("setting", setting).under(&Origin::ALL)]
}

fn setting(page: &Page<'_>) -> Outcome {
    page.ensure_secure(page.site.origin.is_secure())?;
    // A page without a policy, so that it is the origin that decides. Drivers are known to relax what a
    // file may do with its neighbours.
    let text = "<!doctype html><link rel=icon href=data:,><title>Neighbour</title>";
    let neighbour = page.site.publish("neighbour.html", text.into())?;
    page.browser
        .go(&page.site.publish("open.html", text.into())?)?;
    let reached = page.browser.run_async(
        "const [url, done] = arguments;
         fetch(url).then(() => done(true), () => done(false))",
        vec![json!(neighbour.as_str())],
    )?;
    ensure_eq!(
        reached,
        json!(page.site.origin.is_served()),
        "whether a neighbour is reached"
    );
    let subtle = page.run("return crypto.subtle !== undefined")?;
    ensure_eq!(
        subtle,
        json!(page.site.origin.is_secure()),
        "whether there is crypto.subtle"
    );
    Ok(())
}
