//! Turns the compiled client (`app.wasm`) into the folder that the server serves.
//!
//! `build-client APP_WASM SITE`, run at the root of the checkout, leaves in `SITE`:
//! - `pkg/convite-<hash>.{js,wasm,css}`: named by their content, so that browsers may keep them for ever;
//! - everything of `app/public`, as it is;
//! - beside each file that gains from it, `.br` and `.gz`, so that the server never compresses a file twice;
//! - `manifest.json`, written last: where the page finds style, script and WASM.
//!
//! Each step is skipped when what it reads has not changed.

mod bindings;
mod bundle;
mod compress;
mod failure;
mod fingerprint;
mod site;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use failure::{Failure, reading};
use site::Site;

/// Where the pinned Node tools are, from the root of the checkout.
const TOOLS: &str = "infra/client";
/// The style sheet that imports the others.
const STYLE: &str = "app/style/main.css";
/// Files served as they are.
const PUBLIC: &str = "app/public";

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [wasm, site] = arguments.as_slice() else {
        eprintln!("usage: build-client APP_WASM SITE");
        return ExitCode::from(2);
    };
    match build(wasm, site) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("client: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn build(wasm: &Path, site: &Path) -> Result<(), Failure> {
    let started = Instant::now();
    let tools = Path::new(TOOLS);
    let work = wasm.parent().unwrap_or(Path::new(".")).join("client");
    fs::create_dir_all(&work).map_err(reading(&work))?;

    let glue = bindings::generate(wasm, &work)?;
    let optimised = bindings::optimise(&glue.wasm, tools, &work)?;
    let script = bundle::script(&glue.script, tools, &work)?;
    let style = bundle::style(Path::new(STYLE), tools, &work)?;

    let mut site = Site::open(site)?;
    let assets = site::Assets {
        css: site.add_hashed("convite", "css", &style)?,
        js: site.add_hashed("convite", "js", &script)?,
        wasm: site.add_hashed("convite", "wasm", &optimised)?,
    };
    site.copy_all(Path::new(PUBLIC))?;
    site.finish(&assets)?;
    println!("client: ready in {:.1} s", started.elapsed().as_secs_f32());
    Ok(())
}
