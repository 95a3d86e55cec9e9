//! From the compiled client to optimised WASM and the script that loads it.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::bundle::run;
use crate::failure::{Failure, reading};
use crate::fingerprint::unless_same;

/// The features that every supported browser has. `--all-features` would let the optimiser emit encodings that
/// Chromium refuses to load.
const OPTIMISE: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What wasm-bindgen makes of the compiled client.
pub struct Glue {
    /// The WASM with the bindings' sections worked in.
    pub wasm: PathBuf,
    /// The ES module that loads it; it may import snippets beside it.
    pub script: PathBuf,
}

/// Generates the bindings of `wasm` in a folder of `work`.
pub fn generate(wasm: &Path, work: &Path) -> Result<Glue, Failure> {
    let folder = work.join("bindings");
    let glue = Glue { wasm: folder.join("convite_bg.wasm"), script: folder.join("convite.js") };
    let bytes = fs::read(wasm).map_err(reading(wasm))?;
    unless_same(&glue.wasm, &[&bytes], || {
        println!("client: bindings");
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(reading(&folder))?;
        }
        // The page says where the WASM is, by its hashed name: the script must not assume a name of its own.
        Bindgen::new()
            .input_bytes("convite", bytes.clone())
            .web(true)
            .and_then(|bindgen| {
                bindgen
                    .typescript(false)
                    .omit_default_module_path(true)
                    .remove_name_section(true)
                    .remove_producers_section(true)
                    .generate(&folder)
            })
            .map_err(|error| Failure::Bindings { path: wasm.to_owned(), reason: format!("{error:#}") })
    })?;
    Ok(glue)
}

/// Makes the WASM as small as it gets.
pub fn optimise(wasm: &Path, tools: &Path, work: &Path) -> Result<Vec<u8>, Failure> {
    let output = work.join("optimised.wasm");
    let bytes = fs::read(wasm).map_err(reading(wasm))?;
    let flags = OPTIMISE.join(" ");
    unless_same(&output, &[&bytes, flags.as_bytes()], || {
        println!("client: optimising the WASM");
        run(tools, "wasm-opt", |command| {
            command.args(OPTIMISE).arg("-o").arg(&output).arg(wasm);
        })
    })?;
    fs::read(&output).map_err(reading(&output))
}
