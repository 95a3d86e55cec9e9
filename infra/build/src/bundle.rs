//! One style sheet and one script out of many, without spaces, for the browsers that are supported.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, reading};
use crate::fingerprint::unless_same;

/// The oldest browsers that the client is built for (early 2023).
const BROWSERS: &str = "--target=chrome111,edge111,firefox113,safari16.4,ios16.4";

/// Bundles and shortens the bindings' script together with the snippets that it imports.
pub fn script(entry: &Path, tools: &Path, work: &Path) -> Result<Vec<u8>, Failure> {
    let output = work.join("convite.js");
    let input = everything_beside(entry)?;
    unless_same(&output, &[&input, BROWSERS.as_bytes()], || {
        println!("client: bundling the script");
        run(tools, "esbuild", |command| {
            command
                .args(["--bundle", "--minify", "--format=esm", "--charset=utf8", "--log-level=warning", BROWSERS])
                .arg(format!("--outfile={}", output.display()))
                .arg(entry);
        })
    })?;
    fs::read(&output).map_err(reading(&output))
}

/// Bundles and shortens the style sheet together with those that it imports. Addresses that begin with `/` (fonts,
/// images) are files of the site and stay as they are.
pub fn style(entry: &Path, tools: &Path, work: &Path) -> Result<Vec<u8>, Failure> {
    let output = work.join("convite.css");
    let input = everything_beside(entry)?;
    unless_same(&output, &[&input, BROWSERS.as_bytes()], || {
        println!("client: bundling the style sheet");
        run(tools, "esbuild", |command| {
            command
                .args(["--bundle", "--minify", "--external:/fonts/*", "--external:/*.svg", "--charset=utf8"])
                .args(["--log-level=warning", BROWSERS])
                .arg(format!("--outfile={}", output.display()))
                .arg(entry);
        })
    })?;
    fs::read(&output).map_err(reading(&output))
}

/// The contents of a file's folder, recursively, with their names, in the order of their paths.
fn everything_beside(entry: &Path) -> Result<Vec<u8>, Failure> {
    let folder = entry.parent().unwrap_or(Path::new("."));
    let mut contents = Vec::new();
    for path in crate::site::files_under(folder)? {
        contents.extend_from_slice(path.to_string_lossy().as_bytes());
        contents.push(0);
        contents.extend(fs::read(&path).map_err(reading(&path))?);
    }
    Ok(contents)
}

/// Runs a pinned Node tool, whose own words go to the terminal.
pub fn run(tools: &Path, tool: &str, arguments: impl FnOnce(&mut Command)) -> Result<(), Failure> {
    let path = tools.join("node_modules/.bin").join(tool);
    if !path.exists() {
        return Err(Failure::NoTool { path });
    }
    let mut command = Command::new(&path);
    arguments(&mut command);
    let status = command.status().map_err(reading(&path))?;
    if status.success() { Ok(()) } else { Err(Failure::Tool { tool: tool.to_owned(), status }) }
}
